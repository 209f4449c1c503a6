"""Looking at customers' messages again: what was edited or taken away becomes a fact in its case.

Some networks tell nobody of that, and none tells who was away. The messages that wait for an answer are
looked at each time, the others of open cases in turns.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from amends.channels import metering
from amends.channels.base import Channel, Link
from amends.channels.contract import Disconnected, Throttled, Unreachable
from amends.channels.models import Connection
from amends.channels.rechecks import Recheck
from amends.inbox.queries.standing import Place, Window, awaiting, newest, standing
from amends.listening.actions import keep, trouble
from amends.listening.models import Position, Source
from amends.listening.rules import rechecking
from amends.listening.rules.pace import NOTHING, Sum

log = logging.getLogger(__name__)

#: What says nothing of the messages that were asked about: they are asked about again.
_NOT_THEIR_FAULT = (Disconnected, Throttled, Unreachable, metering.BudgetSpent)


def recheck(*, connection: Connection, channel: Channel, link: Link, now: datetime) -> Sum:
    """Ask the network about the messages whose turn it is, and journal what became of them.

    Whether the connection works is the polls' to say: a failure is logged, and these are asked about next
    time, unless it may be one of them that the network stumbles over. Only the database's own absence is
    raised.
    """
    was = keep.position_of(connection)
    pace = channel.capabilities.recheck
    if pace is None or not rechecking.is_due(was.rechecked_at, pace, now):
        return NOTHING
    if trouble.quiet_until(connection, now) is not None:
        return NOTHING
    ids, following = _chosen(connection, pace, was.recheck_cursor, now)
    try:
        kept = _asked(connection, channel, link, ids, now)
    except trouble.DATABASE_IS_AWAY:
        raise
    except Exception as error:  # noqa: BLE001 - one connection's trouble never stops another
        trouble.log_failure("Looking again", connection, error)
        if isinstance(error, Disconnected | Throttled):
            trouble.note(connection=connection, error=error, now=now)
        if isinstance(error, _NOT_THEIR_FAULT):
            following = was.recheck_cursor
        kept = NOTHING
    Position.objects.filter(connection=connection).update(
        rechecked_at=now, recheck_cursor=following
    )
    return kept


def _chosen(
    connection: Connection, pace: Recheck, cursor: str, now: datetime
) -> tuple[list[str], str]:
    """The ids to ask about, and where the turns go on."""
    window = Window(connection.brand_id, connection.pk, now - pace.back, pace.private)
    first = awaiting(window, now, pace.at_once // 2)
    place = rechecking.read(cursor)
    before = Place(*place) if place else newest(now)
    others, following = standing(window, before, pace.at_once - len(first))
    ids = list(dict.fromkeys([*first, *others]))
    return ids, rechecking.written(following.at, following.message_id) if following else ""


def _asked(
    connection: Connection, channel: Channel, link: Link, ids: Sequence[str], now: datetime
) -> Sum:
    if not ids:
        return NOTHING
    metering.require_within_budget(connection=connection, now=now)
    page = channel.recheck(link, ids)
    with transaction.atomic():
        kept = keep.keep(
            connection=connection, source=Source.SWEEP, deliveries=page.deliveries, now=now
        )
        metering.charge(connection=connection, units=page.units, now=now)
    return kept
