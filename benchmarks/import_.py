"""Bulk import of an archive through journal, threading and cases, against PostgreSQL's own COPY.

The yardstick: COPY of the same message rows, under other ids, into the very same table in the same run.
Both are done in turns, so that a noisy machine is noisy for both; the share is the median of the turns.
"""

from __future__ import annotations

import time

import orjson

from benchmarks.harness import Figures, desk, median
from benchmarks.traffic import said

#: Messages of one turn: two of the chunks that an import takes in at once.
TURN = 20_000

_COLUMNS = """
SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute
WHERE attrelid = 'inbox_message'::regclass AND attnum > 0 AND attname <> 'id'
"""


def run(figures: Figures, *, long: bool) -> None:
    """Import 4 turns of 20,000 messages (long: 15)."""
    with desk():
        _measure(figures, 15 if long else 4)


def _measure(figures: Figures, turns: int) -> None:
    from django.utils import timezone

    from amends.listening.actions import history
    from benchmarks.stage import connection_of

    connection = connection_of("Imported")
    lines = [_line(item) for item in said(TURN * turns)]
    imports, copies = [], []
    for start in range(0, len(lines), TURN):
        part = lines[start : start + TURN]
        began = time.perf_counter()
        done = list(history.read_in(connection=connection, lines=part, clock=timezone.now))
        imports.append(time.perf_counter() - began)
        assert sum(part.stored for part in done) == TURN, done
        copies.append(_copy_seconds())
    shares = [copy / imported for copy, imported in zip(copies, imports, strict=True)]
    figures.told("import-rate", TURN / median(imports), "messages/s")
    figures.told("copy-rate", TURN / median(copies), "messages/s")
    figures.at_least("import-share-of-copy", median(shares), "ratio", 0.4)


def _line(item: object) -> bytes:
    from amends.channels.contract import Said

    assert isinstance(item, Said)
    author, thread = item.author, item.thread
    return orjson.dumps(
        {
            "id": item.external_id,
            "text": item.text,
            "sent_at": item.sent_at,
            "author": {
                "id": author.external_id,
                "handle": author.handle,
                "name": author.name,
                "followers": author.followers,
            },
            "thread": {
                "id": thread.external_id,
                "kind": thread.kind.value,
                "public": thread.is_public,
            },
        }
    )


def _copy_seconds() -> float:
    """COPY of the newest turn's rows once more into the same table; they are removed afterwards."""
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS)
        columns = cursor.fetchone()[0]
        chosen = columns.replace("external_id", "'copy-' || external_id")
        newest = f"SELECT * FROM inbox_message ORDER BY id DESC LIMIT {TURN}"  # noqa: S608
        with cursor.copy(f"COPY (SELECT {chosen} FROM ({newest}) m) TO STDOUT") as rows:
            data = b"".join([bytes(row) for row in rows])
        began = time.perf_counter()
        with transaction.atomic(), cursor.copy(f"COPY inbox_message ({columns}) FROM STDIN") as copy:
            copy.write(data)
        seconds = time.perf_counter() - began
        cursor.execute("DELETE FROM inbox_message WHERE external_id LIKE 'copy-%'")
    return seconds
