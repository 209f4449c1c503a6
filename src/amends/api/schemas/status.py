"""The status page, as programs see it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from ninja import Schema
from pydantic import Field

from amends.api.schemas.values import Given, Id, Moment, Words
from amends.status.models import StatusEvent, StatusPage, StatusUpdate
from amends.status.queries.pages import address_of, event_address
from amends.status.rules.states import ComponentState, EventState

_Title = Annotated[Words, Field(min_length=1, max_length=160)]
_Text = Annotated[Words, Field(max_length=5_000)]
_Reference = Annotated[Words, Field(min_length=1, max_length=120)]
_Language = Annotated[str, Field(pattern="^(en|de|fr|es|it|nl|pt)$")]


class StatusPageOut(Schema):
    """The brand's status page."""

    title: str
    url: str
    is_public: bool
    languages: list[str]
    version: int
    changed_at: datetime

    @classmethod
    def of(cls, page: StatusPage) -> Self:
        return cls(
            title=page.title,
            url=address_of(page),
            is_public=page.is_public,
            languages=page.languages,
            version=page.version,
            changed_at=page.changed_at,
        )


class ComponentOut(Schema):
    """A part of the service. `state` is what readers see, `own_state` what was said of it by itself."""

    id: int
    name: str
    group: str
    state: ComponentState
    own_state: ComponentState
    state_since: datetime


class ComponentStateIn(Given):
    """How a part of the service does by itself."""

    state: ComponentState


class ConcernedIn(Given):
    """A component that a trouble concerns, and how it does."""

    id: Id
    state: ComponentState


class StatusWordIn(Given):
    """A word of a trouble. The same `reference` with the same `update` is said once.

    `words` and `titles` are by language. `components` left out: as they were.
    """

    reference: _Reference
    update: _Reference
    title: _Title
    titles: Annotated[dict[_Language, _Title], Field(max_length=7)] = {}
    words: Annotated[dict[_Language, _Text], Field(min_length=1, max_length=7)]
    state: EventState
    components: Annotated[list[ConcernedIn], Field(max_length=60)] | None = None
    next_update_at: Moment | None = None


class StatusEventOut(Schema):
    """A public trouble."""

    reference: str
    title: str
    state: EventState
    started_at: datetime
    ended_at: datetime | None
    next_update_at: datetime | None
    url: str

    @classmethod
    def of(cls, event: StatusEvent) -> Self:
        plain = ("reference", "title", "state", "started_at", "ended_at", "next_update_at")
        return cls(url=event_address(event), **{name: getattr(event, name) for name in plain})


class StatusUpdateOut(Schema):
    """A word of a trouble as it was said."""

    id: int
    state: EventState
    words: dict[str, str]
    at: datetime
    event: StatusEventOut

    @classmethod
    def of(cls, update: StatusUpdate) -> Self:
        return cls(
            id=update.pk,
            state=EventState(update.state),
            words=update.words,
            at=update.at,
            event=StatusEventOut.of(update.event),
        )
