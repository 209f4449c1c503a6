"""What happened to a case is only ever appended, and adds up to how the case stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from amends.channels.contract import Author, Said, ThreadKind, ThreadRef
from amends.channels.models import Connection
from amends.inbox.actions import outgoing
from amends.inbox.actions.assign import assign, unassign
from amends.inbox.actions.note import write_note
from amends.inbox.actions.tag import add_tag, remove_tag
from amends.inbox.actions.take_in import take_in
from amends.inbox.actions.taking_back import take_back
from amends.inbox.actions.turn import (
    close,
    mark_needs_answer,
    reopen,
    snooze,
    wait_for_colleague,
    wait_for_customer,
    wake_due,
)
from amends.inbox.models import Case, CaseEvent, CaseEventKind, CaseState, Message, Tag
from amends.inbox.queries.clocks import due_of
from amends.inbox.rules import ASIDES, Happened, Standing, fold
from amends.inbox.rules.turns import _STATES
from amends.refusals import Refusal
from amends.staff.rules import Actor
from cast import NOON, Cast, Matter

pytestmark = pytest.mark.django_db

TAGS = ("lost", "late", "praise")
Step = Callable[[Actor, Case, Cast, datetime], object]


def _said(by: Actor, case: Case, now: datetime) -> Message:
    locked = Case.objects.select_for_update().get(pk=case.pk)
    wording = outgoing.Wording(
        key=uuid4(),
        text="Sorry!",
        is_public=case.thread.is_public,
        connection_id=case.connection_id,
        thread=case.thread,
    )
    return outgoing.write_out(by=by, case=locked, wording=wording, now=now)


def _answer(by: Actor, case: Case, _: Cast, now: datetime) -> None:
    _said(by, case, now)


def _answer_and_take_back(by: Actor, case: Case, _: Cast, now: datetime) -> None:
    take_back(by=by, message=_said(by, case, now), because="withdrawn", now=now)


def _answer_and_fail(by: Actor, case: Case, _: Cast, now: datetime) -> None:
    outgoing.fail_out(message=_said(by, case, now), reason="no such person", now=now)


def _hear(case: Case, now: datetime, *, ago: int = 0, **more: object) -> None:
    """The customer says something in the case's thread, or with ``own`` the brand does, elsewhere."""
    author = Author("brand" if more.get("own") else case.identity.external_id)
    thread = ThreadRef(case.thread.external_id, ThreadKind.POST, is_public=True)
    words = Said(
        external_id=str(uuid4()),
        thread=thread,
        author=author,
        text="Hello?",
        sent_at=now - timedelta(minutes=ago),
        **more,  # type: ignore[arg-type]
    )
    take_in(connection=case.connection, items=[words], now=now)


def _opened(connection: Connection) -> Case:
    """A case as the listener opens it."""
    number = str(uuid4())
    thread = ThreadRef(f"thread {number}", ThreadKind.POST, is_public=True)
    words = Said(number, thread, Author(f"person {number}"), "Where is my parcel?", NOON)
    take_in(connection=connection, items=[words], now=NOON)
    return Case.objects.get(thread__external_id=thread.external_id)


def _untag(by: Actor, case: Case, _: Cast, now: datetime) -> None:
    tag = Tag.objects.filter(pk__in=case.tags).first()
    if tag is not None:
        remove_tag(by=by, case=case, tag=tag, now=now)


STEPS: dict[str, Step] = {
    "close": lambda by, case, _, now: close(by=by, case=case, now=now),
    "reopen": lambda by, case, _, now: reopen(by=by, case=case, now=now),
    "snooze": lambda by, case, _, now: snooze(
        by=by, case=case, until=now + timedelta(minutes=3), now=now
    ),
    "wake": lambda *given: wake_due(now=given[3]),
    "colleague": lambda by, case, _, now: wait_for_colleague(by=by, case=case, now=now),
    "customer": lambda by, case, _, now: wait_for_customer(by=by, case=case, now=now),
    "needs answer": lambda by, case, _, now: mark_needs_answer(by=by, case=case, now=now),
    "to Ada": lambda by, case, cast, now: assign(by=by, case=case, to=cast.ada, now=now),
    "to Bo": lambda by, case, cast, now: assign(by=by, case=case, to=cast.bo, now=now),
    "to Vera": lambda by, case, cast, now: assign(by=by, case=case, to=cast.vera, now=now),
    "to nobody": lambda by, case, _, now: unassign(by=by, case=case, now=now),
    "tag": lambda by, case, _, now: add_tag(by=by, case=case, name=TAGS[now.minute % 3], now=now),
    "untag": _untag,
    "note": lambda by, case, _, now: write_note(by=by, case=case, text="x", now=now),
    "customer writes": lambda _by, case, _, now: _hear(case, now),
    "customer wrote earlier": lambda _by, case, _, now: _hear(case, now, ago=3),
    "machine writes": lambda _by, case, _, now: _hear(case, now, automatic=True),
    "answered elsewhere": lambda _by, case, _, now: _hear(case, now, own=True),
    "answer": _answer,
    "answer and take back": _answer_and_take_back,
    "answer and fail": _answer_and_fail,
}


def _standing(case: Case) -> Standing:
    return Standing(case.state, case.snoozed_until, case.assignee_id, frozenset(case.tags))


def _told(case: Case) -> Standing:
    events = CaseEvent.objects.filter(case=case).order_by("pk")
    return fold(Happened(event.kind, event.facts) for event in events)


@example(steps=["snooze", "answer and take back"], stale=False)
@example(steps=["close", "answer and take back"], stale=False)
@example(steps=["colleague", "answer and take back"], stale=False)
@example(steps=["snooze", "answer and fail", "wake"], stale=True)
@example(steps=["answer", "close", "needs answer"], stale=True)
@given(steps=st.lists(st.sampled_from(sorted(STEPS)), max_size=16), stale=st.booleans())
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_replaying_the_events_gives_how_the_case_stands(
    cast: Cast, connection: Connection, steps: list[str], *, stale: bool
) -> None:
    case = _opened(connection)
    by = cast.actor(cast.ada)
    for minute, step in enumerate(steps, start=1):
        seen = case if stale else Case.objects.get(pk=case.pk)
        try:
            STEPS[step](by, seen, cast, NOON + timedelta(minutes=minute))
        except Refusal:
            continue
        stands = Case.objects.get(pk=case.pk)
        assert _told(case) == _standing(stands), steps[:minute]
        assert stands.due_at == due_of(stands), steps[:minute]
        assert stands.order_at == (stands.due_at or stands.state_since)


def test_every_kind_of_event_has_a_rule() -> None:
    known = {*_STATES, *ASIDES, "assigned", "tagged", "untagged"}
    assert known == set(CaseEventKind.values)
    assert set(_STATES.values()) == set(CaseState.values)


def test_an_unknown_event_is_not_passed_over() -> None:
    with pytest.raises(ValueError, match="no rule"):
        fold([Happened("vanished", {})])


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


CHANGES = ["UPDATE inbox_caseevent SET kind = 'closed'", "DELETE FROM inbox_caseevent"]


@pytest.fixture
def event(cast: Cast, matter: Matter) -> CaseEvent:
    return CaseEvent.objects.create(brand=cast.brand, case=matter.case, kind="opened", at=NOON)


@pytest.mark.parametrize("statement", CHANGES)
def test_the_database_itself_refuses_to_change_events(event: CaseEvent, statement: str) -> None:
    with pytest.raises(DatabaseError, match="only ever appended"), transaction.atomic():
        _run(statement)
    assert CaseEvent.objects.get().kind == "opened"


@pytest.mark.parametrize("statement", CHANGES)
def test_erasing_a_person_may_change_events(event: CaseEvent, statement: str) -> None:
    _run("SET LOCAL amends.maintenance = 'erase'")
    _run(statement)
    assert not CaseEvent.objects.filter(kind="opened").exists()


def test_nothing_empties_the_table() -> None:
    # The run's own flushing between tests needs this trigger away.
    _run("ALTER TABLE inbox_caseevent ENABLE TRIGGER inbox_caseevent_no_truncate")
    _run("SET LOCAL amends.maintenance = 'erase'")
    with pytest.raises(DatabaseError, match="only ever appended"), transaction.atomic():
        _run("TRUNCATE inbox_caseevent")
