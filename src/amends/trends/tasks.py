"""The worker's door to trends: takes note of what was judged, watches for spikes, learns what is usual."""

from __future__ import annotations

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from amends import queue
from amends.trends.actions import forget, habits, notice, watch
from amends.trends.actions.renew import renew
from amends.trends.actions.rounds import in_each_brand
from amends.trends.actions.spread import look_at_spread

_AGAIN = RetryStrategy(max_attempts=30, wait=2, linear_wait=2)


@app.periodic(cron="* * * * *")
@app.task(name="trends.look", queueing_lock="trends.look")
def look(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Take note of what was judged since, and see whether it is more than usual."""
    if notice.take_note(now=timezone.now()):
        queue.defer("trends.take_note")
    in_each_brand(lambda brand_id: renew(brand_id=brand_id, now=timezone.now()))
    in_each_brand(lambda brand_id: watch.watch(brand_id=brand_id, now=timezone.now()))
    in_each_brand(lambda brand_id: look_at_spread(brand_id=brand_id, now=timezone.now()))
    watch.settle(now=timezone.now())


@app.task(name="trends.take_note", retry=_AGAIN)
def take_note() -> None:
    """Take note of a batch more, and ask for the next."""
    if notice.take_note(now=timezone.now()):
        queue.defer("trends.take_note", priority=-5)


@app.periodic(cron="23 * * * *")
@app.task(name="trends.learn", queueing_lock="trends.learn")
def learn(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Learn the hours that are over."""
    in_each_brand(lambda brand_id: habits.learn(brand_id=brand_id, now=timezone.now()))


@app.periodic(cron="47 2 * * *")
@app.task(name="trends.learn_anew", queueing_lock="trends.learn_anew")
def learn_anew(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Learn each brand's past anew, set its bar by it, and forget what is too old."""
    in_each_brand(lambda brand_id: habits.learn_anew(brand_id=brand_id, now=timezone.now()))
    while forget.forget_old(now=timezone.now()):
        pass
