"""A thread of the listener that does one thing for one connection, again and again."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import timedelta

from django.db import connections

from amends.channels.models import Connection
from amends.listening.actions import trouble
from amends.listening.rules import pace

log = logging.getLogger(__name__)

_BREATH = timedelta(seconds=1)


def take_turns(
    stop: threading.Event, turn: Callable[[], bool | None], name: str, connection: Connection
) -> None:
    """Take turns until ``stop``; a turn says whether it went well, or None: there is nothing to do.

    After turns that failed it waits longer and longer; the database's absence is not counted as one.
    """
    failures = 0
    while not stop.is_set():
        try:
            went_well = turn()
            if went_well is None:
                return
            failures = 0 if went_well else failures + 1
        except trouble.DATABASE_IS_AWAY:
            failures = 0
        except Exception:
            log.exception("%s of connection %s failed", name, connection.pk)
            failures += 1
        finally:
            connections.close_all()
        wait = pace.backoff(failures) if failures else _BREATH
        stop.wait(wait.total_seconds())
