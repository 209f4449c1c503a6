"""What a person may still change about a send: take it back, let it go, put it away, try it again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db import transaction

from amends.audit.actions import record
from amends.inbox.actions import outgoing
from amends.inbox.actions.taking_back import take_back
from amends.outbox.actions import asking, brake, gate, truth
from amends.outbox.actions.post import post
from amends.outbox.actions.say import ChannelOf, by_registry, ring, say
from amends.outbox.models import Send, SendState
from amends.outbox.rules import Level, SayKind
from amends.refusals import NotFound, Refusal
from amends.staff.rules import Actor, Right, Via

#: Where a person sees what they let go.
BY_HAND = frozenset({Via.WEB, Via.COMMAND})
#: Nobody has handed it to a network, and nobody will while its row is held.
_NOT_LEFT = (SendState.QUEUED, SendState.HELD)


class TooLate(Refusal):
    """It is on its way already and can no longer be taken back."""

    code = "too-late"


class NotHeld(Refusal):
    """This message is not held; somebody may have been faster."""

    code = "not-held"


class NeedsALook(Refusal):
    """The brake held this: a person looks at it at the desk before it may go; no program lets it go."""

    code = "needs-a-look"


class NotFailed(Refusal):
    """Only a message that failed or was refused can be tried again."""

    code = "not-failed"


class NothingToPutAway(Refusal):
    """Only a message that is held, refused or failed can be put away."""

    code = "nothing-to-put-away"


def withdraw(*, by: Actor, send: Send, now: datetime) -> Send:
    """Take back what has not left, held or not: the case is as it was. Raises `TooLate`.

    Whoever has the row first decides: a worker that claimed it, or this.
    """
    with transaction.atomic():
        send = _mine(by, send, _NOT_LEFT, TooLate)
        truth.move(send, SendState.WITHDRAWN, "", now)
        asking.settle_with(send, now)
        take_back(by=by, message=send.message, because="withdrawn", now=now)
        _record(by, "outbox.withdraw", send, {}, now)
    return send


def require_not_left(*, by: Actor, send: Send) -> None:
    """Keep what has not left as it is until the transaction ends. Raises `TooLate`."""
    _mine(by, send, _NOT_LEFT, TooLate)


def send_now(*, by: Actor, send: Send, now: datetime) -> Send:
    """What was to leave later leaves now. Raises `TooLate` when it is on its way already."""
    with transaction.atomic():
        send = _mine(by, send, (SendState.QUEUED,), TooLate)
        send.scheduled_at = None
        send.save(update_fields=["scheduled_at"])
        _queue(send, now)
        _record(by, "outbox.send_now", send, {}, now)
    return send


def let_go(*, by: Actor, send: Send, now: datetime, channel_of: ChannelOf = by_registry) -> Send:
    """A person has looked at a held message: it may leave now, or waits for the yes that it needs by now.

    What the brake held is looked at by a person at the desk, one by one: a program cannot let it go.
    Raises `NotHeld`, `NeedsALook`, `NotThroughTheGate`.
    """
    with transaction.atomic():
        send = _mine(by, send, (SendState.HELD,), NotHeld)
        _require_a_look(by, send)
        if _asks_first(send, channel_of, now):
            return send
        # Nobody is asked any more for a yes that the playbook of now does not want.
        asking.settle_with(send, now)
        _queue(send, now)
        _record(by, "outbox.let_go", send, {}, now)
    return send


def drop(*, by: Actor, send: Send, reason: str, now: datetime) -> Send:
    """It will not be sent: what was held goes out of view, what failed stays seen as failed.

    Raises `NothingToPutAway`.
    """
    states = (SendState.HELD, SendState.REFUSED, SendState.FAILED)
    with transaction.atomic():
        send = _mine(by, send, states, NothingToPutAway)
        was = send.state
        truth.move(send, SendState.WITHDRAWN, reason, now)
        asking.settle_with(send, now)
        if was == SendState.HELD:
            take_back(by=by, message=send.message, because="dropped", now=now)
        _record(by, "outbox.drop", send, {"from": was, "reason": reason}, now)
    return send


def try_again(
    *,
    by: Actor,
    send: Send,
    now: datetime,
    text: str | None = None,
    channel_of: ChannelOf = by_registry,
) -> Send:
    """Say again what failed or was refused; the send that now carries it.

    Other words, or words that the network took once and gave back, make a new send: its old key would
    only bring back the old answer. Raises `NotFailed` and `NotThroughTheGate`.
    """
    with transaction.atomic():
        send = _mine(by, send, (SendState.FAILED, SendState.REFUSED), NotFailed)
        is_new = (text is not None and text != send.text) or send.sent_at is not None
        if is_new:
            return _say_anew(by, send, send.text if text is None else text, now, channel_of)
        send.tries = 0
        send.save(update_fields=["tries"])
        if not _asks_first(send, channel_of, now):
            _queue(send, now)
        outgoing.stand_again(by=by, message=send.message, now=now)
        _record(by, "outbox.try_again", send, {}, now)
    return send


def _say_anew(by: Actor, send: Send, text: str, now: datetime, channel_of: ChannelOf) -> Send:
    if send.case is None:
        return _post_anew(by, send, text, now, channel_of)
    answered = send.case.messages.filter(
        connection_id=send.connection_id, external_id=send.reply_to or None
    ).first()
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    anew = say(
        by=by,
        case=send.case,
        kind=SayKind.PUBLIC_REPLY if send.is_public else SayKind.PRIVATE_MESSAGE,
        text=text,
        request_key=f"again:{send.key}:{digest}",
        now=now,
        undo_for=timedelta(),
        subject=send.subject,
        to=answered,
        uploads=list(send.files.order_by("position").values_list("upload_id", flat=True)),
        template=truth.template_of(send) if text == send.text else None,
        assisted=send.assisted,
        channel_of=channel_of,
    )
    truth.move(send, SendState.WITHDRAWN, "Said again.", now)
    facts = {"by": anew.pk}
    _record(by, "outbox.try_again", send, facts, now)
    return anew


def _post_anew(by: Actor, send: Send, text: str, now: datetime, channel_of: ChannelOf) -> Send:
    """The same post with other words; what goes on from it goes on from the new one."""
    if not send.is_public:
        raise NotFailed
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    truth.move(send, SendState.WITHDRAWN, "Said again.", now)
    (anew,) = post(
        by=by,
        connection=send.connection,
        parts=[text],
        request_key=f"again:{send.key}:{digest}",
        now=now,
        undo_for=timedelta(),
        uploads=list(send.files.order_by("position").values_list("upload_id", flat=True)),
        warning=send.warning,
        follows=send.follows,
        in_bulk=send.in_bulk,
        channel_of=channel_of,
    )
    Send.objects.filter(follows=send).update(follows=anew)
    _record(by, "outbox.try_again", send, {"by": anew.pk}, now)
    return anew


def reschedule(
    *, by: Actor, send: Send, at: datetime, now: datetime, channel_of: ChannelOf = by_registry
) -> Send:
    """What has not left leaves at another moment; what is held does, if the gate lets it.

    Raises `TooLate`, `NeedsALook` and `NotThroughTheGate`.
    """
    with transaction.atomic():
        send = _mine(by, send, _NOT_LEFT, TooLate)
        _require_a_look(by, send)
        # What waits for a yes goes on waiting, for another moment.
        is_held = send.state == SendState.HELD and send.held_by != "approval"
        if is_held and not _asks_first(send, channel_of, now):
            truth.move(send, SendState.QUEUED, "", now)
        send.scheduled_at = send.not_before = max(at, now)
        send.save(update_fields=["scheduled_at", "not_before"])
        _record(by, "outbox.reschedule", send, {"at": send.not_before.isoformat()}, now)
        ring()
    return send


def _mine(by: Actor, send: Send, states: Collection[str], no: type[Refusal]) -> Send:
    """The row, locked, if this actor may change it and it is in one of the states."""
    by.require(Right.ANSWER)
    if send.brand_id != by.brand_id:
        raise NotFound
    locked = truth.locked_send(send.pk)
    if locked.case_id is None:
        by.require(Right.ANNOUNCE)
    if locked.state not in states:
        raise no
    return locked


def _require_a_look(by: Actor, send: Send) -> None:
    if send.held_by == "brake" and by.via not in BY_HAND:
        raise NeedsALook


def _asks_first(send: Send, channel_of: ChannelOf, now: datetime) -> bool:
    """Whether it still waits: for a yes that it did not need before. Raises `NotThroughTheGate`."""
    on = brake.share(send.brand_id)
    judgement = gate.at_leaving(
        channel=channel_of(send.connection),
        send=send,
        brake=on,
        now=now,
    )
    if judgement.level is Level.PASS:
        return False
    if {each.code for each in judgement.verdicts} != {"approval"}:
        raise gate.NotThroughTheGate(judgement)
    if asking.ask_for(about=send, asks=judgement.asks, now=now) is None:
        raise gate.NotThroughTheGate(judgement)
    send.held_by = judgement.waits_for
    send.save(update_fields=["held_by"])
    reason = judgement.deciding.sentence if judgement.deciding else ""
    truth.move(send, SendState.HELD, reason, now)
    return True


def _queue(send: Send, now: datetime) -> None:
    send.not_before = max(now, send.scheduled_at or now)
    send.save(update_fields=["not_before"])
    truth.move(send, SendState.QUEUED, "", now)
    ring()


def _record(by: Actor, action: str, send: Send, facts: Mapping[str, object], now: datetime) -> None:
    record(by=by, action=action, target=f"send:{send.pk}", facts=facts, now=now)
