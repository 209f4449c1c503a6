"""The plain receipt: the network has our message, in a thread that its case goes on in, and no echo came."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection as database

from amends.channels.contract import Receipt

# Where the case goes on in the message's thread already, and nobody knows of the message by another way.
_PLAINLY = """
WITH own AS (
    UPDATE inbox_message m SET url = coalesce(nullif(%(url)s, ''), m.url), sent_at = %(at)s,
        failed_at = NULL, deleted_at = NULL, external_id = %(id)s
    FROM inbox_case c
    WHERE m.id = %(message)s AND c.id = m.case_id AND m.external_id IS NULL AND %(id)s <> ''
        AND NOT EXISTS (SELECT FROM inbox_message e
            WHERE e.connection_id = m.connection_id AND e.external_id = %(id)s)
        AND EXISTS (SELECT FROM inbox_casethread l WHERE l.thread_id = m.thread_id
            AND l.person_id = c.person_id AND l.ended_at IS NULL)
    RETURNING m.case_id)
UPDATE inbox_case c SET last_out_at = greatest(c.last_out_at, %(at)s) FROM own WHERE c.id = own.case_id
RETURNING true
"""


def confirm_plainly(message_id: int, receipt: Receipt, now: datetime) -> bool:
    """In one statement what nearly every receipt means; False where an echo or a new thread is about.

    Nothing is written then. Raises `IntegrityError` when the echo is taken in at the same moment.
    """
    told: dict[str, Any] = {
        "message": message_id,
        "id": receipt.external_id,
        "url": receipt.url,
        "at": receipt.sent_at or now,
    }
    with database.cursor() as cursor:
        cursor.execute(_PLAINLY, told)
        row = cursor.fetchone()
    return bool(row and row[0])
