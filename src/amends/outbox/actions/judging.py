"""The gate for deeds: reads what its checks need to know, and asks them."""

from __future__ import annotations

from datetime import datetime

from amends.channels.base import Channel
from amends.channels.contract import Visibility
from amends.inbox.models import Direction
from amends.outbox import queries
from amends.outbox.actions.asking import Words, asks_of, still_missing
from amends.outbox.actions.policy import findings_in, findings_in_post
from amends.outbox.models import Brake, Deed
from amends.outbox.rules import Judgement, Moment
from amends.outbox.rules.approvals import Ask
from amends.outbox.rules.deeds import MODERATION, DeedFacts, DeedKind, judge_deed
from amends.outbox.rules.moderation import Claim, Ground, ask_of_moderation
from amends.playbook.queries import live, policy_of
from amends.playbook.rules import Finding, Policy
from amends.staff.models import Brand
from amends.staff.queries import names_of, rights_of
from amends.staff.rules import Actor, Via

_CAN = {
    DeedKind.EDIT: "edits",
    DeedKind.DELETE: "deletes",
    DeedKind.HIDE: "hides",
    DeedKind.SHOW: "hides",
    DeedKind.REMOVE: "removes",
    DeedKind.LIKE: "likes",
    DeedKind.PIN: "pins",
    DeedKind.UNPIN: "pins",
}


def judge_now(
    deed: Deed, channel: Channel, moment: Moment, on: Brake | None, now: datetime
) -> Judgement:
    """What every check says of a deed now; ``on``: the brand's brake while it is on."""
    message, kind = deed.message, DeedKind(deed.kind)
    visibility = Visibility.PUBLIC if message.is_public else Visibility.PRIVATE
    is_asked = moment is Moment.ASKING
    is_edit = kind is DeedKind.EDIT
    is_moderated = kind in MODERATION
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
            length=channel.count(deed.text, visibility) if is_edit and is_asked else 0,
            limit=channel.limit_for(visibility),
            brake=on.reason if on else None,
            findings=_findings(deed, channel) if is_edit else (),
            claim=_claim(deed) if is_moderated else None,
            policy=_policy(deed) if is_moderated else None,
            asks=_missing(deed, channel, now),
        )
    )


def _claim(deed: Deed) -> Claim:
    is_known = deed.ground in set(Ground)
    return Claim(
        text=deed.message.text,
        ground=Ground(deed.ground) if is_known else None,
        reason=deed.reason,
        marked=deed.marked,
        rating=deed.message.rating,
    )


def _policy(deed: Deed) -> Policy:
    return policy_of(Brand.objects.get(pk=deed.brand_id))


def _missing(deed: Deed, channel: Channel, now: datetime) -> tuple[Ask, ...]:
    """Whose yes it needs by now and has not."""
    asks = _asks(deed, channel, now)
    return still_missing(deed, asks) if asks else ()


def _asks(deed: Deed, channel: Channel, now: datetime) -> tuple[Ask, ...]:
    kind = DeedKind(deed.kind)
    if kind in MODERATION:
        return (ask_of_moderation(is_asked_by_somebody=deed.asked_by_id is not None),)
    if kind is not DeedKind.EDIT:
        return ()
    words = Words(
        brand_id=deed.brand_id,
        author_id=deed.asked_by_id,
        network=channel.slug,
        is_public=deed.message.is_public,
        text=deed.text,
        case_id=deed.case_id,
        marks=tuple(deed.case.marks) if deed.case is not None else (),
    )
    return asks_of(words, live(deed.brand_id), now)


def _findings(deed: Deed, channel: Channel) -> tuple[Finding, ...]:
    """What the playbook of now says of an edit's words; the words that it replaces are not repeated by it."""
    if deed.case is None:
        return findings_in_post(
            brand_id=deed.brand_id, text=deed.text, network=channel.slug, by=_author(deed)
        )
    return findings_in(
        case=deed.case,
        text=deed.text,
        is_public=deed.message.is_public,
        network=channel.slug,
        by=_author(deed),
        besides=deed.message_id,
    )


def _author(deed: Deed) -> Actor | None:
    """Who wants it, with the rights that they have now."""
    if deed.asked_by_id is None:
        return None
    rights = rights_of(user_id=deed.asked_by_id, brand_id=deed.brand_id)
    name = names_of([deed.asked_by_id]).get(deed.asked_by_id, "")
    return Actor(deed.brand_id, rights, Via.SYSTEM, deed.asked_by_id, name)
