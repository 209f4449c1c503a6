"""Deeds: edits, deletions, hiding and likes, through the gate and on their way until they are done.

Every one of them may be asked for twice without harm, so an answer that was lost is simply asked for again.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from amends import queue
from amends.audit.actions import record
from amends.channels.actions import mark_disconnected
from amends.channels.base import Channel, Link
from amends.channels.contract import (
    ChannelError,
    Outgoing,
    Receipt,
    ThreadKind,
    Visibility,
)
from amends.inbox.actions import bell, outgoing
from amends.inbox.actions.events import note_event
from amends.inbox.models import CaseEventKind, Direction, Message
from amends.outbox import queries
from amends.outbox.actions import brake
from amends.outbox.actions.claim import make_lane_wait
from amends.outbox.actions.deliver import Courier
from amends.outbox.actions.gate import NotThroughTheGate
from amends.outbox.actions.policy import findings_in
from amends.outbox.actions.say import ChannelOf, by_registry
from amends.outbox.models import Brake, Deed, DeedState, Lane
from amends.outbox.rules import Fate, Judgement, Level, Moment, Pace, after_failure, backoff
from amends.outbox.rules.deeds import DeedFacts, DeedKind, judge_deed
from amends.playbook.rules import Finding
from amends.refusals import NotFound, Refusal
from amends.staff.rules import Actor, Right, system

logger = logging.getLogger(__name__)

_OPEN = (DeedState.QUEUED, DeedState.DOING, DeedState.HELD)
_STOPPED = (DeedState.HELD, DeedState.REFUSED, DeedState.FAILED, DeedState.UNKNOWN)
_NOBODY_KNOWS = "It was asked for many times, and no answer came: look there."
_CAN = {
    DeedKind.EDIT: "edits",
    DeedKind.DELETE: "deletes",
    DeedKind.HIDE: "hides",
    DeedKind.SHOW: "hides",
    DeedKind.LIKE: "likes",
}


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
    channel_of: ChannelOf = by_registry,
) -> Deed:
    """Have it done on the network; the same asked for twice is one deed.

    Raises NotAllowed, NotFound, `AlreadyAsked`, and `NotThroughTheGate` with the sentence to show.
    """
    _require(by, kind)
    if message.brand_id != by.brand_id:
        raise NotFound
    with transaction.atomic():
        locked = Message.objects.select_for_update(of=("self",)).select_related("connection")
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
            asked_by_id=by.user_id,
            asked_at=now,
        )
        on = brake.share(message.brand_id)
        judgement = _judge(asked, channel_of(message.connection), Moment.ASKING, on, by)
        if judgement.level is Level.BLOCK:
            raise NotThroughTheGate(judgement)
        _start(asked, judgement)
        _note(asked, CaseEventKind.DEED_ASKED, by.user_id, now)
        _record(by, f"outbox.{kind}", asked, now)
        if asked.state == DeedState.HELD:
            _note(asked, CaseEventKind.DEED_STOPPED, by.user_id, now)
    return asked


def _require(by: Actor, kind: DeedKind) -> None:
    by.require(Right.ANSWER)
    if kind in {DeedKind.HIDE, DeedKind.SHOW}:
        by.require(Right.HIDE)


def _same(deed: Deed, text: str) -> Deed:
    if deed.kind == DeedKind.EDIT and deed.text != text:
        raise AlreadyAsked
    return deed


def _start(deed: Deed, judgement: Judgement) -> None:
    deciding = judgement.deciding
    if judgement.level is Level.HOLD:
        deed.state, deed.trouble = DeedState.HELD, deciding.sentence if deciding else ""
    deed.save()
    Lane.objects.bulk_create(
        [Lane(connection_id=deed.connection_id, brand_id=deed.brand_id)], ignore_conflicts=True
    )
    _ring(deed)
    if deed.state == DeedState.QUEUED:
        _defer(deed)


def try_deed_again(*, by: Actor, deed: Deed, now: datetime) -> Deed:
    """Have it done after all: the brake is off, the account connected again, or the network better.

    Raises `NotStopped`, NotAllowed, NotFound and `NotThroughTheGate`.
    """
    with transaction.atomic():
        deed = _stopped(by, deed)
        on = brake.share(deed.brand_id)
        judgement = _judge(deed, by_registry(deed.connection), Moment.LEAVING, on)
        if judgement.level is not Level.PASS:
            raise NotThroughTheGate(judgement)
        deed.tries = 0
        _move(deed, DeedState.QUEUED, "", now)
        _defer(deed)
        _record(by, "outbox.try_deed_again", deed, now)
    return deed


def put_deed_away(*, by: Actor, deed: Deed, now: datetime) -> Deed:
    """It will not be done. Raises `NotStopped`, NotAllowed and NotFound."""
    with transaction.atomic():
        deed = _stopped(by, deed)
        _move(deed, DeedState.PUT_AWAY, deed.trouble, now)
        _note(deed, CaseEventKind.DEED_PUT_AWAY, by.user_id, now)
        _record(by, "outbox.put_deed_away", deed, now)
    return deed


def _stopped(by: Actor, deed: Deed) -> Deed:
    _require(by, DeedKind(deed.kind))
    if deed.brand_id != by.brand_id:
        raise NotFound
    deed = _locked(deed.pk)
    if deed.state not in _STOPPED:
        raise NotStopped
    return deed


# -------------------------------------------------------------------------------------- done


def do_deed(*, deed_id: int, courier: Courier) -> None:
    """Ask the network for a deed and write down what came of it; what must wait is deferred again."""
    deed = _begin(deed_id, courier)
    if deed is None:
        return
    try:
        channel, link = courier.channel_of(deed.connection), courier.link_of(deed.connection)
        result = _do(channel, link, deed)
    except (ChannelError, Refusal) as error:
        result = error
    except Exception as error:
        logger.exception("Deed %s failed in a way that has no name.", deed.pk)
        result = error
    with transaction.atomic():
        locked = _locked(deed.pk)
        if locked.state == DeedState.DOING:
            _write_down(locked, result, courier.clock(), courier.pace)


def _begin(deed_id: int, courier: Courier) -> Deed | None:
    now = courier.clock()
    with transaction.atomic():
        deed = _locked(deed_id)
        if deed.state not in {DeedState.QUEUED, DeedState.DOING}:
            return None
        lane = Lane.objects.get(connection_id=deed.connection_id)
        if lane.wait_until is not None and lane.wait_until > now:
            _defer(deed, lane.wait_until)
            return None
        on = brake.share(deed.brand_id)
        judgement = _judge(deed, courier.channel_of(deed.connection), Moment.LEAVING, on)
        if judgement.level is not Level.PASS:
            deciding = judgement.deciding
            _stop(deed, DeedState.HELD, deciding.sentence if deciding else "", now)
            return None
        deed.tries += 1
        deed.save(update_fields=["tries"])
        _move(deed, DeedState.DOING, "", now)
    return deed


def _do(channel: Channel, link: Link, deed: Deed) -> Receipt | Exception | None:
    message = deed.message
    external_id, thread = message.external_id or "", _thread(message)
    match DeedKind(deed.kind):
        case DeedKind.EDIT:
            return channel.edit(link, external_id, _outgoing(deed))
        case DeedKind.DELETE:
            channel.delete(link, external_id, thread)
        case DeedKind.HIDE | DeedKind.SHOW:
            channel.hide(link, external_id, thread, hidden=deed.kind == DeedKind.HIDE)
        case DeedKind.LIKE:
            channel.like(link, external_id, thread)
    return None


def _outgoing(deed: Deed) -> Outgoing:
    message = deed.message
    return Outgoing(
        key=f"deed-{deed.pk}",
        visibility=Visibility.PUBLIC if message.is_public else Visibility.PRIVATE,
        text=deed.text,
        thread=_thread(message),
        thread_kind=ThreadKind(message.thread.kind if message.thread else ThreadKind.POST),
        reply_to=message.reply_to,
        subject=message.subject,
    )


def _thread(message: Message) -> str:
    return message.thread.external_id if message.thread else ""


def _write_down(deed: Deed, result: Receipt | Exception | None, now: datetime, pace: Pace) -> None:
    if isinstance(result, Exception):
        _fail(deed, result, now, pace)
        return
    deed.done_at = now
    _move(deed, DeedState.DONE, "", now)
    by = _for_whom(deed)
    if deed.kind == DeedKind.EDIT:
        at = (result.sent_at if result else None) or now
        outgoing.reword(message_id=deed.message_id, text=deed.text, at=at)
    if deed.kind == DeedKind.DELETE:
        outgoing.take_back(by=by, message=deed.message, because="taken back", now=now)
    _note(deed, CaseEventKind.DEED_DONE, deed.asked_by_id, now)
    _record(by, f"outbox.{deed.kind}_done", deed, now)


def _fail(deed: Deed, error: Exception, now: datetime, pace: Pace) -> None:
    lane = Lane.objects.get(connection_id=deed.connection_id)
    decision = after_failure(error, tries=deed.tries, failures=lane.failures, pace=pace)
    if decision.lane_wait is not None:
        make_lane_wait(connection_id=deed.connection_id, until=now + decision.lane_wait)
    if not decision.counts:
        deed.tries -= 1
        deed.save(update_fields=["tries"])
    if decision.fate is Fate.HELD:
        by = system(deed.brand_id)
        mark_disconnected(by=by, connection=deed.connection, reason=str(error), now=now)
    is_lost = decision.fate is Fate.UNKNOWN
    if decision.fate is Fate.AGAIN or (is_lost and deed.tries < pace.most_tries):
        _move(deed, DeedState.QUEUED, decision.reason, now)
        _defer(deed, now + (backoff(deed.tries, pace) if is_lost else decision.wait))
        return
    stopped = {Fate.REFUSED: DeedState.REFUSED, Fate.HELD: DeedState.HELD}
    state = DeedState.UNKNOWN if is_lost else stopped.get(decision.fate, DeedState.FAILED)
    _stop(deed, state, _NOBODY_KNOWS if is_lost else decision.reason, now)


def _stop(deed: Deed, state: DeedState, trouble: str, now: datetime) -> None:
    """It was not done, and a person must look: the case says so, and the trail."""
    _move(deed, state, trouble, now)
    _note(deed, CaseEventKind.DEED_STOPPED, deed.asked_by_id, now)
    _record(_for_whom(deed), f"outbox.{deed.kind}_{state}", deed, now)


def _for_whom(deed: Deed) -> Actor:
    """The desk itself, on behalf of who asked."""
    return replace(system(deed.brand_id), user_id=deed.asked_by_id)


# ------------------------------------------------------------------------------------ the gate


def _judge(
    deed: Deed, channel: Channel, moment: Moment, on: Brake | None, by: Actor | None = None
) -> Judgement:
    message, kind = deed.message, DeedKind(deed.kind)
    visibility = Visibility.PUBLIC if message.is_public else Visibility.PRIVATE
    is_edit = kind is DeedKind.EDIT and moment is Moment.ASKING
    return judge_deed(
        DeedFacts(
            moment=moment,
            kind=kind,
            network=channel.name,
            can=getattr(channel.capabilities, _CAN[kind]),
            is_connected=queries.is_active(deed.connection),
            not_connected_because=deed.connection.state_reason,
            stands=bool(message.external_id) and message.deleted_at is None,
            is_ours=message.direction == Direction.OUT,
            is_public=message.is_public,
            text=deed.text,
            is_same_text=deed.text == message.text,
            length=channel.count(deed.text, visibility) if is_edit else 0,
            limit=channel.limit_for(visibility),
            reason=deed.reason,
            brake=on.reason if on else None,
            findings=_findings(deed, channel, by) if is_edit else (),
        )
    )


def _findings(deed: Deed, channel: Channel, by: Actor | None) -> tuple[Finding, ...]:
    if deed.case is None:
        return ()
    return findings_in(
        case=deed.case,
        text=deed.text,
        is_public=deed.message.is_public,
        network=channel.slug,
        by=by,
    )


def _locked(deed_id: int) -> Deed:
    related = ("connection", "message", "message__thread", "case")
    locked = Deed.objects.select_for_update(of=("self",)).select_related(*related)
    return locked.get(pk=deed_id)


def _move(deed: Deed, state: DeedState, trouble: str, now: datetime) -> None:
    deed.state, deed.state_since, deed.trouble = state, now, trouble
    deed.save(update_fields=["state", "state_since", "trouble", "done_at"])
    _ring(deed)


def _defer(deed: Deed, at: datetime | None = None) -> None:
    """One after the other on a connection: what is shown again must not overtake its hiding."""
    lock = f"outbox.do_deed:{deed.connection_id}"
    queue.defer("outbox.do_deed", at=at, lock=lock, deed_id=deed.pk)


def _ring(deed: Deed) -> None:
    cases: Collection[int] = [deed.case_id] if deed.case_id is not None else []
    bell.ring(brand_id=deed.brand_id, cases=cases)


def _note(deed: Deed, kind: CaseEventKind, by_id: int | None, now: datetime) -> None:
    """What the case's timeline tells of it. The network's own words stay with the deed."""
    if deed.case is None:
        return
    facts = {"deed": deed.pk, "message": deed.message_id, "what": str(deed.kind)}
    if deed.reason:
        facts["reason"] = deed.reason
    if kind is CaseEventKind.DEED_STOPPED:
        facts["ended"] = str(deed.state)
    note_event(case=deed.case, kind=kind, by_id=by_id, at=now, facts=facts)


def _record(by: Actor, action: str, deed: Deed, now: datetime) -> None:
    facts: dict[str, object] = {
        "message": deed.message_id,
        "case": deed.case_id,
        "state": deed.state,
    }
    if deed.reason:
        facts["reason"] = deed.reason
    record(by=by, action=action, target=f"deed:{deed.pk}", facts=facts, now=now)
