"""One poll of a connection: ask its network what is new, and write it down before moving on."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from amends.channels import metering
from amends.channels.base import Channel, Link
from amends.channels.contract import Page
from amends.channels.models import Connection
from amends.listening.actions import keep, trouble
from amends.listening.models import Position, Source
from amends.listening.rules import pace
from amends.listening.rules.pace import NOTHING, Sum

log = logging.getLogger(__name__)

#: Pages of one poll; a network with more is asked again at once, after the others had their turn.
MOST_PAGES = 10


@dataclass(frozen=True, slots=True)
class Polled:
    """What a poll brought, and when the network should be asked again."""

    kept: Sum
    next_at: datetime
    failed: bool = False


def poll(
    *, connection: Connection, channel: Channel, link: Link, now: datetime, told_of_news: bool
) -> Polled:
    """Fetch what is new, page by page; each page, its sum and the cursor are one transaction.

    ``told_of_news``: the network pushes or streams, and that works: poll as a safety net only. Whatever
    goes wrong with the network or its adapter is written down and returned; only the database's own
    absence is raised (`OperationalError`, `InterfaceError`). A network that wants quiet is not asked.
    """
    every = pace.poll_interval(channel.capabilities, connection.settings, told_of_news=told_of_news)
    kept = NOTHING
    quiet = trouble.quiet_until(connection, now)
    if quiet is not None:
        return Polled(NOTHING, quiet, failed=True)
    try:
        metering.require_within_budget(connection=connection, now=now)
        for _ in range(MOST_PAGES):
            was = keep.position_of(connection)
            page = channel.fetch(link, was.cursor)
            new = _keep_page(connection, was, page, every, now)
            kept += new
            if told_of_news and new.stored and _is_worth_a_sweep(was, now):
                trouble.ask_for_sweep(connection=connection, now=now)
            if not page.more:
                return Polled(kept, now + every)
    except trouble.DATABASE_IS_AWAY:
        raise
    except keep.Overtaken:
        log.warning("Connection %s is also served elsewhere; leaving its cursor", connection.pk)
        return Polled(kept, now + every)
    except Exception as error:  # noqa: BLE001 - one connection's trouble never stops another
        trouble.log_failure("Polling", connection, error)
        return Polled(kept, trouble.note(connection=connection, error=error, now=now), failed=True)
    return Polled(kept, now)


@transaction.atomic
def _keep_page(
    connection: Connection, was: Position, page: Page, every: timedelta, now: datetime
) -> Sum:
    kept = keep.keep(connection=connection, source=Source.POLL, deliveries=page.deliveries, now=now)
    metering.charge(connection=connection, units=page.units, now=now)
    # Only from where we read: a listener that lost its seat must not move the cursor back.
    moved = Position.objects.filter(connection=connection, cursor=was.cursor).update(
        cursor=page.cursor,
        polled_at=now,
        healthy_at=now,
        last_delivery_at=now if kept.stored else was.last_delivery_at,
        failing_since=None,
        failures=0,
        problem="",
        next_poll_at=now if page.more else now + every,
    )
    if not moved:
        raise keep.Overtaken
    trouble.recover(connection=connection, was=was, now=now)
    return kept


def _is_worth_a_sweep(was: Position, now: datetime) -> bool:
    """Whether a gap in the pushes (a poll found something first) asks for another sweep already."""
    return was.swept_at is None or now - was.swept_at >= pace.GAP_SWEEP_EVERY
