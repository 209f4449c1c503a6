"""One case per person in a thread: found, followed into private, gone on with, or opened."""

from __future__ import annotations

from datetime import timedelta

from django.db.backends.utils import CursorWrapper

from amends.inbox.actions.take_in.batch import Arrival, Batch

_THREADS = """
INSERT INTO inbox_thread (brand_id, connection_id, external_id, kind, is_public, title, url, created_at)
SELECT DISTINCT ON (thread) %(brand)s, %(connection)s, thread, thread_kind, is_public, title,
    thread_url, %(now)s
FROM intake ORDER BY thread, sent_at
ON CONFLICT (connection_id, external_id) DO NOTHING
"""
_POINT_HEARD = """
UPDATE intake i SET thread_id = t.id, identity_id = k.id, person_id = k.person_id
FROM inbox_thread t, inbox_identity k
WHERE NOT i.own AND t.connection_id = %(connection)s AND t.external_id = i.thread
    AND k.brand_id = %(brand)s AND k.realm = i.realm AND k.external_id = i.author
"""
_POINT_SAID = """
UPDATE intake i SET thread_id = t.id FROM inbox_thread t
WHERE i.own AND t.connection_id = %(connection)s AND t.external_id = i.thread
"""

# A case closed for long does not go on: its place in the thread ends, and a new case may begin there.
_END_OLD = """
UPDATE inbox_casethread l SET ended_at = %(now)s
FROM inbox_case c, (
    SELECT thread_id, person_id, min(sent_at) AS sent_at FROM intake
    WHERE NOT own GROUP BY thread_id, person_id
) i
WHERE l.thread_id = i.thread_id AND l.person_id = i.person_id AND l.ended_at IS NULL
    AND c.id = l.case_id AND c.closed_at < i.sent_at - %(reopens_for)s
"""
# Whoever was taken offline and now writes privately goes on in the case that began in public.
_FOLLOW_OFFLINE = """
INSERT INTO inbox_casethread (brand_id, case_id, thread_id, person_id)
SELECT DISTINCT ON (i.thread_id, i.person_id) %(brand)s, c.id, i.thread_id, i.person_id
FROM intake i JOIN inbox_case c
    ON c.person_id = i.person_id AND c.connection_id = %(connection)s AND c.state <> 'closed'
    AND c.taken_offline_at IS NOT NULL
WHERE NOT i.own AND NOT i.is_public
ORDER BY i.thread_id, i.person_id, c.taken_offline_at DESC
ON CONFLICT (thread_id, person_id) WHERE ended_at IS NULL DO NOTHING
"""
_OPEN = """
WITH wanted AS (
    SELECT i.thread_id, i.person_id, min(i.identity_id) AS identity_id, min(i.sent_at) AS sent_at,
        max(i.sent_at) AS newest, bool_and(i.automatic) AS automatic,
        min(i.sent_at) FILTER (WHERE NOT i.automatic) AS since,
        (array_agg(i.text ORDER BY i.sent_at DESC, i.n DESC))[1] AS text,
        (array_agg(i.rating ORDER BY i.sent_at DESC) FILTER (WHERE i.rating IS NOT NULL))[1] AS rating,
        nextval(pg_get_serial_sequence('inbox_case', 'id')) AS case_id
    FROM intake i
    WHERE NOT i.own AND NOT EXISTS (
        SELECT 1 FROM inbox_casethread l
        WHERE l.thread_id = i.thread_id AND l.person_id = i.person_id AND l.ended_at IS NULL)
    GROUP BY i.thread_id, i.person_id
), opened AS (
    INSERT INTO inbox_case (id, brand_id, person_id, identity_id, connection_id, thread_id, state,
        state_since, subject, preview, rating, tags, opened_at, last_in_at, closed_at)
    SELECT w.case_id, %(brand)s, w.person_id, w.identity_id, %(connection)s, w.thread_id,
        CASE WHEN w.automatic THEN 'closed' ELSE 'needs_answer' END, coalesce(w.since, w.sent_at),
        t.title, left(w.text, 240), w.rating, '{}', w.sent_at, w.newest,
        CASE WHEN w.automatic THEN %(now)s::timestamptz END
    FROM wanted w JOIN inbox_thread t ON t.id = w.thread_id
), linked AS (
    INSERT INTO inbox_casethread (brand_id, case_id, thread_id, person_id)
    SELECT %(brand)s, case_id, thread_id, person_id FROM wanted
), told AS (
    INSERT INTO inbox_caseevent (brand_id, case_id, kind, at, facts)
    SELECT %(brand)s, case_id, 'opened', sent_at,
        jsonb_build_object('taken_in_at', %(now)s::timestamptz)
    FROM wanted
    UNION ALL
    SELECT %(brand)s, case_id, 'closed', %(now)s, '{"because": "automatic message"}' FROM wanted
    WHERE automatic
)
SELECT case_id FROM wanted
"""
_POINT_CASES = """
UPDATE intake i SET case_id = l.case_id FROM inbox_casethread l
WHERE NOT i.own AND l.thread_id = i.thread_id AND l.person_id = i.person_id AND l.ended_at IS NULL
"""
# Our own words belong to the case of the message they answer; else to the only case of the thread.
_POINT_OWN = """
UPDATE intake i SET case_id = coalesce(
    (SELECT p.case_id FROM intake p WHERE p.external_id = i.reply_to AND i.reply_to <> ''
        AND p.case_id IS NOT NULL),
    (SELECT m.case_id FROM inbox_message m
        WHERE m.connection_id = %(connection)s AND m.external_id = i.reply_to AND i.reply_to <> ''),
    (SELECT min(l.case_id) FROM inbox_casethread l
        WHERE l.thread_id = i.thread_id AND l.ended_at IS NULL HAVING count(*) = 1))
WHERE i.own
"""

# Whose turn it is after the batch. LIVE: what a customer said after the newest answer given on the
# network itself needs an answer, also when it overtook one of ours: nobody here had read it then.
_TURN = """
WITH own AS (
    SELECT case_id, max(sent_at) AS at FROM intake
    WHERE own AND case_id IS NOT NULL GROUP BY case_id
), heard AS (
    SELECT i.case_id,
        min(i.sent_at) FILTER (WHERE NOT i.automatic AND i.sent_at > coalesce(greatest(
            o.at, c.answered_elsewhere_at, CASE WHEN %(history)s THEN c.last_out_at END
        ), '-infinity')) AS since,
        max(i.sent_at) AS newest,
        (array_agg(i.text ORDER BY i.sent_at DESC, i.n DESC))[1] AS text,
        (array_agg(i.rating ORDER BY i.sent_at DESC) FILTER (WHERE i.rating IS NOT NULL))[1] AS rating
    FROM intake i JOIN inbox_case c ON c.id = i.case_id LEFT JOIN own o ON o.case_id = i.case_id
    WHERE NOT i.own AND (o.case_id IS NOT NULL OR i.case_id <> ALL(%(opened)s))
    GROUP BY i.case_id
), touched AS (
    SELECT c.id, c.state AS was, c.last_in_at AS known, c.closed_at AS was_closed_at, h.since,
        h.newest, h.text, h.rating, o.at AS own_at, c.id = ANY(%(opened)s) AS is_new,
        CASE
            WHEN h.since IS NOT NULL THEN 'needs_answer'
            WHEN c.state = 'needs_answer' AND o.at >= greatest(c.last_in_at, h.newest)
                THEN 'waiting_customer'
            ELSE c.state
        END AS becomes
    FROM inbox_case c LEFT JOIN heard h ON h.case_id = c.id LEFT JOIN own o ON o.case_id = c.id
    WHERE h.case_id IS NOT NULL OR o.case_id IS NOT NULL
    ORDER BY c.id FOR UPDATE OF c
), turned AS (
    UPDATE inbox_case c SET
        state = t.becomes,
        state_since = CASE
            WHEN t.since IS NOT NULL AND t.was = 'needs_answer' AND NOT t.is_new
                THEN least(c.state_since, t.since)
            WHEN t.since IS NOT NULL THEN t.since
            WHEN t.becomes <> t.was THEN t.own_at
            ELSE c.state_since
        END,
        closed_at = CASE WHEN t.becomes = 'closed' THEN c.closed_at END,
        snoozed_until = CASE WHEN t.becomes = 'snoozed' THEN c.snoozed_until END,
        last_in_at = greatest(c.last_in_at, t.newest),
        last_out_at = greatest(c.last_out_at, t.own_at),
        answered_elsewhere_at = greatest(c.answered_elsewhere_at, t.own_at),
        preview = CASE
            WHEN t.newest IS NOT NULL AND t.newest >= coalesce(t.known, '-infinity')
                THEN left(t.text, 240) ELSE c.preview END,
        rating = coalesce(t.rating, c.rating)
    FROM touched t WHERE c.id = t.id
)
INSERT INTO inbox_caseevent (brand_id, case_id, kind, at, facts)
SELECT %(brand)s, id, CASE
        WHEN was = 'closed' THEN 'reopened'
        WHEN becomes = 'needs_answer' THEN 'needs_answer'
        ELSE 'answered_elsewhere' END,
    coalesce(since, own_at), jsonb_build_object('taken_in_at', %(now)s::timestamptz, 'from', was)
FROM touched WHERE becomes <> was
"""


def open_threads(cursor: CursorWrapper, batch: Batch) -> None:
    """Make missing threads; ``intake`` points to them and to its people afterwards."""
    values = _values(batch)
    for statement in (_THREADS, _POINT_HEARD, _POINT_SAID):
        cursor.execute(statement, values)


def find_or_open(cursor: CursorWrapper, batch: Batch, reopens_for: timedelta) -> list[int]:
    """Point every message of ``intake`` to its case; open those that are missing and return their ids."""
    values = {**_values(batch), "reopens_for": reopens_for}
    for statement in (_END_OLD, _FOLLOW_OFFLINE):
        cursor.execute(statement, values)
    cursor.execute(_OPEN, values)
    opened = [row[0] for row in cursor.fetchall()]
    cursor.execute(_POINT_CASES, values)
    cursor.execute(_POINT_OWN, values)
    return opened


def turn(cursor: CursorWrapper, batch: Batch, opened: list[int]) -> None:
    """Whose turn it is now in cases that were there before, or that we spoke in; with an event each."""
    cursor.execute(_TURN, {**_values(batch), "opened": opened})


def _values(batch: Batch) -> dict[str, object]:
    return {
        "brand": batch.brand_id,
        "connection": batch.connection.pk,
        "now": batch.now,
        "history": batch.arrival is Arrival.HISTORY,
    }
