"""Deeds: edits, deletions, hiding and likes, through the gate; who asks for one, and what becomes of a wish.

Every one of them may be asked for twice without harm, so an answer that was lost is simply asked for again.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.inbox.models import CaseEventKind, Message
from amends.outbox.actions import asking, brake, moderation
from amends.outbox.actions import deed_truth as truth
from amends.outbox.actions.change import BY_HAND, NeedsALook
from amends.outbox.actions.gate import NotThroughTheGate
from amends.outbox.actions.judging import judge_now
from amends.outbox.actions.say import ChannelOf, by_registry
from amends.outbox.models import Decision, Deed, DeedState, Lane
from amends.outbox.rules import Judgement, Level, Moment
from amends.outbox.rules.deeds import MODERATION, DeedKind
from amends.refusals import NotFound, Refusal
from amends.staff.rules import Actor, Right

_OPEN = (DeedState.QUEUED, DeedState.DOING, DeedState.HELD)
_STOPPED = (DeedState.HELD, DeedState.REFUSED, DeedState.FAILED, DeedState.UNKNOWN)


class AlreadyAsked(Refusal):
    """Somebody asked for the same just now, with other words; wait until that is done."""

    code = "already-asked"


class NotStopped(Refusal):
    """This is done already, or on its way; somebody may have been faster."""

    code = "not-stopped"


# --------------------------------------------------------------------------------- asked for


def ask_deed(  # noqa: PLR0913 - what is done to what, why, and by whom
    *,
    by: Actor,
    message: Message,
    kind: DeedKind,
    now: datetime,
    text: str = "",
    reason: str = "",
    ground: str = "",
    marked: str = "",
    channel_of: ChannelOf = by_registry,
) -> Deed:
    """Have it done on the network; the same asked for twice is one deed.

    ``ground``: one of `rules.moderation.Ground`, without which nobody's words are taken from sight;
    ``marked``: which of them are meant. What needs a yes waits for it. Raises NotAllowed, NotFound,
    `AlreadyAsked`, and `NotThroughTheGate` with the sentence to show.
    """
    _require(by, kind)
    if message.brand_id != by.brand_id:
        raise NotFound
    with transaction.atomic():
        locked = Message.objects.select_for_update(of=("self",)).select_related(
            "connection", "thread", "identity"
        )
        message = locked.get(pk=message.pk)
        under_way = Deed.objects.filter(message=message, kind=kind, state__in=_OPEN).first()
        if under_way is not None:
            return _same(under_way, text)
        asked = Deed(
            brand_id=message.brand_id,
            connection=message.connection,
            case_id=message.case_id,
            message=message,
            kind=kind,
            state_since=now,
            text=text if kind is DeedKind.EDIT else "",
            reason=" ".join(reason.split())[:500],
            ground=ground if kind in MODERATION else "",
            marked=" ".join(marked.split())[:1000] if kind in MODERATION else "",
            asked_by_id=by.user_id,
            asked_at=now,
        )
        on = brake.share(message.brand_id)
        judgement = judge_now(asked, channel_of(message.connection), Moment.ASKING, on, now)
        if judgement.level is Level.BLOCK:
            raise NotThroughTheGate(judgement)
        _start(by, asked, judgement)
    return asked


def _require(by: Actor, kind: DeedKind) -> None:
    by.require(Right.ANSWER)
    if kind in {*MODERATION, DeedKind.SHOW}:
        by.require(Right.HIDE)


def _same(deed: Deed, text: str) -> Deed:
    if deed.kind == DeedKind.EDIT and deed.text != text:
        raise AlreadyAsked
    return deed


def _start(by: Actor, deed: Deed, judgement: Judgement) -> None:
    now = deed.asked_at
    if judgement.level is Level.HOLD:
        deed.state, deed.held_by = DeedState.HELD, judgement.waits_for
        deed.trouble = judgement.deciding.sentence if judgement.deciding else ""
    deed.save()
    if moderation.is_moderated(deed):
        moderation.remember(deed)
    Lane.objects.bulk_create(
        [Lane(connection_id=deed.connection_id, brand_id=deed.brand_id)], ignore_conflicts=True
    )
    truth.ring(deed)
    truth.note(deed, CaseEventKind.DEED_ASKED, by.user_id, now)
    truth.write_down(by, f"outbox.{deed.kind}", deed, now)
    if deed.state == DeedState.QUEUED:
        truth.defer(deed)
        return
    asking.ask_for(about=deed, asks=judgement.asks, now=now)
    if deed.held_by != "approval":
        truth.note(deed, CaseEventKind.DEED_STOPPED, by.user_id, now)


def try_deed_again(
    *, by: Actor, deed: Deed, now: datetime, channel_of: ChannelOf = by_registry
) -> Deed:
    """Have it done after all: the brake is off, the account connected again, or the network better.

    What the brake held is looked at by a person. Raises `NotStopped`, `NeedsALook`, NotAllowed, NotFound
    and `NotThroughTheGate`.
    """
    with transaction.atomic():
        deed = _stopped(by, deed)
        if deed.held_by == "brake" and by.via not in BY_HAND:
            raise NeedsALook
        on = brake.share(deed.brand_id)
        judgement = judge_now(deed, channel_of(deed.connection), Moment.LEAVING, on, now)
        if judgement.level is not Level.PASS:
            raise NotThroughTheGate(judgement)
        asking.settle_with(deed, now)
        queue_deed(deed, now)
        truth.write_down(by, "outbox.try_deed_again", deed, now)
    return deed


def queue_deed(deed: Deed, now: datetime) -> None:
    """On its way, from the first try. ``deed`` is locked."""
    deed.tries = 0
    deed.save(update_fields=["tries"])
    truth.move(deed, DeedState.QUEUED, "", now)
    truth.defer(deed)


def put_deed_away(*, by: Actor, deed: Deed, now: datetime) -> Deed:
    """It will not be done. Raises `NotStopped`, NotAllowed and NotFound."""
    with transaction.atomic():
        deed = _stopped(by, deed)
        asking.settle_with(deed, now)
        moderation.decide(deed, Decision.WITHDRAWN, by_id=by.user_id, now=now)
        truth.move(deed, DeedState.PUT_AWAY, deed.trouble, now)
        truth.note(deed, CaseEventKind.DEED_PUT_AWAY, by.user_id, now)
        truth.write_down(by, "outbox.put_deed_away", deed, now)
    return deed


def _stopped(by: Actor, deed: Deed) -> Deed:
    _require(by, DeedKind(deed.kind))
    if deed.brand_id != by.brand_id:
        raise NotFound
    deed = truth.locked_deed(deed.pk)
    if deed.state not in _STOPPED:
        raise NotStopped
    return deed
