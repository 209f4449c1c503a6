"""Settling: what became of a send whose answer was lost, or whose worker died with it in hand."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime, timedelta

from django.db import connection as database
from django.db import transaction

from amends.audit.actions import record
from amends.channels.actions import mark_disconnected
from amends.channels.contract import (
    ChannelError,
    Disconnected,
    Receipt,
    Throttled,
    Unsupported,
)
from amends.inbox.actions import outgoing
from amends.outbox import queries
from amends.outbox.actions import hear, truth
from amends.outbox.actions.claim import make_lane_wait, must_wait
from amends.outbox.actions.deliver import Courier, outgoing_of
from amends.outbox.actions.say import ring
from amends.outbox.models import Attempt, Lane, Send, SendState
from amends.outbox.rules import AttemptKind, Pace, believed, look_again
from amends.refusals import NotFound, Refusal
from amends.staff.rules import Actor, Right, system

logger = logging.getLogger(__name__)

_DIED = "It was being handed over when the worker stopped; it is looked up on the network."
_NOBODY_KNOWS = (
    "The answer was lost and this network cannot be asked whether it arrived. "
    "Look there yourself, then say what you found."
)
_NOT_THERE = "A colleague looked on the network: it is not there."
_NEVER_THERE = "It never arrived on the network, however often it was tried."


class NotUnknown(Refusal):
    """It is known already what became of this message."""

    code = "not-unknown"


# ------------------------------------------------------------------------ lost with a worker


def lock_of(worker: str) -> int:
    """The advisory lock that a living worker holds: a signed 64-bit number."""
    return int.from_bytes(hashlib.sha256(worker.encode()).digest()[:8], signed=True)


def settle_stale(*, now: datetime, pace: Pace) -> int:
    """What a dead worker was handing over becomes UNKNOWN, to be looked up; returns how many.

    Dead is whose lock is free: PostgreSQL lets it go with the worker's last breath. A worker that
    lives, but has not come back from one call for very long, has lost it too.
    """
    old = Attempt.objects.filter(ended_at=None, began_at__lte=now - pace.stale_after)
    found = list(old.order_by("began_at"))
    dead = {worker for worker in {attempt.worker for attempt in found} if _is_dead(worker)}
    settled = 0
    for attempt in found:
        if attempt.worker in dead or attempt.began_at <= now - pace.abandoned_after:
            settled += _give_up(attempt, now, pace)
    return settled


def _is_dead(worker: str) -> bool:
    with transaction.atomic(), database.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [lock_of(worker)])
        (free,) = cursor.fetchone()
    return bool(free)


def _give_up(attempt: Attempt, now: datetime, pace: Pace) -> int:
    with transaction.atomic():
        send = truth.locked_send(attempt.send_id)
        if not Attempt.objects.filter(pk=attempt.pk, ended_at=None).update(
            ended_at=now, result="lost"
        ):
            return 0
        if attempt.kind != AttemptKind.TRY or send.state != SendState.SENDING:
            return 0
        truth.move(send, SendState.UNKNOWN, _DIED, now)
        _look_again_at(send, max(now, attempt.began_at + pace.look_up_after))
        return 1


# --------------------------------------------------------------------------------- looking up


def look_up(*, courier: Courier, send_id: int) -> bool:
    """Ask the network for an UNKNOWN send; False when it was not this worker's to ask."""
    now = courier.clock()
    begun = _begin(send_id, courier, now)
    if begun is None:
        return False
    send, attempt = begun
    since = queries.last_try_at(send)
    found = _ask(courier, send, since)
    _write_down(courier, send, attempt, found, since)
    return True


def _begin(send_id: int, courier: Courier, now: datetime) -> tuple[Send, Attempt] | None:
    """Take the look-up for a while, so that two workers do not ask the same."""
    with transaction.atomic():
        due = Send.objects.filter(pk=send_id, state=SendState.UNKNOWN, look_up_at__lte=now)
        if not due.select_for_update(skip_locked=True).exists():
            return None
        send = truth.locked_send(send_id)
        if send.message.external_id:
            # The network's echo came in meanwhile: it names our key, so the network has it.
            _found(send, Receipt(send.message.external_id, sent_at=send.message.sent_at), now)
            return None
        if must_wait(connection_id=send.connection_id, now=now):
            return None
        send.look_ups += 1
        send.look_up_at = now + courier.pace.look_up_lease
        send.save(update_fields=["look_ups", "look_up_at"])
        attempt = Attempt.objects.create(
            brand_id=send.brand_id,
            send=send,
            kind=AttemptKind.LOOK_UP,
            began_at=now,
            worker=courier.worker,
        )
        return send, attempt


def _ask(courier: Courier, send: Send, since: datetime) -> Receipt | Exception | None:
    try:
        channel, link = courier.channel_of(send.connection), courier.link_of(send.connection)
        database.close()
        return channel.look_up(link, outgoing_of(send), since)
    except (ChannelError, Refusal) as error:
        return error
    except Exception as error:
        logger.exception("The look-up of send %s failed in a way that has no name.", send.pk)
        return error


def _write_down(
    courier: Courier,
    asked: Send,
    attempt: Attempt,
    found: Receipt | Exception | None,
    since: datetime,
) -> None:
    now = courier.clock()
    with transaction.atomic():
        send = truth.locked_send(asked.pk)
        if isinstance(found, Receipt):
            truth.end_attempt(attempt.pk, "found", found.external_id, now)
            _found(send, found, now)
            return
        name = "absent" if found is None else type(found).__name__.lower()
        truth.end_attempt(attempt.pk, name, str(found or ""), now)
        if send.state != SendState.UNKNOWN:
            return
        if found is None:
            _absent(send, since, now, courier.pace)
        else:
            _still_unknown(send, found, now, courier.pace)


def _found(send: Send, receipt: Receipt, now: datetime) -> None:
    truth.settle_sent(send, receipt, now)
    hear.catch_up(send, now)


def _absent(send: Send, since: datetime, now: datetime, pace: Pace) -> None:
    """Surely not there: it may be tried again with the same key. Too early, it is asked again."""
    sure_at = since + pace.absent_after
    if now < sure_at:
        _look_again_at(send, sure_at)
    elif send.is_stopped:
        truth.rest(send, now)
    elif send.tries >= pace.most_tries:
        truth.move(send, SendState.FAILED, _NEVER_THERE, now)
        outgoing.fail_out(message=send.message, reason=_NEVER_THERE, now=now)
    else:
        _queue(send, now)


def _still_unknown(send: Send, error: Exception, now: datetime, pace: Pace) -> None:
    if isinstance(error, Unsupported):
        truth.move(send, SendState.UNKNOWN, _NOBODY_KNOWS, now)
        return
    if isinstance(error, Disconnected):
        by = system(send.brand_id)
        mark_disconnected(by=by, connection=send.connection, reason=str(error), now=now)
    wait = look_again(send.look_ups, pace)
    if isinstance(error, Throttled):
        wait = _quiet(send, error.wait, now, pace)
    _look_again_at(send, now + wait)


def _quiet(send: Send, asked: timedelta | None, now: datetime, pace: Pace) -> timedelta:
    lane = Lane.objects.get(connection_id=send.connection_id)
    wait = believed(asked, lane.failures, pace)
    make_lane_wait(connection_id=send.connection_id, until=now + wait)
    return wait


def _look_again_at(send: Send, at: datetime) -> None:
    send.look_up_at = at
    send.save(update_fields=["look_up_at"])
    ring()


def _queue(send: Send, now: datetime) -> None:
    send.not_before = now
    send.save(update_fields=["not_before"])
    truth.move(send, SendState.QUEUED, "", now)
    ring()


# -------------------------------------------------------------------------- settled by a person


def ask_again(*, by: Actor, send: Send, now: datetime) -> Send:
    """Look an UNKNOWN send up on the network once more, at once. Raises `NotUnknown`."""
    with transaction.atomic():
        send = _unknown(by, send)
        _look_again_at(send, now)
        _record(by, "outbox.ask_again", send, now)
    return send


def settle_as_sent(*, by: Actor, send: Send, now: datetime) -> Send:
    """A person looked on the network: it is there. Raises `NotUnknown`."""
    with transaction.atomic():
        send = _unknown(by, send)
        truth.settle_sent(send, Receipt(""), now)
        _record(by, "outbox.settle_as_sent", send, now)
    return send


def settle_as_not_sent(*, by: Actor, send: Send, again: bool, now: datetime) -> Send:
    """A person looked on the network: it is not there. With ``again`` it is sent now. Raises `NotUnknown`."""
    with transaction.atomic():
        send = _unknown(by, send)
        if again:
            _queue(send, now)
        else:
            truth.move(send, SendState.FAILED, _NOT_THERE, now)
            outgoing.fail_out(message=send.message, reason=_NOT_THERE, now=now)
        _record(by, "outbox.settle_as_not_sent", send, now)
    return send


def _unknown(by: Actor, send: Send) -> Send:
    by.require(Right.ANSWER)
    if send.brand_id != by.brand_id:
        raise NotFound
    send = truth.locked_send(send.pk)
    if send.state != SendState.UNKNOWN:
        raise NotUnknown
    return send


def _record(by: Actor, action: str, send: Send, now: datetime) -> None:
    record(by=by, action=action, target=f"send:{send.pk}", facts={"state": send.state}, now=now)
