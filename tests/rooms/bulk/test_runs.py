"""Runs: each case through the same action, once, with its refusal told; stopped, gone on with, undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from amends.audit.models import Entry
from amends.bulk import actions, queries, rules
from amends.bulk.models import Run, RunItem, RunState, Verb
from amends.bulk.rules import Foreseen, Tally, Where
from amends.channels.models import Connection
from amends.inbox.actions import turn
from amends.inbox.models import Case, Tag
from amends.outbox.actions.say import ChannelOf
from amends.outbox.models import Send, SendState
from amends.refusals import Invalid, NotAllowed, NotFound
from amends.staff.models import Membership, Team
from amends.staff.rules import Actor
from cast import NOON, Cast, make_brand, make_connection, make_matter
from rooms.bulk.networks import scripted

pytestmark = pytest.mark.django_db


def clock() -> datetime:
    return NOON + timedelta(hours=1)


@pytest.fixture
def ada(cast: Cast) -> Actor:
    return cast.actor(cast.ada)


@pytest.fixture
def cases(connection: Connection) -> list[Case]:
    """Six customers wait."""
    return [make_matter(connection, name=f"Person {n}").case for n in range(6)]


@pytest.fixture
def start(ada: Actor, cases: list[Case]) -> Callable[..., Run]:
    """A run over all of them, begun."""

    def begun(verb: Verb, **facts: object) -> Run:
        ids = [case.pk for case in cases]
        run = actions.choose(by=ada, verb=verb, case_ids=ids, facts=facts, now=NOON)
        actions.begin(by=ada, run=run, now=NOON)
        return run

    return begun


def work(run: Run, limit: int = 100, channel_of: ChannelOf = scripted) -> bool:
    return actions.work(run_id=run.pk, limit=limit, clock=clock, channel_of=channel_of)


def states() -> list[str]:
    return list(Case.objects.order_by("pk").values_list("state", flat=True))


def test_a_draft_changes_nothing(ada: Actor, cases: list[Case]) -> None:
    ids = [case.pk for case in cases]
    run = actions.choose(by=ada, verb=Verb.CLOSE, case_ids=ids, facts={}, now=NOON)
    assert work(run) is False
    assert set(states()) == {"needs_answer"}
    assert queries.tally(run) == Tally(waiting=6)


def test_each_case_is_closed_with_its_own_entry(start: Callable[..., Run]) -> None:
    run = start(Verb.CLOSE)
    assert work(run) is False
    run.refresh_from_db()
    assert (run.state, queries.tally(run)) == (RunState.DONE, Tally(done=6))
    assert set(states()) == {"closed"}
    assert Entry.objects.filter(action="inbox.close").count() == 6


def test_a_slice_leaves_the_rest_to_the_next(start: Callable[..., Run]) -> None:
    run = start(Verb.CLOSE)
    assert work(run, limit=4) is True
    assert queries.tally(run) == Tally(waiting=2, done=4)
    assert work(run) is False
    assert queries.tally(run).percent == 100


def test_what_changed_since_it_was_chosen_is_left_and_told(
    start: Callable[..., Run], cases: list[Case]
) -> None:
    run = start(Verb.CLOSE)
    Case.objects.filter(pk=cases[2].pk).update(last_in_at=NOON + timedelta(minutes=5))
    work(run)
    (refused,) = queries.refused(run)
    assert refused.case_id == cases[2].pk
    assert "faster" in refused.sentence
    assert states().count("closed") == 5


def test_the_refused_are_tried_again_as_they_are_now(
    start: Callable[..., Run], cases: list[Case], ada: Actor
) -> None:
    run = start(Verb.CLOSE)
    Case.objects.filter(pk=cases[2].pk).update(last_in_at=NOON + timedelta(minutes=5))
    work(run)
    run.refresh_from_db()
    actions.go_on(by=ada, run=run, now=NOON)
    work(run)
    assert queries.tally(run) == Tally(done=6)
    with pytest.raises(rules.CannotGoOn):
        actions.go_on(by=ada, run=run, now=NOON)


def test_a_stopped_run_begins_nothing_more_and_can_go_on(
    start: Callable[..., Run], ada: Actor, cast: Cast
) -> None:
    run = start(Verb.CLOSE)
    work(run, limit=2)
    actions.cancel(by=cast.actor(cast.bo), run=run, now=NOON)
    assert work(run) is False
    assert queries.tally(run) == Tally(waiting=4, done=2)
    with pytest.raises(rules.NotRunning):
        actions.cancel(by=ada, run=run, now=NOON)
    actions.go_on(by=ada, run=run, now=NOON)
    work(run)
    assert queries.tally(run) == Tally(done=6)


def test_two_presses_begin_it_once(start: Callable[..., Run], ada: Actor) -> None:
    run = start(Verb.CLOSE)
    actions.begin(by=ada, run=run, now=NOON)
    assert Entry.objects.filter(action="bulk.begin").count() == 1


def test_what_was_stopped_as_a_draft_is_not_begun(ada: Actor, cases: list[Case]) -> None:
    run = actions.choose(by=ada, verb=Verb.CLOSE, case_ids=[cases[0].pk], facts={}, now=NOON)
    actions.cancel(by=ada, run=run, now=NOON)
    with pytest.raises(rules.NotADraft):
        actions.begin(by=ada, run=run, now=NOON)


def test_a_draft_is_begun_by_who_made_it(cast: Cast, ada: Actor, cases: list[Case]) -> None:
    run = actions.choose(by=ada, verb=Verb.CLOSE, case_ids=[cases[0].pk], facts={}, now=NOON)
    with pytest.raises(Invalid):
        actions.begin(by=cast.actor(cast.bo), run=run, now=NOON)


def test_who_only_looks_chooses_nothing(cast: Cast, cases: list[Case]) -> None:
    vera = cast.actor(cast.vera)
    with pytest.raises(NotAllowed):
        actions.choose(by=vera, verb=Verb.CLOSE, case_ids=[cases[0].pk], facts={}, now=NOON)


def test_another_brands_cases_are_left_out(ada: Actor, cases: list[Case]) -> None:
    stranger = make_matter(make_connection(make_brand("Lumen"))).case
    ids = [cases[0].pk, stranger.pk, cases[0].pk]
    run = actions.choose(by=ada, verb=Verb.CLOSE, case_ids=ids, facts={}, now=NOON)
    assert [item.case_id for item in queries.items_of(run)] == [cases[0].pk]
    with pytest.raises(rules.NothingChosen):
        actions.choose(by=ada, verb=Verb.CLOSE, case_ids=[stranger.pk], facts={}, now=NOON)
    with pytest.raises(NotFound):
        queries.run_of(stranger.brand_id, run.pk)


def test_too_many_are_refused_at_once(ada: Actor) -> None:
    with pytest.raises(rules.TooMany):
        actions.choose(by=ada, verb=Verb.CLOSE, case_ids=range(5_001), facts={}, now=NOON)


def test_who_no_longer_works_here_does_nothing(start: Callable[..., Run], cast: Cast) -> None:
    run = start(Verb.CLOSE)
    Membership.objects.filter(user=cast.ada).delete()
    work(run)
    assert queries.tally(run) == Tally(refused=6)
    assert set(states()) == {"needs_answer"}


def _holders() -> set[int | None]:
    return set(Case.objects.values_list("assignee_id", flat=True))


def test_all_are_given_to_a_colleague_and_back(
    start: Callable[..., Run], cast: Cast, ada: Actor, cases: list[Case]
) -> None:
    Case.objects.filter(pk=cases[0].pk).update(assignee=cast.ada)
    run = start(Verb.ASSIGN, to=cast.bo.pk)
    work(run)
    assert _holders() == {cast.bo.pk}
    Case.objects.filter(pk=cases[1].pk).update(assignee=cast.olga)
    run.refresh_from_db()
    back = actions.undo(by=ada, run=run, now=NOON)
    work(back)
    assert _holders() == {cast.ada.pk, cast.olga.pk, None}
    assert [item.case_id for item in queries.refused(back)] == [cases[1].pk]
    with pytest.raises(rules.CannotUndo):
        actions.undo(by=ada, run=run, now=NOON)


def test_an_undo_is_not_undone(start: Callable[..., Run], ada: Actor) -> None:
    run = start(Verb.CLOSE)
    work(run)
    run.refresh_from_db()
    back = actions.undo(by=ada, run=run, now=NOON)
    work(back)
    back.refresh_from_db()
    with pytest.raises(rules.CannotUndo):
        actions.undo(by=ada, run=back, now=NOON)


def test_tags_are_taken_back_only_where_the_run_put_them(
    start: Callable[..., Run], cast: Cast, ada: Actor, cases: list[Case]
) -> None:
    tag = Tag.objects.create(brand=cast.brand, name="delay", created_at=NOON)
    Case.objects.filter(pk=cases[0].pk).update(tags=[tag.pk])
    run = start(Verb.TAG, name="Delay")
    work(run)
    assert Case.objects.filter(tags__contains=[tag.pk]).count() == 6
    run.refresh_from_db()
    work(actions.undo(by=ada, run=run, now=NOON))
    assert list(Case.objects.filter(tags__contains=[tag.pk])) == [cases[0]]


def test_a_tag_taken_off_comes_back(
    start: Callable[..., Run], cast: Cast, ada: Actor, cases: list[Case]
) -> None:
    tag = Tag.objects.create(brand=cast.brand, name="delay", created_at=NOON)
    Case.objects.filter(pk=cases[0].pk).update(tags=[tag.pk])
    run = start(Verb.UNTAG, tag=tag.pk)
    work(run)
    assert not Case.objects.filter(tags__contains=[tag.pk]).exists()
    run.refresh_from_db()
    work(actions.undo(by=ada, run=run, now=NOON))
    assert list(Case.objects.filter(tags__contains=[tag.pk])) == [cases[0]]


def test_closing_is_undone_to_whose_turn_it_was(
    start: Callable[..., Run], ada: Actor, cases: list[Case]
) -> None:
    turn.wait_for_customer(by=ada, case=cases[1], now=NOON)
    turn.snooze(by=ada, case=cases[2], until=NOON + timedelta(days=2), now=NOON)
    turn.close(by=ada, case=cases[3], now=NOON)
    before = states()
    run = start(Verb.CLOSE)
    work(run)
    run.refresh_from_db()
    work(actions.undo(by=ada, run=run, now=NOON))
    assert states() == before
    cases[2].refresh_from_db()
    assert cases[2].snoozed_until == NOON + timedelta(days=2)


def test_snoozing_is_undone(start: Callable[..., Run], ada: Actor, cases: list[Case]) -> None:
    turn.snooze(by=ada, case=cases[2], until=NOON + timedelta(days=2), now=NOON)
    run = start(Verb.SNOOZE, until=(NOON + timedelta(days=5)).isoformat())
    work(run)
    assert set(states()) == {"snoozed"}
    run.refresh_from_db()
    work(actions.undo(by=ada, run=run, now=NOON))
    assert states().count("snoozed") == 1
    cases[2].refresh_from_db()
    assert cases[2].snoozed_until == NOON + timedelta(days=2)


def test_reopening_is_undone(start: Callable[..., Run], ada: Actor, cases: list[Case]) -> None:
    turn.close(by=ada, case=cases[0], now=NOON)
    run = start(Verb.REOPEN)
    work(run)
    run.refresh_from_db()
    work(actions.undo(by=ada, run=run, now=NOON))
    assert states().count("closed") == 1


def test_a_teams_queue_gets_them_and_gives_them_back(
    start: Callable[..., Run], cast: Cast, ada: Actor, cases: list[Case]
) -> None:
    Case.objects.filter(pk=cases[0].pk).update(assignee=cast.bo)
    team = Team.objects.create(brand=cast.brand, name="Claims", created_at=NOON)
    run = start(Verb.TEAM, team=team.pk)
    work(run)
    assert set(Case.objects.values_list("team_id", flat=True)) == {team.pk}
    run.refresh_from_db()
    work(actions.undo(by=ada, run=run, now=NOON))
    assert set(Case.objects.values_list("team_id", flat=True)) == {None}
    assert _holders() == {cast.bo.pk, None}


def test_spam_is_marked_and_put_back(start: Callable[..., Run], ada: Actor) -> None:
    run = start(Verb.SPAM)
    work(run)
    assert set(Case.objects.values_list("set_aside", "state")) == {("spam", "closed")}
    run.refresh_from_db()
    work(actions.undo(by=ada, run=run, now=NOON))
    assert set(Case.objects.values_list("set_aside", "state")) == {("", "needs_answer")}


def test_an_unexpected_fault_is_told_and_passed_over(start: Callable[..., Run]) -> None:
    run = start(Verb.SNOOZE, until="nonsense")
    assert work(run) is False
    assert queries.tally(run) == Tally(refused=6)


# ------------------------------------------------------------------------------- answers


def _answer(ada: Actor, cases: list[Case], text: str = "We are on it.") -> Run:
    ids = [case.pk for case in cases]
    run = actions.choose(by=ada, verb=Verb.ANSWER, case_ids=ids, facts={}, now=NOON)
    names = {"{name}": lambda case: case.person.name}

    def text_of(case: Case) -> str:
        return text.replace("{name}", names["{name}"](case))

    actions.word(by=ada, run=run, text=text, where=Where.AS_WRITTEN, text_of=text_of)
    return run


def _judge(run: Run) -> None:
    while actions.judge(run_id=run.pk, limit=4, now=NOON, channel_of=scripted):
        pass


def test_the_gate_is_asked_before_anything_is_sent(
    ada: Actor, cases: list[Case], cast: Cast
) -> None:
    other = make_connection(cast.brand, channel="silent", state="paused")
    private = make_matter(make_connection(cast.brand, account_id="b"), is_public=False).case
    chosen = [*cases, make_matter(other).case, private]
    run = _answer(ada, chosen, "Dear {name}, " + "we are on it. " * 7)
    with pytest.raises(rules.NotYetJudged):
        actions.begin(by=ada, run=run, now=NOON)
    _judge(run)
    assert queries.foreseen(run) == Foreseen(passing=1, blocked=7)
    sentences = set(RunItem.objects.filter(run=run).values_list("sentence", flat=True))
    assert "This has 113 graphemes; Scripted takes 100." in sentences
    assert any("not connected" in sentence for sentence in sentences)
    assert not Send.objects.exists()


def test_each_gets_its_own_words_once(ada: Actor, cases: list[Case]) -> None:
    run = _answer(ada, cases, "Dear {name}, we are on it.")
    _judge(run)
    actions.begin(by=ada, run=run, now=NOON)
    work(run)
    assert queries.tally(run) == Tally(done=6)
    texts = set(Send.objects.values_list("text", flat=True))
    assert texts == {f"Dear Person {n}, we are on it." for n in range(6)}
    RunItem.objects.filter(run=run).update(state="waiting", settled_at=None, send=None)
    Run.objects.filter(pk=run.pk).update(state="running", ended_at=None)
    Case.objects.update(state="needs_answer")
    work(run)
    assert Send.objects.count() == 6


def test_a_customer_who_wrote_again_is_not_sent_old_words(ada: Actor, cases: list[Case]) -> None:
    run = _answer(ada, cases)
    _judge(run)
    Case.objects.filter(pk=cases[0].pk).update(last_in_at=NOON + timedelta(minutes=1))
    actions.begin(by=ada, run=run, now=NOON)
    work(run)
    assert queries.tally(run) == Tally(done=5, refused=1)
    assert not Send.objects.filter(case=cases[0]).exists()


def test_other_words_are_judged_anew(ada: Actor, cases: list[Case]) -> None:
    run = _answer(ada, cases, "x" * 120)
    _judge(run)
    assert queries.foreseen(run).blocked == 6
    actions.word(by=ada, run=run, text="Hi.", where=Where.PUBLIC, text_of=lambda _case: "Hi.")
    assert queries.foreseen(run).unseen == 6
    _judge(run)
    assert queries.foreseen(run).passing == 6


def test_answers_without_words_are_refused(ada: Actor, cases: list[Case]) -> None:
    run = actions.choose(by=ada, verb=Verb.ANSWER, case_ids=[cases[0].pk], facts={}, now=NOON)
    with pytest.raises(rules.NoWords):
        actions.word(by=ada, run=run, text=" ", where=Where.PUBLIC, text_of=lambda _case: "")
    with pytest.raises(rules.NoWords):
        actions.begin(by=ada, run=run, now=NOON)


def test_whose_words_cannot_be_made_is_refused_with_the_reason(
    ada: Actor, cases: list[Case]
) -> None:
    def text_of(case: Case) -> str:
        if case == cases[0]:
            raise Invalid("There is no first name to fill in.")
        return "Hello."

    ids = [case.pk for case in cases]
    run = actions.choose(by=ada, verb=Verb.ANSWER, case_ids=ids, facts={}, now=NOON)
    actions.word(by=ada, run=run, text="Hello.", where=Where.AS_WRITTEN, text_of=text_of)
    _judge(run)
    actions.begin(by=ada, run=run, now=NOON)
    work(run)
    (refused,) = queries.refused(run)
    assert refused.sentence == "There is no first name to fill in."


def test_answers_are_withdrawn_while_they_have_not_left(ada: Actor, cases: list[Case]) -> None:
    run = _answer(ada, cases)
    _judge(run)
    actions.begin(by=ada, run=run, now=NOON)
    work(run)
    gone = Send.objects.filter(case=cases[0])
    gone.update(state=SendState.SENT, sent_at=datetime.now(UTC))
    run.refresh_from_db()
    back = actions.undo(by=ada, run=run, now=NOON)
    work(back)
    assert queries.tally(back) == Tally(done=5, refused=1)
    assert Send.objects.filter(state=SendState.WITHDRAWN).count() == 5
