"""The worker's loop: digest what the journal holds, as soon as it holds something."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import InterfaceError, OperationalError, connections
from django.utils import timezone

from amends.listening.actions import journal
from amends.listening.actions.digest import Networks, digest
from amends.listening.tasks.line import Bell, drop_stale

log = logging.getLogger(__name__)

BATCH = 500
_LOOK_SECONDS = 0.5
_AFTER_TROUBLE_SECONDS = 0.5


def digest_until(
    stop: threading.Event,
    *,
    networks: Networks | None = None,
    clock: Callable[[], datetime] = timezone.now,
) -> None:
    """Digest until told to stop; a database that restarts, or a batch that fails, is tried again."""
    bell = Bell(journal.CHANNEL)
    try:
        while not stop.is_set():
            if _digest_all(stop, networks, clock):
                bell.wait(_LOOK_SECONDS, stop)
            else:
                stop.wait(_AFTER_TROUBLE_SECONDS)
    finally:
        bell.close()
        connections.close_all()


def _digest_all(
    stop: threading.Event, networks: Networks | None, clock: Callable[[], datetime]
) -> bool:
    """Whether all that waited was digested without trouble."""
    try:
        while not stop.is_set() and digest(limit=BATCH, now=clock(), networks=networks):
            pass
    except (OperationalError, InterfaceError) as error:
        log.warning("Digesting waits for the database: %s", str(error).strip() or "no answer")
        drop_stale()
        return False
    except Exception:
        log.exception("Digesting failed; trying again")
        return False
    finally:
        connections.close_all()
    return True
