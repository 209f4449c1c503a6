"""What is new in a batch, made fit for the database, and the fast way into a table."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.backends.utils import CursorWrapper
from psycopg import sql

from amends.channels.contract import Said
from amends.inbox.actions.take_in.batch import Batch

#: No value, in COPY's text format.
NULL = "\\N"

# Four bytes a character at worst, within a B-tree entry's 2,700.
_LONGEST_KEY = 500

_KNOWN = """
SELECT external_id FROM inbox_message
WHERE connection_id = %s AND external_id = ANY(string_to_array(%s, E'\\n'))
"""
_KNOWN_PARENTS = """
SELECT m.external_id, t.external_id FROM inbox_message m JOIN inbox_thread t ON t.id = m.thread_id
WHERE m.connection_id = %s AND m.external_id = ANY(%s)
"""
_NEXT = """
SELECT nextval(s.name) FROM (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS name OFFSET 0) s,
    generate_series(1, %s)
"""


def new_ones(cursor: CursorWrapper, batch: Batch, said: Sequence[Said]) -> list[Said]:
    """What of ``said`` is not stored yet, each external id once, in its order, in its thread."""
    first: dict[str, Said] = {}
    for item in said:
        first.setdefault(checked_key(item.external_id), item)
    cursor.execute(_KNOWN, [batch.connection.pk, joined(first)])
    for (known,) in cursor.fetchall():
        del first[known]
    return _placed(cursor, batch, list(first.values()))


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


def joined(keys: Iterable[str]) -> str:
    """Keys for ``string_to_array(…, E'\\n')``: many times cheaper to hand over than an array of text."""
    return "\n".join(keys)


def clean(text: str) -> str:
    """``text`` as PostgreSQL can keep it: no NUL, no half of a surrogate pair."""
    if not text:
        return ""
    if "\x00" in text:
        text = text.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode("utf-8")


class UnkeepableKey(ValueError):
    """A network named something by what no network of ours names things by."""


def checked_key(text: str) -> str:
    """A network's id as we can index it. Raises UnkeepableKey for one too long or not text."""
    if text.isascii() and text.isprintable() and 0 < len(text) <= _LONGEST_KEY:
        return text
    if not 0 < len(text) <= _LONGEST_KEY or "\n" in text or clean(text) != text:
        raise UnkeepableKey(f"an id of {len(text)} characters that cannot be kept: {text[:40]!r}")
    return text


def new_ids(cursor: CursorWrapper, table: str, count: int) -> list[int]:
    """``count`` ids of ``table``, taken from its sequence."""
    if not count:
        return []
    cursor.execute(_NEXT, [table, count])
    return [row[0] for row in cursor.fetchall()]


def copy_in(cursor: CursorWrapper, table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
    """COPY ``rows`` into ``table``; ``columns`` separated by spaces. The fastest way in."""
    copy_lines(cursor, table, columns, map(_line, rows))


def copy_lines(cursor: CursorWrapper, table: str, columns: str, lines: Iterable[str]) -> None:
    """COPY ``lines`` of COPY's text format into ``table``. Raises Django's database errors.

    In blocks: a call of the driver for each row costs three times as much (benchmarks/import_.py).
    Source of the format: PostgreSQL's manual, COPY, "Text Format".
    """
    names = sql.SQL(", ").join(map(sql.Identifier, columns.split()))
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    left = iter(lines)
    with cursor.db.wrap_database_errors, cursor.copy(into) as copy:
        while block := "".join(itertools.islice(left, _BLOCK)):
            copy.write(block.encode())


def field(text: str) -> str:
    """``text`` as one field of a line: cleaned, and with the four characters escaped that COPY reads."""
    if not text or (text.isascii() and text.isprintable() and "\\" not in text):
        return text
    return clean(text).translate(_ESCAPES)


def _line(row: Sequence[Any]) -> str:
    return "\t".join([_TEXT[value.__class__](value) for value in row]) + "\n"


_BLOCK = 1000
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_TEXT: dict[type, Callable[[Any], str]] = {
    str: field,
    int: str,
    bool: lambda value: "t" if value else "f",
    type(None): lambda _: NULL,
    datetime: str,
}
