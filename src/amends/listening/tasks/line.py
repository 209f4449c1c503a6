"""A database connection of a process's own, outside Django's pool: for notices and for seats."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import suppress

import psycopg
from django.db import connections
from psycopg import sql

log = logging.getLogger(__name__)

#: A server that vanished without a word is noticed within about ten seconds, by both sides.
_KEEPALIVES = {"keepalives_idle": 4, "keepalives_interval": 2, "keepalives_count": 3}
_NOT_PSYCOPGS = ("cursor_factory", "context", "prepare_threshold")
_REOPEN_SECONDS = 0.5


def open_line(*channels: str) -> psycopg.Connection:
    """A new connection in autocommit that hears the notices of ``channels``. Raises `psycopg.Error`."""
    given = connections["default"].get_connection_params()
    wanted = {name: value for name, value in given.items() if name not in _NOT_PSYCOPGS}
    line = psycopg.connect(**{**_KEEPALIVES, **wanted}, autocommit=True)
    try:
        line.execute("SET tcp_keepalives_idle = 4")
        line.execute("SET tcp_keepalives_interval = 2")
        line.execute("SET tcp_keepalives_count = 3")
        for channel in channels:
            line.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
    except psycopg.Error:
        line.close()
        raise
    return line


def drop_stale() -> None:
    """Have this process's pool replace its connections, after the database was lost.

    The pool tries its dead connections one by one and sleeps 1, 2, 4… s in between: with four of them a
    request fails although the database is back.
    """
    connections.close_all()
    pool = getattr(connections["default"], "pool", None)
    if pool is not None:
        with suppress(psycopg.Error):
            pool.drain()


def wait_for_notice(line: psycopg.Connection, seconds: float) -> bool:
    """Whether a notice came within so many seconds. Raises `psycopg.Error` when the line is dead."""
    return any(True for _ in line.notifies(timeout=seconds, stop_after=1))


class Bell:
    """Waits for a notice on a channel, and merely waits while the database cannot be reached."""

    def __init__(self, channel: str) -> None:
        self._channel = channel
        self._line: psycopg.Connection | None = None
        self._tried_at = 0.0

    def wait(self, seconds: float, stop: threading.Event) -> bool:
        """Whether it rang within so many seconds."""
        try:
            line = self._line or self._open()
            if line is not None:
                return wait_for_notice(line, seconds)
        except psycopg.Error:
            self.close()
        stop.wait(seconds)
        return False

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._line.close()
        self._line = None

    def _open(self) -> psycopg.Connection | None:
        if time.monotonic() - self._tried_at >= _REOPEN_SECONDS:
            self._tried_at = time.monotonic()
            self._line = open_line(self._channel)
        return self._line
