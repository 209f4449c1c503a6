"""Deeds on their way: the network is asked until it answers, and what came of it is written down."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from amends.channels.actions import mark_disconnected
from amends.channels.base import Channel, Link
from amends.channels.contract import (
    ChannelError,
    Outgoing,
    Receipt,
    ThreadKind,
    Visibility,
)
from amends.inbox.actions import outgoing
from amends.inbox.actions.taking_back import take_back
from amends.inbox.models import CaseEventKind, Message
from amends.outbox.actions import asking, brake, moderation
from amends.outbox.actions import deed_truth as truth
from amends.outbox.actions.claim import make_lane_wait
from amends.outbox.actions.deliver import Courier
from amends.outbox.actions.judging import judge_now
from amends.outbox.models import Deed, DeedState, Lane
from amends.outbox.rules import Fate, Judgement, Level, Moment, Pace, after_failure, backoff
from amends.outbox.rules.deeds import DeedKind
from amends.refusals import Refusal
from amends.staff.rules import system

logger = logging.getLogger(__name__)

_NOBODY_KNOWS = "It was asked for many times, and no answer came: look there."


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
        locked = truth.locked_deed(deed.pk)
        if locked.state == DeedState.DOING:
            _write_down(locked, result, courier.clock(), courier.pace)


def _begin(deed_id: int, courier: Courier) -> Deed | None:
    now = courier.clock()
    with transaction.atomic():
        deed = truth.locked_deed(deed_id)
        if deed.state not in {DeedState.QUEUED, DeedState.DOING}:
            return None
        lane = Lane.objects.get(connection_id=deed.connection_id)
        if lane.wait_until is not None and lane.wait_until > now:
            truth.defer(deed, lane.wait_until)
            return None
        on = brake.share(deed.brand_id)
        judgement = judge_now(deed, courier.channel_of(deed.connection), Moment.LEAVING, on, now)
        if judgement.level is not Level.PASS:
            _hold(deed, judgement, now)
            return None
        deed.tries += 1
        deed.save(update_fields=["tries"])
        truth.move(deed, DeedState.DOING, "", now)
    return deed


def _hold(deed: Deed, judgement: Judgement, now: datetime) -> None:
    """What it needs by now it has not: somebody's yes, the brake off, the account connected."""
    deed.held_by = judgement.waits_for
    truth.stop(deed, DeedState.HELD, judgement.deciding.sentence if judgement.deciding else "", now)
    asking.ask_for(about=deed, asks=judgement.asks, now=now)


def _do(channel: Channel, link: Link, deed: Deed) -> Receipt | Exception | None:
    message = deed.message
    external_id, thread = message.external_id or "", _thread(message)
    match DeedKind(deed.kind):
        case DeedKind.EDIT:
            return channel.edit(link, external_id, _outgoing(deed))
        case DeedKind.DELETE | DeedKind.REMOVE:
            channel.delete(link, external_id, thread)
        case DeedKind.HIDE | DeedKind.SHOW:
            channel.hide(link, external_id, thread, hidden=deed.kind == DeedKind.HIDE)
        case DeedKind.LIKE:
            channel.like(link, external_id, thread)
        case DeedKind.PIN | DeedKind.UNPIN:
            channel.pin(link, external_id, thread, pinned=deed.kind == DeedKind.PIN)
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
    truth.move(deed, DeedState.DONE, "", now)
    moderation.write_done(deed, now)
    by = truth.for_whom(deed)
    if deed.kind == DeedKind.EDIT:
        at = (result.sent_at if result else None) or now
        outgoing.reword(message_id=deed.message_id, text=deed.text, at=at)
    if deed.kind == DeedKind.DELETE:
        take_back(by=by, message=deed.message, because="taken back", now=now)
    if deed.kind == DeedKind.REMOVE:
        outgoing.take_away(message_id=deed.message_id, now=now)
    truth.note(deed, CaseEventKind.DEED_DONE, deed.asked_by_id, now)
    truth.write_down(by, f"outbox.{deed.kind}_done", deed, now)


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
        truth.move(deed, DeedState.QUEUED, decision.reason, now)
        truth.defer(deed, now + (backoff(deed.tries, pace) if is_lost else decision.wait))
        return
    stopped = {Fate.REFUSED: DeedState.REFUSED, Fate.HELD: DeedState.HELD}
    state = DeedState.UNKNOWN if is_lost else stopped.get(decision.fate, DeedState.FAILED)
    truth.stop(deed, state, _NOBODY_KNOWS if is_lost else decision.reason, now)
