"""Whose turn it is: closing, reopening, snoozing, waiting, waking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from amends.audit.models import Entry
from amends.inbox.actions.turn import (
    close,
    mark_needs_answer,
    reopen,
    snooze,
    wait_for_colleague,
    wait_for_customer,
    wake_due,
)
from amends.inbox.models import Case, CaseEvent, Message
from amends.inbox.rules import CaseIsClosed, ChangedMeanwhile
from amends.refusals import Invalid, NotAllowed, NotFound
from amends.staff.rules import RIGHTS, Actor, Right, Role, Via
from cast import NOON, Cast, Matter, make_brand, make_connection, make_matter

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)
Turn = Callable[[Actor, Case], None]

TURNS: dict[str, Turn] = {
    "close": lambda by, case: close(by=by, case=case, now=LATER),
    "reopen": lambda by, case: reopen(by=by, case=case, now=LATER),
    "snooze": lambda by, case: snooze(by=by, case=case, until=_tomorrow(LATER), now=LATER),
    "wait_for_colleague": lambda by, case: wait_for_colleague(by=by, case=case, now=LATER),
    "wait_for_customer": lambda by, case: wait_for_customer(by=by, case=case, now=LATER),
    "mark_needs_answer": lambda by, case: mark_needs_answer(by=by, case=case, now=LATER),
}
OPEN_TURNS = sorted(set(TURNS) - {"close", "reopen"})


def _tomorrow(now: datetime) -> datetime:
    return now + timedelta(days=1)


@pytest.fixture
def ada(cast: Cast) -> Actor:
    return cast.actor(cast.ada)


@pytest.mark.parametrize(
    ("turn", "state", "kind"),
    [
        ("close", "closed", "closed"),
        ("snooze", "snoozed", "snoozed"),
        ("wait_for_colleague", "waiting_colleague", "waiting_colleague"),
        ("wait_for_customer", "waiting_customer", "waiting_customer"),
    ],
)
def test_a_turn_is_taken_written_down_and_audited_once(
    ada: Actor, matter: Matter, turn: str, state: str, kind: str
) -> None:
    for _ in range(2):
        TURNS[turn](ada, matter.case)
    case = Case.objects.get()
    assert (case.state, case.state_since) == (state, LATER)
    assert case.closed_at == (LATER if state == "closed" else None)
    assert case.snoozed_until == (_tomorrow(LATER) if state == "snoozed" else None)
    event = CaseEvent.objects.get(case=case)
    assert (event.kind, event.at, event.by_id) == (kind, LATER, ada.user_id)
    assert (event.facts["from"], event.facts["to"]) == ("needs_answer", state)
    entry = Entry.objects.get()
    assert (entry.action, entry.target, entry.at) == (f"inbox.{turn}", f"case:{case.pk}", LATER)


def test_the_case_in_hand_is_current_afterwards(ada: Actor, matter: Matter) -> None:
    close(by=ada, case=matter.case, now=LATER)
    assert (matter.case.state, matter.case.closed_at) == ("closed", LATER)
    reopen(by=ada, case=matter.case, now=LATER)
    assert (matter.case.state, matter.case.closed_at) == ("needs_answer", None)


@pytest.mark.parametrize("turn", OPEN_TURNS)
def test_a_closed_case_must_be_reopened_first(ada: Actor, matter: Matter, turn: str) -> None:
    close(by=ada, case=matter.case, now=NOON)
    with pytest.raises(CaseIsClosed):
        TURNS[turn](ada, matter.case)


def test_an_open_case_stays_as_it_is_when_reopened(ada: Actor, matter: Matter) -> None:
    wait_for_customer(by=ada, case=matter.case, now=NOON)
    reopen(by=ada, case=matter.case, now=LATER)
    assert Case.objects.get().state == "waiting_customer"


def test_a_case_needs_an_answer_since_the_oldest_message_without_one(
    ada: Actor, matter: Matter
) -> None:
    close(by=ada, case=matter.case, now=LATER)
    reopen(by=ada, case=matter.case, now=LATER)
    assert Case.objects.get().state_since == NOON
    Case.objects.update(last_out_at=NOON + timedelta(minutes=5))
    case = Case.objects.get()
    wait_for_customer(by=ada, case=case, now=LATER)
    mark_needs_answer(by=ada, case=case, now=LATER)
    assert Case.objects.get().state_since == LATER


@pytest.mark.parametrize("until", [NOON, LATER, LATER + timedelta(days=367)])
def test_a_snooze_ends_in_the_future_and_within_a_year(
    ada: Actor, matter: Matter, until: datetime
) -> None:
    with pytest.raises(Invalid):
        snooze(by=ada, case=matter.case, until=until, now=LATER)


def test_a_snooze_can_be_moved(ada: Actor, matter: Matter) -> None:
    for days in (1, 2):
        snooze(by=ada, case=matter.case, until=NOON + timedelta(days=days), now=NOON)
    assert Case.objects.get().snoozed_until == NOON + timedelta(days=2)
    assert CaseEvent.objects.count() == 2


def test_whose_sleep_is_over_is_woken_once(ada: Actor, connection: object, cast: Cast) -> None:
    due, later = (make_matter(connection).case for _ in range(2))  # type: ignore[arg-type]
    snooze(by=ada, case=due, until=NOON + timedelta(hours=2), now=LATER)
    snooze(by=ada, case=later, until=NOON + timedelta(hours=3), now=LATER)
    now = NOON + timedelta(hours=2)
    assert (wake_due(now=now), wake_due(now=now)) == (1, 0)
    due.refresh_from_db()
    assert (due.state, due.snoozed_until, due.state_since) == ("needs_answer", None, NOON)
    assert due.events.latest("pk").kind == "woken"
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.via, entry.brand_id) == ("inbox.wake", "system", cast.brand.pk)
    assert Case.objects.get(pk=later.pk).state == "snoozed"


def test_nobody_closes_what_the_customer_just_wrote(ada: Actor, matter: Matter) -> None:
    seen = Case.objects.get()
    Case.objects.update(last_in_at=NOON + timedelta(minutes=1))
    with pytest.raises(ChangedMeanwhile):
        close(by=ada, case=seen, now=LATER)
    assert Case.objects.get().state == "needs_answer"
    assert not Entry.objects.exists()


def test_of_two_who_turn_at_once_the_second_is_told(ada: Actor, matter: Matter) -> None:
    first, second, third = (Case.objects.get() for _ in range(3))
    close(by=ada, case=first, now=LATER)
    close(by=ada, case=second, now=LATER)
    with pytest.raises(ChangedMeanwhile):
        snooze(by=ada, case=third, until=_tomorrow(LATER), now=LATER)
    assert CaseEvent.objects.count() == 1


@pytest.mark.parametrize("turn", sorted(TURNS))
def test_who_may_only_look_turns_nothing(cast: Cast, matter: Matter, turn: str) -> None:
    with pytest.raises(NotAllowed):
        TURNS[turn](cast.actor(cast.vera), matter.case)


@pytest.mark.parametrize("turn", sorted(TURNS))
@pytest.mark.parametrize("role", list(Role))
def test_every_turn_needs_the_right_to_organise(
    cast: Cast, matter: Matter, turn: str, role: Role
) -> None:
    rights = RIGHTS[role] - {Right.ORGANISE}
    actor = Actor(brand_id=cast.brand.pk, rights=rights, via=Via.API, user_id=cast.ada.pk)
    with pytest.raises(NotAllowed):
        TURNS[turn](actor, matter.case)


@pytest.mark.parametrize("turn", sorted(TURNS))
def test_a_case_of_another_brand_is_not_found(ada: Actor, turn: str) -> None:
    other = make_matter(make_connection(make_brand("Other"))).case
    with pytest.raises(NotFound):
        TURNS[turn](ada, other)


def test_an_automatic_or_deleted_message_makes_nobody_wait(ada: Actor, matter: Matter) -> None:
    Message.objects.update(is_automatic=True)
    wait_for_customer(by=ada, case=matter.case, now=LATER)
    mark_needs_answer(by=ada, case=matter.case, now=LATER)
    assert Case.objects.get().state_since == LATER
