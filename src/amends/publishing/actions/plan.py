"""Planning: an approved post gets its places on the calendar, and each place its one send.

A place and what goes out at it are written in one transaction, and the send's request key is the place's
number: whatever crashes, and however often this is done again, there is one of each.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction

from amends.audit.actions import record
from amends.channels.contract import Visibility
from amends.outbox import actions as outbox
from amends.outbox.actions.say import ChannelOf, by_registry
from amends.outbox.models import Send, SendState
from amends.publishing import queries, rules
from amends.publishing.actions.compose import NotOpen, NowhereToGo
from amends.publishing.models import Post, PostState, PostVersion, Slot
from amends.publishing.rules import Repeat
from amends.refusals import NotFound, Refusal
from amends.staff.models import Brand
from amends.staff.rules import Actor, Right, system

log = logging.getLogger(__name__)

_OPEN = (PostState.DRAFT, PostState.ASKED)
_MAY_STILL_STOP = (SendState.QUEUED, SendState.HELD, SendState.REFUSED, SendState.FAILED)


class NotApproved(Refusal):
    """This post is not planned; there is nothing to take back."""

    code = "not-approved"


class NotThere(Refusal):
    """One of its networks would not take it as it stands."""

    code = "gate"


def approve(
    *,
    by: Actor,
    post: Post,
    seen: int,
    now: datetime,
    channel_of: ChannelOf = by_registry,
) -> Post:
    """Let it go out: each version at its moment, or now where it has none.

    ``seen``: the revision that was looked at. Raises `NotOpen`, `compose.NowhereToGo`, `InThePast`,
    `TooFar`, and `NotThere` with the network's name; then nothing is planned.
    """
    by.require(Right.ANNOUNCE)
    with transaction.atomic():
        post = _locked(by, post)
        if post.state not in _OPEN or post.revision != seen:
            raise NotOpen
        versions = queries.versions_of(post)
        if not versions:
            raise NowhereToGo
        post.state, post.state_since, post.note = PostState.APPROVED, now, ""
        post.round, post.revision, post.decided_by_id = post.round + 1, seen + 1, by.user_id
        post.save(update_fields=["state", "state_since", "note", "round", "revision", "decided_by"])
        zone = Brand.objects.get(pk=by.brand_id).time_zone
        for version in versions:
            if version.at is not None:
                rules.require_to_come(version.at, now)
            _lay_out(by, version, zone, channel_of, now)
        _record(by, "publishing.approve", post, {"versions": len(versions)}, now)
    return post


def lay_out_all(*, now: datetime, channel_of: ChannelOf = by_registry) -> int:
    """Give every repeating post its places of the weeks to come; returns how many posts were looked at.

    What the gate would not let pass now stays on the calendar with the reason, for a person to see.
    """
    repeating = Post.objects.filter(state=PostState.APPROVED).exclude(repeat=Repeat.NO)
    ids = list(repeating.order_by("pk").values_list("pk", "brand_id"))
    for post_id, brand_id in ids:
        try:
            _lay_out_again(post_id, brand_id, channel_of, now)
        except Exception:
            # One that cannot be laid out must not take the other brands' with it.
            log.exception("Post %s could not be laid out; going on", post_id)
    return len(ids)


@transaction.atomic
def _lay_out_again(post_id: int, brand_id: int, channel_of: ChannelOf, now: datetime) -> None:
    post = Post.objects.select_for_update().get(pk=post_id)
    zone = Brand.objects.get(pk=brand_id).time_zone
    # The desk lays it out, and says it for whoever approved it.
    by = replace(system(brand_id), user_id=post.decided_by_id)
    for version in queries.versions_of(post) if post.state == PostState.APPROVED else []:
        _lay_out(by, version, zone, channel_of, now)


def _lay_out(
    by: Actor, version: PostVersion, zone: str, channel_of: ChannelOf, now: datetime
) -> None:
    """Every place of a version that is still missing until the horizon. Its post is locked."""
    post = version.post
    here = Slot.objects.filter(version=version, round=post.round)
    laid = dict(here.values_list("number", "at"))
    first = rules.shown_at(version.at or laid.get(0) or now, zone)
    coming = rules.occurrences(
        first,
        Repeat(post.repeat),
        last=post.repeat_until,
        until=rules.shown_at(now + rules.LAID_OUT_FOR, zone),
    )
    for number, shown in coming:
        if number in laid:
            continue
        at = rules.instant(shown, zone) if version.at or number else now
        if number and at < now:
            # Nobody laid it out in time: what was missed is never sent late.
            continue
        _fill(by, version, number, at, channel_of, now)


def _fill(  # noqa: PLR0913, PLR0917 - one place, and what goes out at it
    by: Actor, version: PostVersion, number: int, at: datetime, channel_of: ChannelOf, now: datetime
) -> None:
    post = version.post
    slot = Slot.objects.create(
        brand_id=post.brand_id, version=version, round=post.round, number=number, at=at
    )
    try:
        with transaction.atomic():
            slot.send = _post(by, version, slot, channel_of, now)
    except (Refusal, IntegrityError) as error:
        if number == 0:
            name = version.connection.name
            why = error.sentence if isinstance(error, Refusal) else str(error)
            raise NotThere(f"{name}: {why}") from None
        slot.trouble = error.sentence if isinstance(error, Refusal) else type(error).__name__
    slot.save(update_fields=["send", "trouble"])


def _post(
    by: Actor, version: PostVersion, slot: Slot, channel_of: ChannelOf, now: datetime
) -> Send:
    post, channel = version.post, channel_of(version.connection)
    text = rules.tagged(version.words, source=channel.slug, campaign=post.campaign)
    text, warning = rules.warned(text, post.warning, warns=channel.capabilities.warns)
    limit = channel.limit_for(Visibility.PUBLIC)
    parts = rules.in_parts(
        text, limit.size if limit else None, lambda each: channel.count(each, Visibility.PUBLIC)
    )
    sends = outbox.post(
        by=by,
        connection=version.connection,
        parts=parts,
        request_key=f"slot:{slot.pk}",
        now=now,
        at=slot.at if slot.at > now else None,
        uploads=version.files,
        warning=warning,
        in_bulk=True,
        written_by=post.made_by_id,
        channel_of=channel_of,
    )
    return sends[0]


# --------------------------------------------------------------------------------- changing a plan


def move(
    *,
    by: Actor,
    slot: Slot,
    at: datetime,
    now: datetime,
    channel_of: ChannelOf = by_registry,
) -> Slot:
    """Let one place on the calendar be at another moment: all its parts go with it.

    What was held may go then, if the gate lets it. Raises `InThePast`, `TooFar`, `outbox.TooLate`.
    """
    by.require(Right.ANNOUNCE)
    rules.require_to_come(at, now)
    with transaction.atomic():
        slot = _locked_slot(by, slot)
        for send in queries.parts_of(slot):
            outbox.reschedule(by=by, send=send, at=at, now=now, channel_of=channel_of)
        slot.at = at
        slot.save(update_fields=["at"])
        if slot.version.post.repeat == Repeat.NO:
            PostVersion.objects.filter(pk=slot.version_id).update(at=at)
        _record(by, "publishing.move", slot.version.post, {"slot": slot.pk}, now)
    return slot


def move_version(*, by: Actor, version: PostVersion, at: datetime, now: datetime) -> PostVersion:
    """Let a draft want another moment on one network. Raises `NotOpen`, `InThePast`, `TooFar`."""
    by.require(Right.ORGANISE)
    rules.require_to_come(at, now)
    with transaction.atomic():
        post = _locked(by, version.post)
        if post.state not in _OPEN:
            raise NotOpen
        version.at = at
        version.save(update_fields=["at"])
        post.revision += 1
        post.save(update_fields=["revision"])
        _record(by, "publishing.move", post, {"version": version.pk}, now)
    return version


def drop(*, by: Actor, slot: Slot, now: datetime) -> Slot:
    """This one does not go out; the repetitions to come stay planned. Raises `outbox.TooLate`."""
    by.require(Right.ANNOUNCE)
    with transaction.atomic():
        slot = _locked_slot(by, slot)
        for send in queries.parts_of(slot):
            _stop(by, send, now)
        slot.trouble = ""
        slot.save(update_fields=["trouble"])
        _record(by, "publishing.drop", slot.version.post, {"slot": slot.pk}, now)
    return slot


def take_back(*, by: Actor, post: Post, now: datetime) -> Post:
    """The whole plan is off: what has not left will not, and the post is a draft again.

    What is on its way or out already stays what it is. Raises `NotApproved`.
    """
    by.require(Right.ANNOUNCE)
    with transaction.atomic():
        post = _locked(by, post)
        if post.state != PostState.APPROVED:
            raise NotApproved
        for slot in Slot.objects.filter(version__post=post).select_related("send"):
            for send in queries.parts_of(slot):
                if send.state in _MAY_STILL_STOP:
                    _stop(by, send, now)
        Slot.objects.filter(version__post=post, send=None).update(trouble="")
        post.state, post.state_since, post.revision = PostState.DRAFT, now, post.revision + 1
        post.save(update_fields=["state", "state_since", "revision"])
        _record(by, "publishing.take_back", post, {}, now)
    return post


def _stop(by: Actor, send: Send, now: datetime) -> None:
    if send.state == SendState.QUEUED:
        outbox.withdraw(by=by, send=send, now=now)
    elif send.state in {SendState.HELD, SendState.REFUSED, SendState.FAILED}:
        outbox.drop(by=by, send=send, reason="taken off the calendar", now=now)
    elif send.state != SendState.WITHDRAWN:
        raise outbox.TooLate


def _locked(by: Actor, post: Post) -> Post:
    found = Post.objects.select_for_update().filter(brand_id=by.brand_id, pk=post.pk).first()
    if found is None:
        raise NotFound
    return found


def _locked_slot(by: Actor, slot: Slot) -> Slot:
    _locked(by, slot.version.post)
    return queries.slot_by_id(by.brand_id, slot.pk)


def _record(by: Actor, action: str, post: Post, facts: dict[str, object], now: datetime) -> None:
    record(by=by, action=action, target=f"post:{post.pk}", facts=facts, now=now)
