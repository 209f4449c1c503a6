"""What the desk lets go of, how it comes back, and that a person's word holds until it is answered."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from amends.channels.contract import Author, Said, ThreadKind, ThreadRef
from amends.channels.models import Connection
from amends.inbox.actions import moves
from amends.inbox.actions.rank import pin
from amends.inbox.actions.set_aside import NotSetAside, PersonIsBlocked, block, put_back
from amends.inbox.actions.tag import add_tag
from amends.inbox.actions.take_in import take_in
from amends.inbox.actions.turn import close, reopen, wait_for_customer
from amends.inbox.models import Case, CaseEvent, CaseState, Message
from amends.inbox.rules import Happened, fold
from amends.refusals import NotAllowed, NotFound
from amends.staff.rules import system
from amends.triage.actions import ask, keep_up
from amends.triage.actions.correct import Correction, correct
from amends.triage.actions.judge import judge_between
from amends.triage.actions.order import put_in_order
from amends.triage.actions.wish import bring_back, look_at
from amends.triage.models import Judgement, NoiseCheck
from books import go_by
from cast import NOON, Cast, make_brand

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
LATER = NOON + timedelta(hours=2)
THANKS = "Thank you so much, you are great ❤"
ASKS = "Where can I find the opening hours?"
DANGER = "The battery caught fire and my hand is burnt!"


def hear(connection: Connection, *texts: str, minutes: float = 0, thread: str = "post") -> Case:
    """One customer writes these one after the other; the worker judges."""
    before, author = ask.newest(), Author("mira", "@mira")
    place = ThreadRef(thread, ThreadKind.POST, is_public=True)
    items = [
        Said(f"{thread}-{minutes}-{n}", place, author, text, NOON + (minutes + n) * MINUTE)
        for n, text in enumerate(texts)
    ]
    take_in(connection=connection, items=items, now=LATER)
    ask.ask(connection=connection, after=before)
    for job in ProcrastinateJob.objects.filter(task_name="triage.judge").order_by("pk"):
        judge_between(now=LATER, **job.args)
    ProcrastinateJob.objects.all().delete()
    return Case.objects.get(case_threads__thread__external_id=thread)


def answered(case: Case, at: datetime = NOON + 10 * MINUTE) -> Case:
    Case.objects.filter(pk=case.pk).update(
        state=CaseState.WAITING_CUSTOMER, state_since=at, last_out_at=at, due_at=None
    )
    case.refresh_from_db()
    return case


def order_again(case: Case) -> Case:
    put_in_order(brand_id=case.brand_id, case_ids=[case.pk], now=LATER)
    case.refresh_from_db()
    return case


class TestWhatAPersonBroughtBack:
    def test_it_stays_and_teaches(self, cast: Cast, connection: Connection) -> None:
        case = hear(connection, THANKS)
        assert case.set_aside == "noise"
        bring_back(by=cast.actor(cast.ada), case=case, now=LATER)
        assert order_again(case).state == CaseState.NEEDS_ANSWER
        assert Judgement.objects.get().needs is True

    def test_put_back_or_reopened_it_stays_until_it_is_answered(
        self, cast: Cast, connection: Connection
    ) -> None:
        by = cast.actor(cast.ada)
        for thread, again in (("a", put_back), ("b", reopen)):
            case = hear(connection, THANKS, thread=thread)
            again(by=by, case=case, now=LATER)
            assert order_again(case).state == CaseState.NEEDS_ANSWER
            answered(case, LATER + MINUTE)
            hear(connection, THANKS, minutes=150, thread=thread)
            assert order_again(case).state == CaseState.WAITING_CUSTOMER

    def test_a_person_lets_it_go_again(self, cast: Cast, connection: Connection) -> None:
        case, by = hear(connection, THANKS), cast.actor(cast.ada)
        put_back(by=by, case=case, now=LATER)
        wish = Correction(needs_answer=False)
        correct(by=by, message=Message.objects.get(), correction=wish, now=LATER)
        case.refresh_from_db()
        assert case.set_aside == "noise"

    def test_nobody_else_does(self, cast: Cast, connection: Connection) -> None:
        case = hear(connection, THANKS)
        with pytest.raises(NotAllowed):
            bring_back(by=cast.actor(cast.vera), case=case, now=LATER)
        with pytest.raises(NotFound):
            bring_back(by=system(make_brand("Other").pk), case=case, now=LATER)
        with pytest.raises(NotSetAside):
            bring_back(by=cast.actor(cast.ada), case=hear(connection, ASKS, thread="b"), now=LATER)

    def test_with_all_its_words_gone_it_comes_back_too(
        self, cast: Cast, connection: Connection
    ) -> None:
        case = hear(connection, THANKS)
        Message.objects.update(deleted_at=NOON)
        bring_back(by=cast.actor(cast.ada), case=case, now=LATER)
        assert (case.state, case.set_aside) == (CaseState.NEEDS_ANSWER, "")

    def test_who_is_blocked_is_not_brought_back(self, cast: Cast, connection: Connection) -> None:
        case, by = hear(connection, THANKS), cast.actor(cast.ada)
        block(by=by, person=case.person, now=LATER)
        case.refresh_from_db()
        with pytest.raises(PersonIsBlocked):
            bring_back(by=by, case=case, now=LATER)
        wish = Correction(needs_answer=True)
        correct(by=by, message=Message.objects.get(), correction=wish, now=LATER)
        case.refresh_from_db()
        assert case.state == CaseState.CLOSED


class TestAfterAnAnswer:
    def test_what_was_let_go_wrongly_comes_back_by_a_word(
        self, cast: Cast, connection: Connection
    ) -> None:
        case = answered(hear(connection, ASKS))
        hear(connection, THANKS, minutes=20)
        case.refresh_from_db()
        assert case.state == CaseState.WAITING_CUSTOMER
        newest = Message.objects.latest("sent_at")
        wish = Correction(needs_answer=True)
        correct(by=cast.actor(cast.ada), message=newest, correction=wish, now=LATER)
        case.refresh_from_db()
        assert (case.state, case.state_since) == ("needs_answer", NOON + 20 * MINUTE)
        assert case.due_at is not None
        told = CaseEvent.objects.filter(case=case).order_by("pk")
        assert fold(Happened(each.kind, each.facts) for each in told).state == case.state

    def test_what_a_person_put_to_rest_stays(self, cast: Cast, connection: Connection) -> None:
        case = hear(connection, ASKS)
        wait_for_customer(by=cast.actor(cast.ada), case=case, now=LATER)
        assert order_again(case).state == CaseState.WAITING_CUSTOMER

    def test_thanks_leave_closed_what_was_closed_whoever_holds_it(
        self, cast: Cast, connection: Connection
    ) -> None:
        case = answered(hear(connection, ASKS))
        Case.objects.update(assignee=cast.ada)
        case.refresh_from_db()
        close(by=cast.actor(cast.ada), case=case, now=NOON + 15 * MINUTE)
        hear(connection, THANKS, minutes=20)
        case.refresh_from_db()
        assert (case.state, case.set_aside) == (CaseState.CLOSED, "")
        assert case.closed_at == case.state_since == NOON + 15 * MINUTE
        hear(connection, THANKS, minutes=25)
        case.refresh_from_db()
        assert case.closed_at == NOON + 15 * MINUTE
        hear(connection, ASKS, minutes=30)
        case.refresh_from_db()
        assert case.state == CaseState.NEEDS_ANSWER

    def test_it_is_among_what_is_looked_at(self, cast: Cast, connection: Connection) -> None:
        case = answered(hear(connection, ASKS))
        hear(connection, THANKS, minutes=20)
        assert keep_up.draw_samples(now=LATER) == 1
        look_at(by=cast.actor(cast.ada), check=NoiseCheck.objects.get(), needed=True, now=LATER)
        case.refresh_from_db()
        assert case.state == CaseState.NEEDS_ANSWER


class TestPins:
    def test_it_ends_with_the_case(self, cast: Cast, connection: Connection) -> None:
        case = hear(connection, ASKS)
        pin(by=cast.actor(cast.bo), case=case, now=LATER)
        close(by=cast.actor(cast.ada), case=case, now=LATER)
        assert case.pinned_at is None

    def test_thanks_after_an_answer_do_not_stand_first(
        self, cast: Cast, connection: Connection
    ) -> None:
        case = answered(hear(connection, ASKS))
        pin(by=cast.actor(cast.bo), case=case, now=LATER)
        hear(connection, THANKS, minutes=20)
        case.refresh_from_db()
        assert (case.state, case.pinned_at) == (CaseState.WAITING_CUSTOMER, LATER)


class TestManyWords:
    def test_an_early_danger_is_not_pushed_out(self, connection: Connection) -> None:
        case = hear(connection, DANGER, *["Hm."] * 40)
        assert {"is:urgent", "harm:safety"} <= set(case.marks)
        assert case.state == CaseState.NEEDS_ANSWER

    def test_who_writes_more_than_is_looked_at_is_never_noise(self, connection: Connection) -> None:
        case = hear(connection, ASKS, *[THANKS] * 200)
        assert (case.state, case.set_aside) == (CaseState.NEEDS_ANSWER, "")


class TestWhatPeopleChange:
    def test_a_valued_customer_is_valued_in_all_their_cases(
        self, cast: Cast, connection: Connection
    ) -> None:
        go_by(cast.brand, "priority:\n  valued_tags: [VIP]\n")
        first, second = hear(connection, ASKS), hear(connection, ASKS, thread="b", minutes=1)
        before = order_again(second).sooner
        add_tag(by=cast.actor(cast.ada), case=first, name="vip", now=LATER)
        assert keep_up.follow_changes(now=LATER + MINUTE) == 2
        second.refresh_from_db()
        assert second.sooner > before
        assert keep_up.follow_changes(now=LATER + 10 * MINUTE) == 0

    def test_an_urgent_case_keeps_its_place_in_the_one_that_it_goes_into(
        self, cast: Cast, connection: Connection
    ) -> None:
        calm, urgent = hear(connection, ASKS), hear(connection, DANGER, thread="b", minutes=1)
        moves.merge_cases(by=cast.actor(cast.ada), case=urgent, into=calm, now=LATER)
        keep_up.follow_changes(now=LATER + MINUTE)
        calm.refresh_from_db()
        assert "is:urgent" in calm.marks
