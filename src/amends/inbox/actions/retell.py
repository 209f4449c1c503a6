"""What a case knows from its messages, told again after messages came or went; and its turn set anew.

Whoever calls these holds the intake (`intake.one_at_a_time`) and has locked the cases.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection as database
from django.db.models import Min

from amends.inbox.actions.clocks import wind
from amends.inbox.actions.events import note_event
from amends.inbox.models import Case, CaseEventKind, CaseState, Direction
from amends.inbox.rules.turns import latest

_RETELL = """
UPDATE inbox_case c SET
    last_in_at = (SELECT max(sent_at) FROM inbox_message WHERE case_id = c.id AND direction = 'in'),
    last_out_at = (SELECT max(sent_at) FROM inbox_message WHERE case_id = c.id AND direction = 'out'
        AND deleted_at IS NULL AND failed_at IS NULL),
    answered_elsewhere_at = greatest(
        (SELECT max(sent_at) FROM inbox_message WHERE case_id = c.id
            AND direction = 'out' AND author_id IS NULL AND send_key IS NULL),
        (SELECT max(at) FROM inbox_caseevent WHERE case_id = c.id
            AND kind = 'answered_elsewhere' AND facts ->> 'by_hand' = 'true')),
    taken_offline_at = (SELECT coalesce(c.taken_offline_at, min(m.sent_at)) FROM inbox_message m
        JOIN inbox_thread t ON t.id = c.thread_id AND t.is_public
        WHERE m.case_id = c.id AND m.direction = 'out' AND NOT m.is_public
        AND m.deleted_at IS NULL AND m.failed_at IS NULL AND m.send_key IS NOT NULL),
    preview = coalesce((SELECT left(text, 240) FROM inbox_message
        WHERE case_id = c.id AND direction = 'in' ORDER BY sent_at DESC, id DESC LIMIT 1), ''),
    rating = (SELECT rating FROM inbox_message WHERE case_id = c.id AND rating IS NOT NULL
        ORDER BY sent_at DESC, id DESC LIMIT 1)
WHERE c.id = %s
"""
#: What `retell` makes from the messages.
_TOLD = (
    "last_in_at",
    "last_out_at",
    "answered_elsewhere_at",
    "taken_offline_at",
    "preview",
    "rating",
)
_TURN = ("state", "state_since", "snoozed_until", "closed_at", "set_aside", "merged_into_id")
_TIMES = ("last_in_at", "last_out_at", "answered_elsewhere_at")


@dataclass(frozen=True, slots=True)
class NewTurn:
    """What a case becomes: its state, since when, until when it sleeps, and why it is set aside."""

    state: CaseState
    since: datetime
    until: datetime | None = None
    set_aside: str = ""
    merged_into_id: int | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Because:
    """Who turns a case, when, and the reason that its event keeps."""

    by_id: int | None
    now: datetime
    reason: str


def retell(case: Case) -> None:
    """Make what the case knows from its messages again: times, preview, rating."""
    with database.cursor() as cursor:
        cursor.execute(_RETELL, [case.pk])
    case.refresh_from_db(fields=list(_TOLD))


def snapshot(case: Case) -> dict[str, Any]:
    """How the case stands and what its messages told it, as JSON can keep it."""
    values = {name: getattr(case, name) for name in (*_TURN, *_TOLD)}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }


def turn_of(case: Case) -> NewTurn:
    """The turn that a case is at."""
    return turn_in(snapshot(case))


def turn_in(was: Mapping[str, Any]) -> NewTurn:
    """The turn that a snapshot holds."""
    return NewTurn(
        state=CaseState(was["state"]),
        since=datetime.fromisoformat(was["state_since"]),
        until=_moment(was["snoozed_until"]),
        set_aside=was["set_aside"],
        merged_into_id=was["merged_into_id"],
        closed_at=_moment(was["closed_at"]),
    )


def tells_the_same(case: Case, was: Mapping[str, Any]) -> bool:
    """Whether the case's messages say when people spoke exactly as they did in the snapshot."""
    return all(getattr(case, name) == _moment(was[name]) for name in _TIMES)


def put_back_whole(case: Case, was: Mapping[str, Any], because: Because) -> None:
    """Make the case exactly what the snapshot holds."""
    told = {name: _moment(was[name]) if name.endswith("_at") else was[name] for name in _TOLD}
    Case.objects.filter(pk=case.pk).update(**told)
    case.refresh_from_db(fields=list(_TOLD))
    turn(case, turn_in(was), because)


def oldest_unanswered(case: Case) -> datetime | None:
    """Since when the customer waits for an answer, by the case's messages; None when they do not."""
    heard = case.messages.filter(direction=Direction.IN, is_automatic=False, deleted_at=None)
    answered = latest(case.last_out_at, case.answered_elsewhere_at)
    if answered is not None:
        heard = heard.filter(sent_at__gt=answered)
    since: datetime | None = heard.aggregate(at=Min("sent_at"))["at"]
    return since


def turn_by_messages(case: Case, before: NewTurn) -> NewTurn:
    """The turn of a case whose messages changed: it needs an answer as long as somebody waits for one."""
    since = oldest_unanswered(case)
    if since is not None:
        return NewTurn(CaseState.NEEDS_ANSWER, since)
    if before.state is not CaseState.NEEDS_ANSWER:
        return before
    spoke = latest(case.last_out_at, case.answered_elsewhere_at, case.last_in_at)
    return NewTurn(CaseState.WAITING_CUSTOMER, spoke or before.since)


def turn(case: Case, to: NewTurn, because: Because) -> None:
    """Set the turn of a locked case, with the event that a replay needs when it differs."""
    was = turn_of(case)
    if was == to:
        wind(case)
        return
    closed_at = (to.closed_at or because.now) if to.state is CaseState.CLOSED else None
    case.state, case.state_since, case.snoozed_until = to.state, to.since, to.until
    case.closed_at, case.set_aside, case.merged_into_id = closed_at, to.set_aside, to.merged_into_id
    if to.state is not CaseState.NEEDS_ANSWER:
        case.due_at = None
    case.save(update_fields=["due_at", *(name.removesuffix("_id") for name in _TURN)])
    wind(case)
    if (was.state, was.until) != (to.state, to.until):
        facts = {"from": was.state, "to": to.state, "because": because.reason, "until": to.until}
        note_event(case=case, kind=_kind(was, to), by_id=because.by_id, at=because.now, facts=facts)


def _kind(was: NewTurn, to: NewTurn) -> CaseEventKind:
    if was.state is CaseState.CLOSED and to.state is CaseState.NEEDS_ANSWER:
        return CaseEventKind.REOPENED
    return CaseEventKind(to.state.value)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
