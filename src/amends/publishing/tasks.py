"""The worker's door to the publishing room: posts that repeat get their places in time."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from amends.publishing.actions import lay_out_all


@app.periodic(cron="17 * * * *")
@app.task(name="publishing.lay_out", queueing_lock="publishing.lay_out")
def lay_out(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Give repeating posts their places on the calendar of the weeks to come."""
    lay_out_all(now=timezone.now())
