"""Posting: what we say to everybody and in answer to nobody, through the same gate, queue and states."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from amends.audit.actions import record
from amends.channels.base import Channel
from amends.channels.contract import ThreadKind, Visibility
from amends.channels.media import Enclosure
from amends.channels.models import Connection
from amends.inbox.actions import own_posts
from amends.inbox.actions.outgoing import Wording
from amends.outbox import queries
from amends.outbox.actions import asking, brake, gate
from amends.outbox.actions.policy import findings_in_post, matter_of_post
from amends.outbox.actions.say import (
    MOST_REASON,
    UNDO_FOR,
    ChannelOf,
    by_registry,
    enclose,
    enclosed,
    ring,
)
from amends.outbox.models import Brake, Lane, Send, SendState, Upload
from amends.outbox.rules import AT_ASKING, Facts, Judgement, Level, Moment, SayKind, judge, plain
from amends.outbox.rules.approvals import Ask, missing
from amends.playbook.rules import Kind
from amends.refusals import Invalid, NotFound
from amends.staff.rules import Actor, Right, Via

#: A thread of more parts is an article, and belongs on a page of its own.
MOST_PARTS = 25
_LOST = (SendState.WITHDRAWN, SendState.REFUSED, SendState.FAILED)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a door asked for, the same for all parts.

    ``read_as``: whose rules each is read by; those for notices ask for the whole of it, not for each part.
    """

    connection: Connection
    channel: Channel
    request_key: str
    at: datetime | None
    leaves_at: datetime
    warning: str
    in_bulk: bool
    overruling: str
    kind: Kind
    read_as: Kind
    written_by: int | None


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of the thread: its words, its place, what goes with it, and what it comes after."""

    text: str
    number: int
    files: tuple[Upload, ...]
    follows: Send | None


def post(  # noqa: PLR0913 - what is said, where, how, and when
    *,
    by: Actor,
    connection: Connection,
    parts: Sequence[str],
    request_key: str,
    now: datetime,
    undo_for: timedelta = UNDO_FOR,
    at: datetime | None = None,
    uploads: Sequence[int] = (),
    warning: str = "",
    follows: Send | None = None,
    in_bulk: bool = False,
    overruling: str = "",
    kind: Kind = Kind.POST,
    written_by: int | None = None,
    channel_of: ChannelOf = by_registry,
) -> tuple[Send, ...]:
    """Post ``parts`` as a thread of our own, one send for each; the same ``request_key`` gives the same.

    Each part leaves once the one before it is on the network, in answer to it; the first one after
    ``follows``, an earlier post of ours there. ``uploads`` go with the first part. ``kind``: a notice of
    trouble passes the brake when a person at the desk says it while that is on. ``written_by``: the user
    whose words ``by`` looked at and lets go out: that is a yes where the playbook wants one, and the rules
    for who wrote it are theirs. The others as for `say`.
    Raises `NotAllowed`, `NotFound`, `Invalid`, and `gate.NotThroughTheGate`: then nothing of it is kept.
    """
    by.require(Right.ANNOUNCE)
    _require_sense(by.brand_id, connection, follows, request_key, parts)
    if overruling.strip():
        by.require(Right.OVERRULE)
    wanted = _Wanted(
        connection=connection,
        channel=channel_of(connection),
        request_key=request_key,
        at=at,
        leaves_at=max(now + undo_for, at or now),
        warning=" ".join(warning.split())[:200],
        in_bulk=in_bulk,
        overruling=" ".join(overruling.split())[:MOST_REASON],
        kind=kind,
        read_as=kind if len(parts) == 1 else Kind.POST,
        written_by=written_by if written_by != by.user_id else None,
    )
    files = tuple(queries.uploads_of(by.brand_id, uploads))
    with transaction.atomic():
        _lock_lane(connection)
        said = posted(by.brand_id, request_key)
        return said or _ask(by, wanted, list(parts), files, follows, now)


def _require_sense(
    brand_id: int,
    connection: Connection,
    follows: Send | None,
    request_key: str,
    parts: Sequence[str],
) -> None:
    if connection.brand_id != brand_id:
        raise NotFound
    if follows is not None and follows.connection_id != connection.pk:
        raise NotFound
    if not 0 < len(request_key) <= 190 or not 0 < len(parts) <= MOST_PARTS:
        raise Invalid(f"A post needs a key of 1 to 190 characters and 1 to {MOST_PARTS} parts.")


def posted(brand_id: int, request_key: str) -> tuple[Send, ...]:
    """The parts that a request made before, in their order; none when it is new."""
    keys = [_key(request_key, number) for number in range(MOST_PARTS)]
    found = Send.objects.filter(brand_id=brand_id, request_key__in=keys)
    return tuple(found.select_related("message").order_by("pk"))


def _key(request_key: str, number: int) -> str:
    return f"{request_key}#{number}" if number else request_key


def _lock_lane(connection: Connection) -> None:
    """Everything that is posted through a connection is asked for in one row: two presses, two programs."""
    lane = Lane(connection=connection, brand_id=connection.brand_id)
    Lane.objects.bulk_create([lane], ignore_conflicts=True)
    Lane.objects.select_for_update().get(connection=connection)


def _ask(  # noqa: PLR0913, PLR0917 - a post, its parts and what goes with it
    by: Actor,
    wanted: _Wanted,
    parts: list[str],
    files: tuple[Upload, ...],
    follows: Send | None,
    now: datetime,
) -> tuple[Send, ...]:
    on = brake.share(by.brand_id)
    judged = [
        judge(_facts(by, wanted, text, () if number else files, (on, now)), AT_ASKING)
        for number, text in enumerate(parts)
    ]
    sends: list[Send] = []
    for number, (text, judgement) in enumerate(zip(parts, judged, strict=True)):
        gate.require_passage(judgement)
        before = sends[-1] if sends else follows
        sends.append(
            _write(by, wanted, judgement, _Part(text, number, () if number else files, before), now)
        )
    if sends[0].not_before <= now:
        ring()
    facts = {"parts": len(sends), "state": sends[0].state}
    record(by=by, action="outbox.post", target=f"send:{sends[0].pk}", facts=facts, now=now)
    return tuple(sends)


def _facts(
    by: Actor,
    wanted: _Wanted,
    text: str,
    files: tuple[Upload, ...],
    at: tuple[Brake | None, datetime],
) -> Facts:
    on, now = at
    author = wanted.written_by or by.user_id
    words = asking.Words(by.brand_id, author, wanted.channel.slug, is_public=True, text=text)
    matter = matter_of_post(by.brand_id)
    channel, can = wanted.channel, wanted.channel.capabilities
    limit = channel.limit_for(Visibility.PUBLIC) if can.replies_publicly else None
    return Facts(
        moment=Moment.ASKING,
        kind=SayKind.POST,
        network=channel.name,
        text=text,
        length=channel.count(text, Visibility.PUBLIC) if limit else 0,
        limit=limit,
        can_say=can.posts and (can.warns or not wanted.warning),
        is_connected=queries.is_active(wanted.connection),
        not_connected_because=wanted.connection.state_reason,
        has_target=False,
        target_is_private=False,
        newest_is_private=False,
        leaves_at=wanted.leaves_at,
        said_before=bool(text.strip()) and _said_before(wanted, text),
        brake=on.reason if on else None,
        files=tuple(Enclosure(each.name, each.content_type, each.size) for each in files),
        can_send_files=can.sends_media,
        media_limit=can.media_limit,
        overruled=wanted.overruling,
        findings=findings_in_post(
            brand_id=by.brand_id,
            text=text,
            network=channel.slug,
            kind=wanted.read_as,
            by=by,
            files=files,
            matter=matter,
        ),
        asks=_still_missing(by, wanted, asking.asks_of(words, matter.live, now)),
        playbook=matter.number,
        passes_brake=_is_notice_by_hand(by, wanted),
    )


def _still_missing(by: Actor, wanted: _Wanted, asks: tuple[Ask, ...]) -> tuple[Ask, ...]:
    """Whose yes there is not yet: whoever lets a colleague's words go out has looked at them."""
    if not asks or wanted.written_by is None:
        return asks
    return missing(asks, asking.looked_at_by(by.brand_id, by.user_id))


def _is_notice_by_hand(by: Actor, wanted: _Wanted) -> bool:
    """As `gate.passes` will see it: a notice that a person at the desk says now."""
    is_by_hand = by.via == Via.WEB and by.user_id is not None
    return wanted.kind is Kind.NOTICE and is_by_hand and wanted.at is None


def _said_before(wanted: _Wanted, text: str) -> bool:
    """Whether the same words go out there in the same minute; what is asked for together leaves apart."""
    near = (wanted.leaves_at - gate.SAME_WORDS_WITHIN, wanted.leaves_at + gate.SAME_WORDS_WITHIN)
    beside = Send.objects.filter(
        connection=wanted.connection, case=None, is_public=True, not_before__range=near
    ).exclude(state__in=_LOST)
    return plain(text) in {plain(each) for each in beside.values_list("text", flat=True)}


def _write(by: Actor, wanted: _Wanted, judgement: Judgement, part: _Part, now: datetime) -> Send:
    key, deciding = uuid.uuid4(), judgement.deciding
    wording = Wording(
        key=key,
        text=part.text,
        is_public=True,
        connection_id=wanted.connection.pk,
        enclosed=tuple(enclosed(each) for each in part.files),
    )
    message = own_posts.write_post(by=by, wording=wording, brand_id=by.brand_id, now=now)
    send = Send.objects.create(
        brand_id=by.brand_id,
        connection=wanted.connection,
        message=message,
        key=key,
        request_key=_key(wanted.request_key, part.number),
        state=SendState.HELD if judgement.level is Level.HOLD else SendState.QUEUED,
        state_since=now,
        reason=deciding.sentence if deciding else "",
        held_by=judgement.waits_for,
        via=by.via,
        is_public=True,
        text=part.text,
        thread_kind=ThreadKind.POST,
        follows=part.follows,
        warning=wanted.warning,
        verdict={
            **judgement.as_record(),
            "said_as": str(wanted.read_as),
            "is_notice": wanted.kind is Kind.NOTICE,
            "written_by": wanted.written_by,
        },
        asked_by_id=by.user_id,
        asked_at=now,
        not_before=wanted.leaves_at,
        scheduled_at=wanted.at,
        in_bulk=wanted.in_bulk,
    )
    enclose(send, part.files)
    if wanted.written_by is not None:
        send.verdict["looked_at"] = asking.digest_of_send(send)
        send.save(update_fields=["verdict"])
    asking.ask_for(about=send, asks=judgement.asks, now=now)
    return send
