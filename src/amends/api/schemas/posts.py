"""Posts as programs see them: what is planned, where it goes out, and what became of each going out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Self

from ninja import Schema
from pydantic import Field

from amends.api.schemas.values import Given, Id, Moment, Words
from amends.publishing import queries
from amends.publishing.actions import VersionWording, Wording
from amends.publishing.models import Post, PostState, PostVersion
from amends.publishing.queries import Place, Shown
from amends.publishing.rules import Repeat


class PostVersionIn(Given):
    """A post on one connection; `text` empty: the post's own words."""

    connection_id: Id
    text: Annotated[Words, Field(max_length=20_000)] = ""
    at: Annotated[Moment | None, Field(description="Null: as soon as it is approved.")] = None
    upload_ids: Annotated[list[Id] | None, Field(max_length=10)] = None

    def wording(self) -> VersionWording:
        uploads = None if self.upload_ids is None else tuple(self.upload_ids)
        return VersionWording(self.connection_id, self.text, self.at, uploads)


class PostIn(Given):
    """What is to be said to everybody. It is a draft until somebody who may publish approves it."""

    text: Annotated[Words, Field(max_length=20_000)]
    versions: Annotated[list[PostVersionIn], Field(max_length=50)] = []
    title: Annotated[Words, Field(max_length=120)] = ""
    warning: Annotated[Words, Field(max_length=120)] = ""
    campaign: Annotated[Words, Field(max_length=60)] = ""
    upload_ids: Annotated[list[Id], Field(max_length=10)] = []
    repeat: Repeat = Repeat.NO
    repeat_until: date | None = None

    def wording(self) -> Wording:
        """The same, as the action takes it."""
        return Wording(
            text=self.text,
            versions=tuple(each.wording() for each in self.versions),
            title=self.title,
            warning=self.warning,
            campaign=self.campaign,
            uploads=tuple(self.upload_ids),
            repeat=self.repeat,
            repeat_until=self.repeat_until,
        )


class PostChangeIn(PostIn):
    """Other words for a post that is not planned yet; `revision`: the one that was seen."""

    revision: Annotated[int, Field(ge=1)]


class PostSeenIn(Given):
    """Which revision of a post was looked at: what was changed since is not approved unseen."""

    revision: Annotated[int, Field(ge=1)]


class PlaceMoveIn(Given):
    """When it is to go out instead."""

    at: Moment


class PostVersionOut(Schema):
    """A post on one connection."""

    id: int
    connection_id: int
    text: str
    at: datetime | None


class PlaceOut(Schema):
    """A place on the calendar, and what became of what goes out there."""

    id: int | None
    post_id: int
    connection_id: int
    at: datetime
    state: Shown
    reason: str
    reply_id: int | None

    @classmethod
    def of(cls, place: Place) -> Self:
        slot = place.slot
        return cls(
            id=slot.pk if slot else None,
            post_id=place.post.pk,
            connection_id=place.version.connection_id,
            at=place.at,
            state=place.shown,
            reason=place.why,
            reply_id=slot.send_id if slot else None,
        )


class PostOut(Schema):
    """A post, its versions, and where it stands on the calendar."""

    id: int
    title: str
    text: str
    warning: str
    campaign: str
    upload_ids: list[int]
    repeat: Repeat
    repeat_until: date | None
    state: PostState
    revision: int
    note: str
    made_at: datetime
    versions: list[PostVersionOut]
    places: list[PlaceOut]

    @classmethod
    def of(cls, post: Post) -> Self:
        return cls.all_of([post])[0]

    @classmethod
    def all_of(cls, posts: Sequence[Post]) -> list[Self]:
        """Several, with as many looks into the tables as for one."""
        versions, places = queries.versions_of_all(posts), queries.slots_of_all(posts)
        return [cls._of(each, versions[each.pk], places[each.pk]) for each in posts]

    @classmethod
    def _of(cls, post: Post, found: Sequence[PostVersion], stands: Sequence[Place]) -> Self:
        versions = [
            PostVersionOut(
                id=each.pk, connection_id=each.connection_id, text=each.words, at=each.at
            )
            for each in found
        ]
        places = [PlaceOut.of(each) for each in stands]
        told = {name: getattr(post, name) for name in _PLAIN}
        return cls(id=post.pk, upload_ids=post.uploads, versions=versions, places=places, **told)


_PLAIN = (
    *("title", "text", "warning", "campaign", "repeat", "repeat_until", "state", "revision"),
    *("note", "made_at"),
)


class PostPage(Schema):
    """A page of posts, newest first."""

    items: list[PostOut]
    next: str | None
