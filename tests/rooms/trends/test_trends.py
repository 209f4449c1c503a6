"""What many say alike is found together, told once as a spike, and stays as people left it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from amends.channels.models import Connection
from amends.inbox.actions.moves import merge_cases
from amends.inbox.actions.set_aside import mark_spam, put_back
from amends.inbox.models import Case, Identity, Message, Person, SpreadCount
from amends.inbox.models.spread import Spread
from amends.refusals import NotAllowed, NotFound
from amends.staff.models import Brand
from amends.staff.rules import system
from amends.trends.actions import answer, habits, notice, tend, watch
from amends.trends.actions.forget import forget_old, forget_said
from amends.trends.actions.renew import renew
from amends.trends.actions.rounds import in_each_brand
from amends.trends.actions.spread import look_at_spread
from amends.trends.models import Habit, Issue, RaisedBar, Sighting, Spike, SpikeState, SpreadAlarm
from amends.trends.queries import found
from amends.triage.actions.correct import Correction, correct
from amends.triage.actions.judge import judge_case
from tests.cast import NOON, Cast, Matter, make_brand, make_connection, make_matter

pytestmark = pytest.mark.django_db

CODES = (
    "My voucher code from the newsletter is refused at the checkout",
    "The newsletter voucher is not accepted, checkout says invalid code",
    "Voucher code invalid at checkout, why do you send it in the newsletter?",
    "Why does the checkout refuse my newsletter voucher code?",
    "Invalid voucher code again. Your newsletter promised ten percent at checkout",
)
OTHERS = (
    "My parcel has been stuck in the depot for nine days",
    "The lamp came with a broken shade, what now?",
    "Your hotline keeps me waiting for an hour every time",
    "How do I change the address of my account?",
)


def heard(
    connection: Connection, texts: tuple[str, ...] = CODES, *, at: datetime = NOON, **more: str
) -> list[Matter]:
    """Each text from a person of its own, five minutes apart, judged."""
    matters = [
        make_matter(connection, text=text, at=at + timedelta(minutes=5 * number), **more)
        for number, text in enumerate(texts)
    ]
    ids = [each.message.pk for each in matters]
    judge_case(brand_id=connection.brand_id, message_ids=ids, now=at)
    return matters


def noted(now: datetime = NOON) -> None:
    while notice.take_note(now=now):
        pass


def past(connection: Connection) -> None:
    """Four quiet weeks: what four hundred customers wrote about other things."""
    made = [make_matter(connection, text=text, at=NOON - timedelta(days=1)) for text in OTHERS]
    judge_case(
        brand_id=connection.brand_id, message_ids=[each.message.pk for each in made], now=NOON
    )
    noted()
    terms = {each.message.pk: Sighting.objects.get(message=each.message).terms for each in made}
    usual = habits.usual_of(Habit.objects.get(pk=connection.brand_id))
    for hour in range(4 * 168):
        usual.learn_hour(hour % 168, [terms[each.message.pk] for each in made[hour % 4 :]])
    Habit.objects.filter(pk=connection.brand_id).update(
        **habits.kept(usual), learned_until=NOON - timedelta(hours=2)
    )


def the_issue(brand: Brand) -> Issue:
    return Issue.objects.get(brand=brand, merged_into=None)


def test_what_several_people_say_alike_is_one_issue_named_by_its_words(
    connection: Connection,
) -> None:
    heard(connection, (*CODES, *OTHERS))
    noted()
    issue = the_issue(connection.brand)
    [told] = found.told(connection.brand_id, [issue], NOON + timedelta(hours=1))
    assert (told.messages, told.people, told.cases) == (5, 5, 5)
    assert told.days[-1] == 5
    assert {"voucher", "newsletter"} <= set(issue.words)
    assert Sighting.objects.filter(issue=None).count() == len(OTHERS)


def test_one_person_who_writes_three_times_makes_no_issue(connection: Connection) -> None:
    matters = heard(connection, CODES[:3])
    first = matters[0].identity
    for each in matters[1:]:
        each.message.identity = first
        each.message.save(update_fields=["identity"])
    noted()
    assert not Issue.objects.exists()


def test_reading_again_notes_nothing_twice(connection: Connection) -> None:
    heard(connection)
    noted()
    noted(NOON + timedelta(hours=1))
    noted(NOON + timedelta(hours=2))
    assert Sighting.objects.count() == 5
    assert the_issue(connection.brand).members == 5


def test_a_name_that_somebody_gave_stays_while_more_comes(
    connection: Connection, cast: Cast
) -> None:
    heard(connection)
    noted()
    issue = the_issue(connection.brand)
    tend.rename(by=cast.actor(cast.ada), issue=issue, to="Voucher campaign", now=NOON)
    heard(connection, at=NOON + timedelta(hours=1))
    noted()
    issue.refresh_from_db()
    assert (issue.name, issue.members) == ("Voucher campaign", 10)


def test_what_comes_after_a_merge_goes_into_the_merged_issue(
    connection: Connection, cast: Cast
) -> None:
    heard(connection)
    noted()
    first = the_issue(connection.brand)
    heard(
        connection,
        (
            "The winter jacket has lost its zip after a week",
            "Zip of the winter jacket broken after one week",
            "One week and the zip of my winter jacket is broken",
        ),
    )
    noted()
    second = Issue.objects.exclude(pk=first.pk).get()
    tend.merge(by=cast.actor(cast.ada), issue=second, into=first, now=NOON)
    heard(connection, ("My winter jacket: zip broken in a week",), at=NOON + timedelta(hours=1))
    noted()
    first.refresh_from_db()
    assert Sighting.objects.filter(issue=first).count() == 9
    with pytest.raises(tend.IsMerged):
        tend.rename(by=cast.actor(cast.ada), issue=second, to="x", now=NOON)


def test_what_is_split_off_stays_off_and_finds_its_like(connection: Connection, cast: Cast) -> None:
    matters = heard(connection)
    noted()
    issue = the_issue(connection.brand)
    ids = [each.message.pk for each in matters[:2]]
    other = tend.split(by=cast.actor(cast.ada), issue=issue, message_ids=ids, now=NOON)
    assert set(other.sightings.values_list("message_id", flat=True)) == set(ids)
    heard(connection, (CODES[0],), at=NOON + timedelta(hours=1))
    noted()
    assert other.sightings.count() == 3
    rest = list(issue.sightings.values_list("message_id", flat=True))
    with pytest.raises(tend.NothingLeft):
        tend.split(by=cast.actor(cast.ada), issue=issue, message_ids=rest, now=NOON)


def test_an_issue_that_was_put_away_does_not_begin_anew(connection: Connection, cast: Cast) -> None:
    heard(connection)
    noted()
    issue = the_issue(connection.brand)
    tend.put_away(by=cast.actor(cast.ada), issue=issue, is_away=True, now=NOON)
    heard(connection, at=NOON + timedelta(hours=1))
    noted()
    assert Issue.objects.count() == 1
    assert found.issues_page(connection.brand_id, now=NOON) == []


def test_a_colleague_without_the_right_and_another_brand_change_nothing(
    connection: Connection, cast: Cast
) -> None:
    heard(connection)
    noted()
    issue = the_issue(connection.brand)
    with pytest.raises(NotAllowed):
        tend.rename(by=cast.actor(cast.vera), issue=issue, to="Mine", now=NOON)
    stranger = system(make_brand("Elsewhere").pk)
    with pytest.raises(NotFound):
        tend.rename(by=stranger, issue=issue, to="Mine", now=NOON)


def test_an_incident_is_opened_with_the_cases_of_an_issue_and_only_once(
    connection: Connection, cast: Cast
) -> None:
    matters = heard(connection)
    noted()
    issue, by = the_issue(connection.brand), cast.actor(cast.ada)
    opened = answer.incident_of_issue(by=by, issue=issue, now=NOON + timedelta(hours=1))
    again = answer.incident_of_issue(by=by, issue=issue, now=NOON + timedelta(hours=2))
    assert opened == again
    assert set(opened.affected.values_list("case_id", flat=True)) == {e.case.pk for e in matters}


# ------------------------------------------------------------------------------------ renewing


def test_an_incident_has_the_cases_into_which_others_were_merged(
    connection: Connection, cast: Cast
) -> None:
    matters, elsewhere = heard(connection), make_matter(connection, text=OTHERS[0], at=NOON)
    noted()
    by, later = cast.actor(cast.bo), NOON + timedelta(hours=1)
    Case.objects.filter(pk=elsewhere.case.pk).update(person=matters[0].case.person)
    merge_cases(by=by, case=matters[0].case, into=elsewhere.case, now=later)
    issue = the_issue(connection.brand)
    theirs = {elsewhere.case.pk, *(each.case.pk for each in matters[1:])}
    assert set(found.cases_of_issue(issue, later)) == theirs
    assert found.issue_of_case(connection.brand_id, elsewhere.case.pk) == issue
    assert found.issue_of_case(connection.brand_id, matters[0].case.pk) is None
    [told] = found.told(connection.brand_id, [issue], later)
    assert (told.cases, told.open_cases) == (5, 5)
    renew(brand_id=connection.brand_id, now=later)
    assert Sighting.objects.get(message=matters[0].message).case_id == elsewhere.case.pk


def test_what_was_corrected_is_seen_as_it_is(connection: Connection, cast: Cast) -> None:
    matters = heard(connection)
    noted()
    later = NOON + timedelta(hours=1)
    correct(
        by=cast.actor(cast.ada),
        message=matters[0].message,
        correction=Correction(act="praise", mood="happy"),
        now=later,
    )
    renew(brand_id=connection.brand_id, now=later)
    sighting = Sighting.objects.get(message=matters[0].message)
    assert (sighting.is_trouble, sighting.is_unhappy, sighting.issue) == (False, False, None)
    assert the_issue(connection.brand).sightings.count() == 4


def test_spam_counts_for_nothing_until_it_is_put_back(connection: Connection, cast: Cast) -> None:
    matters = heard(connection)
    noted()
    by, later = cast.actor(cast.ada), NOON + timedelta(hours=1)
    mark_spam(by=by, case=matters[0].case, now=later)
    renew(brand_id=connection.brand_id, now=later)
    noted(later)
    assert not Sighting.objects.filter(message=matters[0].message).exists()
    put_back(by=by, case=matters[0].case, now=later + timedelta(minutes=5))
    renew(brand_id=connection.brand_id, now=later + timedelta(minutes=5))
    assert Sighting.objects.filter(message=matters[0].message).exists()


def test_what_is_older_than_issues_are_compared_begins_none(connection: Connection) -> None:
    heard(connection, at=NOON - timedelta(days=61))
    noted()
    assert Sighting.objects.count() == 5
    assert not Issue.objects.exists()


# ------------------------------------------------------------------------------------ spikes


def spiking(connection: Connection, **more: str) -> Spike:
    past(connection)
    heard(connection, CODES * 2, **more)
    noted()
    watch.watch(brand_id=connection.brand_id, now=NOON + timedelta(hours=1))
    return Spike.objects.get()


def test_many_people_with_new_words_are_one_spike(connection: Connection) -> None:
    spike = spiking(connection)
    assert spike.about == "words"
    assert spike.people >= 5
    assert "voucher" in spike.words
    assert len(spike.message_ids) == 10
    assert spike.newcomers == 10
    watch.watch(brand_id=connection.brand_id, now=NOON + timedelta(hours=1))
    assert Spike.objects.count() == 1


def test_the_usual_is_no_spike(connection: Connection) -> None:
    past(connection)
    heard(connection, OTHERS)
    noted()
    assert watch.watch(brand_id=connection.brand_id, now=NOON + timedelta(hours=1)) == 0
    assert not Spike.objects.exists()


def test_the_same_words_from_many_accounts_are_a_campaign(connection: Connection) -> None:
    past(connection)
    heard(connection, (CODES[0],) * 6)
    noted()
    watch.watch(brand_id=connection.brand_id, now=NOON + timedelta(hours=1))
    spike = Spike.objects.get()
    assert (spike.is_campaign, spike.copies) == (True, 6)


def test_no_problem_raises_the_bar_for_its_words(connection: Connection, cast: Cast) -> None:
    spike = spiking(connection)
    answer.no_problem(by=cast.actor(cast.ada), spike=spike, now=NOON + timedelta(hours=1))
    assert set(RaisedBar.objects.values_list("term", flat=True)) == set(spike.terms)
    later = NOON + timedelta(days=1)
    heard(connection, CODES * 2, at=later)
    noted()
    watch.watch(brand_id=connection.brand_id, now=later + timedelta(hours=1))
    assert Spike.objects.exclude(pk=spike.pk).count() == 0
    assert found.tally(connection.brand_id, later).no_problem == 1


def reviewed(connection: Connection, many: int) -> list[Matter]:
    """One star without a word, every five minutes, each from another person."""
    matters = [
        make_matter(connection, text="", at=NOON + timedelta(minutes=5 * number))
        for number in range(many)
    ]
    ids = [each.message.pk for each in matters]
    Message.objects.filter(pk__in=ids).update(rating=1)
    judge_case(brand_id=connection.brand_id, message_ids=ids, now=NOON)
    noted()
    return matters


def test_many_bad_reviews_of_people_nobody_knew_are_review_bombing(connection: Connection) -> None:
    past(connection)
    reviewed(connection, 8)
    watch.watch(brand_id=connection.brand_id, now=NOON + timedelta(hours=1))
    spike = Spike.objects.get()
    assert (spike.low, spike.is_bombing) == (8, True)
    assert (spike.copies, spike.is_campaign) == (0, False)


def test_bad_reviews_of_customers_are_none(connection: Connection) -> None:
    past(connection)
    matters = reviewed(connection, 8)
    Person.objects.filter(pk__in=[each.person.pk for each in matters]).update(
        created_at=NOON - timedelta(days=9)
    )
    watch.watch(brand_id=connection.brand_id, now=NOON + timedelta(hours=1))
    spike = Spike.objects.get()
    assert (spike.low, spike.is_bombing, spike.newcomers) == (8, False, 0)


def grown(connection: Connection, texts: tuple[str, ...], at: datetime, until: datetime) -> None:
    """More of it, one of each text within a few seconds, looked at after that."""
    for number, text in enumerate(texts):
        heard(connection, (text,), at=at + timedelta(seconds=20 * number))
    noted()
    watch.watch(brand_id=connection.brand_id, now=until)


def test_what_outgrows_no_problem_is_told_again_and_only_once(
    connection: Connection, cast: Cast
) -> None:
    spike, by = spiking(connection), cast.actor(cast.ada)
    later = NOON + timedelta(hours=1)
    answer.no_problem(by=by, spike=spike, now=later)
    grown(connection, CODES[:1], later, later + timedelta(minutes=5))
    assert Spike.objects.count() == 1
    grown(connection, CODES * 4, later + timedelta(minutes=6), later + timedelta(minutes=20))
    again = Spike.objects.exclude(pk=spike.pk).get()
    assert again.state == SpikeState.OPEN
    assert again.found_at == later + timedelta(minutes=20)
    assert again.score > 1.5 * spike.score
    grown(connection, CODES, later + timedelta(minutes=21), later + timedelta(minutes=25))
    assert Spike.objects.count() == 2
    again.refresh_from_db()
    answer.no_problem(by=by, spike=again, now=later + timedelta(minutes=26))
    grown(connection, CODES[:2], later + timedelta(minutes=27), later + timedelta(minutes=30))
    assert Spike.objects.count() == 2


def test_many_ways_to_say_one_thing_are_one_spike(connection: Connection) -> None:
    past(connection)
    ends = ("kaputt", "hängt", "verweigert", "seit heute früh tot", "geht nicht", "spinnt wieder")
    places = ("Berlin", "Hamburg", "München", "Köln", "Leipzig", "Bremen", "Jena")
    for number in range(36):
        at = NOON + timedelta(hours=1, minutes=number)
        text = f"Login {ends[number * 5 % 6]} {places[number * 3 % 7]}"
        grown(connection, (text,), at, at + timedelta(seconds=30))
    spike = Spike.objects.get()
    assert len(spike.message_ids) >= 30


def test_another_matter_that_shares_a_word_is_a_spike_of_its_own(connection: Connection) -> None:
    first = spiking(connection)
    later = NOON + timedelta(hours=1)
    points = (
        "My loyalty points have disappeared from the checkout",
        "All loyalty points disappeared overnight, checkout shows zero",
        "Where did my loyalty points go? Disappeared at the checkout",
        "Loyalty points disappeared, checkout knows nothing of them",
        "Disappeared loyalty points! Nothing left in the checkout",
        "Since today my loyalty points are disappeared at checkout",
    )
    for number, text in enumerate(points):
        at = later + timedelta(minutes=number)
        grown(connection, (text,), at, at + timedelta(seconds=30))
    other = Spike.objects.exclude(pk=first.pk).get()
    assert {"loyalty", "points"} & set(other.words)
    first.refresh_from_db()
    said = {each.text for each in found.said_in_spike(first)}
    assert said == set(CODES)


def test_an_incident_of_a_spike_has_its_cases(connection: Connection, cast: Cast) -> None:
    spike = spiking(connection)
    by, now = cast.actor(cast.ada), NOON + timedelta(hours=1)
    incident = answer.incident_of_spike(by=by, spike=spike, title="Vouchers refused", now=now)
    assert incident.affected.count() == 10
    assert incident.source == "spike"
    spike.refresh_from_db()
    assert spike.state == SpikeState.INCIDENT
    with pytest.raises(answer.IsAnswered):
        answer.no_problem(by=by, spike=spike, now=now)


def test_an_unanswered_spike_is_over_some_time(connection: Connection) -> None:
    spike = spiking(connection)
    assert watch.settle(now=NOON + timedelta(hours=2)) == 0
    assert watch.settle(now=NOON + timedelta(hours=14)) == 1
    spike.refresh_from_db()
    assert spike.state == SpikeState.OVER


def test_hours_are_learned_once_and_two_hours_late(connection: Connection) -> None:
    heard(connection)
    noted()
    brand = connection.brand_id
    assert habits.learn(brand_id=brand, now=NOON + timedelta(hours=2)) == 0
    assert habits.learn(brand_id=brand, now=NOON + timedelta(hours=3)) == 5
    assert habits.learn(brand_id=brand, now=NOON + timedelta(hours=3)) == 0
    habits.learn_anew(brand_id=brand, now=NOON + timedelta(hours=3))
    habit = Habit.objects.get(pk=brand)
    assert round(habits.usual_of(habit).messages) == 5
    assert (habit.bar_weeks, habit.bar_set_at) == (0, NOON + timedelta(hours=3))


def many_sightings(connection: Connection, hours: int, each: int, *, until: datetime) -> None:
    """So many an hour up to a moment; their messages do not matter here."""
    Sighting.objects.filter(brand=connection.brand).delete()
    number = -1
    for hour in range(hours):
        some = []
        for _one in range(each):
            at = until - timedelta(hours=hour, minutes=30)
            terms = [8 * (number % 500) + 3, 8 * (number % 7) + 4]
            some.append(
                Sighting(
                    brand=connection.brand,
                    message_id=number,
                    case_id=1,
                    person_id=-number,
                    network="demo",
                    at=at,
                    terms=terms,
                )
            )
            number -= 1
        Sighting.objects.bulk_create(some)


@pytest.fixture
def loosely() -> Iterator[None]:
    """Sightings without messages: what hangs on nothing is gone before anybody asks."""
    yield
    Sighting.objects.all().delete()


@pytest.mark.usefixtures("loosely")
def test_each_night_all_sixty_days_are_learned_again(connection: Connection) -> None:
    many_sightings(connection, 3 * 168, 4, until=NOON)
    habits.learn_anew(brand_id=connection.brand_id, now=NOON + timedelta(hours=2))
    usual = habits.usual_of(Habit.objects.get(pk=connection.brand_id))
    assert min(usual.seen) > 0, "every hour of the week is known"
    assert round(usual.rate(5)) == 4
    habits.learn_anew(brand_id=connection.brand_id, now=NOON + timedelta(hours=2))
    again = habits.usual_of(Habit.objects.get(pk=connection.brand_id))
    assert (again.total, again.gain) == (usual.total, usual.gain)


def test_a_bar_stays_where_too_little_is_there_to_set_one_by(connection: Connection) -> None:
    heard(connection)
    noted()
    Habit.objects.filter(pk=connection.brand_id).update(bar=8.0, bar_weeks=2.0)
    habits.learn_anew(brand_id=connection.brand_id, now=NOON + timedelta(hours=4))
    assert Habit.objects.get(pk=connection.brand_id).bar == 8.0


def test_brands_do_not_learn_from_each_other(connection: Connection) -> None:
    other = make_connection(make_brand("Elsewhere"))
    heard(connection, CODES[:2])
    heard(other, CODES[2:4])
    noted()
    assert not Issue.objects.exists()


# ------------------------------------------------------------------------------------ spread


def growing(matter: Matter, connection: Connection, *, now: datetime) -> None:
    """Shared sixty times within the hour."""
    for minutes, shares in ((60, 3), (40, 15), (0, 60)):
        SpreadCount.objects.create(
            brand=connection.brand,
            message=matter.message,
            at=now - timedelta(minutes=minutes),
            shares=shares,
        )
    Spread.objects.create(
        message=matter.message,
        brand=connection.brand,
        connection=connection,
        total=60,
        growth=67,
        held_at=now,
        wait=300,
    )


BURNT = "You burnt my kitchen down, never buying from you again"


def test_in_a_storm_what_grows_is_raised_though_others_are_newer(connection: Connection) -> None:
    [older] = heard(connection, (BURNT,), at=NOON - timedelta(hours=5))
    growing(older, connection, now=NOON)
    newer = [
        make_matter(connection, text=BURNT, at=NOON - timedelta(seconds=each))
        for each in range(205)
    ]
    Identity.objects.filter(pk__in=[each.identity.pk for each in newer]).update(followers=9_000)
    ids = [each.message.pk for each in newer]
    judge_case(brand_id=connection.brand_id, message_ids=ids, now=NOON)
    assert look_at_spread(brand_id=connection.brand_id, now=NOON) == 1
    assert SpreadAlarm.objects.get().case == older.case


def test_what_was_raised_takes_nobodys_place(connection: Connection) -> None:
    matters = heard(connection, (BURNT,) * 2)
    now = NOON + timedelta(hours=1)
    growing(matters[0], connection, now=now)
    assert look_at_spread(brand_id=connection.brand_id, now=now) == 1
    growing(matters[1], connection, now=now)
    assert look_at_spread(brand_id=connection.brand_id, now=now) == 1
    assert SpreadAlarm.objects.count() == 2


def test_what_is_usual_is_reckoned_once_a_day_and_for_nothing_happy(connection: Connection) -> None:
    now = NOON + timedelta(hours=1)
    [happy] = heard(
        connection, ("Thank you so much, your team is wonderful and the lamp is lovely!",)
    )
    noted()
    growing(happy, connection, now=now)
    assert look_at_spread(brand_id=connection.brand_id, now=now) == 0
    assert Habit.objects.get().reckoned_at is None
    for later in (timedelta(0), timedelta(hours=23), timedelta(hours=25)):
        [matter] = heard(connection, (BURNT,), at=now + later - timedelta(hours=1))
        growing(matter, connection, now=now + later)
        look_at_spread(brand_id=connection.brand_id, now=now + later)
        reckoned = now if later < timedelta(days=1) else now + later
        assert Habit.objects.get().reckoned_at == reckoned


def test_what_fails_for_one_brand_holds_up_no_other(connection: Connection) -> None:
    other = make_connection(make_brand("Elsewhere"))
    for each in (connection, other):
        heard(each, OTHERS)
    noted()
    Habit.objects.filter(pk=connection.brand_id).update(counts=b"abc")
    heard(connection)
    heard(other)
    noted()
    assert not Sighting.objects.filter(brand=connection.brand, message__text=CODES[0]).exists()
    assert Sighting.objects.filter(brand=other.brand, message__text=CODES[0]).exists()
    done = []

    def step(brand_id: int) -> None:
        watch.watch(brand_id=brand_id, now=NOON + timedelta(hours=1))
        done.append(brand_id)

    assert in_each_brand(step) == [connection.brand_id]
    assert done == [other.brand_id]
    Habit.objects.filter(pk=connection.brand_id).update(counts=b"")
    noted()
    assert Sighting.objects.filter(brand=connection.brand, message__text=CODES[0]).exists()


def test_what_grows_quickly_is_raised_once_with_its_reason(connection: Connection) -> None:
    [matter] = heard(connection, ("You burnt my kitchen down, never buying from you again",))
    noted()
    now = NOON + timedelta(hours=1)
    for minutes, shares in ((20, 3), (40, 15), (60, 60)):
        SpreadCount.objects.create(
            brand=connection.brand,
            message=matter.message,
            at=NOON + timedelta(minutes=minutes),
            shares=shares,
        )
    Spread.objects.create(
        message=matter.message,
        brand=connection.brand,
        connection=connection,
        total=60,
        growth=135,
        held_at=now,
        wait=300,
    )
    assert look_at_spread(brand_id=connection.brand_id, now=now) == 1
    assert look_at_spread(brand_id=connection.brand_id, now=now) == 0
    alarm = SpreadAlarm.objects.get()
    assert [sign for sign, _ in alarm.reasons] == ["grows", "quickens"]
    assert Case.objects.get(pk=matter.case.pk).pinned_at == now


# ---------------------------------------------------------------------------------- forgetting


def test_what_is_past_and_in_no_issue_is_forgotten(connection: Connection) -> None:
    heard(connection, (*CODES, *OTHERS))
    noted()
    assert forget_old(now=NOON + timedelta(days=59)) == 0
    assert forget_old(now=NOON + timedelta(days=61)) == len(OTHERS)
    assert Sighting.objects.count() == len(CODES)


def test_the_terms_of_somebody_who_is_erased_go(connection: Connection) -> None:
    [matter, *_] = heard(connection)
    noted()
    ids = [matter.identity.external_id]
    assert forget_said(connection=connection, external_ids=ids) == 1
    assert not Sighting.objects.filter(message=matter.message).exists()
