"""The worker's door to the outbox: the table itself is the queue, and this empties it."""

from __future__ import annotations

import threading

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from amends.outbox.actions import do_deeds
from amends.outbox.actions.asking import escalate_due
from amends.outbox.actions.deliver import Courier
from amends.outbox.actions.dispatch import THREADS, Dispatcher, new_worker
from amends.outbox.actions.rehearse import go_through


def dispatch_until(
    stop: threading.Event, *, courier: Courier | None = None, threads: int = THREADS
) -> None:
    """Send what is due and settle what is UNKNOWN until ``stop`` is set; then finish what is in hand.

    Any number of these may run, in any number of processes and on several machines.
    """
    Dispatcher(courier or Courier(worker=new_worker()), stop, threads).run()


@app.task(name="outbox.do_deed", retry=RetryStrategy(max_attempts=30, wait=2, linear_wait=2))
def do_deed(deed_id: int) -> None:
    """Do one deed; what the network did not take is deferred anew by the action itself."""
    do_deeds.do_deed(deed_id=deed_id, courier=Courier(worker=new_worker()))


@app.task(name="outbox.rehearse", retry=RetryStrategy(max_attempts=5, wait=2, linear_wait=2))
def rehearse(run_id: int) -> None:
    """Try a version of the playbook on the brand's last answers; asked again, it begins anew."""
    go_through(run_id=run_id, clock=timezone.now)


@app.periodic(cron="* * * * *")
@app.task(name="outbox.escalate", queueing_lock="outbox.escalate")
def escalate(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """What nobody approved in time goes on to whom the playbook names next."""
    escalate_due(now=timezone.now())
