"""What is said through the API, and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from ninja import Schema
from pydantic import Field

from amends.api.schemas.values import Given, Id, Moment, Words
from amends.channels.templates import TemplateOffer
from amends.outbox.models import BrakeAskKind, DeedState, Send, SendState
from amends.outbox.rules import SayKind
from amends.outbox.rules.deeds import DeedKind
from amends.outbox.rules.moderation import Ground


class ReplyIn(Given):
    """An answer to the customer of a case."""

    kind: SayKind
    text: Annotated[Words, Field(min_length=1, max_length=50_000)]
    subject: Annotated[Words, Field(max_length=500)] = ""
    message_id: Annotated[
        Id | None, Field(description="The message answered; else the newest.")
    ] = None
    upload_ids: Annotated[
        list[Id], Field(max_length=20, description="Files that go with it, in this order.")
    ] = []
    not_before: Annotated[
        Moment | None, Field(description="It leaves then, not at once; withdraw it until then.")
    ] = None
    undo_seconds: Annotated[
        int, Field(ge=0, le=3600, description="How long it waits before it leaves.")
    ] = 0


class ReplyOut(Schema):
    """One thing said, with its one honest state. `unknown`: the network may have it or not."""

    id: int
    case_id: int | None
    message_id: int
    state: SendState
    state_since: datetime
    reason: str
    is_public: bool
    text: str
    asked_at: datetime
    not_before: datetime
    sent_at: datetime | None

    @classmethod
    def of(cls, send: Send) -> Self:
        return cls(id=send.pk, **{name: getattr(send, name) for name in _PLAIN})


_PLAIN = (
    *("case_id", "message_id", "state", "state_since", "reason", "is_public", "text"),
    *("asked_at", "not_before", "sent_at"),
)


class ReplyPage(Schema):
    """A page of replies, newest first."""

    items: list[ReplyOut]
    next: str | None


class ReasonIn(Given):
    """Why."""

    reason: Annotated[Words, Field(min_length=1, max_length=500)]


class TryAgainIn(Given):
    """Other words to try with; null for the same."""

    text: Annotated[Words, Field(min_length=1, max_length=50_000)] | None = None


class BrakeOut(Schema):
    """Whether nothing leaves the brand, since when, and why."""

    is_on: bool
    reason: str = ""
    pulled_at: datetime | None = None
    waits_for_second: Annotated[
        BrakeAskKind | None,
        Field(description="What one person asked for and a second one must agree to."),
    ] = None


class TemplateOut(Schema):
    """Words that the network has approved before, with the places to fill in."""

    key: str
    name: str
    language: str
    category: str
    header: str
    body: str
    footer: str
    places: list[str]
    examples: list[str]
    price: Annotated[str | None, Field(description="US dollars for one, where it is known.")]

    @classmethod
    def of(cls, offer: TemplateOffer) -> Self:
        return cls(
            key=offer.key,
            places=list(offer.places),
            examples=list(offer.examples),
            price=None if offer.price is None else str(offer.price),
            **{name: getattr(offer, name) for name in _PLAIN_OF_TEMPLATE},
        )


_PLAIN_OF_TEMPLATE = ("name", "language", "category", "header", "body", "footer")


class FilledTemplateIn(Given):
    """A template by its key, and what its places hold, in their order."""

    template: Annotated[Words, Field(min_length=1, max_length=600)]
    values: Annotated[list[Annotated[Words, Field(max_length=2_000)]], Field(max_length=50)] = []


class FilledTemplateOut(Schema):
    """A template as the customer will read it, and what is wrong with it, if anything."""

    text: str
    problem: str


class UploadOut(Schema):
    """A file to be sent, as it is kept: pictures are written anew."""

    id: int
    name: str
    content_type: str
    size: int
    alt_text: str


class DescribedIn(Given):
    """What a file is given with."""

    alt_text: Annotated[Words, Field(max_length=1_500)] = ""


class AltTextIn(Given):
    """What is in a picture, for those who cannot see it."""

    alt_text: Annotated[Words, Field(max_length=1_500)]


class DeedIn(Given):
    """What is to be done to a message on the network: `edit` needs `text`, `hide` and `remove` more.

    Somebody's words are taken from sight only for a `ground` and a `reason`, and once a second person
    has said yes; where they do not speak for themselves, `marked` says which of them are meant.
    """

    kind: DeedKind
    text: Annotated[Words, Field(max_length=50_000)] = ""
    reason: Annotated[Words, Field(max_length=500)] = ""
    ground: Ground | None = None
    marked: Annotated[Words, Field(max_length=1_000)] = ""


class DeedOut(Schema):
    """Something done to what stands on the network, with its one honest state."""

    id: int
    message_id: int
    case_id: int | None
    kind: DeedKind
    state: DeedState
    state_since: datetime
    text: str
    reason: str
    ground: str
    marked: str
    trouble: str
    held_by: str
    asked_by_id: int | None
    asked_at: datetime
    done_at: datetime | None
