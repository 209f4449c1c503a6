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
TURN = 40_000


def run(figures: Figures, *, long: bool) -> None:
    """Import 4 turns of 40,000 messages (long: 12)."""
    with desk():
        _measure(figures, 12 if long else 4)


def _measure(figures: Figures, turns: int) -> None:
    from django.utils import timezone

    from amends.listening.actions import history
    from benchmarks.stage import connection_of, copy_seconds

    connection = connection_of("Imported")
    lines = [_line(item) for item in said(TURN * turns)]
    imports, copies = [], []
    for start in range(0, len(lines), TURN):
        part = lines[start : start + TURN]
        began = time.perf_counter()
        done = list(history.read_in(connection=connection, lines=part, clock=timezone.now))
        imports.append(time.perf_counter() - began)
        assert sum(part.stored for part in done) == TURN, done
        copies.append(copy_seconds(TURN))
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
