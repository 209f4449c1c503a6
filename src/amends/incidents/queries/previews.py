"""A notice as each network will show it, before anybody is told: which words, in how many parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from amends.channels import registry
from amends.channels.base import Channel
from amends.channels.contract import Limit, TooLong, Visibility
from amends.channels.models import Connection, ConnectionState
from amends.channels.queries import connections_of
from amends.channels.splitting import pieces
from amends.incidents.models import IncidentNotice, PostPart
from amends.incidents.queries.words import said
from amends.outbox.models import Send, SendState
from amends.playbook.queries import policy_of
from amends.playbook.rules import Draft, Finding, Kind, Situation, lint
from amends.staff.models import Brand
from amends.staff.rules import Actor, Right

_NOT_THERE = (SendState.REFUSED, SendState.FAILED, SendState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Part:
    """One piece as it will stand there, and its length as the network counts."""

    text: str
    length: int


@dataclass(frozen=True, slots=True)
class OnNetwork:
    """A notice on one network. ``reason``: why it is not said there; then there are no parts."""

    connection: Connection
    channel: Channel
    language: str
    text: str = ""
    parts: tuple[Part, ...] = ()
    limit: Limit | None = None
    reason: str = ""
    #: Left out by a person, who can take it in again; else the network cannot.
    is_left_out: bool = False
    #: The network knows no warning before the words: there it is said without.
    drops_warning: bool = False
    #: The last part of the notice before it there: this one goes on under it.
    follows: Send | None = None


def previews(notice: IncidentNotice, *, next_at: datetime | None, now: datetime) -> list[OnNetwork]:
    """The notice on each of the brand's connections, by name; ``next_at``: the promise it will make."""
    filled = {
        language: said(text, notice.incident, language=language, at=next_at, now=now)
        for language, text in notice.texts.items()
    }
    connections = list(connections_of(notice.brand_id))
    before = _last_there(notice, connections)
    return [_on(notice, each, filled, next_at, before, now) for each in connections]


def _on(  # noqa: PLR0913, PLR0917 - a notice, a network, its words and their moment
    notice: IncidentNotice,
    connection: Connection,
    filled: Mapping[str, str],
    next_at: datetime | None,
    before: Mapping[int, Send],
    now: datetime,
) -> OnNetwork:
    own = notice.plan.get(str(connection.pk), {})
    language = str(own.get("language") or notice.language)
    channel = registry.channel(connection.channel).suited(connection.settings)
    found = OnNetwork(connection, channel, language)
    reason = _cannot(connection, channel)
    if reason or own.get("skip"):
        return _without(found, reason, left_out=not reason)
    words = (
        said(str(own["text"]), notice.incident, language=language, at=next_at, now=now)
        if (own.get("text"))
        else filled.get(language) or filled.get(notice.language, "")
    )
    try:
        parts = _parts(channel, words)
    except TooLong as problem:
        return _without(found, str(problem), left_out=False)
    warns = channel.capabilities.warns
    return OnNetwork(
        connection=connection,
        channel=channel,
        language=language,
        text=words,
        parts=parts,
        limit=channel.limit_for(Visibility.PUBLIC),
        drops_warning=bool(notice.content_warning) and not warns,
        follows=before.get(connection.pk),
    )


def _without(found: OnNetwork, reason: str, *, left_out: bool) -> OnNetwork:
    return OnNetwork(
        found.connection, found.channel, found.language, reason=reason, is_left_out=left_out
    )


def _cannot(connection: Connection, channel: Channel) -> str:
    """Why nothing is said to everybody there; "" where it can be."""
    if connection.state != ConnectionState.ACTIVE:
        return connection.state_reason or "This connection is paused; nothing leaves by it."
    can = channel.capabilities
    if not can.posts and can.replies_publicly:
        return f"{channel.name} takes no posts of its own through us; post it there."
    if not can.posts:
        return (
            f"{channel.name} reaches single people and not everybody; they are answered one by one."
        )
    return ""


def _parts(channel: Channel, text: str) -> tuple[Part, ...]:
    def length(some: str) -> int:
        return channel.count(some, Visibility.PUBLIC)

    limit = channel.limit_for(Visibility.PUBLIC)
    cut = pieces(text, limit.size, length) if limit is not None and text else (text,)
    return tuple(Part(each, length(each)) for each in cut if each)


def _last_there(notice: IncidentNotice, connections: Sequence[Connection]) -> dict[int, Send]:
    """The newest part of this incident that is or will be on each network, by connection."""
    parts = PostPart.objects.filter(
        post__notice__incident=notice.incident_id, post__connection__in=connections
    ).exclude(send__state__in=_NOT_THERE)
    newest = parts.select_related("send").order_by("post_id", "position")
    return {part.send.connection_id: part.send for part in newest}


def findings_in_notice(
    notice: IncidentNotice, text: str, language: str, by: Actor
) -> tuple[Finding, ...]:
    """What the playbook says of a whole notice in one language, under ``by``'s authority."""
    if not text.strip():
        return ()
    brand = Brand.objects.get(pk=notice.brand_id)
    others = Brand.objects.exclude(pk=brand.pk).order_by("pk").values_list("name", flat=True)[:40]
    situation = Situation(brand_names=(brand.name,), other_brands=tuple(others))
    draft = Draft(
        text=text, language=language, kind=Kind.NOTICE, role=role_of(by), situation=situation
    )
    return lint(draft, policy_of(brand))


def role_of(by: Actor) -> str:
    """The role that the rights of ``by`` come to, as the playbook calls it."""
    steps = (
        (Right.MANAGE_STAFF, "owner"),
        (Right.MANAGE_TEAM, "lead"),
        (Right.ANSWER, "agent"),
    )
    return next((role for right, role in steps if right in by.rights), "")
