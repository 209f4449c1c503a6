"""The process's own line to the database: hears every notice, and comes back by itself when it breaks."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import psycopg

log = logging.getLogger(__name__)

OpenLine = Callable[[], "psycopg.Connection"]

_LOOK_UP_SECONDS = 0.5
_FIRST_WAIT_SECONDS = 0.2
_LONGEST_WAIT_SECONDS = 5.0


class Line:
    """Calls ``heard`` with each notice's payload, in its own thread, and ``missed`` after each gap.

    A gap is every time in which the line was broken: what was said then is lost.
    """

    def __init__(
        self, open_line: OpenLine, heard: Callable[[str], None], missed: Callable[[], None]
    ) -> None:
        self._open_line = open_line
        self._heard = heard
        self._missed = missed
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._go_on, name="live-line", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def close(self) -> None:
        """Hang up, within a second."""
        self._stop.set()
        self._thread.join(2 * _LOOK_UP_SECONDS)

    def _go_on(self) -> None:
        wait = _FIRST_WAIT_SECONDS
        while not self._stop.is_set():
            try:
                with self._open_line() as line:
                    wait = _FIRST_WAIT_SECONDS
                    self._missed()
                    self._listen(line)
            except psycopg.Error as error:
                log.warning("The live feed waits for the database: %s", str(error).strip())
                self._stop.wait(wait)
                wait = min(2 * wait, _LONGEST_WAIT_SECONDS)

    def _listen(self, line: psycopg.Connection) -> None:
        while not self._stop.is_set():
            for notice in line.notifies(timeout=_LOOK_UP_SECONDS):
                self._heard(notice.payload)
