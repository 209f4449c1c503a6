"""The messages themselves, each once."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

import orjson
from django.db.backends.utils import CursorWrapper

from amends.channels.contract import Said
from amends.inbox.actions.take_in.batch import Batch
from amends.inbox.actions.take_in.cases import Placed
from amends.inbox.actions.take_in.staging import NULL, clean, copy_lines, field

# The network repeats what we said: by our key where it echoes that, else by the same words in the same
# thread while a send of ours has no id yet. Either way the network has it, and there is one message.
_ECHO = """
UPDATE inbox_message m SET external_id = %(external_id)s, url = %(url)s,
    thread_id = coalesce(m.thread_id, t.id)
FROM (SELECT (SELECT id FROM inbox_thread
    WHERE connection_id = %(connection)s AND external_id = %(thread)s) AS id) t
WHERE m.id = (
    SELECT o.id FROM inbox_message o
    WHERE o.connection_id = %(connection)s AND o.send_key IS NOT NULL AND o.external_id IS NULL
        AND o.deleted_at IS NULL AND o.failed_at IS NULL
        AND (o.send_key::text = %(client_ref)s
            OR (%(client_ref)s = '' AND o.text = %(text)s AND o.thread_id = t.id
                AND o.sent_at > %(now)s - interval '1 hour'))
    ORDER BY o.id LIMIT 1)
"""
_STORED = (
    "SELECT external_id, id FROM inbox_message WHERE connection_id = %s AND external_id = ANY(%s)"
)
_COLUMNS = (
    "brand_id connection_id thread_id case_id identity_id direction is_public external_id reply_to "
    "subject text html url language rating is_automatic sent_at received_at counts"
)


def without_echoes(cursor: CursorWrapper, batch: Batch, said: Sequence[Said]) -> list[Said]:
    """``said`` without what the network repeats of our own sends; those learn their id from it."""
    return [item for item in said if not (item.own and _is_echo(cursor, batch, item))]


def _is_echo(cursor: CursorWrapper, batch: Batch, item: Said) -> bool:
    cursor.execute(
        _ECHO,
        {
            "connection": batch.connection.pk,
            "external_id": item.external_id,
            "url": clean(item.url),
            "thread": item.thread.external_id,
            "client_ref": item.client_ref,
            "text": clean(item.text),
            "now": batch.now,
        },
    )
    return bool(cursor.rowcount)


def insert(cursor: CursorWrapper, batch: Batch, placed: Placed) -> None:
    """Store the batch's messages in their threads and cases."""
    copy_lines(cursor, "inbox_message", _COLUMNS, _lines(batch, placed))


def ids_of(cursor: CursorWrapper, batch: Batch, external_ids: list[str]) -> dict[str, int]:
    """External id → id of messages that are stored."""
    cursor.execute(_STORED, [batch.connection.pk, external_ids])
    return dict(cursor.fetchall())


def _lines(batch: Batch, placed: Placed) -> Iterator[str]:
    """The messages as lines of `_COLUMNS`: by far the most rows of a batch, so written by hand."""
    known = f"{batch.brand_id}\t{batch.connection.pk}"
    now, threads, case_of = str(batch.now), placed.threads, placed.case_of
    for item, author in zip(placed.said, placed.authors, strict=True):
        yield (
            f"{known}\t{threads[item.thread.external_id]}\t{case_of.get(item.external_id, NULL)}\t"
            f"{author.identity_id if author else NULL}\t{'out' if item.own else 'in'}\t"
            f"{item.thread.is_public}\t{field(item.external_id)}\t{field(item.reply_to[:1000])}\t"
            f"{field(item.subject[:500])}\t{field(item.text)}\t{field(item.html)}\t{field(item.url)}\t"
            f"{field(item.language[:35])}\t"
            f"{NULL if item.rating is None else item.rating}\t{item.automatic}\t{item.sent_at}\t"
            f"{now}\t{_counts(item)}\n"
        )


def _counts(item: Said) -> str:
    if item.counts is None:
        return NULL
    return orjson.dumps(dataclasses.asdict(item.counts)).decode()
