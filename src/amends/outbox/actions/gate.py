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
from amends.inbox.models import Case, Message
from amends.inbox.queries import presence, rights
from amends.outbox import queries
from amends.outbox.actions.asking import Words, asks_of, still_missing, written_by
from amends.outbox.actions.policy import Matter, findings_in, findings_in_post, matter_of
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
from amends.outbox.rules.approvals import Ask
from amends.playbook.queries import Live, live
from amends.playbook.rules import Finding, Kind
from amends.playbook.rules import Level as Weight
from amends.refusals import Refusal
from amends.staff.queries import names_of, rights_of
from amends.staff.rules import Actor, Via, system

#: The same words within this time are one slip and not two answers.
SAME_WORDS_WITHIN = timedelta(minutes=1)
#: What the playbook said of words holds so long, if no other version went live: the case goes on meanwhile.
_SAID_HOLDS = timedelta(minutes=10)
#: These doors are the desk itself and its operator: they speak with every right.
_OURS = frozenset({Via.SYSTEM, Via.COMMAND})


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
    passes: bool = False,
) -> Judgement:
    """What every check says now. ``case`` is locked, so that two askers cannot both be first."""
    matter = _matter(case, kind, now, besides)
    facts = Facts(
        moment=Moment.ASKING,
        kind=kind,
        network=channel.name,
        text=text,
        length=_length(channel, text, _visibility(kind)),
        limit=channel.limit_for(_visibility(kind)),
        can_say=_can_say(channel.capabilities, kind),
        is_connected=queries.is_active(target.connection),
        not_connected_because=target.connection.state_reason,
        has_target=target.message is not None,
        target_is_private=target.thread_is_private,
        newest_is_private=matter.newest_is_private,
        leaves_at=leaves_at,
        offers=_offers(channel, case, target, leaves_at),
        said_before=_is_among(text, matter.said_lately),
        brake=brake.reason if brake else None,
        files=tuple(Enclosure(each.name, each.content_type, each.size) for each in files),
        can_send_files=channel.capabilities.sends_media,
        media_limit=channel.capabilities.media_limit,
        locked_by=others.locked_by,
        answered_by=others.answered_by,
        is_template=is_template,
        overruled=overruling,
        findings=_findings(case, channel, kind, text, by, files, matter),
        asks=asks_of(_words(case, channel, kind, text, by), matter.live, now),
        playbook=matter.number,
        passes_brake=passes,
    )
    return judge(facts, AT_ASKING)


def _matter(case: Case, kind: SayKind, now: datetime, besides: UUID | None) -> Matter:
    is_public, since = kind is SayKind.PUBLIC_REPLY, now - SAME_WORDS_WITHIN
    return matter_of(case, is_public=is_public, since=since, key=besides)


def _findings(  # noqa: PLR0913, PLR0917 - what is said, by whom, where
    case: Case,
    channel: Channel,
    kind: SayKind,
    text: str,
    by: Actor | None,
    files: Sequence[Upload],
    matter: Matter,
) -> tuple[Finding, ...]:
    return findings_in(
        case=case,
        text=text,
        is_public=kind is SayKind.PUBLIC_REPLY,
        network=channel.slug,
        by=by,
        files=files,
        matter=matter,
    )


def _words(case: Case, channel: Channel, kind: SayKind, text: str, by: Actor | None) -> Words:
    return Words(
        brand_id=case.brand_id,
        author_id=by.user_id if by is not None else None,
        network=channel.slug,
        is_public=kind is SayKind.PUBLIC_REPLY,
        text=text,
        case_id=case.pk,
        marks=tuple(case.marks),
    )


def at_leaving(*, channel: Channel, send: Send, brake: Brake | None, now: datetime) -> Judgement:
    """What can have changed since the send was asked for; ``brake``: that of the brand while it is on."""
    can, holds = channel.capabilities, live(send.brand_id)
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
        findings=_found_anew(channel, send, holds, now),
        asks=_asks_anew(channel, send, holds, now),
        playbook=holds.number if holds is not None else None,
        passes_brake=brake is not None and passes(brake, send),
    )
    return judge(facts, AT_LEAVING)


def passes(brake: Brake, send: Send) -> bool:
    """Whether the brake lets it leave: said by a person at the desk since it is on.

    A notice of the trouble always, an answer to one customer where the crisis plan says so.
    """
    is_by_hand = send.via == Via.WEB and send.asked_by_id is not None
    if not is_by_hand or send.in_bulk or send.scheduled_at or send.asked_at < brake.pulled_at:
        return False
    if send.case_id is None:
        return bool(send.verdict.get("is_notice"))
    return brake.answers_leave


def _found_anew(
    channel: Channel, send: Send, holds: Live | None, now: datetime
) -> tuple[Finding, ...]:
    """What the playbook of now finds, where it may find something else than when it was asked."""
    number = holds.number if holds is not None else None
    is_fresh = send.verdict.get("playbook") == number and now - send.asked_at < _SAID_HOLDS
    if is_fresh:
        return ()
    known = _overruled(send)
    return tuple(each for each in _find(channel, send) if each.code not in known)


def _find(channel: Channel, send: Send) -> tuple[Finding, ...]:
    files = [each.upload for each in send.files.select_related("upload").order_by("position")]
    if send.case is None:
        return findings_in_post(
            brand_id=send.brand_id,
            text=send.text,
            network=channel.slug,
            kind=Kind(send.verdict.get("said_as", Kind.POST)),
            by=_author(send),
            files=files,
        )
    return findings_in(
        case=send.case,
        text=send.text,
        is_public=send.is_public,
        network=channel.slug,
        by=_author(send),
        files=files,
        besides=send.message_id,
    )


def _overruled(send: Send) -> frozenset[str]:
    """The rules that somebody who may do so has overruled for it: they need no second reason."""
    if not send.verdict.get("overruled"):
        return frozenset()
    said = send.verdict.get("findings", [])
    return frozenset(each["code"] for each in said if each["level"] == Weight.BLOCK)


def _asks_anew(channel: Channel, send: Send, holds: Live | None, now: datetime) -> tuple[Ask, ...]:
    if holds is None:
        return ()
    words = Words(
        brand_id=send.brand_id,
        author_id=written_by(send) or send.asked_by_id,
        network=channel.slug,
        is_public=send.is_public,
        text=send.text,
        case_id=send.case_id,
        marks=_marks(send),
    )
    return still_missing(send, asks_of(words, holds, now))


def _marks(send: Send) -> tuple[str, ...]:
    """What the matter is taken for now, else when it was said: the answer itself must not calm it."""
    case = send.case
    return tuple((case.marks if case is not None else ()) or send.verdict.get("marks", ()))


def _author(send: Send) -> Actor | None:
    """Who said it, with the rights that they have now; None for who is gone."""
    if send.asked_by_id is None:
        return system(send.brand_id) if send.via in _OURS else None
    rights = rights_of(user_id=send.asked_by_id, brand_id=send.brand_id)
    name = names_of([send.asked_by_id]).get(send.asked_by_id, "")
    return Actor(send.brand_id, rights, Via.SYSTEM, send.asked_by_id, name)


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


def _is_among(text: str, said: Sequence[str]) -> bool:
    return bool(text.strip()) and plain(text) in {plain(each) for each in said}
