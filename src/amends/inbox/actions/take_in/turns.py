"""Whose turn it is after a batch, and the events that say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db.backends.utils import CursorWrapper

from amends.channels.contract import Said
from amends.inbox.actions.take_in.batch import Arrival, Batch
from amends.inbox.actions.take_in.staging import clean, copy_lines, field
from amends.inbox.rules import News, Turn, turn_after
from amends.inbox.rules.clocks import kept_quiet

_HOW_THEY_STAND = """
SELECT c.id, c.connection_id, c.set_aside, p.blocked_at IS NOT NULL,
    c.state, c.state_since, c.last_in_at, c.last_out_at, c.answered_elsewhere_at
FROM inbox_case c LEFT JOIN inbox_person p ON p.id = c.person_id
WHERE c.id = ANY(%s) ORDER BY c.id FOR UPDATE OF c
"""
_TAKE = """
UPDATE inbox_case c SET
    state = t.state, state_since = t.state_since, due_at = t.due_at, set_aside = t.set_aside,
    last_in_at = t.last_in_at, last_out_at = t.last_out_at, answered_elsewhere_at = t.elsewhere_at,
    closed_at = CASE WHEN t.state = 'closed' THEN coalesce(c.closed_at, t.state_since) END,
    snoozed_until = CASE WHEN t.state = 'snoozed' THEN c.snoozed_until END,
    preview = coalesce(t.preview, c.preview), rating = coalesce(t.rating, c.rating)
FROM unnest(%s::bigint[], %s::text[], %s::timestamptz[], %s::timestamptz[], %s::text[],
    %s::timestamptz[], %s::timestamptz[], %s::timestamptz[], %s::text[], %s::smallint[])
    AS t (id, state, state_since, due_at, set_aside, last_in_at, last_out_at, elsewhere_at, preview,
        rating)
WHERE c.id = t.id
"""

#: Case, kind, when, facts.
Event = tuple[int, str, datetime, dict[str, Any]]


@dataclass(slots=True)
class Told:
    """What a batch told a case."""

    asked: tuple[datetime, ...] = ()
    newest: Said | None = None
    newest_own: datetime | None = None
    rating: int | None = None

    @property
    def preview(self) -> str:
        """The beginning of the newest message from the customer."""
        return clean(self.newest.text)[:240] if self.newest else ""

    @property
    def news(self) -> News:
        """The times that decide the turn."""
        newest_in = self.newest.sent_at if self.newest else None
        return News(asked=self.asked, newest_in=newest_in, newest_own=self.newest_own)


def news_of(
    said: Sequence[Said], case_of: dict[str, int], unasked: frozenset[str]
) -> dict[int, Told]:
    """What each case was told by the batch's messages; ``unasked``: nobody waits for an answer to them."""
    news: dict[int, Told] = {}
    for item in said:
        case_id = case_of.get(item.external_id)
        if case_id is None:
            continue
        told = news.setdefault(case_id, Told())
        if item.own:
            told.newest_own = max(told.newest_own or item.sent_at, item.sent_at)
            continue
        if not item.automatic and item.external_id not in unasked:
            told.asked += (item.sent_at,)
        if told.newest is None or told.newest.sent_at <= item.sent_at:
            told.newest = item
            told.rating = item.rating if item.rating is not None else told.rating
        elif told.rating is None:
            told.rating = item.rating
    return news


def first(batch: Batch, opened_at: datetime, told: Told, *, is_blocked: bool) -> Turn:
    """The turn that a case opens with: of somebody who is blocked, none."""
    was = Turn("", opened_at)
    turn = turn_after(was, told.news, is_history=_is_history(batch))
    return kept_quiet(was, turn, batch.now) if is_blocked else turn


def due_at(batch: Batch, connection_id: int, turn: Turn) -> datetime | None:
    """By when a case with this turn is to be answered."""
    return batch.clocks.due_at(connection_id, turn) if turn.state == "needs_answer" else None


def opening(
    batch: Batch, case_id: int, opened_at: datetime, turn: Turn, *, is_blocked: bool
) -> list[Event]:
    """The events of a case that opens with ``turn``."""
    events: list[Event] = [(case_id, "opened", opened_at, _when(batch))]
    if is_blocked:
        events.append((case_id, "closed", batch.now, {"because": "blocked"}))
        events.append((case_id, "set_aside", batch.now, {"why": "blocked"}))
    elif turn.state == "closed":
        why = "only heard" if batch.arrival is Arrival.FOUND else "automatic message"
        events.append((case_id, "closed", batch.now, {"because": why}))
    if turn.state == "waiting_customer":
        events.append((case_id, "answered_elsewhere", turn.state_since, _when(batch)))
    return events


def take(cursor: CursorWrapper, batch: Batch, news: dict[int, Told]) -> None:
    """Turn the cases that were there before, with an event for every change."""
    if not news:
        return
    cursor.execute(_HOW_THEY_STAND, [list(news)])
    rows, events = [], []
    for case_id, connection_id, aside, is_blocked, *how in cursor.fetchall():
        was, told = Turn(*how), news[case_id]
        turn = turn_after(was, told.news, is_history=_is_history(batch))
        stays = _why_quiet(aside, is_blocked=is_blocked)
        if stays:
            turn = kept_quiet(was, turn, batch.now)
        becomes = stays or (aside if turn.state == "closed" else "")
        is_newest = told.newest and told.newest.sent_at >= (was.last_in_at or told.newest.sent_at)
        rows.append(
            (
                case_id,
                *(turn.state, turn.state_since, due_at(batch, connection_id, turn), becomes),
                *(turn.last_in_at, turn.last_out_at, turn.answered_elsewhere_at),
                *(told.preview if is_newest else None, told.rating),
            )
        )
        if turn.state != was.state:
            events.append(_turned(batch, case_id, was, turn))
        if becomes != aside:
            events.append(_set_aside(batch, case_id, aside, becomes))
    cursor.execute(_TAKE, [list(column) for column in zip(*rows, strict=True)])
    write_down(cursor, batch, events)


def write_down(cursor: CursorWrapper, batch: Batch, events: Iterable[Event]) -> None:
    """Append events to their cases."""
    copy_lines(
        cursor,
        "inbox_caseevent",
        "brand_id case_id kind at facts",
        (
            f"{batch.brand_id}\t{case_id}\t{kind}\t{at}\t{field(orjson.dumps(facts).decode())}\n"
            for case_id, kind, at, facts in events
        ),
    )


def _why_quiet(aside: str, *, is_blocked: bool) -> str:
    """Why nothing that comes into a case turns it; empty where it counts.

    Whoever is blocked no longer is heard again: only the person's mark keeps such a case quiet. And what
    needed no answer says nothing about the next message.
    """
    if is_blocked:
        return "blocked" if aside in {"", "noise"} else aside
    return "" if aside in {"blocked", "noise"} else aside


def _set_aside(batch: Batch, case_id: int, was: str, becomes: str) -> Event:
    if becomes:
        return (case_id, "set_aside", batch.now, {"why": becomes})
    return (case_id, "put_back", batch.now, {"was": was})


def _turned(batch: Batch, case_id: int, was: Turn, turn: Turn) -> Event:
    if turn.state == "needs_answer":
        kind = "reopened" if was.state == "closed" else "needs_answer"
    elif turn.state == "closed":
        kind = "closed"
    else:
        kind = "answered_elsewhere"
    return (case_id, kind, turn.state_since, {**_when(batch), "from": was.state})


def _when(batch: Batch) -> dict[str, Any]:
    return {"taken_in_at": batch.now}


def _is_history(batch: Batch) -> bool:
    return batch.arrival is Arrival.HISTORY
