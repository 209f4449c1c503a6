"""The worker's door to incidents: new cases are judged, and people are told, a slice at a time."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from amends import queue
from amends.incidents.actions.judge import forget_words, judge_new
from amends.incidents.actions.pin import look_after_pins
from amends.incidents.actions.reckon import look_after, note_worker, reckon
from amends.incidents.actions.turns import Pace, take_turns
from amends.incidents.queries.affected import watched_incidents

_SLICE = 100
_JUDGED_AT_ONCE = 500
#: How long a worker waits for networks that have enough before them.
_BREATH = timedelta(seconds=1)
#: A slice that fails (a database that restarts) is tried again; one whose worker died is taken over.
_AGAIN = RetryStrategy(max_attempts=30, wait=2, linear_wait=2)


@app.task(name="incidents.tell_each", retry=_AGAIN)
def tell_each(broadcast_id: int) -> None:
    """Tell a slice of a broadcast's people, reckon up, and ask for the next."""
    note_worker(broadcast_id=broadcast_id, now=timezone.now())
    pace = take_turns(broadcast_id=broadcast_id, limit=_SLICE, clock=timezone.now)
    now = timezone.now()
    reckon(broadcast_id=broadcast_id, now=now)
    if pace is not Pace.END:
        later = now + _BREATH if pace is Pace.WAIT else None
        queue.defer("incidents.tell_each", at=later, broadcast_id=broadcast_id)


@app.periodic(cron="*/10 * * * * *")
@app.task(name="incidents.look_after", queueing_lock="incidents.look_after")
def look_after_all(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Reckon up what is under way, keep what is to be pinned, and judge what came in since."""
    look_after(now=timezone.now())
    look_after_pins(now=timezone.now())
    for incident_id in watched_incidents():
        if judge_new(incident_id=incident_id, limit=_JUDGED_AT_ONCE, now=timezone.now()):
            queue.defer("incidents.judge", incident_id=incident_id)


@app.task(name="incidents.judge", retry=_AGAIN)
def judge(incident_id: int) -> None:
    """Judge a slice of the cases that wait for it, and ask for the next."""
    if judge_new(incident_id=incident_id, limit=_JUDGED_AT_ONCE, now=timezone.now()):
        queue.defer("incidents.judge", incident_id=incident_id)


@app.periodic(cron="*/10 * * * *")
@app.task(name="incidents.forget_words", queueing_lock="incidents.forget_words")
def forget(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Keep no words of messages that were deleted or erased since they were judged."""
    forget_words()
