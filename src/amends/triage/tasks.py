"""The worker's door to the triage: judges what came in, and keeps the order true."""

from __future__ import annotations

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from amends.triage.actions import judge as judging
from amends.triage.actions import keep_up
from amends.triage.actions import learn as learning

#: A message that nobody judged stands where it would without: still, a database that restarts is waited for.
_AGAIN = RetryStrategy(max_attempts=30, wait=2, linear_wait=2)


@app.task(name="triage.judge", retry=_AGAIN)
def judge(
    brand_id: int,
    after: int,
    upto: int,
    changed: list[int],
    is_history: bool = False,  # noqa: FBT001, FBT002 - a job's arguments have names; older jobs lack it
) -> None:
    """Judge a batch that was taken in."""
    judging.judge_between(
        brand_id=brand_id,
        after=after,
        upto=upto,
        changed=changed,
        now=timezone.now(),
        is_history=is_history,
    )


@app.task(name="triage.put_in_order", retry=_AGAIN)
def put_in_order(brand_id: int, after: int) -> None:
    """Put a brand's open cases in order anew, a batch at a time."""
    keep_up.put_in_order_from(brand_id=brand_id, after=after, now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="triage.keep_up", queueing_lock="triage.keep_up")
def look_at_orders(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Where a brand's order was changed, or people changed cases, these are put in order anew."""
    keep_up.notice_new_orders(now=timezone.now())
    keep_up.follow_changes(now=timezone.now())


@app.periodic(cron="17 * * * *")
@app.task(name="triage.draw", queueing_lock="triage.draw")
def draw_samples(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Draw, once a day for each brand, what of the noise is looked at."""
    keep_up.draw_samples(now=timezone.now())


@app.periodic(cron="41 * * * *")
@app.task(name="triage.notice_labels", queueing_lock="triage.notice_labels")
def notice_labels(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Each brand looks whether people said enough since to learn anew."""
    learning.notice_labels(now=timezone.now())


@app.task(name="triage.learn", retry=RetryStrategy(max_attempts=3, wait=60))
def learn(brand_id: int) -> None:
    """Learn from a brand's labels, and look whether what it learnt still holds."""
    learning.learn(brand_id=brand_id, now=timezone.now())
