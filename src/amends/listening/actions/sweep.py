"""The reconciliation sweep: read the network again and repair what no push, stream or poll brought."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.channels import metering
from amends.channels.base import Channel, Link
from amends.channels.contract import Disconnected, Throttled, Unsupported
from amends.channels.models import Connection
from amends.listening.actions import keep, trouble
from amends.listening.models import Position, Source
from amends.listening.rules import pace
from amends.listening.rules.pace import NOTHING, Sum

log = logging.getLogger(__name__)

#: Far more than a day of the busiest network; a network that never ends is not read for ever.
MOST_PAGES = 2_000


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep read, and how much of it had been missing: ``kept.stored``."""

    kept: Sum
    is_complete: bool


def sweep(*, connection: Connection, channel: Channel, link: Link, now: datetime) -> Swept:
    """Read the network from a little before the last sweep on, and journal it page by page.

    Everything known already is a duplicate; the rest is repaired. A sweep that fails half-way keeps what it
    read, and the next begins where this one began. Only the database's own absence is raised. A network
    that wants quiet is not read.
    """
    if trouble.quiet_until(connection, now) is not None:
        return Swept(NOTHING, is_complete=False)
    position = keep.position_of(connection)
    since = pace.sweep_from(
        position.swept_at, connection.created_at, channel.capabilities.sweep_back, now
    )
    kept, cursor = NOTHING, ""
    try:
        metering.require_within_budget(connection=connection, now=now)
        for _ in range(MOST_PAGES):
            page = channel.sweep(link, since, cursor)
            with transaction.atomic():
                kept += keep.keep(
                    connection=connection, source=Source.SWEEP, deliveries=page.deliveries, now=now
                )
                metering.charge(connection=connection, units=page.units, now=now)
            cursor = page.cursor
            if not page.more:
                return _finished(connection, kept, now)
    except trouble.DATABASE_IS_AWAY:
        raise
    except Unsupported:
        return _finished(connection, kept, now)
    except Exception as error:  # noqa: BLE001 - one connection's trouble never stops another
        _failed(connection, error, now)
    return Swept(kept, is_complete=False)


def is_due(*, connection: Connection, now: datetime, asked_at: datetime | None = None) -> bool:
    """Whether the connection must be swept: by the clock, or because it was asked for since the last."""
    position = keep.position_of(connection)
    if asked_at is not None:
        return position.swept_at is None or position.swept_at < asked_at
    return pace.sweep_is_due(position.swept_at, connection.state_since, now)


def _finished(connection: Connection, kept: Sum, now: datetime) -> Swept:
    """Remember the sweep; one that read nothing leaves a sum of noughts, so that it can be seen."""
    fields: dict[str, datetime] = {"swept_at": now, "healthy_at": now}
    if kept.stored:
        fields["last_delivery_at"] = now
        log.info("A sweep repaired %s of connection %s", kept.stored, connection.pk)
    with transaction.atomic():
        Position.objects.filter(connection=connection).update(**fields)
        if not kept.seen:
            keep.count(connection=connection, source=Source.SWEEP, kept=kept, now=now)
    return Swept(kept, is_complete=True)


def _failed(connection: Connection, error: Exception, now: datetime) -> None:
    """Polls say whether the network answers; a sweep adds only what a poll would not find out."""
    trouble.log_failure("Sweeping", connection, error)
    if isinstance(error, Disconnected | Throttled | keep.Unbalanced):
        trouble.note(connection=connection, error=error, now=now)
