"""The worker's door to runs: a slice at a time, so that other jobs get their turn."""

from __future__ import annotations

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from amends import queue
from amends.bulk import actions

_SLICE = 100
#: A slice that fails (a database that restarts) is tried again; one whose worker died is put back.
_AGAIN = RetryStrategy(max_attempts=30, wait=2, linear_wait=2)


@app.task(name="bulk.work", retry=_AGAIN)
def work(run_id: int) -> None:
    """Do a slice of a run, and ask for the next."""
    if actions.work(run_id=run_id, limit=_SLICE, clock=timezone.now):
        queue.defer("bulk.work", run_id=run_id)


@app.task(name="bulk.judge", retry=_AGAIN)
def judge(run_id: int) -> None:
    """Ask the gate about a slice of a draft's answers, and ask for the next."""
    if actions.judge(run_id=run_id, limit=_SLICE, now=timezone.now()):
        queue.defer("bulk.judge", run_id=run_id)
