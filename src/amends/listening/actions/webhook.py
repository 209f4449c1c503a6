"""What a network pushed: into the journal, and into the minute's sum."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection as database

from amends.channels.contract import Delivery
from amends.channels.models import Connection
from amends.listening.actions import keep
from amends.listening.models import Source
from amends.listening.rules.pace import Sum

# One row a minute and connection: pushes come one by one, and a row for each would be another journal.
_COUNT = """
INSERT INTO listening_cycle (brand_id, connection_id, source, at, seen, stored, duplicate, quarantined)
VALUES (%s, %s, 'webhook', date_trunc('minute', %s::timestamptz), %s, %s, %s, %s)
ON CONFLICT (connection_id, at) WHERE source = 'webhook' DO UPDATE SET
    seen = listening_cycle.seen + excluded.seen, stored = listening_cycle.stored + excluded.stored,
    duplicate = listening_cycle.duplicate + excluded.duplicate,
    quarantined = listening_cycle.quarantined + excluded.quarantined
"""
_HEARD = """
INSERT INTO listening_position (connection_id, brand_id, cursor, failures, problem, healthy_at,
    last_delivery_at)
VALUES (%(connection)s, %(brand)s, '', 0, '', %(now)s, %(now)s)
ON CONFLICT (connection_id) DO UPDATE SET
    last_delivery_at = greatest(listening_position.last_delivery_at, excluded.last_delivery_at)
WHERE listening_position.last_delivery_at IS NULL
    OR listening_position.last_delivery_at < %(now)s::timestamptz - interval '5 seconds'
"""


def receive(*, connection: Connection, deliveries: Sequence[Delivery], now: datetime) -> Sum:
    """Write verified pushes down in the caller's transaction; only its commit allows a 2xx.

    Raises `keep.Unbalanced` when the journal does not account for each of them.
    """
    done = keep.journal_given(
        connection=connection, source=Source.WEBHOOK, deliveries=deliveries, now=now
    )
    with database.cursor() as cursor:
        cursor.execute(
            _COUNT,
            [
                connection.brand_id,
                connection.pk,
                now,
                done.seen,
                done.stored,
                done.duplicate,
                done.quarantined,
            ],
        )
        cursor.execute(
            _HEARD, {"connection": connection.pk, "brand": connection.brand_id, "now": now}
        )
    return done
