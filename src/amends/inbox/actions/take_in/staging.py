"""A batch as a temporary table: COPY is the fastest way in (benchmarks/import.py)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

import orjson
from django.db.backends.utils import CursorWrapper

from amends.channels.contract import Said
from amends.inbox.actions.take_in.batch import Batch

_TABLE = """
CREATE TEMPORARY TABLE IF NOT EXISTS intake (
    n integer, external_id text, thread text, thread_kind text, is_public boolean, title text,
    thread_url text, realm text, author text, handle text, name text, avatar_url text,
    followers bigint, own boolean, client_ref text, reply_to text, subject text, text text,
    html text, url text, rating smallint, automatic boolean, sent_at timestamptz, counts jsonb,
    thread_id bigint, identity_id bigint, person_id bigint, case_id bigint
) ON COMMIT DELETE ROWS
"""
_COLUMNS = """
n, external_id, thread, thread_kind, is_public, title, thread_url, realm, author, handle, name,
avatar_url, followers, own, client_ref, reply_to, subject, text, html, url, rating, automatic,
sent_at, counts
"""
# Four bytes a character at worst, within a B-tree entry's 2,700.
_LONGEST_KEY = 500
# Only what is not stored yet goes on; within the batch the first of each id.
_DROP_KNOWN = """
DELETE FROM intake i WHERE EXISTS (
    SELECT 1 FROM inbox_message m
    WHERE m.connection_id = %(connection)s AND m.external_id = i.external_id)
"""
_KNOWN_PARENTS = """
SELECT m.external_id, t.external_id FROM inbox_message m JOIN inbox_thread t ON t.id = m.thread_id
WHERE m.connection_id = %s AND m.external_id = ANY(%s)
"""


def stage(cursor: CursorWrapper, batch: Batch, said: Sequence[Said]) -> None:
    """Put what is new among ``said`` into the ``intake`` table of this session."""
    cursor.execute(_TABLE)
    placed = _placed(cursor, batch, _first_of_each(said))
    with cursor.copy(f"COPY intake ({_COLUMNS}) FROM STDIN") as copy:
        for row in _rows(batch, placed):
            copy.write_row(row)
    cursor.execute(_DROP_KNOWN, {"connection": batch.connection.pk})


def clear(cursor: CursorWrapper) -> None:
    """Empty the table for the next batch of the same transaction."""
    cursor.execute("DELETE FROM intake")


def clean(text: str) -> str:
    """``text`` as PostgreSQL can keep it: no NUL, no half of a surrogate pair."""
    if "\x00" in text:
        text = text.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode("utf-8")


def checked_key(text: str) -> str:
    """A network's id as we can index it. Raises ValueError for one too long or not text."""
    if len(text) > _LONGEST_KEY or not text or clean(text) != text:
        raise ValueError(f"an id of {len(text)} characters that cannot be kept: {text[:40]!r}")
    return text


def _first_of_each(said: Sequence[Said]) -> list[Said]:
    found: dict[str, Said] = {}
    for item in said:
        found.setdefault(item.external_id, item)
    return list(found.values())


def _placed(cursor: CursorWrapper, batch: Batch, said: list[Said]) -> list[Said]:
    """Mail that answers something we have joins that thread, whatever its own references say."""
    wanted = {parent for item in said for parent in item.related}
    if not wanted:
        return said
    cursor.execute(_KNOWN_PARENTS, [batch.connection.pk, list(wanted)])
    threads: dict[str, str] = dict(cursor.fetchall())
    placed = []
    for item in sorted(said, key=lambda item: item.sent_at):
        home = next((threads[parent] for parent in item.related if parent in threads), None)
        ref = dataclasses.replace(item.thread, external_id=home) if home else item.thread
        threads.setdefault(item.external_id, ref.external_id)
        placed.append(dataclasses.replace(item, thread=ref))
    return placed


def _rows(batch: Batch, said: Sequence[Said]) -> Iterator[tuple[Any, ...]]:
    realm = batch.connection.channel
    for n, item in enumerate(said):
        thread, author = item.thread, item.author
        yield (
            n,
            checked_key(item.external_id),
            checked_key(thread.external_id),
            thread.kind.value,
            thread.is_public,
            clean(thread.title)[:500],
            thread.url,
            author.realm or realm,
            checked_key(author.external_id),
            clean(author.handle)[:255],
            clean(author.name)[:255],
            author.avatar_url,
            author.followers,
            item.own,
            item.client_ref,
            item.reply_to,
            clean(item.subject)[:500],
            clean(item.text),
            clean(item.html),
            item.url,
            item.rating,
            item.automatic,
            item.sent_at,
            _counts(item),
        )


def _counts(item: Said) -> str | None:
    if item.counts is None:
        return None
    return orjson.dumps(dataclasses.asdict(item.counts)).decode()
