"""Reading in the past: an archive's lines, journalled as they are and taken in as history."""

from __future__ import annotations

import gzip
import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.channels.contract import Delivery as Raw
from amends.channels.contract import Said
from amends.channels.models import Connection
from amends.inbox.actions.take_in import Arrival, take_in
from amends.listening.actions import journal
from amends.listening.models import Delivery, DeliveryState, Source
from amends.listening.rules.archive import BadLine, read

#: Lines taken in at once: larger is faster, until the batch no longer fits the caches.
CHUNK = 10_000

# Packed here: the database's own packing of large values is many times slower.
_PACKED = {"content-encoding": "gzip"}


@dataclass(frozen=True, slots=True)
class ReadIn:
    """What became of an archive's lines: ``seen = stored + duplicate + quarantined``."""

    seen: int = 0
    stored: int = 0
    duplicate: int = 0
    quarantined: int = 0

    def __add__(self, other: ReadIn) -> ReadIn:
        return ReadIn(
            seen=self.seen + other.seen,
            stored=self.stored + other.stored,
            duplicate=self.duplicate + other.duplicate,
            quarantined=self.quarantined + other.quarantined,
        )


def read_in(
    *, connection: Connection, lines: Iterable[bytes], clock: Callable[[], datetime]
) -> Iterator[ReadIn]:
    """Take an archive in, chunk by chunk, each in a transaction of its own; yields what became of each.

    Bad lines go to quarantine, each alone. A chunk's raw bytes are one delivery of the journal. Reading
    the same archive again, whole or in part, stores nothing twice.
    """
    for chunk in _chunks(lines):
        yield _take_in(connection, _understood(chunk), clock())


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Lines understood: the raw good ones, what they say, and the bad ones with their problem."""

    raw: Raw
    said: Sequence[Said]
    bad: Sequence[tuple[bytes, str]]


def _take_in(connection: Connection, chunk: _Chunk, now: datetime) -> ReadIn:
    with transaction.atomic():
        _quarantine(connection, chunk.bad, now)
        journal.write(connection=connection, source=Source.IMPORT, deliveries=[chunk.raw], now=now)
        stored = sum(
            take_in(connection=connection, items=chunk.said, now=now, arrival=Arrival.HISTORY)
        )
        # Marked by hand, in the transaction that wrote it: no worker ever sees it waiting.
        Delivery.objects.filter(
            connection=connection, key=chunk.raw.key, state=DeliveryState.WAITING
        ).update(
            state=DeliveryState.DONE,
            digested_at=now,
            seen=len(chunk.said),
            stored=stored,
            duplicate=len(chunk.said) - stored,
        )
    return ReadIn(
        seen=len(chunk.said) + len(chunk.bad),
        stored=stored,
        duplicate=len(chunk.said) - stored,
        quarantined=len(chunk.bad),
    )


def _chunks(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """``lines`` in chunks of `CHUNK`, empty lines left out."""
    filled = (line.strip() for line in lines if line.strip())
    while chunk := list(itertools.islice(filled, CHUNK)):
        yield chunk


def _understood(lines: Sequence[bytes]) -> _Chunk:
    said: list[Said] = []
    good: list[bytes] = []
    bad: list[tuple[bytes, str]] = []
    for line in lines:
        try:
            said.append(read(line))
        except BadLine as failure:
            bad.append((line, str(failure)))
        else:
            good.append(line)
    body = b"\n".join(good)
    key = f"archive:{hashlib.sha256(body).hexdigest()}"
    packed = gzip.compress(body, compresslevel=1, mtime=0)
    return _Chunk(Raw(key=key, body=packed, headers=_PACKED), said, bad)


def _quarantine(connection: Connection, bad: Sequence[tuple[bytes, str]], now: datetime) -> None:
    if not bad:
        return
    rows = [
        Delivery(
            brand_id=connection.brand_id,
            connection=connection,
            source=Source.IMPORT,
            key=f"line:{hashlib.sha256(line).hexdigest()}",
            body=line,
            received_at=now,
            state=DeliveryState.QUARANTINED,
            problem=problem,
        )
        for line, problem in bad
    ]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
