"""The turns of a broadcast: person after person, each in a transaction of its own, by any number of workers.

A worker takes a person by their row's lock, says the words through the gate, and writes down what came
of it, all or nothing: one that is killed leaves the person waiting, and the next worker takes them up.
"""

from __future__ import annotations

import enum
import logging
from collections.abc import Callable
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction
from django.db import connection as database

from amends.incidents.actions.broadcast import lock_shared
from amends.incidents.actions.reach import Reached, reach
from amends.incidents.models import Broadcast, Recipient
from amends.incidents.rules.ledger import AHEAD, Course, Standing
from amends.outbox.actions.say import ChannelOf, by_registry
from amends.outbox.queries import is_braked

log = logging.getLogger(__name__)

_BROKEN = "Something went wrong here that we did not expect; nothing was said."
#: How full the networks' queues are is looked up again after so many turns.
_LOOK_EVERY = 10


class Pace(enum.Enum):
    """What a worker does next."""

    #: There is more to do at once.
    ON = enum.auto()
    #: Every network has enough before it, or the brake is on: a moment later.
    WAIT = enum.auto()
    #: Nobody waits any more, or it was stopped.
    END = enum.auto()


def take_turns(
    *,
    broadcast_id: int,
    limit: int,
    clock: Callable[[], datetime],
    channel_of: ChannelOf = by_registry,
    ahead: int = AHEAD,
) -> Pace:
    """Tell up to ``limit`` people, ``ahead`` of each network. Whether it was stopped is asked before each.

    Raises what the database raises when it is away.
    """
    found = Broadcast.objects.select_related("by", "brand", "incident")
    broadcast = found.filter(pk=broadcast_id, state=Course.RUNNING).first()
    if broadcast is None:
        return Pace.END
    full: list[int] = []
    for turn in range(limit):
        if turn % _LOOK_EVERY == 0:
            full = full_lanes(broadcast, ahead)
            if is_braked(broadcast.brand_id):
                return Pace.WAIT
        if not _next(broadcast, full, clock, channel_of):
            return _at_end(broadcast)
    return Pace.ON


def _at_end(broadcast: Broadcast) -> Pace:
    running = Broadcast.objects.filter(pk=broadcast.pk, state=Course.RUNNING)
    waiting = Recipient.objects.filter(broadcast=broadcast, state=Standing.WAITING)
    return Pace.WAIT if running.exists() and waiting.exists() else Pace.END


# What is said to many at once counts, whoever asked for it: two broadcasts share a network's patience.
_FULL = """
SELECT s.connection_id FROM outbox_send s
WHERE s.connection_id IN (
        SELECT DISTINCT connection_id FROM incidents_recipient
        WHERE broadcast_id = %(broadcast)s AND state = 'waiting')
    AND s.state = 'queued' AND s.in_bulk
GROUP BY s.connection_id HAVING count(*) >= %(ahead)s
"""


def full_lanes(broadcast: Broadcast, ahead: int) -> list[int]:
    """The connections of which so many wait already to leave."""
    with database.cursor() as cursor:
        cursor.execute(_FULL, {"broadcast": broadcast.pk, "ahead": ahead})
        return [connection_id for (connection_id,) in cursor.fetchall()]


def _next(
    broadcast: Broadcast,
    full: list[int],
    clock: Callable[[], datetime],
    channel_of: ChannelOf,
) -> bool:
    """One person's turn; False when nobody is left whom nobody else has in hand."""
    recipient: Recipient | None = None
    try:
        with transaction.atomic():
            lock_shared(broadcast.pk)
            recipient = _claim(broadcast, full)
            if recipient is not None:
                _write(recipient, reach(broadcast, recipient, clock(), channel_of), clock())
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        if recipient is None:
            raise
        log.exception("Recipient %s of broadcast %s failed; going on", recipient.pk, broadcast.pk)
        _give_up(recipient, clock())
    return recipient is not None


def _claim(broadcast: Broadcast, full: list[int]) -> Recipient | None:
    waiting = Recipient.objects.filter(
        broadcast=broadcast, state=Standing.WAITING, broadcast__state=Course.RUNNING
    ).exclude(connection__in=full)
    free = waiting.select_for_update(skip_locked=True, of=("self",), no_key=True)
    return free.order_by("place").first()


def _write(recipient: Recipient, reached: Reached, now: datetime) -> None:
    recipient.state, recipient.reason = reached.state, reached.reason
    recipient.sentence, recipient.tries = reached.sentence, reached.tries
    recipient.send = reached.send
    if reached.send is not None and reached.send.case_id is not None:
        recipient.case_id = reached.send.case_id
        recipient.connection_id = reached.send.connection_id
    settled = reached.state in {Standing.TOLD, Standing.NOT_TOLD}
    recipient.settled_at = now if settled else None
    recipient.save(
        update_fields=[
            *("state", "reason", "sentence", "tries", "send"),
            *("case", "connection", "settled_at"),
        ]
    )


def _give_up(recipient: Recipient, now: datetime) -> None:
    """A fault of ours is told and passed over: one person must not hold up all others."""
    waiting = Recipient.objects.filter(pk=recipient.pk, state=Standing.WAITING)
    waiting.update(state=Standing.NOT_TOLD, reason="broken", sentence=_BROKEN, settled_at=now)
