"""What a brand keeps order by: teams, tags, fields of its own, and saved views."""

from __future__ import annotations

from collections.abc import Collection

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from amends.api.door import actor, reader
from amends.api.schemas.inbox import TagOut
from amends.api.schemas.records import (
    CasesOut,
    FieldChangeIn,
    FieldIn,
    FieldOut,
    IntoIn,
    NameIn,
    PlacesIn,
    SortedTagOut,
    TeamIn,
    TeamOut,
)
from amends.api.schemas.values import Id, answers
from amends.inbox.actions import fields as fielding
from amends.inbox.actions import tag as tagging
from amends.inbox.actions.release import disband
from amends.inbox.models import CaseField, Tag
from amends.inbox.queries import records
from amends.inbox.queries.pages import tag_of
from amends.inbox.queries.views import tags_of_brand
from amends.refusals import NotFound
from amends.staff import actions as staff
from amends.staff import queries
from amends.staff.rules import Actor

teams = Router(tags=["teams"])
tags = Router(tags=["tags"])
fields = Router(tags=["fields"])


# ---------------------------------------------------------------------------------- teams


@teams.get(
    "", response=answers(200, list[TeamOut]), operation_id="list_teams", summary="The brand's teams"
)
def list_teams(request: HttpRequest) -> list[TeamOut]:
    return [TeamOut.of(team) for team in queries.teams_of(reader(request).brand_id)]


@teams.post("", response=answers(201, TeamOut), operation_id="add_team", summary="Make a team")
def add_team(request: HttpRequest, body: NameIn) -> Status[TeamOut]:
    """Empty as yet: change it to say who is in it."""
    team = staff.add_team(by=actor(request), name=body.name, now=timezone.now())
    return Status(201, TeamOut.of(team))


@teams.put(
    "/{team_id}",
    response=answers(200, TeamOut),
    operation_id="change_team",
    summary="Say who is in a team, and how it hands out its cases",
)
def change_team(request: HttpRequest, team_id: Id, body: TeamIn) -> TeamOut:
    by = actor(request)
    staff.change_team(
        by=by,
        team=queries.team_of(by.brand_id, team_id),
        name=body.name,
        hands_out=body.hands_out,
        members=_places(by, body.members),
        now=timezone.now(),
    )
    found = (each for each in queries.teams_of(by.brand_id) if each.pk == team_id)
    return TeamOut.of(next(found))


@teams.delete(
    "/{team_id}",
    response=answers(200, CasesOut),
    operation_id="end_team",
    summary="End a team; its cases have none then",
)
def end_team(request: HttpRequest, team_id: Id) -> CasesOut:
    by = actor(request)
    team = queries.team_of(by.brand_id, team_id)
    return CasesOut(cases=disband(by=by, team=team, now=timezone.now()))


def _places(by: Actor, users: Collection[int]) -> list[int]:
    """The memberships of these colleagues. Raises NotFound for anybody who does not work here."""
    known = {place.user_id: place.pk for place in queries.colleagues(by.brand_id)}
    if strangers := set(users) - known.keys():
        raise NotFound(user=min(strangers))
    return [known[user] for user in users]


# ----------------------------------------------------------------------------------- tags


@tags.get(
    "", response=answers(200, list[TagOut]), operation_id="list_tags", summary="The brand's tags"
)
def list_tags(request: HttpRequest) -> list[TagOut]:
    """By name, a thousand at most."""
    found = tags_of_brand(reader(request).brand_id, limit=1000)
    return [TagOut(id=tag.pk, name=tag.name) for tag in found]


@tags.post("", response=answers(201, SortedTagOut), operation_id="add_tag", summary="Make a tag")
def add_tag(request: HttpRequest, body: NameIn) -> Status[SortedTagOut]:
    tag = tagging.make_tag(by=actor(request), name=body.name, now=timezone.now())
    return Status(201, SortedTagOut.of(tag))


@tags.put(
    "/{tag_id}",
    response=answers(200, SortedTagOut),
    operation_id="rename_tag",
    summary="Rename a tag",
)
def rename_tag(request: HttpRequest, tag_id: Id, body: NameIn) -> SortedTagOut:
    by, tag = _tag(request, tag_id)
    tagging.rename_tag(by=by, tag=tag, name=body.name, now=timezone.now())
    return SortedTagOut.of(tag_of(by.brand_id, tag_id))


@tags.post(
    "/{tag_id}/archive",
    response=answers(200, SortedTagOut),
    operation_id="archive_tag",
    summary="Offer a tag no longer",
)
def archive_tag(request: HttpRequest, tag_id: Id) -> SortedTagOut:
    by, tag = _tag(request, tag_id)
    tagging.archive_tag(by=by, tag=tag, now=timezone.now())
    return SortedTagOut.of(tag_of(by.brand_id, tag_id))


@tags.post(
    "/{tag_id}/restore",
    response=answers(200, SortedTagOut),
    operation_id="restore_tag",
    summary="Offer a tag again",
)
def restore_tag(request: HttpRequest, tag_id: Id) -> SortedTagOut:
    by, tag = _tag(request, tag_id)
    tagging.restore_tag(by=by, tag=tag, now=timezone.now())
    return SortedTagOut.of(tag_of(by.brand_id, tag_id))


@tags.post(
    "/{tag_id}/merge",
    response=answers(200, CasesOut),
    operation_id="merge_tags",
    summary="Put one tag into another",
)
def merge_tags(request: HttpRequest, tag_id: Id, body: IntoIn) -> CasesOut:
    by, tag = _tag(request, tag_id)
    into = tag_of(by.brand_id, body.into)
    return CasesOut(cases=tagging.merge_tags(by=by, tag=tag, into=into, now=timezone.now()))


def _tag(request: HttpRequest, tag_id: int) -> tuple[Actor, Tag]:
    by = actor(request)
    return by, tag_of(by.brand_id, tag_id)


# --------------------------------------------------------------------------------- fields


@fields.get(
    "",
    response=answers(200, list[FieldOut]),
    operation_id="list_fields",
    summary="The brand's own fields",
)
def list_fields(request: HttpRequest) -> list[FieldOut]:
    """In their order, those put away last."""
    return [FieldOut.of(each) for each in records.fields_of(reader(request).brand_id)]


@fields.post(
    "", response=answers(201, FieldOut), operation_id="define_field", summary="Give cases a field"
)
def define_field(request: HttpRequest, body: FieldIn) -> Status[FieldOut]:
    field = fielding.define_field(
        by=actor(request),
        name=body.name,
        kind=body.kind,
        choices=body.choices,
        now=timezone.now(),
    )
    return Status(201, FieldOut.of(field))


@fields.put(
    "/{field_id}",
    response=answers(200, FieldOut),
    operation_id="change_field",
    summary="Rename a field, or give it other choices",
)
def change_field(request: HttpRequest, field_id: Id, body: FieldChangeIn) -> FieldOut:
    by, field = _field(request, field_id)
    fielding.change_field(
        by=by, field=field, name=body.name, choices=body.choices, now=timezone.now()
    )
    return FieldOut.of(records.field_of(by.brand_id, field_id))


@fields.post(
    "/{field_id}/move",
    response=answers(200, list[FieldOut]),
    operation_id="move_field",
    summary="Move a field up or down",
)
def move_field(request: HttpRequest, field_id: Id, body: PlacesIn) -> list[FieldOut]:
    by, field = _field(request, field_id)
    fielding.move_field(by=by, field=field, places=body.places, now=timezone.now())
    return [FieldOut.of(each) for each in records.fields_of(by.brand_id)]


@fields.post(
    "/{field_id}/archive",
    response=answers(200, FieldOut),
    operation_id="archive_field",
    summary="Offer a field no longer; cases keep what it holds",
)
def archive_field(request: HttpRequest, field_id: Id) -> FieldOut:
    by, field = _field(request, field_id)
    fielding.archive_field(by=by, field=field, now=timezone.now())
    return FieldOut.of(records.field_of(by.brand_id, field_id))


@fields.post(
    "/{field_id}/restore",
    response=answers(200, FieldOut),
    operation_id="restore_field",
    summary="Offer a field again",
)
def restore_field(request: HttpRequest, field_id: Id) -> FieldOut:
    by, field = _field(request, field_id)
    fielding.restore_field(by=by, field=field, now=timezone.now())
    return FieldOut.of(records.field_of(by.brand_id, field_id))


def _field(request: HttpRequest, field_id: int) -> tuple[Actor, CaseField]:
    by = actor(request)
    return by, records.field_of(by.brand_id, field_id)
