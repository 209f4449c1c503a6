"""The worker's door to the inbox."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from amends import queue
from amends.inbox.actions import clocks, presence
from amends.inbox.actions import hand_out as handing

#: Clocks that were not set tell people wrong: a batch that fails (a database that restarts) is done again.
_AGAIN = RetryStrategy(max_attempts=30, wait=2, linear_wait=2)


@app.task(name="inbox.rewind_clocks", retry=_AGAIN)
def rewind_clocks(brand_id: int, after: int) -> None:
    """Set a brand's clocks anew, a batch at a time: each asks for the next in its own transaction."""
    with transaction.atomic():
        following = clocks.rewind(brand_id=brand_id, after=after)
        if following is not None:
            queue.defer(
                "inbox.rewind_clocks",
                lock=f"inbox.rewind_clocks:{brand_id}",
                brand_id=brand_id,
                after=following,
            )


@app.task(name="inbox.hand_out")
def hand_out(team_id: int) -> None:
    """Give a team's waiting cases to its members: something came in, or somebody has room again."""
    handing.hand_out(team_id=team_id, now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="inbox.hand_out_all", queueing_lock="inbox.hand_out_all")
def hand_out_all(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """A round for every team: hours begin and end without anybody doing anything."""
    handing.hand_out_everywhere(now=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="inbox.forget_pages", queueing_lock="inbox.forget_pages")
def forget_pages(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Forget the pages that were closed without a word."""
    presence.forget_pages(now=timezone.now())
