"""The worker's door to the replies room."""

from __future__ import annotations

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from amends.outbox.actions import forget_uploads
from amends.replies import queries
from amends.replies.actions import forget_exchanges
from amends.replies.actions.by_rule import answer_by_rule


@app.periodic(cron="41 * * * *")
@app.task(name="replies.forget_uploads", queueing_lock="replies.forget_uploads")
def forget_old_uploads(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Let go of files that were given to us and went with nothing, and that no draft holds."""
    now = timezone.now()
    while forget_uploads(held=queries.uploads_in_drafts(), now=now):
        pass


@app.periodic(cron="17 * * * *")
@app.task(name="replies.forget_exchanges", queueing_lock="replies.forget_exchanges")
def forget_old_exchanges(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Empty what assistants were shown some weeks ago."""
    now = timezone.now()
    while forget_exchanges(now=now):
        pass


@app.task(name="replies.answer_by_rule", retry=RetryStrategy(max_attempts=3, wait=30))
def answer(brand_id: int, message_id: int, rule: str) -> None:
    """Answer a customer as a rule on arrival says, through the gate."""
    answer_by_rule(brand_id=brand_id, message_id=message_id, name=rule, now=timezone.now())
