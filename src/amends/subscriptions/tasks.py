"""The worker's door to the subscriptions: watches what happens, and tells programs."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.db import connections
from django.utils import timezone
from procrastinate.contrib.django import app

from amends.channels.queries import transports
from amends.channels.transports import Transports
from amends.subscriptions.actions.deliver import claim, deliver
from amends.subscriptions.actions.forget import forget
from amends.subscriptions.actions.watch import watch

log = logging.getLogger(__name__)

_BREATH_SECONDS = 1.0
#: Programs that are told at once: a slow one holds up no other.
_AT_ONCE = 4


def real_transports() -> Transports:
    """This process's ways out, which refuse private addresses that the operator did not allow."""
    return transports(tuple(settings.PRIVATE_ADDRESSES))


def announce_until(
    stop: threading.Event, *, handed: Callable[[], Transports] = real_transports
) -> None:
    """Tell programs what happens until ``stop`` is set. Any number of these may run."""
    desk = _Desk(handed)
    try:
        while not stop.is_set():
            desk.turn()
            stop.wait(_BREATH_SECONDS)
    finally:
        desk.close()


class _Desk:
    """The watch and the couriers of one process."""

    def __init__(self, handed: Callable[[], Transports]) -> None:
        self._handed = handed
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="subscriptions")
        self._free = threading.Semaphore(_AT_ONCE)

    def turn(self) -> None:
        """Watch once and hand out what is due; what fails is tried again with the next turn."""
        try:
            watch(now=timezone.now())
            self._hand_out()
        except Exception:
            log.exception("The subscriptions' turn failed; going on")
        finally:
            connections.close_all()

    def close(self) -> None:
        """Begin nothing more; what is being told has its lease."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _hand_out(self) -> None:
        while self._free.acquire(blocking=False):
            subscription_id = claim(now=timezone.now())
            if subscription_id is None:
                self._free.release()
                return
            self._pool.submit(self._deliver, subscription_id)

    def _deliver(self, subscription_id: int) -> None:
        try:
            deliver(transports=self._handed(), subscription_id=subscription_id)
        except Exception:
            log.exception("Telling subscription %s failed", subscription_id)
        finally:
            connections.close_all()
            self._free.release()


@app.periodic(cron="53 3 * * *")
@app.task(name="subscriptions.forget", queueing_lock="subscriptions.forget")
def forget_old(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Forget what programs were told long ago."""
    while forget(now=timezone.now()):
        pass
