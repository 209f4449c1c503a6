"""The form of a post: what was typed, for which accounts, at which moment, and how it will look there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from amends.channels.base import Channel
from amends.channels.contract import Visibility
from amends.channels.models import Connection
from amends.outbox.actions.policy import findings_in_post
from amends.outbox.actions.say import by_registry
from amends.playbook.rules import Finding
from amends.publishing import queries, rules
from amends.publishing.actions import VersionWording, Wording
from amends.publishing.models import Post
from amends.publishing.rules import NoSuchMoment, Repeat
from amends.web.desk import Desk

LONGEST = 20_000
AT, FREE, NOW = "at", "free", "now"


@dataclass(frozen=True, slots=True)
class Own:
    """What is typed for one account: whether it goes out there, its own words, its own moment."""

    is_chosen: bool = False
    text: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """Everything that a person typed, as they typed it: a refusal gives it back whole."""

    text: str = ""
    title: str = ""
    warning: str = ""
    campaign: str = ""
    when: str = AT
    at: str = ""
    repeat: str = Repeat.NO
    repeat_until: str = ""
    revision: int = 0
    uploads: tuple[int, ...] = ()
    own: Mapping[int, Own] | None = None

    def of(self, connection_id: int) -> Own:
        """What is typed for an account."""
        return (self.own or {}).get(connection_id, Own())


@dataclass(frozen=True, slots=True)
class Account:
    """An account as the form offers it."""

    connection: Connection
    own: Own


@dataclass(frozen=True, slots=True)
class Preview:
    """How one network will show it, in parts, and what is wrong with it there."""

    connection: Connection
    parts: tuple[str, ...]
    length: int
    size: int | None
    unit: str
    warning: str
    findings: tuple[Finding, ...]

    @property
    def is_over(self) -> bool:
        return self.size is not None and len(self.parts) == 1 and self.length > self.size


def fresh(desk: Desk, on: str) -> Fields:
    """An empty form; on the day that the calendar was pressed at, else tomorrow, at ten."""
    shown = rules.shown_at(desk.now, desk.brand.time_zone)
    day = _date(on) or shown.date() + timedelta(days=1)
    at = datetime.combine(day, datetime.min.time()) + timedelta(hours=10)
    if at < shown:
        at = (shown + timedelta(hours=2)).replace(minute=0, second=0, microsecond=0)
    able = queries.connections(desk.brand.pk)
    own = {each.pk: Own(is_chosen=True) for each in able}
    return Fields(at=_local(at), own=own)


def of(desk: Desk, post: Post) -> Fields:
    """The form as a post stands."""
    zone = desk.brand.time_zone
    versions = queries.versions_of(post)
    moments = [each.at for each in versions if each.at]
    first = _local(rules.shown_at(min(moments), zone)) if moments else ""
    own = {}
    for each in versions:
        shown = _local(rules.shown_at(each.at, zone)) if each.at else ""
        own_at = "" if shown == first else shown
        own[each.connection_id] = Own(is_chosen=True, text=each.text, at=own_at)
    return Fields(
        text=post.text,
        title=post.title,
        warning=post.warning,
        campaign=post.campaign,
        when=AT if moments else NOW,
        at=first,
        repeat=post.repeat,
        repeat_until=post.repeat_until.isoformat() if post.repeat_until else "",
        revision=post.revision,
        uploads=tuple(post.uploads),
        own=own,
    )


def typed(desk: Desk, given: Any) -> Fields:
    """The form as it was sent, without its files."""
    own = {
        each.pk: Own(
            is_chosen=f"to-{each.pk}" in given,
            text=_text(given, f"text-{each.pk}"),
            at=_line(given, f"at-{each.pk}"),
        )
        for each in queries.connections(desk.brand.pk)
    }
    revision = _line(given, "revision")
    return Fields(
        text=_text(given, "text"),
        title=_line(given, "title"),
        warning=_line(given, "warning"),
        campaign=_line(given, "campaign"),
        when=_line(given, "when") or AT,
        at=_line(given, "at"),
        repeat=_line(given, "repeat"),
        repeat_until=_line(given, "repeat_until"),
        revision=int(revision) if revision.isdecimal() and len(revision) < 9 else 0,
        own=own,
    )


def with_files(fields: Fields, uploads: tuple[int, ...]) -> Fields:
    """The form with the pictures that go with it, each once."""
    return replace(fields, uploads=tuple(dict.fromkeys(uploads)))


def wording(desk: Desk, fields: Fields) -> Wording:
    """The post that the form asks for. Raises `NoSuchMoment`."""
    common = _common(desk, fields)
    versions = tuple(
        VersionWording(
            each.pk,
            text=fields.of(each.pk).text,
            at=_at(desk, fields.of(each.pk).at) or common or _free(desk, fields, each),
        )
        for each in queries.connections(desk.brand.pk)
        if fields.of(each.pk).is_chosen
    )
    known = {each.value for each in Repeat}
    return Wording(
        text=fields.text,
        versions=versions,
        title=fields.title,
        warning=fields.warning,
        campaign=fields.campaign,
        uploads=fields.uploads,
        repeat=Repeat(fields.repeat) if fields.repeat in known else Repeat.NO,
        repeat_until=_date(fields.repeat_until),
    )


def _common(desk: Desk, fields: Fields) -> datetime | None:
    if fields.when != AT:
        return None
    at = _at(desk, fields.at)
    if at is None:
        raise NoSuchMoment
    return at


def _free(desk: Desk, fields: Fields, connection: Connection) -> datetime | None:
    if fields.when != FREE:
        return None
    at = queries.next_free(connection, desk.brand.time_zone, desk.now)
    if at is None:
        told = {"name": connection.name}
        raise NoSuchMoment(_("There are no posting times for %(name)s yet.") % told)
    return at


def accounts(desk: Desk, fields: Fields) -> list[Account]:
    """The accounts on which it can go out, with what was typed for each."""
    able = queries.connections(desk.brand.pk)
    return [Account(each, fields.of(each.pk)) for each in able]


def repeats() -> list[tuple[str, str]]:
    """How often it may go out, in words."""
    return [
        (Repeat.NO, _("Once")),
        (Repeat.DAILY, _("Every day")),
        (Repeat.WEEKLY, _("Every week")),
        (Repeat.FORTNIGHTLY, _("Every two weeks")),
        (Repeat.MONTHLY, _("Every month")),
    ]


def previews(desk: Desk, fields: Fields) -> list[Preview]:
    """How each chosen network will show it."""
    uploads = queries.uploads_in(desk.brand.pk, fields.uploads)
    found = []
    for account in accounts(desk, fields):
        if not account.own.is_chosen:
            continue
        connection = account.connection
        channel = by_registry(connection)
        text = account.own.text or fields.text
        tagged = rules.tagged(text, source=channel.slug, campaign=_campaign(fields))
        warns = channel.capabilities.warns
        words, warning = rules.warned(tagged, fields.warning, warns=warns)
        limit = channel.limit_for(Visibility.PUBLIC)

        def count(each: str, by: Channel = channel) -> int:
            return by.count(each, Visibility.PUBLIC)

        parts = rules.in_parts(words, limit.size if limit else None, count)
        findings = findings_in_post(
            brand_id=desk.brand.pk, text=words, network=channel.slug, by=desk.actor, files=uploads
        )
        size, unit = (limit.size, str(limit.unit)) if limit else (None, "")
        found.append(Preview(connection, parts, count(parts[-1]), size, unit, warning, findings))
    return found


def _campaign(fields: Fields) -> str:
    return "-".join(fields.campaign.split())[:60]


def _at(desk: Desk, text: str) -> datetime | None:
    if not text:
        return None
    try:
        at = parse_datetime(text)
    except ValueError:
        at = None
    if at is None:
        raise NoSuchMoment
    return rules.instant(at.replace(tzinfo=None), desk.brand.time_zone)


def _date(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _local(shown: datetime) -> str:
    return shown.strftime("%Y-%m-%dT%H:%M")


def _text(given: Any, name: str) -> str:
    """Lines end as people write them, whatever browsers send."""
    return str(given.get(name, "")).replace("\0", "").replace("\r\n", "\n")[:LONGEST]


def _line(given: Any, name: str) -> str:
    return " ".join(_text(given, name).split())[:200]
