"""Every case has one clock: it runs while we owe an answer, in the brand's hours, and stands otherwise."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from amends.channels.contract import Author, Edited, Item, Said, ThreadKind, ThreadRef
from amends.channels.models import Connection
from amends.inbox.actions import clocks as winding
from amends.inbox.actions import outgoing
from amends.inbox.actions.promises import drop_promise, set_promise
from amends.inbox.actions.take_in import Arrival, take_in
from amends.inbox.actions.turn import close, reopen, snooze, wake_due
from amends.inbox.models import Case, CaseEvent, CaseState, Person, Promise
from amends.inbox.queries import clocks
from amends.inbox.rules import CaseWentOn
from amends.inbox.rules.clocks import Promised
from amends.refusals import Invalid, NotAllowed, NotFound
from amends.staff import actions as staff
from amends.staff.actions import DayOff, DutyHours
from amends.staff.models import Team
from cast import NOON, Cast, Matter, make_brand, make_connection, make_matter

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
POST = ThreadRef("post-1", ThreadKind.POST, is_public=True)
#: NOON is a Saturday's.
OFFICE = [DutyHours(day, 540, 1080) for day in range(5)]
MONDAY = datetime.fromisoformat("2026-11-23T00:00:00+00:00")


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def said(key: str = "m1", minutes: float = 0, author: str = "mira", **more: object) -> Said:
    writer = Author(author, f"@{author}")
    return Said(key, POST, writer, "Where is it?", at(minutes), **more)  # type: ignore[arg-type]


def hear(connection: Connection, *items: Item, arrival: Arrival = Arrival.LIVE) -> Case:
    take_in(connection=connection, items=items, now=at(60), arrival=arrival)
    return Case.objects.get(connection=connection)


def answer(cast: Cast, case: Case, minutes: float) -> None:
    wording = outgoing.Wording(uuid4(), "Sorry!", True, case.connection_id, case.thread)
    with transaction.atomic():
        locked = Case.objects.select_for_update().get(pk=case.pk)
        outgoing.write_out(by=cast.actor(cast.ada), case=locked, wording=wording, now=at(minutes))


def office(cast: Cast) -> None:
    staff.set_hours(by=cast.actor(cast.bo), hours=OFFICE, time_zone="UTC", now=NOON)


class TestTurns:
    def test_without_a_word_of_the_brand_an_hour_is_promised_first_and_four_next(
        self, cast: Cast, connection: Connection
    ) -> None:
        case = hear(connection, said())
        assert case.due_at == case.order_at == NOON + HOUR
        answer(cast, case, 5)
        case.refresh_from_db()
        assert (case.due_at, case.order_at) == (None, at(5))
        case = hear(connection, said("m2", minutes=10))
        assert case.due_at == at(10) + 4 * HOUR

    def test_an_answer_on_the_network_itself_counts_as_the_first(
        self, connection: Connection
    ) -> None:
        own = said("own", minutes=2, author="brand", own=True)
        assert hear(connection, said(), own).due_at is None
        assert hear(connection, said("m2", minutes=3)).due_at == at(3) + 4 * HOUR

    def test_history_has_clocks_as_well(self, connection: Connection) -> None:
        assert hear(connection, said(), arrival=Arrival.HISTORY).due_at == NOON + HOUR

    def test_the_clock_counts_from_the_oldest_message_without_an_answer(
        self, connection: Connection
    ) -> None:
        hear(connection, said("m2", minutes=20))
        assert hear(connection, said("m1", minutes=4)).due_at == at(4) + HOUR

    def test_the_clock_runs_in_the_hours_of_the_brand(
        self, cast: Cast, connection: Connection
    ) -> None:
        office(cast)
        assert hear(connection, said()).due_at == MONDAY + 10 * HOUR

    def test_the_clock_stands_while_it_sleeps_and_is_right_when_it_wakes(
        self, cast: Cast, connection: Connection
    ) -> None:
        case = hear(connection, said())
        snooze(by=cast.actor(cast.ada), case=case, until=at(300), now=at(5))
        assert (case.due_at, case.order_at) == (None, at(5))
        wake_due(now=at(300))
        case.refresh_from_db()
        assert case.due_at == NOON + HOUR

    def test_closing_stops_the_clock_and_reopening_starts_it(
        self, cast: Cast, connection: Connection
    ) -> None:
        case, by = hear(connection, said()), cast.actor(cast.ada)
        close(by=by, case=case, now=at(5))
        assert case.due_at is None
        reopen(by=by, case=case, now=at(6))
        assert case.due_at == NOON + HOUR

    def test_an_answer_that_was_none_brings_the_first_promise_back(
        self, cast: Cast, connection: Connection
    ) -> None:
        case = hear(connection, said())
        answer(cast, case, 5)
        message = case.messages.get(direction="out")
        outgoing.fail_out(message=message, reason="gone", now=at(9))
        case.refresh_from_db()
        assert (case.state, case.due_at) == (CaseState.NEEDS_ANSWER, NOON + HOUR)

    def test_words_changed_after_the_answer_start_the_clock(
        self, cast: Cast, connection: Connection
    ) -> None:
        case = hear(connection, said())
        answer(cast, case, 5)
        changed = Said("m1", POST, Author("mira"), "And the refund?", NOON)
        edited = Edited(said=changed, edited_at=at(30))
        assert hear(connection, edited).due_at == at(30) + 4 * HOUR

    def test_the_database_knows_that_only_our_turn_has_a_clock(self, matter: Matter) -> None:
        with pytest.raises(IntegrityError, match="inbox_case_clock_runs"), transaction.atomic():
            Case.objects.update(state="waiting_customer", due_at=NOON)


class TestWhatCountsForNothing:
    def test_whoever_is_blocked_opens_a_closed_case(self, connection: Connection) -> None:
        case = hear(connection, said())
        Person.objects.update(blocked_at=NOON)
        Case.objects.update(state="closed", closed_at=at(-60 * 24 * 30), due_at=None)
        take_in(connection=connection, items=[said("m2", minutes=5)], now=at(60))
        new = Case.objects.exclude(pk=case.pk).get()
        assert (new.state, new.set_aside, new.due_at) == ("closed", "blocked", None)
        assert kinds(new) == ["opened", "closed", "set_aside"]

    def test_whoever_is_blocked_reopens_nothing(self, cast: Cast, connection: Connection) -> None:
        case = hear(connection, said())
        close(by=cast.actor(cast.ada), case=case, now=at(1))
        Person.objects.update(blocked_at=NOON)
        case = hear(connection, said("m2", minutes=5))
        assert (case.state, case.set_aside, case.due_at) == ("closed", "blocked", None)
        assert case.messages.count() == 2

    def test_an_open_case_of_somebody_blocked_is_closed_by_their_next_word(
        self, connection: Connection
    ) -> None:
        hear(connection, said())
        Person.objects.update(blocked_at=NOON)
        case = hear(connection, said("m2", minutes=5))
        assert (case.state, case.set_aside, case.closed_at) == ("closed", "blocked", at(60))

    def test_whoever_is_blocked_no_longer_is_heard_again(self, connection: Connection) -> None:
        hear(connection, said())
        Person.objects.update(blocked_at=NOON)
        hear(connection, said("m2", minutes=5))
        Person.objects.update(blocked_at=None)
        case = hear(connection, said("m3", minutes=9))
        assert (case.state, case.set_aside) == ("needs_answer", "")
        assert case.due_at == at(9) + HOUR
        assert kinds(case)[-2:] == ["reopened", "put_back"]

    def test_a_message_into_spam_reopens_nothing(self, connection: Connection) -> None:
        hear(connection, said())
        Case.objects.update(state="closed", closed_at=at(1), due_at=None, set_aside="spam")
        case = hear(connection, said("m2", minutes=5))
        assert (case.state, case.set_aside, case.preview) == ("closed", "spam", "Where is it?")
        assert case.last_in_at == at(5)

    def test_reopening_by_hand_lets_it_count_again(
        self, cast: Cast, connection: Connection
    ) -> None:
        case = hear(connection, said())
        Case.objects.update(state="closed", closed_at=at(1), due_at=None, set_aside="spam")
        case.refresh_from_db()
        reopen(by=cast.actor(cast.ada), case=case, now=at(9))
        assert (case.state, case.set_aside) == ("needs_answer", "")
        assert case.due_at is not None

    def test_answering_lets_it_count_again(self, cast: Cast, connection: Connection) -> None:
        case = hear(connection, said())
        Case.objects.update(state="closed", closed_at=at(1), due_at=None, set_aside="spam")
        answer(cast, case, 9)
        case.refresh_from_db()
        assert (case.state, case.set_aside) == ("waiting_customer", "")

    def test_a_message_into_a_merged_case_goes_on_in_its_target(
        self, cast: Cast, connection: Connection
    ) -> None:
        case = hear(connection, said())
        middle, target = (make_matter(connection, at=NOON).case for _ in "12")
        gone = {"state": "closed", "closed_at": NOON, "due_at": None, "set_aside": "merged"}
        Case.objects.filter(pk=case.pk).update(merged_into=middle, **gone)
        Case.objects.filter(pk=middle.pk).update(merged_into=target, **gone)
        take_in(connection=connection, items=[said("m2", minutes=5)], now=at(60))
        target.refresh_from_db()
        assert target.messages.filter(external_id="m2").exists()
        assert target.last_in_at == at(5)
        case.refresh_from_db()
        assert case.state == "closed"
        with pytest.raises(CaseWentOn):
            reopen(by=cast.actor(cast.ada), case=case, now=at(61))


def kinds(case: Case) -> list[str]:
    return list(CaseEvent.objects.filter(case=case).order_by("pk").values_list("kind", flat=True))


class TestPromises:
    def test_of_a_connection_goes_before_the_brands(
        self, cast: Cast, connection: Connection
    ) -> None:
        by = cast.actor(cast.bo)
        set_promise(by=by, connection=None, promised=Promised(30, 60), now=NOON)
        assert hear(connection, said()).due_at == at(30)
        set_promise(by=by, connection=connection, promised=Promised(10, None), now=NOON)
        other = make_connection(cast.brand, name="Other", account_id="other")
        of = clocks.clocks_of(cast.brand.pk)
        assert of.promised(connection.pk) == Promised(10, None)
        assert of.promised(other.pk) == Promised(30, 60)
        drop_promise(by=by, connection=connection, now=NOON)
        assert clocks.clocks_of(cast.brand.pk).promised(connection.pk) == Promised(30, 60)

    def test_no_minutes_are_no_promise(self, cast: Cast, connection: Connection) -> None:
        none = Promised(None, None)
        set_promise(by=cast.actor(cast.bo), connection=None, promised=none, now=NOON)
        case = hear(connection, said())
        assert (case.due_at, case.order_at) == (None, NOON)

    def test_only_who_manages_the_team_promises_and_only_for_their_brand(
        self, cast: Cast, connection: Connection
    ) -> None:
        promised = Promised(30, 60)
        with pytest.raises(NotAllowed):
            set_promise(by=cast.actor(cast.ada), connection=None, promised=promised, now=NOON)
        theirs = make_connection(make_brand("Southpost"))
        with pytest.raises(NotFound):
            set_promise(by=cast.actor(cast.bo), connection=theirs, promised=promised, now=NOON)
        for wrong in (Promised(0, 60), Promised(60, 10_000_000)):
            with pytest.raises(Invalid):
                set_promise(by=cast.actor(cast.bo), connection=None, promised=wrong, now=NOON)
        assert not Promise.objects.exists()

    @pytest.mark.parametrize(
        "change",
        [
            lambda by: set_promise(by=by, connection=None, promised=Promised(5, 5), now=NOON),
            lambda by: staff.set_hours(by=by, hours=OFFICE, time_zone="UTC", now=NOON),
            lambda by: staff.set_holiday(by=by, off=DayOff(date(2026, 12, 24), "Eve"), now=NOON),
        ],
    )
    def test_a_change_asks_for_the_clocks_to_be_set_anew(self, cast: Cast, change) -> None:
        change(cast.actor(cast.bo))
        job = ProcrastinateJob.objects.get(task_name="inbox.rewind_clocks")
        assert job.args == {"brand_id": cast.brand.pk, "after": 0}

    def test_clocks_are_set_anew_in_batches_each_once(
        self, cast: Cast, connection: Connection
    ) -> None:
        cases = [make_matter(connection, at=at(n)).case for n in range(5)]
        closed = make_matter(connection).case
        close(by=cast.actor(cast.ada), case=closed, now=NOON)
        theirs = make_matter(make_connection(make_brand("Southpost"))).case
        office(cast)
        after, rounds = 0, 0
        while after is not None:
            after, rounds = winding.rewind(brand_id=cast.brand.pk, after=after, limit=2), rounds + 1
        assert rounds == 3
        for case in cases:
            case.refresh_from_db()
            assert case.due_at == MONDAY + 10 * HOUR
        for case in (closed, theirs):
            case.refresh_from_db()
            assert case.due_at is None


class TestBreaches:
    def test_what_is_due_before_a_moment_comes_the_most_urgent_first(
        self, cast: Cast, connection: Connection
    ) -> None:
        cases = [make_matter(connection, at=at(n), name=f"P{n}").case for n in (30, 0, 60)]
        make_matter(make_connection(make_brand("Southpost")))
        team = Team.objects.create(brand=cast.brand, name="Returns", created_at=NOON)
        Case.objects.filter(pk=cases[0].pk).update(assignee=cast.ada, team=team)
        winding.rewind(brand_id=cast.brand.pk, after=0)
        found = clocks.breaching(cast.brand.pk, at(91), 10)
        assert [each.person for each in found] == ["P0", "P30"]
        assert found[1].assignee_id == cast.ada.pk
        assert clocks.breaching(cast.brand.pk, at(91), 1) == found[:1]
