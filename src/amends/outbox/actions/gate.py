"""The one gate: reads what the checks need to know, asks them, and keeps what they said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from amends.channels.base import Channel
from amends.channels.contract import Capabilities, Unsupported, Visibility
from amends.channels.media import Enclosure
from amends.channels.models import Connection
from amends.channels.rights import Offer
from amends.inbox.models import Case, Direction, Message
from amends.inbox.queries import presence, rights
from amends.outbox import queries
from amends.outbox.actions.policy import findings_in
from amends.outbox.models import Brake, Send, SendState, Upload
from amends.outbox.rules import (
    AT_ASKING,
    AT_LEAVING,
    Facts,
    Judgement,
    Level,
    Moment,
    SayKind,
    judge,
    plain,
)
from amends.playbook.rules import Finding
from amends.refusals import Refusal
from amends.staff.rules import Actor

#: The same words within this time are one slip and not two answers.
SAME_WORDS_WITHIN = timedelta(minutes=1)


class NotThroughTheGate(Refusal):
    """This message may not leave as it stands."""

    code = "gate"

    def __init__(self, judgement: Judgement) -> None:
        said = judgement.deciding
        super().__init__(said.sentence if said else None, verdict=judgement.as_record())
        if said is not None:
            self.code = said.code


@dataclass(frozen=True, slots=True)
class Target:
    """What is answered, through which connection; ``message`` is None when nothing is answered there."""

    connection: Connection
    message: Message | None
    thread_is_private: bool


@dataclass(frozen=True, slots=True)
class Others:
    """What colleagues do in the case at this moment: see the facts of the same names."""

    locked_by: str | None = None
    answered_by: tuple[str, int] | None = None


NOBODY_ELSE = Others()


def others_in(case: Case, by: Actor, *, drafted_after: int | None, now: datetime) -> Others:
    """Whose lock keeps ``by`` out, and who answered since; ``drafted_after`` as for `say`."""
    lock = presence.lock_of(case.pk, now)
    faster = None
    if drafted_after is not None:
        faster = presence.answered_after(case, drafted_after, besides=by.user_id)
    return Others(
        locked_by=lock.name if lock is not None and lock.user_id != by.user_id else None,
        answered_by=(faster.name, max(round((now - faster.at).total_seconds()), 0))
        if faster
        else None,
    )


def at_asking(  # noqa: PLR0913 - what is asked, of whom, where and when
    *,
    channel: Channel,
    case: Case,
    target: Target,
    kind: SayKind,
    text: str,
    leaves_at: datetime,
    brake: Brake | None,
    now: datetime,
    files: Sequence[Upload] = (),
    others: Others = NOBODY_ELSE,
    besides: UUID | None = None,
    is_template: bool = False,
    by: Actor | None = None,
    overruling: str = "",
) -> Judgement:
    """What every check says now. ``case`` is locked, so that two askers cannot both be first.

    ``besides``: the send tried again, which was not said before. ``overruling``: why ``by`` may say it.
    """
    visibility = _visibility(kind)
    can = channel.capabilities
    facts = Facts(
        moment=Moment.ASKING,
        kind=kind,
        network=channel.name,
        text=text,
        length=_length(channel, text, visibility),
        limit=channel.limit_for(visibility),
        can_say=_can_say(can, kind),
        is_connected=queries.is_active(target.connection),
        not_connected_because=target.connection.state_reason,
        has_target=target.message is not None,
        target_is_private=target.thread_is_private,
        newest_is_private=_newest_is_private(case),
        leaves_at=leaves_at,
        offers=_offers(channel, case, target, leaves_at),
        said_before=bool(text.strip()) and _said_before(case, kind, text, now, besides),
        brake=brake.reason if brake else None,
        files=tuple(Enclosure(each.name, each.content_type, each.size) for each in files),
        can_send_files=can.sends_media,
        media_limit=can.media_limit,
        locked_by=others.locked_by,
        answered_by=others.answered_by,
        is_template=is_template,
        overruled=overruling,
        findings=_findings(case, channel, kind, text, by, files),
    )
    return judge(facts, AT_ASKING)


def at_leaving(*, channel: Channel, send: Send, brake: Brake | None, now: datetime) -> Judgement:
    """What can have changed since the send was asked for; ``brake``: that of the brand while it is on."""
    can = channel.capabilities
    facts = Facts(
        moment=Moment.LEAVING,
        kind=kind_of(send),
        network=channel.name,
        text=send.text,
        length=0,
        limit=None,
        can_say=_can_say(can, kind_of(send)),
        is_connected=queries.is_active(send.connection),
        not_connected_because=send.connection.state_reason,
        has_target=bool(send.reply_to or send.thread),
        target_is_private=not send.is_public,
        newest_is_private=False,
        leaves_at=now,
        offers=_offers_to(channel, send, now),
        said_before=False,
        follows_nothing=_follows_nothing(send),
        brake=brake.reason if brake else None,
        is_template=send.template is not None,
    )
    return judge(facts, AT_LEAVING)


def _offers(channel: Channel, case: Case, target: Target, at: datetime) -> tuple[Offer, ...]:
    answered = (target.message and target.message.external_id) or ""
    return channel.offers(rights.standing_of(case.pk, target.connection, answered=answered), at)


def _offers_to(channel: Channel, send: Send, at: datetime) -> tuple[Offer, ...] | None:
    """The ways that are open to a send now: what it answers, and all but itself, counts."""
    if send.case_id is None:
        return None
    standing = rights.standing_of(
        send.case_id, send.connection, answered=send.reply_to, besides=send.message_id
    )
    return channel.offers(standing, at)


def require_passage(judgement: Judgement) -> None:
    """Raises `NotThroughTheGate` with the sentence of the check that blocks."""
    if judgement.level is Level.BLOCK:
        raise NotThroughTheGate(judgement)


def _findings(  # noqa: PLR0913, PLR0917 - what is said, by whom, where
    case: Case,
    channel: Channel,
    kind: SayKind,
    text: str,
    by: Actor | None,
    files: Sequence[Upload],
) -> tuple[Finding, ...]:
    is_public = kind is SayKind.PUBLIC_REPLY
    return findings_in(
        case=case, text=text, is_public=is_public, network=channel.slug, by=by, files=files
    )


def _visibility(kind: SayKind) -> Visibility:
    return Visibility.PRIVATE if kind is SayKind.PRIVATE_MESSAGE else Visibility.PUBLIC


def kind_of(send: Send) -> SayKind:
    """How a send is said: what is public and of nobody's case is a post."""
    if not send.is_public:
        return SayKind.PRIVATE_MESSAGE
    return SayKind.POST if send.case_id is None else SayKind.PUBLIC_REPLY


def _can_say(can: Capabilities, kind: SayKind) -> bool:
    if kind is SayKind.POST:
        return can.posts
    return can.replies_publicly if kind is SayKind.PUBLIC_REPLY else can.replies_privately


_NOT_THERE = (SendState.REFUSED, SendState.FAILED, SendState.WITHDRAWN)


def _follows_nothing(send: Send) -> bool:
    return send.follows is not None and send.follows.state in _NOT_THERE


def _length(channel: Channel, text: str, visibility: Visibility) -> int:
    try:
        return channel.count(text, visibility)
    except Unsupported:
        return len(text)


def _newest_is_private(case: Case) -> bool:
    heard = case.messages.filter(direction=Direction.IN, is_automatic=False)
    newest = heard.order_by("-sent_at", "-pk").values_list("is_public", flat=True).first()
    return newest is False


def _said_before(case: Case, kind: SayKind, text: str, now: datetime, besides: UUID | None) -> bool:
    lost = (SendState.WITHDRAWN, SendState.REFUSED, SendState.FAILED)
    lately = Send.objects.filter(
        case=case, asked_at__gt=now - SAME_WORDS_WITHIN, is_public=kind is SayKind.PUBLIC_REPLY
    ).exclude(state__in=lost)
    said = lately.exclude(key=besides) if besides else lately
    return plain(text) in {plain(each) for each in said.values_list("text", flat=True)}
