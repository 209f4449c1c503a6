"""Puts news down for everybody who asked for it: one row each, in the transaction of the news."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection as database

from amends.status.models import StatusPage

_NOTIFY = """
INSERT INTO status_subscribernotice
    (brand_id, subscriber_id, public_id, source, state, asked_at, due_at, tries, problem)
SELECT s.brand_id, s.id, gen_random_uuid(), %(source)s, 'waiting', %(now)s, %(now)s, 0, ''
FROM status_subscriber s
WHERE s.page_id = %(page)s AND s.confirmed_at IS NOT NULL AND s.stopped_at IS NULL
    AND (s.component_ids = '{}' OR %(components)s::bigint[] = '{}'
        OR s.component_ids && %(components)s::bigint[])
ON CONFLICT DO NOTHING
"""


def notify(page: StatusPage, source: str, components: Sequence[int], now: datetime) -> int:
    """Tell subscribers of ``source`` (``update:12``); those of other components are left in peace.

    News that concern no component in particular are for everybody. Returns how many are told.
    """
    if not page.is_public:
        return 0
    facts: dict[str, Any] = {
        "source": source,
        "now": now,
        "page": page.pk,
        "components": list(components),
    }
    with database.cursor() as cursor:
        cursor.execute(_NOTIFY, facts)
        return int(cursor.rowcount)
