"""The worker's door to the inbox."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from amends import queue
from amends.channels import registry
from amends.channels.actions import live_link
from amends.channels.contract import ChannelError
from amends.channels.models import Connection, ConnectionState
from amends.inbox.actions import clocks, presence
from amends.inbox.actions import fetch_files as fetching
from amends.inbox.actions import hand_out as handing
from amends.inbox.actions.take_in import media

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


@app.task(name="inbox.fetch_files")
def fetch_files(connection_id: int) -> None:
    """Fetch the pictures and files of one connection that are due."""
    connection = Connection.objects.filter(pk=connection_id, state=ConnectionState.ACTIVE).first()
    if connection is None:
        return
    channel, now = registry.channel(connection.channel), timezone.now()
    with suppress(ChannelError):  # its key cannot be renewed now: the next round comes
        link = live_link(connection)
        if fetching.fetch(connection=connection, channel=channel, link=link, now=now):
            media.ask_for_files(connection_id)


@app.periodic(cron="* * * * *")
@app.task(name="inbox.fetch_files_due", queueing_lock="inbox.fetch_files_due")
def fetch_files_due(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Try again what could not be had, and what nobody asked for."""
    for connection_id in fetching.connections_waiting(timezone.now()):
        media.ask_for_files(connection_id)


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
