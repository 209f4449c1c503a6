"""The loop of a worker: who has something to say, which threads carry it, and what wakes us."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

import psycopg
from django.db import DatabaseError, InterfaceError
from django.db import connection as database

from amends.outbox import queries
from amends.outbox.actions.deliver import Courier, deliver_next
from amends.outbox.actions.say import BELL
from amends.outbox.actions.settle import lock_of, look_up, settle_stale
from amends.outbox.rules import width
from amends.planned import planned

logger = logging.getLogger(__name__)

#: Threads of one worker. Most of them only wait for networks and hold no database connection then.
THREADS = 16
#: Nothing is left lying longer than this, also when the bell was not heard.
LONGEST_NAP = 1.0
#: A storm of bells is answered this often, not one by one; the first at once.
BREATH = 0.05


def new_worker() -> str:
    """A worker's name, new at every start: a restarted worker is not the one that died."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(8)}"


class Bell:
    """The worker's own line to PostgreSQL: it hears the bell, and holds the lock that proves life."""

    def __init__(self, worker: str) -> None:
        self._worker = worker
        self._line: psycopg.Connection[Any] | None = None

    def nap(self, seconds: float) -> None:
        """Sleep until the bell rings or the time is over. Raises `psycopg.Error` when the line breaks."""
        try:
            line = self._line or self._connect()
            for _ in line.notifies(timeout=seconds, stop_after=1):
                pass
        except psycopg.Error:
            self.close()
            raise

    def connect(self) -> None:
        """Be known as alive. Raises `psycopg.Error`."""
        if self._line is None:
            self._connect()

    def close(self) -> None:
        """Hang up; from now on this worker counts as dead."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _connect(self) -> psycopg.Connection[Any]:
        given = database.get_connection_params()
        wanted = {
            key: given[key]
            for key in given
            if key not in {"pool", "cursor_factory", "context", "client_encoding"}
        }
        line = psycopg.connect(**wanted, autocommit=True)
        line.execute("SELECT pg_advisory_lock(%s)", [lock_of(self._worker)])
        line.execute(f"LISTEN {BELL}")
        self._line = line
        return line


class Dispatcher:
    """Gives due sends and look-ups to its threads, a few for each lane, until it is told to stop."""

    def __init__(self, courier: Courier, stop: threading.Event, threads: int = THREADS) -> None:
        self._courier = courier
        self._stop = stop
        self._threads = threads
        self._bell = Bell(courier.worker)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="outbox")
        self._guard = threading.Lock()
        self._busy: Counter[int] = Counter()
        self._looked_up: set[int] = set()

    def run(self) -> None:
        """Work until told to stop; what is being handed over is finished first."""
        try:
            while not self._stop.is_set():
                self._turn()
        finally:
            self._pool.shutdown(wait=True)
            self._bell.close()
            database.close()

    def _turn(self) -> None:
        try:
            # Without the lock, others would take this worker for dead: it may not begin anything.
            self._bell.connect()
            began = time.monotonic()
            self._give_out()
            nap = self._seconds_until_due()
            database.close()
            self._bell.nap(nap)
            self._stop.wait(max(0.0, began + BREATH - time.monotonic()))
        except (psycopg.Error, DatabaseError, InterfaceError) as error:
            logger.warning("The database does not answer, trying again: %s", error)
            database.close()
            self._stop.wait(LONGEST_NAP)

    def _give_out(self) -> None:
        now = self._courier.clock()
        settle_stale(now=now, pace=self._courier.pace)
        lanes = queries.lanes_due(now)
        look_ups = queries.look_ups_due(now)
        with self._guard:
            working = set(self._busy)
        most = width(self._threads, len(working.union(lanes, (lane for _, lane in look_ups))))
        for send_id, lane in look_ups:
            if self._busy[lane] < most and send_id not in self._looked_up:
                self._looked_up.add(send_id)
                self._start(lane, partial(self._look_up, lane, send_id))
        for lane, waiting in lanes.items():
            for _ in range(min(waiting, most - self._busy[lane])):
                self._start(lane, partial(self._deliver, lane))

    def _seconds_until_due(self) -> float:
        now = self._courier.clock()
        due = queries.next_due_at(now)
        return LONGEST_NAP if due is None else min(LONGEST_NAP, (due - now).total_seconds())

    def _start(self, lane: int, work: Callable[[], None]) -> None:
        with self._guard:
            self._busy[lane] += 1
        self._pool.submit(work).add_done_callback(lambda done: self._finish(lane, done))

    def _finish(self, lane: int, done: Future[None]) -> None:
        with self._guard:
            self._busy[lane] -= 1
            if not self._busy[lane]:
                del self._busy[lane]
        error = done.exception()
        if error is not None:
            logger.error("A lane of the outbox stumbled.", exc_info=error)

    def _deliver(self, lane: int) -> None:
        try:
            # Each send asks the same questions, by the same indexes.
            with planned():
                while not self._stop.is_set() and deliver_next(
                    courier=self._courier, connection_id=lane
                ):
                    pass
        finally:
            database.close()

    def _look_up(self, lane: int, send_id: int) -> None:
        try:
            look_up(courier=self._courier, send_id=send_id)
        finally:
            self._looked_up.discard(send_id)
            database.close()
        # What is settled may have held up the rest of its case.
        self._deliver(lane)
