"""What the clock asks of listening, as jobs: sweeps, looking back, alarms, waking, forgetting."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from amends import queue
from amends.channels import registry
from amends.channels.actions import live_link
from amends.channels.base import Channel, Link
from amends.channels.models import Connection, ConnectionState
from amends.inbox.actions.turn import wake_due
from amends.listening import queries
from amends.listening.actions import (
    alarms,
    erase,
    pushes,
    quarantine,
    recheck,
    recount,
    reflect,
    search,
    sweep,
)
from amends.listening.actions.forget import forget, forget_sums

log = logging.getLogger(__name__)

_FORGET_AT_ONCE = 2_000


class _Asking(Protocol):
    """What asks a connection's network for something."""

    def __call__(
        self, *, connection: Connection, channel: Channel, link: Link, now: datetime
    ) -> object: ...


def _in_turn(task: str, connection: Connection) -> str:
    """The lock under which a task's jobs for one connection come one after the other."""
    return f"{task}:{connection.pk}"


def _with(asking: _Asking, connection_id: int) -> None:
    """Ask the network of a connection, if it still is at work."""
    connection = Connection.objects.filter(pk=connection_id, state=ConnectionState.ACTIVE).first()
    if connection is not None:
        asking(
            connection=connection,
            channel=registry.channel(connection.channel),
            link=live_link(connection),
            now=timezone.now(),
        )


@app.periodic(cron="*/20 * * * * *")
@app.task(name="listening.check", queueing_lock="listening.check")
def check(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Raise and end the alarms that need no history. The listener does so too: either may be dead."""
    alarms.check(now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="listening.reflect", queueing_lock="listening.reflect")
def reflect_all(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Look back at each connection: its traffic, its silence, its sums."""
    for connection in Connection.objects.select_related("brand"):
        try:
            reflect.reflect(connection=connection, now=timezone.now())
        except Exception:
            log.exception("Looking back at connection %s failed; going on", connection.pk)


@app.periodic(cron="*/30 * * * * *")
@app.task(name="listening.sweep_due", queueing_lock="listening.sweep_due")
def sweep_due(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Ask for a sweep of each connection whose time has come."""
    for connection in queries.connections_to_sweep(timezone.now()):
        queue.defer(
            "listening.sweep",
            lock=f"listening.sweep:{connection.pk}",
            connection_id=connection.pk,
            asked_at=None,
        )


@app.task(name="listening.sweep")
def sweep_one(connection_id: int, asked_at: str | None) -> None:
    """Sweep one connection, unless it was swept since somebody asked for it."""
    now = timezone.now()
    connection = Connection.objects.filter(pk=connection_id, state=ConnectionState.ACTIVE).first()
    asked = datetime.fromisoformat(asked_at) if asked_at else None
    if connection is None or not sweep.is_due(connection=connection, now=now, asked_at=asked):
        return
    sweep.sweep(
        connection=connection,
        channel=registry.channel(connection.channel),
        link=live_link(connection),
        now=now,
    )


@app.periodic(cron="* * * * *")
@app.task(name="listening.search_due", queueing_lock="listening.search_due")
def search_due(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Have each network asked for its brand's words whose time has come."""
    for connection in queries.connections_to_search(timezone.now()):
        lock = _in_turn("listening.search", connection)
        queue.defer("listening.search", lock=lock, connection_id=connection.pk)


@app.task(name="listening.search")
def search_one(connection_id: int) -> None:
    """Ask one network for its brand's words, unless that was done meanwhile."""
    _with(search.search, connection_id)


@app.periodic(cron="* * * * *")
@app.task(name="listening.recheck_due", queueing_lock="listening.recheck_due")
def recheck_due(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Have customers' messages looked at again where it is time."""
    for connection in queries.connections_to_recheck(timezone.now()):
        lock = _in_turn("listening.recheck", connection)
        queue.defer("listening.recheck", lock=lock, connection_id=connection.pk)


@app.task(name="listening.recheck")
def recheck_one(connection_id: int) -> None:
    """Look at one network's messages again, unless that was done meanwhile."""
    _with(recheck.recheck, connection_id)


@app.periodic(cron="* * * * *")
@app.task(name="listening.recount_due", queueing_lock="listening.recount_due")
def recount_due(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Have it read again how far customers' messages have spread, where it is time."""
    for connection in queries.connections_to_recount(timezone.now()):
        lock = _in_turn("listening.recount", connection)
        queue.defer("listening.recount", lock=lock, connection_id=connection.pk)


@app.task(name="listening.recount")
def recount_one(connection_id: int) -> None:
    """Read how far one network's messages have spread, unless that was done meanwhile."""
    _with(recount.recount, connection_id)


@app.periodic(cron="*/10 * * * *")
@app.task(name="listening.pushes_due", queueing_lock="listening.pushes_due")
def pushes_due(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Have each network that pushes asked whether it still does, where it is time."""
    for connection in queries.connections_to_ask_for_pushes(timezone.now()):
        lock = _in_turn("listening.pushes", connection)
        queue.defer("listening.pushes", lock=lock, connection_id=connection.pk)


@app.task(name="listening.pushes")
def pushes_of_one(connection_id: int) -> None:
    """Ask one network whether it still pushes to us, unless that was done meanwhile."""
    _with(pushes.check_pushes, connection_id)


@app.periodic(cron="*/30 * * * * *")
@app.task(name="listening.wake", queueing_lock="listening.wake")
def wake(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Wake the cases whose snooze is over."""
    wake_due(now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="listening.tell_of_quarantine", queueing_lock="listening.tell_of_quarantine")
def tell_of_quarantine(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Let the leads know that the quarantine grew."""
    quarantine.tell_of_growth(now=timezone.now())


@app.periodic(cron="17 3 * * *")
@app.task(name="listening.forget", queueing_lock="listening.forget")
def forget_old(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Empty the raw bytes of what was understood long ago (setting `JOURNAL_DAYS`)."""
    now = timezone.now()
    while forget(days=settings.JOURNAL_DAYS, limit=_FORGET_AT_ONCE, now=now):
        pass
    forget_sums(now=now)


@app.task(name="listening.erase")
def erase_one(erasure_id: int) -> None:
    """Delete the data of one person whose network asked for it."""
    erase.erase(erasure_id=erasure_id, now=timezone.now())


@app.periodic(cron="41 * * * *")
@app.task(name="listening.erase_due", queueing_lock="listening.erase_due")
def erase_due(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it
    """Have those deleted that could not be yet: their network did not answer."""
    for erasure_id in queries.erasures_to_do():
        queue.defer("listening.erase", erasure_id=erasure_id)
