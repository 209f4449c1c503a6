"""Seats: which listener serves which connection, so that each has exactly one at a time, on any machine.

A seat is a session advisory lock on the listener's own line to PostgreSQL: it ends with the process or the
line, whichever dies first, and needs no clock. Through a pooler that line must be a session of its own.
"""

from __future__ import annotations

from collections.abc import Callable

import psycopg

from amends.listening.tasks.line import wait_for_notice

_CLASS = 0x616D_6C73
_PRESENT = 0
_TAKE = "SELECT pg_try_advisory_lock(%s, %s)"
_LEAVE = "SELECT pg_advisory_unlock(%s, %s)"
_ARRIVE = "SELECT pg_advisory_lock_shared(%s, %s)"
_LISTENERS = """
SELECT count(DISTINCT pid) FROM pg_locks
WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid = %s AND objid = %s
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


class Seats:
    """The seats that this listener holds. Every method but `close` raises `psycopg.Error` on a dead line."""

    def __init__(self, open_line: Callable[[], psycopg.Connection]) -> None:
        self._open_line = open_line
        self._line: psycopg.Connection | None = None
        self.held: set[int] = set()

    @property
    def is_open(self) -> bool:
        """Whether the line stood when it was last used."""
        return self._line is not None

    def open(self) -> None:
        """Get a line, and be counted among the listeners."""
        self._line = self._open_line()
        self._line.execute(_ARRIVE, [_CLASS, _PRESENT])

    def close(self) -> None:
        """Give up all seats."""
        line, self._line = self._line, None
        self.held = set()
        if line is not None:
            line.close()

    def take(self, connection_id: int) -> bool:
        """Whether the connection is ours now; False: another listener serves it."""
        taken = self._ask(_TAKE, connection_id)
        if taken:
            self.held.add(connection_id)
        return taken

    def leave(self, connection_id: int) -> None:
        """Let others have the connection."""
        self.held.discard(connection_id)
        self._ask(_LEAVE, connection_id)

    def listeners(self) -> int:
        """How many listeners there are, ourselves included."""
        row = self._live().execute(_LISTENERS, [_CLASS, _PRESENT]).fetchone()
        return int(row[0]) if row else 1

    def wait(self, seconds: float) -> bool:
        """Whether somebody said within so many seconds that the connections changed."""
        return wait_for_notice(self._live(), seconds)

    def _ask(self, question: str, connection_id: int) -> bool:
        # 0 is the presence; ids beyond 2^31 share seats, which only makes them share listeners.
        seat = connection_id % (2**31 - 1) + 1
        row = self._live().execute(question, [_CLASS, seat]).fetchone()
        return bool(row and row[0])

    def _live(self) -> psycopg.Connection:
        if self._line is None:
            raise psycopg.OperationalError("no line to the database")
        return self._line
