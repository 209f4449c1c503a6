"""Reading again how far customers' public messages have spread: often while they grow, seldom at rest.

What is read takes the way of everything: the journal, then the inbox, then triage, which puts cases in order
anew. Whoever is asked about and tells nothing new grows more slowly from then on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from amends.channels import metering
from amends.channels.base import Channel, Link
from amends.channels.contract import Disconnected, Throttled
from amends.channels.models import Connection
from amends.channels.rechecks import Recount
from amends.inbox.actions import spread
from amends.inbox.queries.spread import Wanted, to_recount
from amends.listening.actions import keep, trouble
from amends.listening.models import Position, Source
from amends.listening.rules import rechecking
from amends.listening.rules.pace import NOTHING, Sum
from amends.triage.actions import ask as triage


def recount(*, connection: Connection, channel: Channel, link: Link, now: datetime) -> Sum:
    """Ask the network how far the messages whose turn it is have spread, and journal what it says.

    Never over the month's budget. Whether the connection works is the polls' to say: a failure is logged.
    Only the database's own absence is raised.
    """
    was, pace = keep.position_of(connection), channel.capabilities.recount
    if pace is None or not rechecking.is_due(was.recounted_at, pace, now):
        return NOTHING
    if trouble.quiet_until(connection, now) is not None:
        return NOTHING
    where = Wanted(connection.brand_id, connection.pk, now - pace.back, only_signs=pace.priced)
    wanted, kept = to_recount(where, now, pace.at_once), NOTHING
    try:
        if wanted:
            kept = _asked(connection, channel, link, wanted, now)
    except trouble.DATABASE_IS_AWAY:
        raise
    except Exception as error:  # noqa: BLE001 - one connection's trouble never stops another
        trouble.log_failure("Counting again", connection, error)
        if isinstance(error, Disconnected | Throttled):
            trouble.note(connection=connection, error=error, now=now)
    Position.objects.filter(connection=connection).update(recounted_at=now)
    return kept


def _asked(
    connection: Connection, channel: Channel, link: Link, wanted: Mapping[int, str], now: datetime
) -> Sum:
    pace = channel.capabilities.recount or Recount(0)
    metering.require_within_budget(connection=connection, now=now)
    page = channel.recount(link, list(wanted.values()))
    with transaction.atomic():
        kept = keep.keep(
            connection=connection, source=Source.SWEEP, deliveries=page.deliveries, now=now
        )
        metering.charge(connection=connection, units=page.units, now=now)
        slowed = spread.note_asked(
            brand_id=connection.brand_id, message_ids=list(wanted), back=pace.back, now=now
        )
        triage.ask_again(brand_id=connection.brand_id, message_ids=slowed)
    return kept
