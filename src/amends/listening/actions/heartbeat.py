"""The sign of life that each running part leaves in the database."""

from __future__ import annotations

import os
import socket
from datetime import datetime

from amends import __version__
from amends.listening.models import Heartbeat


def beat(*, role: str, name: str, now: datetime) -> None:
    """Say that the part ``name`` (new at each start; ``role``: web, worker or listener) lives."""
    Heartbeat.objects.update_or_create(
        name=name,
        defaults={"seen_at": now},
        create_defaults={
            "role": role,
            "host": socket.gethostname()[:255],
            "pid": os.getpid(),
            "version": __version__,
            "started_at": now,
            "seen_at": now,
        },
    )


def stop(*, name: str) -> None:
    """Take the sign away: the part ended because it was told to."""
    Heartbeat.objects.filter(name=name).delete()
