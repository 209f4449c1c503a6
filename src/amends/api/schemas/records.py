"""What a brand keeps order by, as programs see it: teams, fields, views, links, merges, followers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Self

from ninja import Schema
from pydantic import Field, model_validator

from amends.api.schemas.inbox import ColleagueOut
from amends.api.schemas.values import Given, Id, Words
from amends.inbox.models import CaseEvent, CaseField, FieldKind, SavedView, Tag
from amends.inbox.queries.records import Around
from amends.staff.models import HandsOut, Team

Name = Annotated[Words, Field(min_length=1, max_length=80)]
Plain = str | int | float | bool | None


class TeamOut(Schema):
    """Colleagues with a queue of their own."""

    id: int
    name: str
    hands_out: HandsOut
    members: list[ColleagueOut]

    @classmethod
    def of(cls, team: Team) -> Self:
        """``team`` with its members and their users loaded."""
        users = [place.membership.user for place in team.members.all()]
        return cls(
            id=team.pk,
            name=team.name,
            hands_out=HandsOut(team.hands_out),
            members=[ColleagueOut(id=user.pk, name=user.name) for user in users if user.is_active],
        )


class TeamIn(Given):
    """A team: its name, how it hands out its cases, and who is in it."""

    name: Name
    hands_out: HandsOut = HandsOut.NO
    members: Annotated[list[Id], Field(max_length=500)] = []


class NameIn(Given):
    """Another name."""

    name: Name


class IntoIn(Given):
    """What something goes into."""

    into: Id


class SortedTagOut(Schema):
    """A word that cases are sorted by, and since when it is no longer offered."""

    id: int
    name: str
    archived_at: datetime | None

    @classmethod
    def of(cls, tag: Tag) -> Self:
        return cls(id=tag.pk, name=tag.name, archived_at=tag.archived_at)


class FieldOut(Schema):
    """A field of the brand's own, in its order."""

    id: int
    name: str
    kind: FieldKind
    choices: list[str]
    archived_at: datetime | None

    @classmethod
    def of(cls, field: CaseField) -> Self:
        return cls(
            id=field.pk,
            name=field.name,
            kind=FieldKind(field.kind),
            choices=field.choices,
            archived_at=field.archived_at,
        )


class FieldChangeIn(Given):
    """How a field is called, and what a field of choices offers."""

    name: Name
    choices: Annotated[list[Words], Field(max_length=50)] = []


class FieldIn(FieldChangeIn):
    """A new field."""

    kind: FieldKind


class PlacesIn(Given):
    """How many places further down; negative for up."""

    places: Annotated[int, Field(ge=-1000, le=1000)]


class ValueIn(Given):
    """What a field holds on a case, as text; empty takes it away."""

    value: Annotated[Words, Field(max_length=500)]


class ViewOut(Schema):
    """A named search: the token's person's own, or the brand's."""

    id: int
    name: str
    query: str
    is_shared: bool

    @classmethod
    def of(cls, view: SavedView) -> Self:
        return cls(id=view.pk, name=view.name, query=view.query, is_shared=view.owner_id is None)


class ViewChangeIn(Given):
    """How a view is called, and its search as it is typed at the desk."""

    name: Name
    query: Annotated[Words, Field(min_length=1, max_length=500)]


class ViewIn(ViewChangeIn):
    """A new view; the brand's when it is shared."""

    is_shared: bool = False


class SharedIn(Given):
    """Whether everybody has it."""

    is_shared: bool


class PlaceIn(Given):
    """Where it stands among its kind, from 0."""

    place: Annotated[int, Field(ge=0, le=1000)]


class TeamIdIn(Given):
    """In whose queue a case shall be; null for none."""

    team_id: Id | None


class HandOverIn(Given):
    """Who takes a case, a colleague or a team, and why: what the note says."""

    user_id: Id | None = None
    team_id: Id | None = None
    text: Annotated[Words, Field(min_length=1, max_length=20_000)]

    @model_validator(mode="after")
    def _to_one(self) -> Self:
        if (self.user_id is None) == (self.team_id is None):
            msg = "send either user_id or team_id"
            raise ValueError(msg)
        return self


class SplitIn(Given):
    """The messages that become a case of their own."""

    message_ids: Annotated[list[Id], Field(min_length=1, max_length=1000)]


class MoveOut(Schema):
    """A merge or a split of cases, by which it can be taken back."""

    id: int
    kind: Literal["merge", "split"]
    origin_id: int
    target_id: int
    at: datetime
    undone_at: datetime | None


class MergedPersonIn(Given):
    """Who turned out to be this person."""

    person_id: Id


class PersonMergeOut(Schema):
    """Two people made one, by which it can be taken back."""

    id: int
    kept_id: int
    merged_id: int
    at: datetime
    undone_at: datetime | None


class CasesOut(Schema):
    """How many cases changed with it."""

    cases: int


class FollowingIn(Given):
    """Whether they work on it, and do not only want to know."""

    is_collaborator: bool = False


class FollowerOut(Schema):
    """A colleague who follows a case, or works on it."""

    user_id: int
    name: str
    is_collaborator: bool


class LinkedOut(Schema):
    """A case that has to do with this one."""

    case_id: int
    person: str
    subject: str
    state: str


class OpenMoveOut(Schema):
    """A merge or split of this case that can be taken back."""

    id: int
    kind: Literal["merge", "split"]
    origin_id: int
    target_id: int


class SameAsOut(Schema):
    """Somebody who turned out to be this case's person."""

    merge_id: int
    name: str


class FilledOut(Schema):
    """A field with what it holds on this case."""

    field_id: int
    name: str
    kind: FieldKind
    value: str


class RecordsOut(Schema):
    """What a case's records say besides its messages."""

    followers: list[FollowerOut]
    links: list[LinkedOut]
    moves: list[OpenMoveOut]
    merges: list[SameAsOut]
    fields: list[FilledOut]

    @classmethod
    def of(cls, around: Around) -> Self:
        return cls(
            followers=[FollowerOut.model_validate(each) for each in around.followers],
            links=[LinkedOut.model_validate(each) for each in around.links],
            moves=[
                OpenMoveOut(
                    id=each.move_id,
                    kind="merge" if each.kind == "merge" else "split",
                    origin_id=each.origin_id,
                    target_id=each.target_id,
                )
                for each in around.moves
            ],
            merges=[SameAsOut.model_validate(each) for each in around.merges],
            fields=[FilledOut.model_validate(each) for each in around.fields],
        )


class CaseEventOut(Schema):
    """One thing that happened to a case. Facts are ids and words of ours, never a customer's."""

    id: int
    kind: str
    at: datetime
    by: ColleagueOut | None
    facts: dict[str, Plain]

    @classmethod
    def of(cls, event: CaseEvent) -> Self:
        """``event`` with who did it loaded."""
        plain = {key: each for key, each in event.facts.items() if isinstance(each, Plain)}
        return cls(
            id=event.pk,
            kind=event.kind,
            at=event.at,
            by=ColleagueOut.of(event.by),
            facts=plain,
        )


class LockOut(Schema):
    """Who alone may answer a case, and until when."""

    user_id: int
    name: str
    taken_at: datetime
    until: datetime
