"""The worker's door to the alerts: watches what happens, and writes to those who must know."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from django.db import connections
from django.utils import timezone
from procrastinate.contrib.django import app

from amends.alerts.actions import deliver, watch
from amends.alerts.actions.approvals import look_at_approvals
from amends.alerts.actions.incidents import look_at_incidents
from amends.alerts.actions.tell import forget
from amends.alerts.actions.trends import look_at_trends
from amends.alerts.actions.try_out import try_out
from amends.alerts.actions.ways.outside import Outside, outside
from amends.alerts.rules.pace import Way

log = logging.getLogger(__name__)

_BREATH_SECONDS = 1.0
#: What has no event to follow is looked for this often.
_LOOKS_EVERY = timedelta(seconds=10)
#: Targets of each way that are written to at once: a slow mail server holds up no chat.
_AT_ONCE = 4


def alert_until(stop: threading.Event, *, handed: Callable[[], Outside] = outside) -> None:
    """Tell people of what happens until ``stop`` is set. Any number of these may run."""
    desk = _Desk(handed)
    try:
        while not stop.is_set():
            desk.turn()
            stop.wait(_BREATH_SECONDS)
    finally:
        desk.close()


class _Desk:
    """The watch and the couriers of one process."""

    def __init__(self, handed: Callable[[], Outside]) -> None:
        self._outside = handed
        self._looked_at: datetime | None = None
        self._pools = {
            way: ThreadPoolExecutor(_AT_ONCE, thread_name_prefix=f"alerts-{way}") for way in Way
        }
        self._free = {way: threading.Semaphore(_AT_ONCE) for way in Way}

    def turn(self) -> None:
        """Watch once and hand out what is due; what fails is tried again with the next turn."""
        try:
            self._watch()
            for way in Way:
                self._hand_out(way)
        except Exception:
            log.exception("The alerts' turn failed; going on")
        finally:
            connections.close_all()

    def close(self) -> None:
        """Begin nothing more; what is being written has its lease."""
        for pool in self._pools.values():
            pool.shutdown(wait=False, cancel_futures=True)

    def _watch(self) -> None:
        now = timezone.now()
        watch.watch(now=now)
        if self._looked_at is None or now - self._looked_at >= _LOOKS_EVERY:
            self._looked_at = now
            watch.look_at_promises(now=now)
            watch.look_at_sends(now=now)
            look_at_approvals(now=now)
            look_at_incidents(now=now)
            look_at_trends(now=now)

    def _hand_out(self, way: Way) -> None:
        while self._free[way].acquire(blocking=False):
            target_id = self._claimed(way)
            if target_id is None:
                self._free[way].release()
                return
            self._pools[way].submit(self._deliver, way, target_id)

    def _claimed(self, way: Way) -> int | None:
        return deliver.claim(way=way, now=timezone.now())

    def _deliver(self, way: Way, target_id: int) -> None:
        try:
            deliver.deliver(outside=self._outside(), target_id=target_id)
        except Exception:
            log.exception("Writing to target %s failed", target_id)
        finally:
            connections.close_all()
            self._free[way].release()


@app.task(name="alerts.try_out")
def try_one_out(target_id: int) -> None:
    """Write the test that somebody asked for."""
    try_out(outside=outside(), target_id=target_id)


@app.periodic(cron="41 3 * * *")
@app.task(name="alerts.forget", queueing_lock="alerts.forget")
def forget_old(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Forget what was told and read long ago."""
    while forget(now=timezone.now()):
        pass
