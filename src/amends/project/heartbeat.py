"""Keeps the sign of life of one process fresh."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import Error, connection
from django.utils import timezone

from amends.listening.actions import heartbeat
from amends.project.processes import give_memory_back

log = logging.getLogger(__name__)

EVERY_SECONDS = 10.0
#: A part that has been silent for this long is taken for dead.
DEAD_AFTER = timedelta(seconds=45)


class Heart:
    """Beats for one process; its name is new at each start."""

    def __init__(
        self,
        role: str,
        clock: Callable[[], datetime] = timezone.now,
        besides: Callable[[], None] = lambda: None,
    ) -> None:
        """``besides`` is done with every beat."""
        self.role = role
        self._besides = besides
        self.name = f"{role}-{secrets.token_hex(4)}"
        self._clock = clock

    def beat_until(self, stop: threading.Event) -> None:
        """Beat every ten seconds until told to stop, then take the sign away."""
        while True:
            self._try(lambda: heartbeat.beat(role=self.role, name=self.name, now=self._clock()))
            self._try(self._besides)
            give_memory_back()
            if stop.wait(EVERY_SECONDS):
                break
        self._try(lambda: heartbeat.stop(name=self.name))

    def _try(self, write: Callable[[], None]) -> None:
        try:
            write()
        except Error:
            # A database that restarts is no reason to restart as well.
            log.warning("The database did not take the sign of life; trying again")
        finally:
            connection.close()
