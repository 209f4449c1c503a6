"""Taking a send from the queue: what is due, of a lane that may speak, past the gate once more.

A claim is one short transaction, finished before the network hears anything: the send is `sending` and
its attempt is written down, so that whatever happens next, the desk knows that something was tried.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection as database
from django.db import transaction
from django.db.models import F

from amends.channels.base import Channel
from amends.inbox.actions import outgoing
from amends.outbox.actions import brake, gate
from amends.outbox.models import Attempt, Lane, Send, SendState
from amends.outbox.rules import LANE_WIDTH, AttemptKind, Judgement, Level

# Of a case (or of a thread that is nobody's case) one send at a time, in the order they were asked for.
# A scheduled one holds later ones up only once it is due; an UNKNOWN one until it is settled or a
# person must settle it.
_NEXT = """
SELECT s.id FROM outbox_send s
WHERE s.connection_id = %(connection)s AND s.state = 'queued' AND s.not_before <= %(now)s
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
ORDER BY s.not_before, s.id
LIMIT 1 FOR UPDATE OF s SKIP LOCKED
"""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A send that this worker, and nobody else, now hands to the network."""

    send: Send
    attempt: Attempt


def claim(
    *, connection_id: int, channel: Channel, worker: str, now: datetime, width: int = LANE_WIDTH
) -> Claimed | None:
    """The next send of a lane, or None: nothing is due, the lane waits or is full, or all is held."""
    with transaction.atomic():
        # The lane's row puts the claims of one lane in a row: its width, its order and its wait hold
        # over all workers. The claim is short, so they queue up for milliseconds.
        lane = _locked_lane(connection_id)
        if lane is None or _must_wait(lane, now) or _is_full(lane, width):
            return None
        on = brake.share(lane.brand_id)
        if on is not None:
            brake.hold_while_on(on, now)
            return None
        return _claim_next(lane, channel, worker, now)


def _claim_next(lane: Lane, channel: Channel, worker: str, now: datetime) -> Claimed | None:
    """The first that passes; those the gate stops now are refused or held on the way."""
    while True:
        with database.cursor() as cursor:
            cursor.execute(_NEXT, {"connection": lane.connection_id, "now": now})
            row = cursor.fetchone()
        if row is None:
            return None
        send = Send.objects.select_related("connection", "case", "message").get(pk=row[0])
        judgement = gate.at_leaving(channel=channel, send=send, now=now)
        if judgement.level is Level.PASS:
            return _begin(send, worker, now)
        _stop(send, judgement, now)


def _begin(send: Send, worker: str, now: datetime) -> Claimed:
    send.state, send.state_since, send.reason = SendState.SENDING, now, ""
    send.tries += 1
    send.save(update_fields=["state", "state_since", "reason", "tries"])
    attempt = Attempt.objects.create(
        brand_id=send.brand_id, send=send, kind=AttemptKind.TRY, began_at=now, worker=worker
    )
    return Claimed(send, attempt)


def _stop(send: Send, judgement: Judgement, now: datetime) -> None:
    """What is held waits for a person; what is blocked now will not leave, and the case is told."""
    blocked = judgement.level is Level.BLOCK
    send.state = SendState.REFUSED if blocked else SendState.HELD
    send.state_since = now
    send.reason = judgement.deciding.sentence if judgement.deciding else ""
    send.verdict = {**send.verdict, "at_leaving": judgement.as_record()}
    send.save(update_fields=["state", "state_since", "reason", "verdict"])
    if blocked:
        outgoing.fail_out(message=send.message, reason=send.reason, now=now)


def _locked_lane(connection_id: int) -> Lane | None:
    lanes = Lane.objects.select_for_update().filter(connection_id=connection_id)
    return lanes.first()


def _must_wait(lane: Lane, now: datetime) -> bool:
    return lane.wait_until is not None and lane.wait_until > now


def _is_full(lane: Lane, width: int) -> bool:
    under_way = Send.objects.filter(connection_id=lane.connection_id, state=SendState.SENDING)
    return under_way.count() >= width


def make_lane_wait(*, connection_id: int, until: datetime) -> None:
    """The network asked for quiet, or was not to be reached: nobody calls it before ``until``."""
    Lane.objects.filter(connection_id=connection_id).update(
        wait_until=until, failures=F("failures") + 1
    )


def lane_went_well(*, connection_id: int) -> None:
    """The network answered: the next failure is the first again."""
    Lane.objects.filter(connection_id=connection_id, failures__gt=0).update(failures=0)
