"""Digesting: from raw deliveries in the journal to messages of cases, each exactly once.

A delivery is claimed, understood, taken in and marked in one transaction: a worker that dies in the
middle has done nothing, and the next one finds the delivery waiting.
"""

from __future__ import annotations

import itertools
import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from django.db import DataError, IntegrityError, transaction
from django.db import connection as database

from amends.channels import metering, registry
from amends.channels import queries as channels
from amends.channels.base import Channel, Link
from amends.channels.contract import Delivery as Raw
from amends.channels.contract import Item, Malformed, Outcome
from amends.channels.models import Connection
from amends.inbox.actions.take_in import Arrival, UnkeepableKey, take_in
from amends.listening.models import DeliveryState, Source
from amends.listening.rules.archive import BadLine, read
from amends.outbox import actions as outbox
from amends.triage.actions import ask as triage

log = logging.getLogger(__name__)

#: After so many failures a delivery goes to quarantine with its raw bytes, and others go on.
MAX_TRIES = 3
#: The bodies of one batch together; mails with attachments are large.
MOST_BYTES = 32 * 1024 * 1024

#: What one delivery can do wrong to a batch. A lost database is not among them: then all of it waits.
_POISON = (DataError, IntegrityError, ValueError, TypeError, LookupError)

_READ = """
SELECT id, brand_id, connection_id, source, key, body, headers, tries FROM listening_delivery
WHERE id = ANY(%s) ORDER BY brand_id, connection_id, id
"""
_CLAIM = """
SELECT id, octet_length(body) FROM listening_delivery WHERE state = 'waiting'
ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
"""
_MARK = """
UPDATE listening_delivery d
SET state = m.state, problem = m.problem, tries = m.tries, seen = m.seen, stored = m.stored,
    duplicate = m.duplicate, digested_at = %(now)s
FROM unnest(%(ids)s::bigint[], %(states)s::text[], %(problems)s::text[], %(tries)s::int[],
    %(seen)s::int[], %(stored)s::int[], %(duplicate)s::int[])
    AS m (id, state, problem, tries, seen, stored, duplicate)
WHERE d.id = m.id
"""


@dataclass(frozen=True, slots=True)
class Networks:
    """How a connection's channel and link are found; tests hand in their own."""

    channel_of: Callable[[str], Channel] = registry.channel
    link_of: Callable[[Connection], Link] = channels.link_for


@dataclass(slots=True)
class _Row:
    """A claimed delivery as it lies in the journal."""

    pk: int
    brand_id: int
    connection_id: int
    source: str
    key: str
    body: bytes
    headers: dict[str, str]
    tries: int


@dataclass(slots=True)
class _Work:
    """One claimed delivery on its way."""

    row: _Row
    connection: Connection
    items: tuple[Item, ...] = ()
    state: str = DeliveryState.DONE
    problem: str = ""
    #: Outcomes of sends that were news, and everything that was new.
    outcomes: int = 0
    stored: int = 0
    #: What the network charges for having pushed it.
    units: Mapping[str, int] = field(default_factory=dict)


def digest(*, limit: int, now: datetime, networks: Networks | None = None) -> int:
    """Digest up to ``limit`` waiting deliveries, oldest first; returns how many were claimed."""
    networks = networks or Networks()
    with transaction.atomic():
        works = _claim(limit)
        grouped = itertools.groupby(works, key=lambda work: work.row.connection_id)
        groups = [list(group) for _, group in grouped]
        for group in groups:
            _understand_all(group, networks)
        # What became of our sends comes first: the outbox locks a send before its case, and so do we.
        for work in works:
            _hear_outcomes(work, now)
        for group in groups:
            _digest_connection([work for work in group if work.state == DeliveryState.DONE], now)
        _mark(works, now)
    return len(works)


def _claim(limit: int) -> list[_Work]:
    """Oldest first, no more than `MOST_BYTES` at once but always one.

    In the order of brands: whoever locks several brands locks them in one order.
    """
    with database.cursor() as cursor:
        cursor.execute(_CLAIM, [limit])
        found = cursor.fetchall()
        sizes = list(itertools.accumulate(size for _, size in found))
        ids = [id_ for n, (id_, _) in enumerate(found) if n == 0 or sizes[n] <= MOST_BYTES]
        cursor.execute(_READ, [ids])
        rows = [_row(*columns) for columns in cursor.fetchall()]
    connections = Connection.objects.in_bulk({row.connection_id for row in rows})
    return [_Work(row, connections[row.connection_id]) for row in rows]


def _row(*columns: Any) -> _Row:
    id_, brand_id, connection_id, source, key, body, headers, tries = columns
    told = orjson.loads(headers) if isinstance(headers, str) else headers
    return _Row(id_, brand_id, connection_id, source, key, bytes(body), told, tries)


def _digest_connection(works: list[_Work], now: datetime) -> None:
    try:
        with transaction.atomic():
            _take_in(works, now)
    except _POISON:
        log.warning("A batch of %s deliveries failed; trying them one by one.", len(works))
        for work in works:
            _alone(work, now)


def _understand_all(works: list[_Work], networks: Networks) -> None:
    """Parse one connection's deliveries."""
    connection = works[0].connection
    try:
        channel = networks.channel_of(connection.channel)
        link = networks.link_of(connection)
    except Exception as failure:  # noqa: BLE001 - one connection's trouble must not stop the others
        for work in works:
            _failed(work, failure)
        return
    for work in works:
        _understand(work, channel, link)


def _understand(work: _Work, channel: Channel, link: Link) -> None:
    """Parse a delivery; what is not the network's own format goes to quarantine at once."""
    row = work.row
    try:
        if row.source == Source.IMPORT:
            # An archive's line, tried again from quarantine: its format is ours.
            work.items = (read(row.body),)
        else:
            work.items = channel.parse(link, Raw(key=row.key, body=row.body, headers=row.headers))
        if row.source == Source.WEBHOOK and channel.prices:
            work.units = channel.pushed_units(row.body)
    except (Malformed, BadLine) as failure:
        _quarantine(work, str(failure))
    except Exception as failure:  # noqa: BLE001 - an adapter's bug must not stop the others
        _failed(work, failure)
    else:
        if not work.items:
            _quarantine(work, "Nothing in it is of a kind this version understands.")


def _hear_outcomes(work: _Work, now: datetime) -> None:
    """Tell the outbox what became of its sends."""
    outcomes = [item for item in work.items if isinstance(item, Outcome)]
    if not outcomes:
        return
    try:
        with transaction.atomic():
            for outcome in outcomes:
                work.outcomes += outbox.hear_outcome(
                    connection=work.connection, outcome=outcome, now=now
                )
    except _POISON as failure:
        _failed(work, failure)


def _alone(work: _Work, now: datetime) -> None:
    try:
        with transaction.atomic():
            _take_in([work], now)
    except UnkeepableKey as failure:
        # It would fail the same way each time.
        _quarantine(work, f"It holds {failure}.")
    except _POISON as failure:
        _failed(work, failure)


def _take_in(works: Sequence[_Work], now: datetime) -> None:
    """Hand the items of one connection's deliveries on, and count what was new in each."""
    for work in works:
        work.stored = work.outcomes
    _charge(works, now)
    for arrival, group in itertools.groupby(works, key=_arrival):
        heard = [
            (work, item) for work in group for item in work.items if not isinstance(item, Outcome)
        ]
        if not heard:
            continue
        connection, items = heard[0][0].connection, [item for _, item in heard]
        before = triage.newest()
        flags = take_in(connection=connection, items=items, now=now, arrival=arrival)
        is_history = arrival is Arrival.HISTORY
        triage.ask(
            connection=connection, after=before, items=items, fates=flags, is_history=is_history
        )
        for (work, _), stored in zip(heard, flags, strict=True):
            work.stored += stored


def _charge(works: Sequence[_Work], now: datetime) -> None:
    """Count what the network charges for its pushes, once they are taken in."""
    units: Counter[str] = Counter()
    for work in works:
        units.update(work.units)
    if units:
        metering.charge(connection=works[0].connection, units=units, now=now)


def _arrival(work: _Work) -> Arrival:
    by_source = {Source.IMPORT: Arrival.HISTORY, Source.SEARCH: Arrival.FOUND}
    return by_source.get(Source(work.row.source), Arrival.LIVE)


def _quarantine(work: _Work, problem: str) -> None:
    work.state, work.problem, work.items = DeliveryState.QUARANTINED, problem, ()


def _failed(work: _Work, failure: Exception) -> None:
    """One more failure of this delivery: it waits for another try, or goes to quarantine."""
    log.error("Delivery %s failed", work.row.pk, exc_info=failure)
    work.row.tries += 1
    sentence = f"{type(failure).__name__}: {failure}"[:2000].replace("\x00", "")
    _quarantine(work, sentence)
    if work.row.tries < MAX_TRIES:
        work.state = DeliveryState.WAITING


def _mark(works: list[_Work], now: datetime) -> None:
    if not works:
        return
    seen = [len(work.items) for work in works]
    stored = [work.stored if work.items else 0 for work in works]
    with database.cursor() as cursor:
        cursor.execute(
            _MARK,
            {
                "now": now,
                "ids": [work.row.pk for work in works],
                "states": [str(work.state) for work in works],
                "problems": [work.problem for work in works],
                "tries": [work.row.tries for work in works],
                "seen": seen,
                "stored": stored,
                "duplicate": [all_ - new for all_, new in zip(seen, stored, strict=True)],
            },
        )
