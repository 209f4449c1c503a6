"""The turns of a broadcast: a few people in each transaction, by any number of workers.

A worker takes people by their rows' locks, says the words through the gate, and writes down what came
of it, all or nothing: one that is killed leaves them waiting, and the next worker takes them up.
"""

from __future__ import annotations

import enum
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.db import connection as database

from amends.incidents.actions.broadcast import lock_shared
from amends.incidents.actions.reach import Reached, reach
from amends.incidents.actions.reach_each import reach_each
from amends.incidents.models import Broadcast, Recipient
from amends.incidents.rules.ledger import AHEAD, Course, Standing
from amends.outbox.actions.say import ChannelOf, by_registry
from amends.outbox.queries import is_braked
from amends.planned import planned

log = logging.getLogger(__name__)

_BROKEN = "Something went wrong here that we did not expect; nothing was said."
#: So many people have their turn in one transaction: what is the same for them is looked at once, and
#: whoever stops the broadcast, or pulls the brake, waits for no more than these.
_AT_ONCE = 25


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
    """Tell up to ``limit`` people, ``ahead`` of each network; before every few, whether it was stopped.

    Raises what the database raises when it is away.
    """
    found = Broadcast.objects.select_related("by", "brand", "incident")
    broadcast = found.filter(pk=broadcast_id, state=Course.RUNNING).first()
    if broadcast is None:
        return Pace.END
    left = limit
    while left > 0:
        if is_braked(broadcast.brand_id):
            return Pace.WAIT
        rooms = rooms_of(broadcast, ahead)
        with planned():
            taken = _take_few(broadcast, rooms, min(left, _AT_ONCE), (clock, channel_of))
        if not taken:
            return _at_end(broadcast)
        left -= taken
    return Pace.ON


def _at_end(broadcast: Broadcast) -> Pace:
    running = Broadcast.objects.filter(pk=broadcast.pk, state=Course.RUNNING)
    waiting = Recipient.objects.filter(broadcast=broadcast, state=Standing.WAITING)
    return Pace.WAIT if running.exists() and waiting.exists() else Pace.END


# What is said to many at once counts, whoever asked for it: two broadcasts share a network's patience.
_ROOMS = """
SELECT n.id, %(ahead)s - (SELECT count(*) FROM outbox_send s
    WHERE s.connection_id = n.id AND s.state = 'queued' AND s.in_bulk)
FROM channels_connection n WHERE n.brand_id = %(brand)s
"""
# By the index of each account, so that fifty thousand who wait cost no more than fifty. Twice as many as
# are wanted: another worker may have the first ones in hand.
_WAITING = """
SELECT w.id FROM unnest(%(accounts)s::bigint[], %(rooms)s::int[]) AS lane(id, room)
CROSS JOIN LATERAL (
    SELECT r.id, r.place FROM incidents_recipient r
    WHERE r.broadcast_id = %(broadcast)s AND r.connection_id = lane.id AND r.state = 'waiting'
    ORDER BY r.place LIMIT least(lane.room, %(most)s)) AS w
ORDER BY w.place LIMIT 2 * %(most)s
"""


def rooms_of(broadcast: Broadcast, ahead: int) -> dict[int, int]:
    """How many more may wait to leave by each account of the brand, before ``ahead`` of them do.

    An account that has more than half of them before it is left alone: filled up by ones and twos, each
    person would have a turn alone, at several times the cost.
    """
    with database.cursor() as cursor:
        cursor.execute(_ROOMS, {"brand": broadcast.brand_id, "ahead": ahead})
        return {account: room for account, room in cursor.fetchall() if 2 * room >= ahead}


def _take_few(
    broadcast: Broadcast,
    rooms: Mapping[int, int],
    most: int,
    at: tuple[Callable[[], datetime], ChannelOf],
) -> int:
    """The next few people's turns; how many, 0 when nobody is left whom nobody else has in hand.

    About whom something is odd has a turn alone, and so has everybody when something went wrong: one
    person must not hold up all others.
    """
    clock, channel_of = at
    recipients: list[Recipient] = []
    came: dict[int, Reached] = {}
    try:
        with transaction.atomic():
            lock_shared(broadcast.pk)
            recipients = _claim(broadcast, _waiting(broadcast, rooms, most), most)
            came = reach_each(broadcast, recipients, clock(), channel_of) if recipients else {}
            _write([(each, came[each.pk]) for each in recipients if each.pk in came], clock())
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        if not recipients:
            raise
        log.exception("A turn of broadcast %s failed; each has one alone", broadcast.pk)
        came = {}
    for recipient in recipients:
        if recipient.pk not in came:
            _take_one(broadcast, recipient, clock, channel_of)
    return len(recipients)


def _take_one(
    broadcast: Broadcast,
    recipient: Recipient,
    clock: Callable[[], datetime],
    channel_of: ChannelOf,
) -> None:
    """One person's turn, unless somebody else had it meanwhile or it was stopped."""
    try:
        with transaction.atomic():
            lock_shared(broadcast.pk)
            for locked in _claim(broadcast, [recipient.pk], 1):
                _write([(locked, reach(broadcast, locked, clock(), channel_of))], clock())
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("Recipient %s of broadcast %s failed; going on", recipient.pk, broadcast.pk)
        _give_up(recipient, clock())


def _waiting(broadcast: Broadcast, rooms: Mapping[int, int], most: int) -> list[int]:
    facts: dict[str, Any] = {
        "broadcast": broadcast.pk,
        "accounts": list(rooms),
        "rooms": list(rooms.values()),
        "most": most,
    }
    with database.cursor() as cursor:
        cursor.execute(_WAITING, facts)
        return [recipient_id for (recipient_id,) in cursor.fetchall()]


def _claim(broadcast: Broadcast, ids: Sequence[int], most: int) -> list[Recipient]:
    waiting = Recipient.objects.filter(
        pk__in=ids, state=Standing.WAITING, broadcast=broadcast, broadcast__state=Course.RUNNING
    )
    free = waiting.select_for_update(skip_locked=True, of=("self",), no_key=True)
    return list(free.order_by("place")[:most])


_SETTLED = """
UPDATE incidents_recipient r SET state = w.state, reason = w.reason, sentence = w.sentence,
    tries = w.tries, send_id = w.send, case_id = coalesce(w.matter, r.case_id),
    connection_id = coalesce(w.account, r.connection_id), settled_at = w.settled
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::int[], %s::bigint[], %s::bigint[],
        %s::bigint[], %s::timestamptz[])
    AS w(id, state, reason, sentence, tries, send, matter, account, settled)
WHERE r.id = w.id
"""


def _write(turns: Sequence[tuple[Recipient, Reached]], now: datetime) -> None:
    """What came of each, in one statement; where a person was told is where they are listed."""
    rows = [_row(recipient, reached, now) for recipient, reached in turns]
    if rows:
        with database.cursor() as cursor:
            cursor.execute(_SETTLED, [list(column) for column in zip(*rows, strict=True)])


def _row(recipient: Recipient, reached: Reached, now: datetime) -> tuple[object, ...]:
    send = reached.send
    is_settled = reached.state in {Standing.TOLD, Standing.NOT_TOLD}
    is_in_case = send is not None and send.case_id is not None
    return (
        recipient.pk,
        reached.state.value,
        reached.reason,
        reached.sentence,
        reached.tries,
        send.pk if send is not None else None,
        send.case_id if send is not None else None,
        send.connection_id if send is not None and is_in_case else None,
        now if is_settled else None,
    )


def _give_up(recipient: Recipient, now: datetime) -> None:
    """A fault of ours is told and passed over: one person must not hold up all others."""
    waiting = Recipient.objects.filter(pk=recipient.pk, state=Standing.WAITING)
    waiting.update(state=Standing.NOT_TOLD, reason="broken", sentence=_BROKEN, settled_at=now)
