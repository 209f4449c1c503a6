"""Customers, colleagues and tags."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from amends.api import cursors
from amends.api.door import reader
from amends.api.schemas.inbox import ColleagueOut, PersonOut, PersonPage, TagOut
from amends.api.schemas.values import Cursor, Id, Limit, answers
from amends.inbox.queries.pages import people_page, person_of
from amends.inbox.queries.views import tags_of_brand
from amends.staff.queries import colleagues

people = Router(tags=["people"])
staff = Router(tags=["colleagues"])
tags = Router(tags=["tags"])


@people.get("", response=answers(200, PersonPage), operation_id="list_people", summary="Customers")
def list_people(
    request: HttpRequest, cursor: Cursor | None = None, limit: Limit = 50
) -> PersonPage:
    """Newest first."""
    by = reader(request)
    rows = people_page(by.brand_id, before=cursors.read_id(cursor), limit=limit + 1)
    items = [PersonOut.of(person) for person in rows[:limit]]
    return PersonPage(items=items, next=cursors.after(rows, limit))


@people.get(
    "/{person_id}",
    response=answers(200, PersonOut),
    operation_id="get_person",
    summary="A customer",
)
def get_person(request: HttpRequest, person_id: Id) -> PersonOut:
    return PersonOut.of(person_of(reader(request).brand_id, person_id))


@staff.get(
    "",
    response=answers(200, list[ColleagueOut]),
    operation_id="list_colleagues",
    summary="Who works for the brand",
)
def list_colleagues(request: HttpRequest) -> list[ColleagueOut]:
    places = colleagues(reader(request).brand_id)
    return [ColleagueOut(id=place.user_id, name=place.user.name) for place in places]


@tags.get(
    "", response=answers(200, list[TagOut]), operation_id="list_tags", summary="The brand's tags"
)
def list_tags(request: HttpRequest) -> list[TagOut]:
    """By name, a thousand at most."""
    found = tags_of_brand(reader(request).brand_id, limit=1000)
    return [TagOut(id=tag.pk, name=tag.name) for tag in found]
