"""What a brand listens for beyond its mentions."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from amends.api.door import actor, reader
from amends.api.schemas.values import Id, answers
from amends.api.schemas.words import QueryIn, QueryOut, QueryPreviewOut
from amends.inbox.actions import brand_queries as listening
from amends.inbox.models import BrandQuery
from amends.inbox.queries import heard
from amends.staff.rules import Actor

router = Router(tags=["queries"])


@router.get(
    "",
    response=answers(200, list[QueryOut]),
    operation_id="list_queries",
    summary="What the brand listens for",
)
def list_queries(request: HttpRequest) -> list[BrandQuery]:
    return heard.queries_of(reader(request).brand_id)


@router.post(
    "", response=answers(201, QueryOut), operation_id="add_query", summary="Listen for something"
)
def add(request: HttpRequest, body: QueryIn) -> Status[BrandQuery]:
    """From now on: what came before is not looked at again."""
    query = listening.add_query(by=actor(request), wanted=body.wanted(), now=timezone.now())
    return Status(201, query)


@router.post(
    "/preview",
    response=answers(200, QueryPreviewOut),
    operation_id="preview_query",
    summary="What a query would have found lately",
)
def preview(request: HttpRequest, body: QueryIn) -> QueryPreviewOut:
    """Among the newest messages. Nothing is kept."""
    by, asked = reader(request), body.wanted()
    query = BrandQuery(text=asked.text, language=asked.language, country=asked.country)
    return QueryPreviewOut.of(heard.preview(by.brand_id, heard.node_of(query)))


@router.get(
    "/{query_id}", response=answers(200, QueryOut), operation_id="get_query", summary="A query"
)
def get_query(request: HttpRequest, query_id: Id) -> BrandQuery:
    return heard.query_of(reader(request).brand_id, query_id)


@router.put(
    "/{query_id}",
    response=answers(200, QueryOut),
    operation_id="change_query",
    summary="Listen for something else under a name",
)
def change(request: HttpRequest, query_id: Id, body: QueryIn) -> BrandQuery:
    by, query = _query(request, query_id)
    listening.change_query(by=by, query=query, wanted=body.wanted(), now=timezone.now())
    return heard.query_of(by.brand_id, query_id)


@router.post(
    "/{query_id}/pause",
    response=answers(200, QueryOut),
    operation_id="pause_query",
    summary="Do not listen for it for now",
)
def pause(request: HttpRequest, query_id: Id) -> BrandQuery:
    by, query = _query(request, query_id)
    listening.switch_query(by=by, query=query, active=False, now=timezone.now())
    return heard.query_of(by.brand_id, query_id)


@router.post(
    "/{query_id}/resume",
    response=answers(200, QueryOut),
    operation_id="resume_query",
    summary="Listen for it again",
)
def resume(request: HttpRequest, query_id: Id) -> BrandQuery:
    by, query = _query(request, query_id)
    listening.switch_query(by=by, query=query, active=True, now=timezone.now())
    return heard.query_of(by.brand_id, query_id)


@router.delete(
    "/{query_id}",
    response=answers(204, None),
    operation_id="remove_query",
    summary="Forget a query and what it found",
)
def remove(request: HttpRequest, query_id: Id) -> Status[None]:
    """The messages stay."""
    by, query = _query(request, query_id)
    listening.remove_query(by=by, query=query, now=timezone.now())
    return Status(204, None)


def _query(request: HttpRequest, query_id: int) -> tuple[Actor, BrandQuery]:
    by = actor(request)
    return by, heard.query_of(by.brand_id, query_id)
