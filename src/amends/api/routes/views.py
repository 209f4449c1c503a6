"""Saved views, and the cases that a search finds."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from amends.api.door import actor, brand, reader
from amends.api.schemas.inbox import CaseOut, CasePage
from amends.api.schemas.records import PlaceIn, SharedIn, ViewChangeIn, ViewIn, ViewOut
from amends.api.schemas.values import Id, Limit, Words, answers
from amends.inbox.actions import saved_views
from amends.inbox.models import SavedView
from amends.inbox.queries import views
from amends.inbox.queries.pages import cases_with
from amends.inbox.queries.saved import view_of, views_for
from amends.inbox.rules.search import parse
from amends.replies.queries import cases_with_drafts
from amends.staff.rules import Actor

router = Router(tags=["views"])
search = Router(tags=["cases"])


class SearchQuery(Schema):
    """What is looked for, as it is typed at the desk."""

    query: Annotated[Words, Field(min_length=1, max_length=500)]
    cursor: Annotated[Words, Field(max_length=500, description="`next` of the page before.")] = ""
    limit: Limit = 50


@search.get(
    "",
    response=answers(200, CasePage),
    operation_id="search_cases",
    summary="The cases that a search finds",
)
def search_cases(request: HttpRequest, query: Annotated[SearchQuery, Query()]) -> CasePage:
    """In the order of the desk: of words, the newest hit first. `me` is the token's person."""
    by = reader(request)
    return _found(by, query.query, query.cursor, query.limit)


@router.get(
    "", response=answers(200, list[ViewOut]), operation_id="list_views", summary="Saved views"
)
def list_views(request: HttpRequest) -> list[ViewOut]:
    """The brand's, then the token's person's own, each in their order."""
    by = reader(request)
    return [ViewOut.of(view) for view in views_for(by.brand_id, by.user_id)]


@router.post("", response=answers(201, ViewOut), operation_id="save_view", summary="Keep a search")
def save(request: HttpRequest, body: ViewIn) -> Status[ViewOut]:
    view = saved_views.save_view(
        by=actor(request),
        name=body.name,
        query=body.query,
        for_all=body.is_shared,
        now=timezone.now(),
    )
    return Status(201, ViewOut.of(view))


@router.get(
    "/{view_id}/cases",
    response=answers(200, CasePage),
    operation_id="list_view_cases",
    summary="The cases in a view",
)
def cases_of(
    request: HttpRequest,
    view_id: Id,
    cursor: Annotated[Words, Field(max_length=500)] = "",
    limit: Limit = 50,
) -> CasePage:
    by = reader(request)
    return _found(by, view_of(by.brand_id, by.user_id, view_id).query, cursor, limit)


@router.put(
    "/{view_id}",
    response=answers(200, ViewOut),
    operation_id="change_view",
    summary="Give a view another name or search",
)
def change(request: HttpRequest, view_id: Id, body: ViewChangeIn) -> ViewOut:
    by, view = _view(request, view_id)
    saved_views.change_view(by=by, view=view, name=body.name, query=body.query, now=timezone.now())
    return ViewOut.of(view)


@router.put(
    "/{view_id}/shared",
    response=answers(200, ViewOut),
    operation_id="share_view",
    summary="Make a view the brand's, or one's own",
)
def share(request: HttpRequest, view_id: Id, body: SharedIn) -> ViewOut:
    by, view = _view(request, view_id)
    saved_views.share_view(by=by, view=view, for_all=body.is_shared, now=timezone.now())
    return ViewOut.of(view)


@router.put(
    "/{view_id}/place",
    response=answers(200, list[ViewOut]),
    operation_id="move_view",
    summary="Put a view at a place among its kind",
)
def move(request: HttpRequest, view_id: Id, body: PlaceIn) -> list[ViewOut]:
    by, view = _view(request, view_id)
    saved_views.move_view(by=by, view=view, to=body.place, now=timezone.now())
    return [ViewOut.of(each) for each in views_for(by.brand_id, by.user_id)]


@router.delete(
    "/{view_id}",
    response=answers(204, None),
    operation_id="delete_view",
    summary="Forget a view",
)
def delete(request: HttpRequest, view_id: Id) -> Status[None]:
    """The cases in it stay what they are."""
    by, view = _view(request, view_id)
    saved_views.delete_view(by=by, view=view, now=timezone.now())
    return Status(204, None)


def _view(request: HttpRequest, view_id: int) -> tuple[Actor, SavedView]:
    by = actor(request)
    return by, view_of(by.brand_id, by.user_id, view_id)


def _found(by: Actor, query: str, cursor: str, limit: int) -> CasePage:
    user_id = by.user_id or 0
    wanted = views.Wanted(
        brand_id=by.brand_id,
        view=views.View.ALL,
        user_id=user_id,
        query=parse(query),
        # Days are the brand's days.
        now=timezone.localtime(timezone.now(), ZoneInfo(brand(by).time_zone)),
        drafted=frozenset(cases_with_drafts(by.brand_id, user_id)),
    )
    page = views.cases(wanted, after=cursor, limit=limit)
    cases = cases_with(by.brand_id, [row.case_id for row in page.rows])
    tags = views.tags_by_id(by.brand_id, {tag for case in cases for tag in case.tags})
    return CasePage(items=[CaseOut.of(case, tags) for case in cases], next=page.following or None)
