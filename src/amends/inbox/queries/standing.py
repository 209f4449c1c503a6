"""Customers' messages in open cases: those of which it matters whether they still stand as they were said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection as database

#: So many of a brand's newest messages are looked through for them at once.
LOOKED_THROUGH = 5_000

_STANDING = """
SELECT m.external_id, m.sent_at, m.id
FROM (
    SELECT id, sent_at, case_id, connection_id, external_id, direction, is_public, deleted_at
    FROM inbox_message
    WHERE brand_id = %(brand)s AND sent_at > %(since)s AND (sent_at, id) < (%(at)s, %(id)s)
    ORDER BY sent_at DESC, id DESC LIMIT %(most)s
) m JOIN inbox_case c ON c.id = m.case_id
WHERE m.connection_id = %(connection)s AND m.direction = 'in' AND m.deleted_at IS NULL
    AND (m.is_public OR %(private)s) AND c.state = ANY(%(states)s)
ORDER BY m.sent_at DESC, m.id DESC LIMIT %(limit)s
"""
_LAST_LOOKED_AT = """
SELECT sent_at, id FROM inbox_message
WHERE brand_id = %(brand)s AND sent_at > %(since)s AND (sent_at, id) < (%(at)s, %(id)s)
ORDER BY sent_at DESC, id DESC OFFSET %(most)s - 1 LIMIT 1
"""
_AUTHORS = """
SELECT i.external_id
FROM (
    SELECT sent_at, case_id, connection_id, identity_id, direction, is_public, deleted_at
    FROM inbox_message
    WHERE brand_id = %(brand)s AND sent_at > %(since)s AND (sent_at, id) < (%(at)s, %(id)s)
    ORDER BY sent_at DESC, id DESC LIMIT %(most)s
) m JOIN inbox_case c ON c.id = m.case_id JOIN inbox_identity i ON i.id = m.identity_id
WHERE m.connection_id = %(connection)s AND m.direction = 'in' AND m.deleted_at IS NULL
    AND (m.is_public OR %(private)s) AND c.state = ANY(%(states)s)
GROUP BY i.external_id ORDER BY max(m.sent_at) DESC, i.external_id LIMIT %(limit)s
"""
_OPEN = ["needs_answer", "waiting_customer", "waiting_colleague", "snoozed"]


@dataclass(frozen=True, slots=True)
class Window:
    """Of which account, from when on, whether private ones as well, and how many are looked through."""

    brand_id: int
    connection_id: int
    since: datetime
    private: bool
    most: int = LOOKED_THROUGH


@dataclass(frozen=True, slots=True)
class Place:
    """Where a walk from the newest message to the oldest is."""

    at: datetime
    message_id: int


def newest(now: datetime) -> Place:
    """Where a walk begins. Networks' clocks may be ahead of ours."""
    return Place(now + timedelta(days=1), 0)


def awaiting(window: Window, now: datetime, limit: int) -> list[str]:
    """The network's ids of the newest messages in cases that wait for an answer."""
    rows = _rows(window, newest(now), ["needs_answer"], limit)
    return [external_id for external_id, _, _ in rows]


def standing(window: Window, before: Place, limit: int) -> tuple[list[str], Place | None]:
    """The next messages in open cases that are older than a place, and from where to go on.

    None: all of them were seen.
    """
    rows = _rows(window, before, _OPEN, limit)
    found = [external_id for external_id, _, _ in rows]
    if len(rows) == limit:
        return found, Place(rows[-1][1], rows[-1][2])
    with database.cursor() as cursor:
        cursor.execute(_LAST_LOOKED_AT, _facts(window, before))
        last = cursor.fetchone()
    return found, Place(*last) if last else None


def authors(window: Window, now: datetime, limit: int) -> list[str]:
    """The network's ids of those who wrote in open cases, who wrote last first."""
    facts = {**_facts(window, newest(now)), "states": _OPEN, "limit": limit}
    with database.cursor() as cursor:
        cursor.execute(_AUTHORS, facts)
        return [external_id for (external_id,) in cursor.fetchall()]


def _rows(
    window: Window, before: Place, states: list[str], limit: int
) -> list[tuple[str, datetime, int]]:
    facts = {**_facts(window, before), "states": states, "limit": limit}
    with database.cursor() as cursor:
        cursor.execute(_STANDING, facts)
        found: list[tuple[str, datetime, int]] = cursor.fetchall()
        return found


def _facts(window: Window, before: Place) -> dict[str, Any]:
    return {
        "brand": window.brand_id,
        "connection": window.connection_id,
        "since": window.since,
        "private": window.private,
        "at": before.at,
        "id": before.message_id,
        "most": window.most,
    }
