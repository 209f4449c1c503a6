"""The journal: raw bytes and their dedupe key, written down before anybody is told "got it"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
import psycopg
from django.db import connection as database

from amends.channels.contract import Delivery
from amends.channels.models import Connection
from amends.listening.models import Source

#: What workers listen to; said once for a write, heard when its transaction commits.
CHANNEL = "amends_journal"
#: More than any network sends in one delivery; a mail with its attachments may be the largest.
LARGEST_BODY = 60 * 1024 * 1024

_WRITE = """
INSERT INTO listening_delivery (brand_id, connection_id, source, key, body, headers, received_at, state,
    tries, problem, seen, stored, duplicate)
SELECT %(brand)s, %(connection)s, %(source)s, key, body, headers::jsonb, %(now)s, state, 0, problem, 0, 0, 0
FROM unnest(%(keys)s::text[], %(bodies)s::bytea[], %(headers)s::text[], %(states)s::text[],
    %(problems)s::text[]) AS d (key, body, headers, state, problem)
ON CONFLICT (connection_id, key) DO NOTHING
RETURNING state
"""


@dataclass(frozen=True, slots=True)
class Journalled:
    """What one write did: ``seen = stored + duplicate + quarantined``, in deliveries."""

    seen: int
    stored: int
    duplicate: int
    quarantined: int


def write(
    *, connection: Connection, source: Source, deliveries: Sequence[Delivery], now: datetime
) -> Journalled:
    """Write ``deliveries`` down, each key once, in the caller's transaction; workers wake at its commit.

    A body too large to keep whole is quarantined with its beginning, so that it is never nothing.
    """
    if not deliveries:
        return Journalled(0, 0, 0, 0)
    rows = [_row(delivery) for delivery in deliveries]
    keys, bodies, headers, states, problems = (list(column) for column in zip(*rows, strict=True))
    database.ensure_connection()
    # psycopg's own cursor binds on the server: bytes travel as they are, not as a literal to be parsed.
    # Its failures get Django's names: whoever calls us catches those.
    with database.wrap_database_errors, psycopg.Cursor(database.connection) as cursor:
        cursor.execute(
            _WRITE,
            {
                "brand": connection.brand_id,
                "connection": connection.pk,
                "source": source.value,
                "now": now,
                "keys": keys,
                "bodies": bodies,
                "headers": headers,
                "states": states,
                "problems": problems,
            },
        )
        written = [state for (state,) in cursor.fetchall()]
        if written:
            cursor.execute("NOTIFY amends_journal")
    quarantined = written.count("quarantined")
    return Journalled(
        seen=len(rows),
        stored=len(written) - quarantined,
        duplicate=len(rows) - len(written),
        quarantined=quarantined,
    )


def _row(delivery: Delivery) -> tuple[str, bytes, str, str, str]:
    headers = orjson.dumps(dict(delivery.headers)).decode()
    if len(delivery.body) <= LARGEST_BODY:
        return delivery.key, delivery.body, headers, "waiting", ""
    problem = f"The body has {len(delivery.body)} bytes; only the first {LARGEST_BODY} were kept."
    return delivery.key, delivery.body[:LARGEST_BODY], headers, "quarantined", problem
