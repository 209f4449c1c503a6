"""Taking a send from the queue: what is due, of a lane that may speak, past the gate once more.

A claim is one short transaction, finished before the network hears anything: the send is `sending` and
its attempt is written down, so that whatever happens next, the desk knows that something was tried.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection as database
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest

from amends.channels.base import Channel
from amends.channels.models import Connection
from amends.inbox.actions import outgoing
from amends.joined import Joined
from amends.outbox.actions import asking, brake, gate, truth
from amends.outbox.models import Brake, Lane, Send, SendState
from amends.outbox.rules import LANE_WIDTH, AttemptKind, Judgement, Level

# Of a case (or of a thread that is nobody's case) one send at a time, in the order they were asked for.
# A scheduled one holds later ones up only once it is due; an UNKNOWN one until it is settled or a
# person must settle it. A part of our own thread waits for the one before it. Answers to single
# customers come before what is said to many at once.
_SEND = Joined(s=Send)
_NEXT = f"""
SELECT {_SEND.columns}, n.state, n.state_reason,
    EXISTS (SELECT FROM outbox_sendfile f WHERE f.send_id = s.id)
FROM outbox_send s JOIN channels_connection n ON n.id = s.connection_id
WHERE s.connection_id = %(connection)s AND s.state = 'queued' AND s.not_before <= %(now)s
    AND NOT (s.in_bulk AND %(is_narrow)s)
    AND (s.follows_id IS NULL OR EXISTS (
        SELECT 1 FROM outbox_send f WHERE f.id = s.follows_id
            AND f.state IN ('sent', 'refused', 'failed', 'withdrawn')))
    AND (s.case_id IS NULL OR NOT EXISTS (
        SELECT 1 FROM outbox_send o WHERE o.case_id = s.case_id AND o.id <> s.id AND (
            o.state = 'sending'
            OR o.id < s.id AND o.state = 'unknown' AND o.look_up_at IS NOT NULL
            OR o.id < s.id AND o.state = 'queued'
                AND (o.scheduled_at IS NULL OR o.not_before <= %(now)s))))
    AND (s.case_id IS NOT NULL OR s.thread = '' OR NOT EXISTS (
        SELECT 1 FROM outbox_send o
        WHERE o.connection_id = s.connection_id AND o.case_id IS NULL AND o.thread = s.thread
            AND o.id < s.id AND (o.state IN ('queued', 'sending')
                OR o.state = 'unknown' AND o.look_up_at IS NOT NULL)))
ORDER BY s.in_bulk, s.not_before, s.id
LIMIT 1 FOR UPDATE OF s SKIP LOCKED
"""  # noqa: S608 - our own columns
_LANE = f"""
SELECT brand_id, {brake.SHARE} FROM outbox_lane
WHERE connection_id = %(connection)s AND (wait_until IS NULL OR wait_until <= %(now)s) FOR UPDATE
"""  # noqa: S608 - a lock of ours
# How many are under way, and whether the brake is on, is asked in a statement of its own: that one may have
# waited for both locks, and sees everything as it was before that.
_UNDER_WAY = """
SELECT (SELECT count(*) FROM outbox_send WHERE connection_id = %s AND state = 'sending'),
    EXISTS (SELECT FROM outbox_brake WHERE brand_id = %s AND released_at IS NULL)
"""
_BEGIN = """
WITH begun AS (
    UPDATE outbox_send SET state = 'sending', state_since = %(now)s, reason = '', tries = tries + 1
    WHERE id = %(send)s RETURNING id, brand_id)
INSERT INTO outbox_attempt (brand_id, send_id, kind, began_at, result, detail, worker)
SELECT brand_id, id, %(kind)s, %(now)s, '', '', %(worker)s FROM begun RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A send that this worker, and nobody else, now hands to the network."""

    send: Send
    attempt_id: int
    has_files: bool = True


def claim(
    *,
    connection: Connection,
    channel: Channel,
    worker: str,
    now: datetime,
    width: int = LANE_WIDTH,
) -> Claimed | None:
    """The next send of a lane, or None: nothing is due, the lane waits or is full, or all is held."""
    with transaction.atomic():
        # The lane's row puts the claims of one lane in a row: its width, its order and its wait hold
        # over all workers. The claim is short, so they queue up for milliseconds.
        lane = _row(_LANE, {"connection": connection.pk, "now": now})
        if lane is None:
            return None
        under_way, is_braked = _row(_UNDER_WAY, [connection.pk, lane[0]])
        free = width - under_way
        if free <= 0:
            return None
        on = brake.read_shared(lane[0], is_on=is_braked)
        if on is not None:
            brake.hold_while_on(on, now)
        # What is said to many never takes a lane's last place: an answer would have to wait for it.
        wanted = {"connection": connection.pk, "now": now, "is_narrow": 1 == free < width}
        return _claim_next(connection, channel, worker, wanted, on)


def _claim_next(
    connection: Connection,
    channel: Channel,
    worker: str,
    wanted: Mapping[str, Any],
    on: Brake | None,
) -> Claimed | None:
    """The first that passes; those the gate stops now are refused or held on the way."""
    now = wanted["now"]
    while row := _row(_NEXT, wanted):
        send, state, state_reason, has_files = _SEND.models(row)
        # Read in this transaction: what the worker had looked at before may have been paused since.
        connection.state, connection.state_reason = state, state_reason
        send.connection = connection
        judgement = gate.at_leaving(channel=channel, send=send, brake=on, now=now)
        if judgement.level is Level.PASS:
            return replace(_begin(send, judgement, worker, now), has_files=has_files)
        _stop(send, judgement, now)
    return None


def _begin(send: Send, judgement: Judgement, worker: str, now: datetime) -> Claimed:
    _by_the_right_of_now(send, judgement)
    _after_the_part_before(send)
    send.state, send.state_since, send.reason = SendState.SENDING, now, ""
    send.tries += 1
    begun = {"send": send.pk, "kind": AttemptKind.TRY, "now": now, "worker": worker}
    return Claimed(send, _row(_BEGIN, begun)[0])


def _by_the_right_of_now(send: Send, judgement: Judgement) -> None:
    """It leaves by the right that stands now, which may be another than when it was asked for."""
    right = judgement.offer
    if right is None or (right.tag, right.reply_to or send.reply_to) == (send.tag, send.reply_to):
        return
    send.tag = right.tag
    if right.reply_to and right.reply_to != send.reply_to:
        send.reply_to = right.reply_to
        outgoing.name_answered(message_id=send.message_id, external_id=right.reply_to)
    send.save(update_fields=["tag", "reply_to"])


def _after_the_part_before(send: Send) -> None:
    """What it answers is known only now that the part before it is on the network."""
    before = send.follows
    if before is None or send.reply_to == before.external_id:
        return
    thread = before.message.thread
    send.thread = thread.external_id if thread is not None else before.external_id
    send.reply_to = before.external_id
    outgoing.name_answered(message_id=send.message_id, external_id=send.reply_to)
    send.save(update_fields=["thread", "reply_to"])


def _stop(send: Send, judgement: Judgement, now: datetime) -> None:
    """What is held waits for a person; what is blocked now will not leave, and the case is told."""
    blocked = judgement.level is Level.BLOCK
    send.state = SendState.REFUSED if blocked else SendState.HELD
    send.state_since = now
    send.reason = judgement.deciding.sentence if judgement.deciding else ""
    send.held_by = judgement.waits_for
    send.verdict = {**send.verdict, "at_leaving": judgement.as_record()}
    send.save(update_fields=["state", "state_since", "reason", "verdict", "held_by"])
    if not blocked:
        asking.ask_for(about=send, asks=judgement.asks, now=now)
    if blocked:
        outgoing.fail_out(message=send.message, reason=send.reason, now=now)


def hand_back(claimed: Claimed, now: datetime) -> bool:
    """Whether the brake was pulled since the claim, or nobody wants it any more. Asked before a late call.

    Between the claim and the call files are read and threads wait for their turn; what the network has not
    been asked yet it will not be asked: it is held after all, or taken back.
    """
    with transaction.atomic():
        send = truth.locked_send(claimed.send.pk)
        on = brake.share(send.brand_id)
        is_held = on is not None and not gate.passes(on, send)
        if send.state != SendState.SENDING or not (is_held or send.is_stopped):
            return False
        truth.end_attempt(claimed.attempt_id, "stopped" if send.is_stopped else "held", "", now)
        send.tries -= 1
        send.save(update_fields=["tries"])
        if send.is_stopped:
            truth.rest(send, now)
        elif on is not None:
            send.held_by = "brake"
            truth.move(send, SendState.HELD, brake.held_by(on), now)
    return True


def _row(statement: str, values: Mapping[str, Any] | Sequence[Any]) -> Any:
    with database.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


def make_lane_wait(*, connection_id: int, until: datetime) -> None:
    """The network asked for quiet, or was not to be reached: nobody calls it before ``until``.

    Several calls may be under way at once and be told different waits: the longest counts.
    """
    Lane.objects.filter(connection_id=connection_id).update(
        wait_until=Greatest("wait_until", Value(until)), failures=F("failures") + 1
    )


def must_wait(*, connection_id: int, now: datetime) -> bool:
    """Whether the network asked for quiet that is not over."""
    lane = Lane.objects.filter(connection_id=connection_id, wait_until__gt=now)
    return lane.exists()
