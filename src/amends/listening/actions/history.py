"""Reading in the past: an archive's lines, journalled as they are and taken in as history."""

from __future__ import annotations

import gc
import gzip
import hashlib
import itertools
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import DataError, IntegrityError, transaction

from amends.audit.actions import record
from amends.channels.contract import Delivery as Raw
from amends.channels.contract import Said
from amends.channels.models import Connection
from amends.inbox.actions.take_in import Arrival, take_in
from amends.listening.actions import journal
from amends.listening.models import Delivery, DeliveryState, Source
from amends.listening.rules.archive import BadLine, read
from amends.refusals import NotFound
from amends.staff.rules import Actor, Right
from amends.triage.actions import ask as triage

#: Lines taken in at once: larger is faster, until the batch no longer fits the caches.
CHUNK = 10_000

#: What a single line can do wrong to the lines read in with it.
_POISON = (DataError, IntegrityError, ValueError, TypeError, LookupError, AttributeError)

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


def import_archive(
    *,
    by: Actor,
    connection: Connection,
    name: str,
    lines: Iterable[bytes],
    clock: Callable[[], datetime],
) -> Iterator[ReadIn]:
    """Take the archive called ``name`` in; yields the sum so far after each chunk.

    Its beginning and its end are audited: one that was interrupted has no end, and can be begun again.
    Raises `NotAllowed`, and `NotFound` for another brand's connection.
    """
    by.require(Right.MANAGE_INTAKE)
    if connection.brand_id != by.brand_id:
        raise NotFound(connection=connection.pk)
    target, whole = f"connection:{connection.pk}", ReadIn()
    facts: dict[str, object] = {"archive": name}
    record(by=by, action="listening.begin_import", target=target, facts=facts, now=clock())
    for part in read_in(connection=connection, lines=lines, clock=clock):
        whole += part
        yield whole
    facts |= asdict(whole)
    record(by=by, action="listening.finish_import", target=target, facts=facts, now=clock())


def read_in(
    *, connection: Connection, lines: Iterable[bytes], clock: Callable[[], datetime]
) -> Iterator[ReadIn]:
    """Take an archive in, chunk by chunk, each in a transaction of its own; yields what became of each.

    Bad lines go to quarantine, each alone. A chunk's raw bytes are one delivery of the journal. Reading
    the same archive again, whole or in part, stores nothing twice.
    """
    with _in_one_go(), ThreadPoolExecutor(max_workers=1) as ahead:
        for chunk in _one_ahead(ahead, _chunks(lines)):
            yield _taken_in(connection, chunk, clock())


@contextmanager
def _in_one_go() -> Iterator[None]:
    """While an archive is read: no search for garbage cycles, of which it makes none, and quick turns.

    Together a tenth of the time (benchmarks/import_.py): the thread that talks to the database would wait
    5 ms for its turn after each of the hundred answers of a chunk.
    """
    collecting, interval = gc.isenabled(), sys.getswitchinterval()
    gc.disable()
    sys.setswitchinterval(0.0005)
    try:
        yield
    finally:
        sys.setswitchinterval(interval)
        if collecting:
            gc.enable()


def _one_ahead(ahead: Executor, chunks: Iterator[list[bytes]]) -> Iterator[_Chunk]:
    """Understand the next chunk while the database works on this one."""
    waiting: deque[Future[_Chunk]] = deque()
    for chunk in chunks:
        waiting.append(ahead.submit(_understood, chunk))
        if len(waiting) > 1:
            yield waiting.popleft().result()
    for last in waiting:
        yield last.result()


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Lines understood: the good ones as they are and what they say, and the bad ones with their problem."""

    good: Sequence[bytes]
    said: Sequence[Said]
    bad: Sequence[tuple[bytes, str]] = ()
    #: The good lines packed, where that is done already.
    packed: Raw | None = None


def _taken_in(connection: Connection, chunk: _Chunk, now: datetime) -> ReadIn:
    """Take a chunk in; where a line cannot be stored, halve it until that line is alone."""
    try:
        return _take_in(connection, chunk, now)
    except _POISON as failure:
        if len(chunk.said) <= 1:
            problem = f"It cannot be stored: {type(failure).__name__}: {failure}".replace(
                "\x00", ""
            )
            bad = [*chunk.bad, *[(line, problem[:2000]) for line in chunk.good]]
            return _take_in(connection, _Chunk((), (), bad), now)
    middle = len(chunk.said) // 2
    first = _Chunk(chunk.good[:middle], chunk.said[:middle], chunk.bad)
    second = _Chunk(chunk.good[middle:], chunk.said[middle:])
    return _taken_in(connection, first, now) + _taken_in(connection, second, now)


@transaction.atomic
def _take_in(connection: Connection, chunk: _Chunk, now: datetime) -> ReadIn:
    _quarantine(connection, chunk.bad, now)
    stored = 0
    if chunk.said:
        raw = chunk.packed or _packed(chunk.good)
        journal.write(connection=connection, source=Source.IMPORT, deliveries=[raw], now=now)
        before = triage.newest()
        stored = sum(
            take_in(connection=connection, items=chunk.said, now=now, arrival=Arrival.HISTORY)
        )
        triage.ask(connection=connection, after=before, is_history=True)
        _mark(connection, raw, ReadIn(len(chunk.said), stored, len(chunk.said) - stored), now)
    return ReadIn(
        seen=len(chunk.said) + len(chunk.bad),
        stored=stored,
        duplicate=len(chunk.said) - stored,
        quarantined=len(chunk.bad),
    )


def _mark(connection: Connection, raw: Raw, done: ReadIn, now: datetime) -> None:
    """Done, in the transaction that wrote it: no worker ever sees it waiting."""
    Delivery.objects.filter(connection=connection, key=raw.key, state=DeliveryState.WAITING).update(
        state=DeliveryState.DONE,
        digested_at=now,
        seen=done.seen,
        stored=done.stored,
        duplicate=done.duplicate,
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
    return _Chunk(good, said, bad, _packed(good))


def _packed(lines: Sequence[bytes]) -> Raw:
    """Lines as one delivery of the journal."""
    body = b"\n".join(lines)
    packed = gzip.compress(body, compresslevel=1, mtime=0)
    return Raw(f"archive:{hashlib.sha256(body).hexdigest()}", packed, _PACKED)


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
