"""Cases, messages, notes, tags and people, as programs see them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal, Self

from ninja import Schema
from pydantic import Field

from amends.api.schemas.values import Given, Id, Moment, Words
from amends.inbox.models import Case, CaseState, Identity, Message, Note, Person, Tag
from amends.staff.models import User


class ColleagueOut(Schema):
    """Somebody who works here."""

    id: int
    name: str

    @classmethod
    def of(cls, user: User | None) -> Self | None:
        return cls(id=user.pk, name=user.name) if user else None


class TagOut(Schema):
    """A word that cases are sorted by."""

    id: int
    name: str


class PersonRef(Schema):
    """A customer, by name."""

    id: int
    name: str


class CaseOut(Schema):
    """One person's matter."""

    id: int
    subject: str
    preview: str
    state: str
    state_since: datetime
    snoozed_until: datetime | None
    due_at: datetime | None
    assignee: ColleagueOut | None
    team_id: int | None
    person: PersonRef
    connection_id: int
    channel: str
    is_public: bool
    url: str
    tags: list[TagOut]
    fields: Annotated[dict[str, str], Field(description="What the fields hold, by their ids.")]
    set_aside: Annotated[str, Field(description="spam, blocked, merged or noise; else empty.")]
    marks: Annotated[
        list[str],
        Field(description="What its messages were judged to be, as the search asks for it."),
    ]
    pinned_at: datetime | None
    merged_into_id: int | None
    rating: int | None
    opened_at: datetime
    last_in_at: datetime | None
    last_out_at: datetime | None
    taken_offline_at: datetime | None
    closed_at: datetime | None

    @classmethod
    def of(cls, case: Case, tags: Mapping[int, Tag]) -> Self:
        """``case`` with person, connection, assignee and thread loaded; ``tags`` by id."""
        return cls(
            id=case.pk,
            assignee=ColleagueOut.of(case.assignee),
            person=PersonRef(id=case.person_id, name=case.person.name),
            channel=case.connection.channel,
            is_public=case.thread.is_public,
            url=case.thread.url,
            tags=[TagOut(id=tag, name=tags[tag].name) for tag in case.tags if tag in tags],
            **{name: getattr(case, name) for name in _PLAIN_OF_CASE},
        )


_PLAIN_OF_CASE = (
    *("subject", "preview", "state", "state_since", "snoozed_until", "connection_id", "rating"),
    *("due_at", "team_id", "fields", "set_aside", "merged_into_id"),
    *("marks", "pinned_at"),
    *("opened_at", "last_in_at", "last_out_at", "taken_offline_at", "closed_at"),
)


class CasePage(Schema):
    """A page of cases, newest first."""

    items: list[CaseOut]
    next: str | None


class AssigneeIn(Given):
    """Who shall hold a case; null for nobody."""

    user_id: Id | None


class StateIn(Given):
    """Whose turn it shall be. `until` only, and always, with `snoozed`."""

    state: CaseState
    until: Moment | None = None


class TagIn(Given):
    """A tag by its name; made if the brand has none of it."""

    name: Annotated[Words, Field(min_length=1, max_length=60)]


class NoteIn(Given):
    """What colleagues should know."""

    text: Annotated[Words, Field(min_length=1, max_length=20_000)]


class NoteOut(Schema):
    """What a colleague left on a case; never sent."""

    id: int
    case_id: int
    author: ColleagueOut | None
    text: str
    written_at: datetime

    @classmethod
    def of(cls, note: Note) -> Self:
        return cls(
            id=note.pk,
            case_id=note.case_id,
            author=ColleagueOut.of(note.author),
            text=note.text,
            written_at=note.written_at,
        )


class NotePage(Schema):
    """A page of notes, newest first."""

    items: list[NoteOut]
    next: str | None


class IdentityOut(Schema):
    """A customer's handle on a network."""

    id: int
    realm: str
    external_id: str
    handle: str
    name: str

    @classmethod
    def of(cls, identity: Identity | None) -> Self | None:
        if identity is None:
            return None
        return cls(id=identity.pk, **{name: getattr(identity, name) for name in _PLAIN_OF_IDENTITY})


_PLAIN_OF_IDENTITY = ("realm", "external_id", "handle", "name")


class AttachmentOut(Schema):
    """A picture or file of a message."""

    id: int
    name: str
    content_type: str
    size: int | None
    alt_text: str


class MessageOut(Schema):
    """Something said, in or out."""

    id: int
    case_id: int | None
    connection_id: int
    direction: Literal["in", "out"]
    is_public: bool
    is_automatic: bool
    identity: IdentityOut | None
    author: ColleagueOut | None
    external_id: str | None
    subject: str
    text: str
    url: str
    rating: int | None
    attachments: list[AttachmentOut]
    sent_at: datetime
    received_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    failed_at: datetime | None

    @classmethod
    def of(cls, message: Message) -> Self:
        """``message`` with identity, author and attachments loaded."""
        files = [AttachmentOut.model_validate(one) for one in message.attachments.all()]
        return cls(
            id=message.pk,
            identity=IdentityOut.of(message.identity),
            author=ColleagueOut.of(message.author),
            attachments=files,
            **{name: getattr(message, name) for name in _PLAIN_OF_MESSAGE},
        )


_PLAIN_OF_MESSAGE = (
    *("case_id", "connection_id", "direction", "is_public", "is_automatic", "external_id"),
    *("subject", "text", "url", "rating", "sent_at", "received_at", "edited_at", "deleted_at"),
    "failed_at",
)


class MessagePage(Schema):
    """A page of messages, the newest that we took in first."""

    items: list[MessageOut]
    next: str | None


class PersonOut(Schema):
    """A customer with their handles."""

    id: int
    name: str
    created_at: datetime
    blocked_at: datetime | None
    merged_into_id: Annotated[
        int | None, Field(description="Who this person turned out to be; cases are there.")
    ]
    identities: list[IdentityOut]

    @classmethod
    def of(cls, person: Person) -> Self:
        """``person`` with identities loaded."""
        known = [IdentityOut.of(identity) for identity in person.identities.all()]
        return cls(
            id=person.pk,
            name=person.name,
            created_at=person.created_at,
            blocked_at=person.blocked_at,
            merged_into_id=person.merged_into_id,
            identities=[identity for identity in known if identity],
        )


class PersonPage(Schema):
    """A page of people, newest first."""

    items: list[PersonOut]
    next: str | None
