"""The loops of one process: each in its own thread, all ended by one signal, none left to die alone."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable

import django
import setproctitle

log = logging.getLogger(__name__)

_LAST_SECONDS = 3.0
_ALARM_SECONDS = 6


def name_process(role: str) -> None:
    """Show the role in the list of processes."""
    setproctitle.setproctitle(f"amends: {role}")


def set_up() -> None:
    """Have Django ready.

    A process that was forked has it so; doing it again would write into memory that it shares.
    """
    from django.apps import apps

    if not apps.ready:
        django.setup()


class Loops:
    """Runs functions that go on until an event is set.

    A loop that fails ends the whole process with code 1: the tree starts it afresh, which is
    better than a worker that looks alive and does half its work.
    """

    def __init__(self) -> None:
        self.stop = threading.Event()
        self.has_failed = False
        self._threads: list[threading.Thread] = []

    def listen_to_signals(self) -> None:
        """Let SIGTERM and SIGINT end the loops; call it in the main thread."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)

    def start(self, name: str, loop: Callable[[threading.Event], object]) -> None:
        """Run one loop in a thread of its own."""
        thread = threading.Thread(target=self._run, args=(name, loop), name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def finish(self) -> None:
        """Give the loops a few seconds to end, then leave with the right code."""
        self.stop.set()
        for thread in self._threads:
            thread.join(_LAST_SECONDS / len(self._threads))
        sys.stdout.flush()
        sys.stderr.flush()
        # Not sys.exit: a thread that hangs in a library must not keep the process.
        os._exit(1 if self.has_failed else 0)

    def _run(self, name: str, loop: Callable[[threading.Event], object]) -> None:
        try:
            loop(self.stop)
        except Exception:
            log.exception("The %s loop failed; this process starts afresh", name)
            self.has_failed = True
        else:
            self.has_failed = self.has_failed or not self.stop.is_set()
        self.stop.set()

    def _end(self, *_: object) -> None:
        # The kernel ends us if we do not manage ourselves.
        signal.alarm(_ALARM_SECONDS)
        self.stop.set()
