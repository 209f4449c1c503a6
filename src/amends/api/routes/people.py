"""Customers and colleagues."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from amends.api import cursors
from amends.api.door import actor, reader
from amends.api.schemas.inbox import ColleagueOut, PersonOut, PersonPage
from amends.api.schemas.records import CasesOut, MergedPersonIn, PersonMergeOut
from amends.api.schemas.values import Cursor, Id, Limit, answers
from amends.inbox.actions import people as joining
from amends.inbox.actions import set_aside
from amends.inbox.models import PersonMerge
from amends.inbox.queries import records
from amends.inbox.queries.pages import people_page, person_of
from amends.staff.queries import colleagues

people = Router(tags=["people"])
merges = Router(tags=["people"])
staff = Router(tags=["colleagues"])


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


@people.post(
    "/{person_id}/merge",
    response=answers(200, PersonMergeOut),
    operation_id="merge_people",
    summary="Say that two people are one",
)
def merge(request: HttpRequest, person_id: Id, body: MergedPersonIn) -> PersonMerge:
    """Everything of the person in the body is this person's from now on."""
    by = actor(request)
    kept, merged = (records.person_of(by.brand_id, each) for each in (person_id, body.person_id))
    return joining.merge_people(by=by, kept=kept, merged=merged, now=timezone.now())


@merges.post(
    "/{merge_id}/undo",
    response=answers(200, PersonMergeOut),
    operation_id="unmerge_people",
    summary="Make them two again",
)
def unmerge(request: HttpRequest, merge_id: Id) -> PersonMerge:
    """What came since goes to whoever said it."""
    by = actor(request)
    merge = records.merge_of(by.brand_id, merge_id)
    joining.unmerge_people(by=by, merge=merge, now=timezone.now())
    return records.merge_of(by.brand_id, merge_id)


@people.post(
    "/{person_id}/block",
    response=answers(200, CasesOut),
    operation_id="block_person",
    summary="Let what somebody says reach nobody's queue",
)
def block(request: HttpRequest, person_id: Id) -> CasesOut:
    by = actor(request)
    person = records.person_of(by.brand_id, person_id)
    return CasesOut(cases=set_aside.block(by=by, person=person, now=timezone.now()))


@people.post(
    "/{person_id}/unblock",
    response=answers(200, CasesOut),
    operation_id="unblock_person",
    summary="Hear somebody again",
)
def unblock(request: HttpRequest, person_id: Id) -> CasesOut:
    by = actor(request)
    person = records.person_of(by.brand_id, person_id)
    return CasesOut(cases=set_aside.unblock(by=by, person=person, now=timezone.now()))


@staff.get(
    "",
    response=answers(200, list[ColleagueOut]),
    operation_id="list_colleagues",
    summary="Who works for the brand",
)
def list_colleagues(request: HttpRequest) -> list[ColleagueOut]:
    places = colleagues(reader(request).brand_id)
    return [ColleagueOut(id=place.user_id, name=place.user.name) for place in places]
