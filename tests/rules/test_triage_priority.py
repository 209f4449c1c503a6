"""What stands first, and that nobody waits for ever."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.playbook.rules.document.order import PriorityPart
from amends.triage.rules.judgement import Act, Asker, Harm, Urgency
from amends.triage.rules.priority import Pressure, Why, place_of, reach_of
from amends.triage.rules.summing import Judged, Rest, rests, sum_of

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
WEIGHTS = PriorityPart()

_PRESSURES = st.builds(
    Pressure,
    harms=st.frozensets(st.sampled_from([each for each in Harm if each is not Harm.SELF_HARM])),
    askers=st.frozensets(st.sampled_from(Asker)),
    urgency=st.sampled_from(Urgency),
    mood=st.floats(-1, 1),
    reach=st.floats(0, 1),
    is_valued=st.booleans(),
)


def judged(**facts: object) -> Judged:
    plain: dict[str, object] = {
        "message_id": 1,
        "sent_at": NOON,
        "act": Act.THANKS,
        "act_chance": 0.9,
        "mood_score": 0.5,
        "urgency": Urgency.NONE,
        "harms": (),
        "topics": (),
        "asker": Asker.CUSTOMER,
        "needs_chance": 0.05,
    }
    return Judged(**{**plain, **facts})  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.integers(0, 4_000), _PRESSURES), min_size=2, max_size=30))
@settings(max_examples=60)
def test_nobody_is_passed_by_who_is_due_later_by_more_than_the_bound(
    queue: list[tuple[int, Pressure]],
) -> None:
    """The order of the queue: due minutes less what presses; `most` bounds who may come before."""
    stands = sorted((60 * due - place_of(pressure, WEIGHTS).sooner, due) for due, pressure in queue)
    for place, (_, due) in enumerate(stands):
        for _, later in stands[:place]:
            assert later - due <= WEIGHTS.most


@given(_PRESSURES, st.integers(1, 30))
@settings(max_examples=40)
def test_whoever_waits_is_answered_though_worse_comes_all_the_time(
    worst: Pressure, promise: int
) -> None:
    """One a minute is answered and one a minute comes, each as pressing as can be."""
    calm = promise * 60
    minute = 0
    while True:
        rival = (minute + promise) * 60 - place_of(worst, WEIGHTS).sooner
        if rival >= calm:
            break
        minute += 1
    assert minute <= WEIGHTS.most


@given(_PRESSURES)
def test_the_steps_add_up_and_never_exceed_the_bound(pressure: Pressure) -> None:
    place = place_of(pressure, WEIGHTS)
    minutes = sum(step.minutes for step in place.steps)
    assert place.sooner == 60 * min(minutes, WEIGHTS.most)
    assert [step.minutes for step in place.steps] == sorted(
        (step.minutes for step in place.steps), reverse=True
    )


def test_what_is_at_stake_goes_before_anger_and_anger_before_nothing() -> None:
    def sooner(**facts: object) -> int:
        return place_of(Pressure(**facts), WEIGHTS).sooner  # type: ignore[arg-type]

    places = [
        sooner(harms=frozenset({Harm.SELF_HARM})),
        sooner(harms=frozenset({Harm.SAFETY})),
        sooner(harms=frozenset({Harm.LEGAL})),
        sooner(harms=frozenset({Harm.MONEY})),
        sooner(mood=-0.9),
        sooner(mood=-0.3),
        sooner(),
    ]
    assert places == sorted(places, reverse=True)
    assert len(set(places)) == len(places)


def test_who_may_harm_themselves_is_named_first() -> None:
    harms = frozenset({Harm.SELF_HARM, Harm.HEALTH})
    assert place_of(Pressure(harms=harms), WEIGHTS).steps[0].why is Why.CARE


@pytest.mark.parametrize(
    ("followers", "seen", "least", "most"),
    [
        (None, (), 0, 0),
        (200, (0, 1, 0), 0, 0.05),
        (20_000, (50, 10, 5), 0.5, 0.7),
        (5_000_000, (), 1, 1),
    ],
)
def test_how_far_it_is_heard(
    followers: int | None, seen: tuple[int, ...], least: float, most: float
) -> None:
    assert least <= reach_of(followers=followers, seen=seen) <= most


class TestRest:
    def test_thanks_may_rest(self) -> None:
        assert rests(judged(), Rest())

    @pytest.mark.parametrize(
        "facts",
        [
            {"act": Act.QUESTION},
            {"act": Act.COMPLAINT},
            {"act": Act.ABUSE},
            {"harms": (Harm.MONEY,)},
            {"urgency": Urgency.RAISED},
            {"mood_score": -0.4},
            {"asker": Asker.PRESS},
            {"has_more": True},
            {"needs_chance": 0.3},
            {"act": Act.SPAM, "act_chance": 0.6},
            {"needs": True},
        ],
        ids=str,
    )
    def test_nothing_that_may_be_somebodys_matter(self, facts: dict[str, object]) -> None:
        assert not rests(judged(**facts), Rest())

    def test_a_persons_word_goes_first_even_where_it_is_off(self) -> None:
        off = Rest(is_on=False)
        assert not rests(judged(), off)
        assert rests(judged(act=Act.COMPLAINT, harms=(Harm.MONEY,), needs=False), off)

    def test_a_case_rests_only_with_all_that_waits_in_it(self) -> None:
        weights = PriorityPart()
        assert sum_of([judged(), judged()], weights, Rest()).is_noise
        assert not sum_of([judged(), judged(needs=True)], weights, Rest()).is_noise
        assert not sum_of([], weights, Rest()).is_noise
