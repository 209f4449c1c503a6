"""The worker's door to the outbox: the table itself is the queue, and this empties it."""

from __future__ import annotations

import threading

from amends.outbox.actions.deliver import Courier
from amends.outbox.actions.dispatch import THREADS, Dispatcher, new_worker


def dispatch_until(
    stop: threading.Event, *, courier: Courier | None = None, threads: int = THREADS
) -> None:
    """Send what is due and settle what is UNKNOWN until ``stop`` is set; then finish what is in hand.

    Any number of these may run, in any number of processes and on several machines.
    """
    Dispatcher(courier or Courier(worker=new_worker()), stop, threads).run()
