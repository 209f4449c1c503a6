"""The worker's door to the status page: writes its folders, begins and ends maintenance."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.utils import timezone
from procrastinate.contrib.django import app

from amends.channels.queries import own_mail_server, transports
from amends.status.actions.deliver import Door, claim, deliver, recover
from amends.status.actions.export import export, stale_pages, tidy
from amends.status.actions.maintain import keep_time
from amends.status.actions.subscribe import forget
from amends.status.rules.states import Way

log = logging.getLogger(__name__)

_BREATH_SECONDS = 1.0
#: Lines that are written over at once.
_AT_ONCE = 2


def door() -> Door:
    """This process's ways out, which refuse private addresses that the operator did not allow."""
    ways = transports(tuple(settings.PRIVATE_ADDRESSES))
    return Door(ways, own_mail_server(), settings.MAIL_FROM)


def folder() -> Path:
    """Where the folders of all pages are."""
    return Path(settings.DATA_FOLDER) / "status"


@app.task(name="status.export")
def export_page(page_id: int) -> None:
    """Write a page's folder anew."""
    export(page_id=page_id, folder=folder(), now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="status.tend", queueing_lock="status.tend")
def tend(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """What the clock asks: maintenance that begins or ends, folders that grew old."""
    now = timezone.now()
    keep_time(now=now)
    for page_id in stale_pages(now):
        export(page_id=page_id, folder=folder(), now=now)
    tidy(folder=folder())


@app.periodic(cron="17 4 * * *")
@app.task(name="status.forget", queueing_lock="status.forget")
def forget_old(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Forget who never confirmed, who stopped, and what was told long ago."""
    forget(now=timezone.now())


def tell_until(stop: threading.Event, *, handed: Callable[[], Door] = door) -> None:
    """Tell subscribers until ``stop`` is set. Any number of these may run."""
    desk = _Desk(handed)
    try:
        while not stop.is_set():
            desk.turn()
            stop.wait(_BREATH_SECONDS)
    finally:
        desk.close()


class _Desk:
    """The couriers of one process."""

    def __init__(self, handed: Callable[[], Door]) -> None:
        self._handed = handed
        self._pools = {
            way: ThreadPoolExecutor(_AT_ONCE, thread_name_prefix=f"status-{way}") for way in Way
        }
        self._free = {way: threading.Semaphore(_AT_ONCE) for way in Way}

    def turn(self) -> None:
        """Hand out what is due; what fails is tried again with the next turn."""
        try:
            recover(now=timezone.now())
            for way in Way:
                self._hand_out(way)
        except Exception:
            log.exception("The status page's turn failed; going on")
        finally:
            connections.close_all()

    def close(self) -> None:
        """Begin nothing more; what is being told has its lease."""
        for pool in self._pools.values():
            pool.shutdown(wait=False, cancel_futures=True)

    def _hand_out(self, way: Way) -> None:
        while self._free[way].acquire(blocking=False):
            ids = claim(way=way, now=timezone.now())
            if not ids:
                self._free[way].release()
                return
            self._pools[way].submit(self._deliver, way, ids)

    def _deliver(self, way: Way, ids: list[int]) -> None:
        try:
            deliver(door=self._handed(), way=way, ids=ids)
        except Exception:
            log.exception("Telling subscribers failed")
        finally:
            connections.close_all()
            self._free[way].release()
