"""The messages themselves, each once."""

from __future__ import annotations

from django.db.backends.utils import CursorWrapper

from amends.inbox.actions.take_in.batch import Batch

# The network repeats what we said: by our key where it echoes that, else by the same words in the same
# thread while a send of ours has no id yet. Either way the network has it, and there is one message.
_ECHOES = """
WITH echo AS (
    SELECT DISTINCT ON (m.id) m.id, i.external_id, i.thread_id, i.url
    FROM intake i JOIN inbox_message m
        ON m.connection_id = %(connection)s AND m.send_key IS NOT NULL AND m.external_id IS NULL
        AND (m.send_key::text = i.client_ref
            OR (i.client_ref = '' AND m.text = i.text AND m.thread_id = i.thread_id
                AND m.sent_at > %(now)s - interval '1 hour'))
    WHERE i.own ORDER BY m.id, i.n
), known AS (
    UPDATE inbox_message m SET external_id = e.external_id, url = e.url,
        thread_id = coalesce(m.thread_id, e.thread_id)
    FROM echo e WHERE m.id = e.id
)
DELETE FROM intake i USING echo e WHERE i.external_id = e.external_id
"""
_INSERT = """
INSERT INTO inbox_message (brand_id, connection_id, thread_id, case_id, identity_id, direction,
    is_public, external_id, reply_to, subject, text, html, url, rating, is_automatic, sent_at,
    received_at, counts)
SELECT %(brand)s, %(connection)s, thread_id, case_id, identity_id,
    CASE WHEN own THEN 'out' ELSE 'in' END, is_public, external_id, reply_to, subject, text, html, url,
    rating, automatic, sent_at, %(now)s, counts
FROM intake ORDER BY n
ON CONFLICT (connection_id, external_id) DO NOTHING
RETURNING external_id, id
"""
_DROP_LOST = "DELETE FROM intake WHERE NOT external_id = ANY(%s)"


def insert(cursor: CursorWrapper, batch: Batch) -> dict[str, int]:
    """External id → id of each new message; ``intake`` then holds exactly those."""
    values = {"brand": batch.brand_id, "connection": batch.connection.pk, "now": batch.now}
    cursor.execute("SELECT 1 FROM intake WHERE own LIMIT 1")
    if cursor.fetchone():
        cursor.execute(_ECHOES, values)
    cursor.execute("SELECT count(*) FROM intake")
    (staged,) = cursor.fetchone()
    cursor.execute(_INSERT, values)
    stored: dict[str, int] = dict(cursor.fetchall())
    if len(stored) < staged:
        cursor.execute(_DROP_LOST, [list(stored)])
    return stored
