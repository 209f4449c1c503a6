"""The sign of life that the worker and the listener leave in the database."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
from datetime import timedelta

from django.db import Error, connection
from django.utils import timezone

from amends import __version__
from amends.listening.models import Heartbeat

log = logging.getLogger(__name__)

EVERY_SECONDS = 10.0
#: A part that has been silent for this long is taken for dead.
DEAD_AFTER = timedelta(seconds=45)
_FORGOTTEN_AFTER = timedelta(days=1)


class Heart:
    """Beats for one process; its name is new at each start."""

    def __init__(self, role: str) -> None:
        self.role = role
        self.name = f"{role}-{secrets.token_hex(4)}"

    def beat_until(self, stop: threading.Event) -> None:
        """Beat every ten seconds until told to stop, then take the sign away."""
        started_at = timezone.now()
        fixed = {
            "role": self.role,
            "host": socket.gethostname()[:255],
            "pid": os.getpid(),
            "version": __version__,
            "started_at": started_at,
        }
        Heartbeat.objects.filter(seen_at__lt=started_at - _FORGOTTEN_AFTER).delete()
        while True:
            self._beat(fixed)
            if stop.wait(EVERY_SECONDS):
                break
        Heartbeat.objects.filter(name=self.name).delete()
        connection.close()

    def _beat(self, fixed: dict[str, object]) -> None:
        try:
            Heartbeat.objects.update_or_create(
                name=self.name, defaults={**fixed, "seen_at": timezone.now()}
            )
        except Error:
            # A database that restarts is no reason to restart as well.
            log.warning("The database did not take the sign of life; trying again")
        finally:
            connection.close()
