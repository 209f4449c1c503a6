"""Taking our words back: what never left, or stands there no longer, of one case or of many at once.

The outbox calls these inside its own transaction. Rows are locked in the order message, case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection as database

from amends.inbox.actions.events import note_events
from amends.inbox.models import Case, CaseEventKind, CaseState, Message
from amends.inbox.queries.clocks import clocks_of
from amends.staff.rules import Actor

_OUT_OF_VIEW = """
UPDATE inbox_message SET deleted_at = %s WHERE id = ANY(%s) AND deleted_at IS NULL RETURNING id
"""
# For each of our messages what its case is without it: when we last spoke there, whether in private too,
# since when the customer waits, and what the case was when the message was written.
_WITHOUT = """
SELECT m.id, ours.at, ours.in_private, heard.since, was.state, was.since, was.until
FROM inbox_message m
CROSS JOIN LATERAL (
    SELECT max(o.sent_at) AS at, coalesce(bool_or(NOT o.is_public), false) AS in_private
    FROM inbox_message o WHERE o.case_id = m.case_id AND o.direction = 'out' AND o.id <> m.id
        AND o.deleted_at IS NULL AND o.failed_at IS NULL) AS ours
CROSS JOIN LATERAL (
    SELECT min(i.sent_at) AS since
    FROM inbox_message i WHERE i.case_id = m.case_id AND i.direction = 'in' AND NOT i.is_automatic
        AND i.deleted_at IS NULL AND (ours.at IS NULL OR i.sent_at > ours.at)) AS heard
LEFT JOIN LATERAL (
    SELECT e.facts ->> 'from' AS state, e.facts ->> 'from_since' AS since,
        e.facts ->> 'from_until' AS until
    FROM inbox_caseevent e WHERE e.case_id = m.case_id AND e.kind = 'answered'
        AND e.facts ->> 'key' = m.send_key::text ORDER BY e.id DESC LIMIT 1) AS was ON true
WHERE m.id = ANY(%s)
"""
_WRITE = """
UPDATE inbox_case c SET last_out_at = w.last_out, taken_offline_at = w.offline, state = w.state,
    state_since = w.since, closed_at = w.closed, snoozed_until = w.snoozed, due_at = w.due
FROM unnest(%s::bigint[], %s::timestamptz[], %s::timestamptz[], %s::text[], %s::timestamptz[],
        %s::timestamptz[], %s::timestamptz[], %s::timestamptz[])
    AS w(id, last_out, offline, state, since, closed, snoozed, due)
WHERE c.id = w.id
"""
_Event = tuple[Case, CaseEventKind, dict[str, object]]


class Without(NamedTuple):
    """A case without one of our messages, and as it was before that was written."""

    last_out_at: datetime | None
    in_private: bool
    waits_since: datetime | None
    was: str | None
    was_since: str | None
    was_until: str | None


def take_back(*, by: Actor, message: Message, because: str, now: datetime) -> None:
    """It never left and never will: out of view, and the case is as if it had not been written."""
    take_back_each(by=by, messages=[message], because=because, now=now)


def take_back_each(*, by: Actor, messages: Sequence[Message], because: str, now: datetime) -> None:
    """The same for many messages of one brand, no two in one case, in a few statements."""
    with database.cursor() as cursor:
        cursor.execute(_OUT_OF_VIEW, [now, [each.pk for each in messages]])
        changed = {pk for (pk,) in cursor.fetchall()}
    wanted = {each.case_id: each for each in messages if each.pk in changed and each.case_id}
    if not wanted:
        return
    cases = list(
        Case.objects.select_for_update(no_key=True, of=("self",))
        .select_related("connection")
        .filter(pk__in=wanted)
        .order_by("pk")
    )
    without = without_each([wanted[case.pk] for case in cases])
    events: list[_Event] = []
    for case in cases:
        message = wanted[case.pk]
        left = _Left(case, message, without[message.pk], now)
        facts: dict[str, object] = {"key": str(message.send_key), "because": because}
        events += [(case, CaseEventKind.UNANSWERED, facts), *left.events()]
    _write(cases)
    note_events(events, by_id=by.user_id, at=now)


def without_each(messages: Sequence[Message]) -> Mapping[int, Without]:
    """What the case of each of our messages is without it, by the message's id."""
    with database.cursor() as cursor:
        cursor.execute(_WITHOUT, [[each.pk for each in messages]])
        return {row[0]: Without(*row[1:]) for row in cursor.fetchall()}


def unsay(case: Case, message: Message, without: Without) -> None:
    """Take from a case, which is not saved here, what the message had set."""
    case.last_out_at = without.last_out_at
    if not message.is_public and not without.in_private:
        case.taken_offline_at = None


@dataclass(frozen=True, slots=True)
class _Left:
    """What is left of a case once a message is taken back."""

    case: Case
    message: Message
    without: Without
    now: datetime

    def events(self) -> list[_Event]:
        """Turn the case to what it is now; what happened with that."""
        case, without = self.case, self.without
        unsay(case, self.message, without)
        if case.state == CaseState.NEEDS_ANSWER:
            since = without.waits_since or case.state_since
            self._turn(CaseState.NEEDS_ANSWER, min(since, case.state_since))
        elif case.state == CaseState.WAITING_CUSTOMER and not self._said_later():
            return self._as_before()
        return []

    def _said_later(self) -> bool:
        last = self.without.last_out_at
        return last is not None and last >= self.message.sent_at

    def _as_before(self) -> list[_Event]:
        """The state it had when the message was written, unless more is unanswered."""
        without = self.without
        was = CaseState(without.was or CaseState.NEEDS_ANSWER)
        began = datetime.fromisoformat(without.was_since) if without.was_since else self.now
        until = datetime.fromisoformat(without.was_until) if without.was_until else None
        since = without.waits_since
        if since is not None and was in {CaseState.NEEDS_ANSWER, CaseState.WAITING_CUSTOMER}:
            was, began = CaseState.NEEDS_ANSWER, since
        self._turn(was, began, until)
        if was == CaseState.WAITING_CUSTOMER:
            return []
        told: dict[str, object] = {"because": "answer taken back", "until": without.was_until}
        return [(self.case, CaseEventKind(was.value), told)]

    def _turn(self, state: CaseState, since: datetime, until: datetime | None = None) -> None:
        case = self.case
        case.state, case.state_since = state, since
        case.closed_at = since if state is CaseState.CLOSED else None
        case.snoozed_until = until if state is CaseState.SNOOZED else None
        case.due_at = None


def _write(cases: Sequence[Case]) -> None:
    clocks = clocks_of(cases[0].brand_id)
    rows: list[tuple[Any, ...]] = []
    for case in cases:
        if case.state == CaseState.NEEDS_ANSWER:
            case.due_at = clocks.due_of(case)
        rows.append(
            (
                *(case.pk, case.last_out_at, case.taken_offline_at, str(case.state)),
                *(case.state_since, case.closed_at, case.snoozed_until, case.due_at),
            )
        )
    with database.cursor() as cursor:
        cursor.execute(_WRITE, [list(column) for column in zip(*rows, strict=True)])
