"""How far customers' public messages spread, and which of them are to be looked at again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection as database

from amends.inbox.models import Spread, SpreadCount
from amends.inbox.queries.standing import LOOKED_THROUGH
from amends.inbox.rules.spreading import FIRST

#: Of an author with so many followers something spreads before anybody has shared it.
HEARD_FAR = 1_000

_DUE = """
SELECT m.id, m.external_id FROM inbox_spread s JOIN inbox_message m ON m.id = s.message_id
WHERE s.connection_id = %(connection)s AND s.due_at <= %(now)s AND m.deleted_at IS NULL
    AND m.sent_at > %(since)s
ORDER BY s.growth DESC, s.due_at LIMIT %(limit)s
"""
_NEW = """
SELECT m.id, m.external_id
FROM (
    SELECT id, case_id, identity_id, connection_id, external_id, direction, is_public, deleted_at, sent_at,
        counts
    FROM inbox_message WHERE brand_id = %(brand)s AND sent_at > %(since)s AND sent_at <= %(until)s
    ORDER BY sent_at DESC, id DESC LIMIT %(most)s
) m
JOIN inbox_case c ON c.id = m.case_id
LEFT JOIN inbox_identity i ON i.id = m.identity_id
LEFT JOIN inbox_spread s ON s.message_id = m.id
WHERE s.message_id IS NULL AND m.connection_id = %(connection)s AND m.direction = 'in' AND m.is_public
    AND m.deleted_at IS NULL AND c.set_aside NOT IN ('spam', 'blocked')
    AND (NOT %(signs)s OR i.followers >= %(far)s OR coalesce((m.counts ->> 'likes')::numeric, 0)
        + coalesce((m.counts ->> 'shares')::numeric, 0)
        + coalesce((m.counts ->> 'replies')::numeric, 0) > 0)
ORDER BY i.followers DESC NULLS LAST, m.sent_at DESC LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of which account, and from when on; ``only_signs``: only what was shared, or whose author many hear."""

    brand_id: int
    connection_id: int
    since: datetime
    only_signs: bool = False


def to_recount(wanted: Wanted, now: datetime, limit: int) -> dict[int, str]:
    """The messages whose turn it is, as the network's ids by ours: what grows first, then what is new."""
    facts: dict[str, Any] = {
        "brand": wanted.brand_id,
        "connection": wanted.connection_id,
        "since": wanted.since,
        "until": now - FIRST,
        "now": now,
        "signs": wanted.only_signs,
        "far": HEARD_FAR,
        "most": LOOKED_THROUGH,
    }
    found: dict[int, str] = {}
    with database.cursor() as cursor:
        for query in (_DUE, _NEW):
            if len(found) < limit:
                cursor.execute(query, {**facts, "limit": limit - len(found)})
                found |= dict(cursor.fetchall())
    return found


def course_of(brand_id: int, message_id: int) -> list[SpreadCount]:
    """How far a message had spread at each moment that brought news, oldest first."""
    found = SpreadCount.objects.filter(brand_id=brand_id, message_id=message_id)
    return list(found.order_by("at"))


def spread_of(brand_id: int, message_ids: Collection[int]) -> dict[int, Spread]:
    """How far these messages have spread by now, as far as anybody counted."""
    return Spread.objects.filter(brand_id=brand_id).in_bulk(list(message_ids))
