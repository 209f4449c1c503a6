"""What a brand listens for, and what it says again and again, as programs see it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from ninja import Schema
from pydantic import Field

from amends.api.schemas.values import Given, Words
from amends.inbox.actions.brand_queries import Wanted
from amends.inbox.models import QueryKind
from amends.inbox.queries.heard import Preview
from amends.replies.actions.saved import Wording
from amends.replies.models import SavedReply


class QueryIn(Given):
    """What is to be listened for, in the language of the desk's own page."""

    name: Annotated[Words, Field(max_length=60)] = ""
    text: Annotated[Words, Field(min_length=1, max_length=1_000)]
    kind: QueryKind = QueryKind.NAME
    language: Annotated[Words, Field(max_length=3)] = ""
    country: Annotated[Words, Field(max_length=2)] = ""
    needs_answer: bool = False
    searches: bool = False

    def wanted(self) -> Wanted:
        """The same, as the action takes it."""
        return Wanted(**self.model_dump())


class QueryOut(Schema):
    """What is listened for, and how often it was heard."""

    id: int
    name: str
    text: str
    kind: QueryKind
    language: str
    country: str
    needs_answer: bool
    searches: bool
    is_active: bool
    hits: int
    last_hit_at: datetime | None


class ChannelHitsOut(Schema):
    """How many messages of one network fit."""

    channel: str
    messages: int


class QueryPreviewOut(Schema):
    """What a query would have found among the newest messages."""

    looked_at: int
    since: datetime | None
    fits: int
    channels: list[ChannelHitsOut]
    case_ids: Annotated[list[int], Field(description="Cases of the newest that fit.")]

    @classmethod
    def of(cls, found: Preview) -> Self:
        cases = dict.fromkeys(each.case_id for each in found.samples if each.case_id is not None)
        return cls(
            looked_at=found.looked_at,
            since=found.since,
            fits=found.fits,
            channels=[ChannelHitsOut(channel=slug, messages=n) for slug, n in found.channels],
            case_ids=list(cases),
        )


class SavedReplyChangeIn(Given):
    """Words that are used again and again, with the variables of the desk."""

    title: Annotated[Words, Field(min_length=1, max_length=80)]
    text: Annotated[Words, Field(min_length=1, max_length=10_000)]
    shortcut: Annotated[Words, Field(max_length=31)] = ""
    language: Annotated[Words, Field(max_length=12)] = ""

    def wording(self) -> Wording:
        """The same, as the action takes it."""
        return Wording(self.title, self.text, self.shortcut, self.language)


class SavedReplyIn(SavedReplyChangeIn):
    """A new saved reply; the team's when it is shared."""

    is_shared: bool = False


class SavedReplyOut(Schema):
    """A saved reply: the token's person's own, or the team's."""

    id: int
    title: str
    text: str
    shortcut: str
    language: str
    is_shared: bool
    uses: int
    archived_at: datetime | None

    @classmethod
    def of(cls, saved: SavedReply) -> Self:
        plain = {name: getattr(saved, name) for name in _PLAIN}
        return cls(id=saved.pk, is_shared=saved.owner_id is None, **plain)


_PLAIN = ("title", "text", "shortcut", "language", "uses", "archived_at")
