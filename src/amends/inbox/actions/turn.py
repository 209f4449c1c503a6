"""Whose turn it is in a case: closing, reopening, snoozing, waiting.

A turn is taken from the case as the caller saw it: if it changed since, or the customer wrote again,
nothing happens and the caller is told, so that nobody closes what they have not read.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Min, QuerySet

from amends.inbox import rules
from amends.inbox.actions.events import require_case, write_down
from amends.inbox.models import Case, CaseEventKind, CaseState, Direction, Message
from amends.inbox.queries.clocks import due_of
from amends.refusals import Invalid
from amends.staff.rules import Actor, Right, system

#: Longer than this is forgotten, not snoozed.
LONGEST_SNOOZE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class _Turn:
    """What a case becomes, and what that is called."""

    verb: str
    state: CaseState
    kind: CaseEventKind
    until: datetime | None = None


@transaction.atomic
def close(*, by: Actor, case: Case, now: datetime) -> None:
    """The matter is done. Again is no error. Raises NotAllowed, NotFound, ChangedMeanwhile."""
    require_case(by, case, Right.ORGANISE)
    _turn(by, case, _Turn("close", CaseState.CLOSED, CaseEventKind.CLOSED), now)


@transaction.atomic
def reopen(*, by: Actor, case: Case, now: datetime) -> None:
    """A closed case needs an answer again; an open one stays. It counts again if it was set aside.

    Raises CaseWentOn for one that was merged into another, and what `close` raises.
    """
    require_case(by, case, Right.ORGANISE)
    if case.merged_into_id is not None:
        raise rules.CaseWentOn
    if case.state == CaseState.CLOSED:
        turn = _Turn("reopen", CaseState.NEEDS_ANSWER, CaseEventKind.REOPENED)
        _turn(by, case, turn, now)


@transaction.atomic
def snooze(*, by: Actor, case: Case, until: datetime, now: datetime) -> None:
    """Let an open case sleep until then. Raises Invalid, CaseIsClosed and what `close` raises."""
    require_case(by, case, Right.ORGANISE)
    if not now < until <= now + LONGEST_SNOOZE:
        raise Invalid("Choose a time from now on, within a year.", field="until")
    rules.require_turn(case.state, CaseState.SNOOZED)
    turn = _Turn("snooze", CaseState.SNOOZED, CaseEventKind.SNOOZED, until)
    _turn(by, case, turn, now)


@transaction.atomic
def wait_for_colleague(*, by: Actor, case: Case, now: datetime) -> None:
    """Somebody inside must do something first. Raises CaseIsClosed and what `close` raises."""
    require_case(by, case, Right.ORGANISE)
    rules.require_turn(case.state, CaseState.WAITING_COLLEAGUE)
    turn = _Turn("wait_for_colleague", CaseState.WAITING_COLLEAGUE, CaseEventKind.WAITING_COLLEAGUE)
    _turn(by, case, turn, now)


@transaction.atomic
def wait_for_customer(*, by: Actor, case: Case, now: datetime) -> None:
    """The next word is the customer's. Raises CaseIsClosed and what `close` raises."""
    require_case(by, case, Right.ORGANISE)
    rules.require_turn(case.state, CaseState.WAITING_CUSTOMER)
    turn = _Turn("wait_for_customer", CaseState.WAITING_CUSTOMER, CaseEventKind.WAITING_CUSTOMER)
    _turn(by, case, turn, now)


@transaction.atomic
def mark_needs_answer(*, by: Actor, case: Case, now: datetime) -> None:
    """The next word is ours. Raises CaseIsClosed and what `close` raises."""
    require_case(by, case, Right.ORGANISE)
    rules.require_turn(case.state, CaseState.NEEDS_ANSWER)
    turn = _Turn("mark_needs_answer", CaseState.NEEDS_ANSWER, CaseEventKind.NEEDS_ANSWER)
    _turn(by, case, turn, now)


def wake_due(*, now: datetime, limit: int = 1000) -> int:
    """Wake up to ``limit`` cases whose snooze is over, each by itself; returns how many."""
    due = Case.objects.filter(state=CaseState.SNOOZED, snoozed_until__lte=now)
    return sum(_wake(case, now) for case in due.order_by("snoozed_until", "pk")[:limit])


@transaction.atomic
def _wake(case: Case, now: datetime) -> bool:
    turn = _Turn("wake", CaseState.NEEDS_ANSWER, CaseEventKind.WOKEN)
    try:
        _turn(system(case.brand_id), case, turn, now)
    except rules.ChangedMeanwhile:
        return False
    return True


def _turn(by: Actor, case: Case, turn: _Turn, now: datetime) -> None:
    """Turn ``case`` from how the caller saw it, written down; afterwards the object is current."""
    if _stands(case, turn):
        return
    before, aside = case.state, case.set_aside
    # The row as it is: what does not decide the turn may still decide its promise.
    stands = _as_seen(case).select_for_update(no_key=True, of=("self",)).first()
    changed = stands is not None and _as_seen(case).update(**_becomes(stands, turn, now))
    case.refresh_from_db(
        fields=[
            *("state", "state_since", "snoozed_until", "closed_at", "last_in_at"),
            *("due_at", "order_at", "set_aside", "pinned_at"),
        ]
    )
    if changed:
        facts = {"from": before, "to": turn.state, **({"until": turn.until} if turn.until else {})}
        write_down(by=by, case=case, what=(turn.verb, turn.kind), facts=facts, now=now)
        if aside and not case.set_aside:
            put_back = ("put_back", CaseEventKind.PUT_BACK)
            write_down(by=by, case=case, what=put_back, facts={"was": aside}, now=now)
    elif not _stands(case, turn):
        raise rules.ChangedMeanwhile


def _becomes(case: Case, turn: _Turn, now: datetime) -> dict[str, Any]:
    """The case's columns after the turn: its clock runs while the next word is ours."""
    since, is_closed = _since(case, turn.state, now), turn.state is CaseState.CLOSED
    after = copy(case)
    after.state, after.state_since = turn.state.value, since
    return {
        "state": turn.state,
        "state_since": since,
        "snoozed_until": turn.until,
        "closed_at": now if is_closed else None,
        "due_at": due_of(after),
        "set_aside": case.set_aside if is_closed else "",
        # What is done is first no longer, whatever the customer says next.
        "pinned_at": None if is_closed else case.pinned_at,
    }


def _stands(case: Case, turn: _Turn) -> bool:
    return (case.state, case.snoozed_until) == (turn.state, turn.until)


def _as_seen(case: Case) -> QuerySet[Case]:
    """The case, if nothing of what decides a turn changed since the caller read it."""
    return Case.objects.filter(
        pk=case.pk,
        state=case.state,
        snoozed_until=case.snoozed_until,
        last_in_at=case.last_in_at,
    )


def _since(case: Case, state: CaseState, now: datetime) -> datetime:
    """Now, but for a case that needs an answer: since the oldest message that has none."""
    if state is not CaseState.NEEDS_ANSWER:
        return now
    heard = Message.objects.filter(
        case=case, direction=Direction.IN, is_automatic=False, deleted_at=None
    )
    answered = [at for at in (case.last_out_at, case.answered_elsewhere_at) if at is not None]
    if answered:
        heard = heard.filter(sent_at__gt=max(answered))
    since: datetime | None = heard.aggregate(at=Min("sent_at"))["at"]
    return since or now
