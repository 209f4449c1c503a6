"""Handing one send to its network and writing down what came of it.

Three steps, each of which can be the last one this process lives to see: the claim is committed, the
network is called outside any transaction, the result is committed. Nothing here is ever done twice
without a look-up in between.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction
from django.db import connection as database
from django.utils import timezone

from amends.channels import metering
from amends.channels.actions import live_link, mark_disconnected
from amends.channels.base import Channel, Link
from amends.channels.contract import (
    ChannelError,
    Media,
    Outgoing,
    Receipt,
    ThreadKind,
    Throttled,
    Unreachable,
    Visibility,
)
from amends.channels.models import Connection
from amends.inbox.actions import outgoing
from amends.joined import Joined
from amends.outbox.actions import brake, files, hear, truth
from amends.outbox.actions.claim import (
    Claimed,
    claim,
    hand_back,
    make_lane_wait,
)
from amends.outbox.actions.say import ChannelOf, by_registry, ring
from amends.outbox.models import Lane, Send, SendState
from amends.outbox.rules import Decision, Fate, Pace, after_failure, believed
from amends.refusals import Refusal
from amends.staff.rules import system

logger = logging.getLogger(__name__)

#: The database may be restarting: the network's answer is too precious to drop for that.
RECORD_TRIES = 12
RECORD_WAIT = 2.5
#: Seconds after which a claim is old: the brake may have been pulled since.
LATE = 0.1


_WAY = Joined(n=Connection, l=Lane)
# Asked for every send: building the SQL costs more than running it.
_WAY_OUT = f"""
SELECT {_WAY.columns} FROM channels_connection n LEFT JOIN outbox_lane l ON l.connection_id = n.id
WHERE n.id = %(connection)s
"""  # noqa: S608 - our own columns


@dataclass(frozen=True)
class Courier:
    """One worker that carries sends: its name, how it reaches networks, its clock and its pace."""

    worker: str
    channel_of: ChannelOf = by_registry
    link_of: Callable[[Connection], Link] = live_link
    clock: Callable[[], datetime] = timezone.now
    pace: Pace = field(default_factory=Pace)
    #: Waits between tries to write a result down, in seconds.
    pause: Callable[[float], object] = time.sleep


def deliver_next(*, courier: Courier, connection_id: int) -> bool:
    """Hand the lane's next due send to its network; False when there was none to hand over."""
    [[connection, lane]] = _WAY.read(_WAY_OUT, {"connection": connection_id})
    now = courier.clock()
    if lane is not None and lane.wait_until is not None and lane.wait_until > now:
        return False
    try:
        # Before the claim: what goes wrong here cannot have reached the network.
        channel, link = courier.channel_of(connection), courier.link_of(connection)
    except (Refusal, ChannelError) as error:
        _stop_lane(courier, connection, error)
        return False
    began = time.monotonic()
    claimed = claim(
        connection=connection, channel=channel, worker=courier.worker, now=courier.clock()
    )
    if claimed is None:
        return False
    said = _with_files(claimed.send) if claimed.has_files else outgoing_of(claimed.send)
    if time.monotonic() - began > LATE and hand_back(claimed, courier.clock()):
        return True
    # No connection to the database is kept while the network takes its time.
    database.close()
    result = _call(channel, link, said) if isinstance(said, Outgoing) else said
    _write_down(courier, claimed, result)
    return True


def outgoing_of(send: Send, media: tuple[Media, ...] = ()) -> Outgoing:
    """The send as its adapter needs it; its files only where it is handed over."""
    return Outgoing(
        key=str(send.key),
        visibility=Visibility.PUBLIC if send.is_public else Visibility.PRIVATE,
        text=send.text,
        thread=send.thread,
        thread_kind=ThreadKind(send.thread_kind),
        reply_to=send.reply_to,
        recipient=send.recipient,
        recipient_name=send.recipient_name,
        subject=send.subject,
        references=tuple(send.references),
        media=media,
        tag=send.tag,
        template=truth.template_of(send),
        warning=send.warning,
    )


def _with_files(send: Send) -> Outgoing | ChannelError:
    """The send with its files, or why they cannot be read: then nothing has left the house."""
    try:
        return outgoing_of(send, files.media_of(send))
    except ChannelError as error:
        return error
    except OSError as error:
        return Unreachable(f"Its files cannot be read now: {type(error).__name__}.")


def _call(channel: Channel, link: Link, said: Outgoing) -> Receipt | Exception:
    """The network's receipt, or what went wrong: whatever it was, it must be written down."""
    try:
        return channel.send(link, said)
    except ChannelError as error:
        return error
    except Exception as error:
        # A fault of ours, after the call may have begun: nobody knows whether the network has it.
        logger.exception("Send %s failed in a way that has no name.", said.key)
        return error


def _write_down(courier: Courier, claimed: Claimed, result: Receipt | Exception) -> None:
    for _ in range(RECORD_TRIES):
        try:
            record_result(
                send_id=claimed.send.pk,
                attempt_id=claimed.attempt_id,
                result=result,
                now=courier.clock(),
                pace=courier.pace,
            )
        except (OperationalError, InterfaceError):
            logger.warning("The result of send %s could not be kept yet.", claimed.send.pk)
            database.close()
            courier.pause(RECORD_WAIT)
        else:
            return
    # Its attempt stays open, so it will be taken for lost and looked up.
    logger.error("The result of send %s could not be kept; it will be looked up.", claimed.send.pk)


def record_result(
    *, send_id: int, attempt_id: int, result: Receipt | Exception, now: datetime, pace: Pace
) -> None:
    """Write down how a try ended; what the network has is sent, whatever became of the row meanwhile."""
    with transaction.atomic():
        send = truth.locked_send(send_id)
        if isinstance(result, Receipt):
            truth.end_attempt_well(attempt_id, result.external_id, send.connection_id, now)
            truth.settle_sent(send, result, now)
            if result.units:
                metering.charge(connection=send.connection, units=result.units, now=now)
            hear.catch_up(send, now)
            return
        truth.end_attempt(attempt_id, type(result).__name__.lower(), str(result), now)
        if send.state == SendState.SENDING:
            _fail(send, result, now, pace)


def _fail(send: Send, error: Exception, now: datetime, pace: Pace) -> None:
    lane = Lane.objects.get(connection_id=send.connection_id)
    decision = after_failure(error, tries=send.tries, failures=lane.failures, pace=pace)
    _apply(send, decision, now)
    if send.is_stopped and decision.fate in {Fate.AGAIN, Fate.HELD}:
        truth.rest(send, now)
    if decision.lane_wait is not None:
        make_lane_wait(connection_id=send.connection_id, until=now + decision.lane_wait)
    if decision.fate is Fate.HELD:
        by = system(send.brand_id)
        mark_disconnected(by=by, connection=send.connection, reason=str(error), now=now)
    if decision.fate in {Fate.REFUSED, Fate.FAILED}:
        outgoing.fail_out(message=send.message, reason=decision.reason, now=now)


_STATES = {
    Fate.REFUSED: SendState.REFUSED,
    Fate.FAILED: SendState.FAILED,
    Fate.HELD: SendState.HELD,
    Fate.AGAIN: SendState.QUEUED,
    Fate.UNKNOWN: SendState.UNKNOWN,
}


def _apply(send: Send, decision: Decision, now: datetime) -> None:
    send.state, send.state_since = _STATES[decision.fate], now
    send.reason = decision.reason
    if decision.fate is Fate.AGAIN:
        send.not_before = now + decision.wait
    if decision.fate is Fate.UNKNOWN:
        send.look_up_at = now + decision.wait
    if not decision.counts:
        send.tries -= 1
    send.save(update_fields=["state", "state_since", "reason", "not_before", "look_up_at", "tries"])
    if decision.fate in {Fate.AGAIN, Fate.UNKNOWN}:
        # Whoever sleeps until what was due before this must learn that this is due earlier.
        ring()


def _stop_lane(courier: Courier, connection: Connection, error: Exception) -> None:
    """The account cannot be used: for a moment, or until a person has looked at what is due."""
    now = courier.clock()
    if isinstance(error, ChannelError) and error.temporary:
        wait = courier.pace.wait_if_unsaid
        if isinstance(error, Throttled):
            lane = Lane.objects.get(connection_id=connection.pk)
            wait = believed(error.wait, lane.failures, courier.pace)
        make_lane_wait(connection_id=connection.pk, until=now + wait)
        return
    brake.hold_due(
        brand_id=connection.brand_id, connection_id=connection.pk, reason=str(error), now=now
    )
