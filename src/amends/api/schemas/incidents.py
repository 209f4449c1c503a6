"""Incidents, what everybody is told of them, and monitors, as programs see them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from django.conf import settings
from ninja import Schema
from pydantic import Field

from amends.api.schemas.values import Given, Id, Moment, Words
from amends.incidents.models import Incident, IncidentNotice, IncidentUpdate, Monitor
from amends.incidents.queries.standing import Standing, There
from amends.incidents.rules.words import IncidentState, MonitorKind, Severity, Source, Template

Title = Annotated[Words, Field(min_length=1, max_length=160)]
Names = Annotated[list[Annotated[Words, Field(max_length=120)]], Field(max_length=30)]


class IncidentIn(Given):
    """What an incident is opened with. The same `request_key` again gives the same incident."""

    title: Title
    request_key: Annotated[Words, Field(min_length=1, max_length=200)]
    template: Template = Template.OTHER
    severity: Severity | None = None
    services: Names = []
    areas: Names = []
    owner_id: Id | None = None
    case_ids: Annotated[list[Id], Field(max_length=5_000)] = []
    language: Annotated[Words, Field(max_length=8)] = ""


class IncidentChange(Given):
    """What is known of an incident now: all of it."""

    title: Title
    severity: Severity
    services: Names
    areas: Names
    owner_id: Id | None


class IncidentOut(Schema):
    """An incident. `next_update_at` is the promise of the next word."""

    id: int
    title: str
    template: Template
    severity: Severity
    state: IncidentState
    state_since: datetime
    services: list[str]
    areas: list[str]
    owner_id: int | None
    source: Source
    opened_at: datetime
    next_update_at: datetime | None
    resolve_proposed_at: datetime | None
    resolved_at: datetime | None
    people: int
    told: int

    @classmethod
    def of(cls, incident: Incident) -> Self:
        """One that was read with its counts."""
        return cls.model_validate(incident)


class IncidentPage(Schema):
    """A page of incidents, newest first."""

    items: list[IncidentOut]
    next: str | None


class EntryOut(Schema):
    """One thing that happened behind the scenes."""

    id: int
    kind: str
    text: str
    at: datetime
    by_id: int | None


class EntryIn(Given):
    """A colleague's words for the timeline; never public."""

    text: Annotated[Words, Field(min_length=1, max_length=4_000)]


class OnNetworkOut(Schema):
    """A notice on one connection, as its sends say. `reason` says why it is not there."""

    connection_id: int
    state: Standing
    reason: str
    parts: int
    url: str

    @classmethod
    def of(cls, there: There) -> Self:
        return cls(
            connection_id=there.post.connection_id,
            state=there.standing,
            reason=there.reason,
            parts=len(there.sends),
            url=there.url,
        )


class UpdateOut(Schema):
    """What everybody was told at a moment, and where it stands on each network."""

    id: int
    state: IncidentState
    text: str
    language: str
    translations: dict[str, str]
    at: datetime
    next_update_at: datetime | None
    is_correction: bool
    networks: list[OnNetworkOut]

    @classmethod
    def of(cls, update: IncidentUpdate, there: list[There]) -> Self:
        plain = {name: getattr(update, name) for name in _PLAIN}
        return cls(id=update.pk, networks=[OnNetworkOut.of(each) for each in there], **plain)


_PLAIN = (*("state", "text", "language", "translations", "at", "next_update_at", "is_correction"),)


class DraftIn(Given):
    """Words for everybody, by language; `{notice.next_update}` is filled in when they are told."""

    texts: Annotated[dict[str, Words], Field(min_length=1, max_length=7)]
    language: Annotated[Words, Field(min_length=2, max_length=8)]
    content_warning: Annotated[Words, Field(max_length=200)] = ""
    is_correction: bool = False


class DraftOut(Schema):
    """What is being written for everybody."""

    id: int
    texts: dict[str, str]
    language: str
    content_warning: str
    is_correction: bool
    written_at: datetime

    @classmethod
    def of(cls, notice: IncidentNotice) -> Self:
        return cls.model_validate(notice)


class TellIn(Given):
    """Tell everyone the draft with this id. `next_update_at` is needed unless it is resolved."""

    notice_id: Id
    state: IncidentState
    next_update_at: Moment | None = None


class MonitorIn(Given):
    """A program that watches services. `resolves_alone`: its all-clear closes what nobody was told of."""

    name: Annotated[Words, Field(min_length=1, max_length=80)]
    kind: MonitorKind
    template: Template = Template.SITE_DOWN
    services: Names = []
    areas: Names = []
    resolves_alone: bool = False


class MonitorOut(Schema):
    """A monitor, and the address that it posts to. Never its secret."""

    id: int
    name: str
    kind: MonitorKind
    template: Template
    services: list[str]
    areas: list[str]
    resolves_alone: bool
    address: str
    heard_at: datetime | None
    made_at: datetime

    @classmethod
    def of(cls, monitor: Monitor) -> Self:
        names = (
            *("name", "kind", "template", "services", "areas", "resolves_alone"),
            *("heard_at", "made_at"),
        )
        plain = {name: getattr(monitor, name) for name in names}
        return cls(id=monitor.pk, address=address_of(monitor.public_id), **plain)


class NewMonitorOut(Schema):
    """A monitor with its secret, which is told this once."""

    monitor: MonitorOut
    secret: str


def address_of(public_id: UUID) -> str:
    """Where a monitor posts to."""
    return f"{settings.PUBLIC_URL}/monitors/{public_id}/"
