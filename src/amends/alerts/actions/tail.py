"""Reads a table that only grows, each row once, though ids are not given in the order of commits.

Ids come from a sequence: 8 can be seen before 7 is committed, and "everything after the highest id" then
loses 7. So a reading goes by transactions instead: it takes the rows of those that ended since the last
reading, up to the oldest that still runs (the *horizon*). A row's transaction is in its ``xmin``; a
savepoint's number is higher than its transaction's, so it waits with it. Every row is in exactly one reading.

The *floor* only keeps a reading from walking the whole table: an id below which nothing can come any more,
because every transaction that ran when that id was the newest has ended, and was read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection as database

from amends.alerts.models import Tail

_HALF, _WHOLE = 2**31, 2**32

_NOW = """
SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint,
    coalesce(pg_sequence_last_value(pg_get_serial_sequence(%s, 'id')::regclass), 0)
FROM pg_current_snapshot() s
"""
_RUNNING = """
SELECT DISTINCT l.virtualxid FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'virtualxid' AND l.granted AND a.usesysid IS NOT NULL
    AND a.datname = current_database() AND l.pid <> pg_backend_pid()
"""


@dataclass(slots=True)
class Reading:
    """One reading of a table: what to ask for, and how far it will have been read."""

    tail: Tail
    horizon: int
    since: int
    table: str

    @property
    def facts(self) -> dict[str, Any]:
        """The parameters that `within` names."""
        low = self.horizon % _WHOLE
        return {"floor": self.tail.floor, "low": low, "since": self.since}


def within(row: str) -> str:
    """The condition, in SQL, that a row's transaction ended since the last reading."""
    return f"{row}.id > %(floor)s AND {_distance(row)} >= %(since)s AND {_distance(row)} < 0"


def begin(table: str, reader: str = "") -> Reading | None:
    """The next reading of a table, within the caller's transaction; None while another worker reads.

    `end` it in the same transaction: what was read and what came of it are kept together. Each
    ``reader`` (a letter or two) reads the table by itself.
    """
    horizon, _, last_id = _look(table)
    name = f"{reader}:{table}" if reader else table
    Tail.objects.bulk_create([_fresh(name, horizon, last_id)], ignore_conflicts=True)
    tail = Tail.objects.select_for_update(skip_locked=True).filter(pk=name).first()
    if tail is None:
        return None
    horizon, newest, _ = _look(table)
    if tail.horizon > newest:
        # The database was restored into a server that counts transactions from the beginning.
        tail.horizon, tail.rises_after = 0, None
    horizon = max(horizon, tail.horizon)
    return Reading(tail, horizon, since=max(tail.horizon - horizon, -_HALF), table=table)


def end(reading: Reading) -> None:
    """What the reading gave was dealt with."""
    tail = reading.tail
    tail.horizon = reading.horizon
    _, newest, last_id = _look(reading.table)
    if tail.rises_after is not None and tail.horizon >= tail.rises_after:
        _rise(reading)
        tail.next_floor, tail.running = last_id, sorted(_running())
    elif tail.rises_after is None and not _running() & set(tail.running):
        tail.rises_after = newest
    tail.save(update_fields=["horizon", "floor", "next_floor", "running", "rises_after"])


def _distance(row: str) -> str:
    """A row knows 32 bits of its transaction's number: how far it is from the horizon, modulo 2^32."""
    return f"mod({row}.xmin::text::bigint - %(low)s + {_WHOLE + _HALF}, {_WHOLE}) - {_HALF}"


def _rise(reading: Reading) -> None:
    """Lift the floor, but not above a row that was changed before we read it: it is still to come."""
    tail = reading.tail
    unread = (
        f"SELECT min(r.id) FROM {reading.table} r WHERE r.id > %(floor)s AND {_distance('r')} >= 0"  # noqa: S608 - our own tables
    )
    with database.cursor() as cursor:
        cursor.execute(unread, reading.facts)
        lowest = cursor.fetchone()[0]
    tail.floor = tail.next_floor if lowest is None else min(tail.next_floor, lowest - 1)
    tail.rises_after = None


def _look(table: str) -> tuple[int, int, int]:
    with database.cursor() as cursor:
        cursor.execute(_NOW, [table])
        horizon, newest, last_id = cursor.fetchone()
    return horizon, newest, last_id


def _fresh(name: str, horizon: int, last_id: int) -> Tail:
    """What was there before the first reading is nobody's news."""
    return Tail(name=name, horizon=horizon, floor=last_id, next_floor=last_id)


def _running() -> set[str]:
    with database.cursor() as cursor:
        cursor.execute(_RUNNING)
        return {row[0] for row in cursor.fetchall()}
