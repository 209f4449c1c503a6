"""Posts: written by programs, approved by whoever may publish, moved and taken back until they leave."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from amends.api import cursors
from amends.api.door import actor, reader
from amends.api.schemas.posts import (
    PlaceMoveIn,
    PlaceOut,
    PostChangeIn,
    PostIn,
    PostOut,
    PostPage,
    PostSeenIn,
)
from amends.api.schemas.values import Cursor, Id, Limit, Moment, answers
from amends.publishing import actions, queries
from amends.publishing.models import Post, PostState
from amends.refusals import Invalid
from amends.staff.rules import Actor

router = Router(tags=["posts"])
calendar = Router(tags=["posts"])
_LONGEST = timedelta(days=400)


@router.get("", response=answers(200, PostPage), operation_id="list_posts", summary="Posts")
def list_posts(
    request: HttpRequest,
    state: PostState | None = None,
    cursor: Cursor | None = None,
    limit: Limit = 50,
) -> PostPage:
    """The brand's posts, newest first."""
    by, before = reader(request), cursors.read_id(cursor)
    rows = queries.posts(by.brand_id, state, before, limit + 1)
    items = PostOut.all_of(rows[:limit])
    return PostPage(items=items, next=cursors.after(rows, limit))


@router.post("", response=answers(201, PostOut), operation_id="write_post", summary="Write a draft")
def write(request: HttpRequest, body: PostIn) -> Status[PostOut]:
    post = actions.write(by=actor(request), wording=body.wording(), now=timezone.now())
    return Status(201, PostOut.of(post))


@router.get("/{post_id}", response=answers(200, PostOut), operation_id="get_post", summary="A post")
def get_post(request: HttpRequest, post_id: Id) -> PostOut:
    return PostOut.of(queries.post_by_id(reader(request).brand_id, post_id))


@router.put(
    "/{post_id}",
    response=answers(200, PostOut),
    operation_id="change_post",
    summary="Give a draft other words",
)
def change(request: HttpRequest, post_id: Id, body: PostChangeIn) -> PostOut:
    by, post = _own(request, post_id)
    now = timezone.now()
    wording = body.wording()
    return PostOut.of(
        actions.rewrite(by=by, post=post, wording=wording, seen=body.revision, now=now)
    )


@router.post(
    "/{post_id}/ask",
    response=answers(200, PostOut),
    operation_id="ask_for_approval",
    summary="Ask somebody who may publish to approve it",
)
def ask(request: HttpRequest, post_id: Id) -> PostOut:
    by, post = _own(request, post_id)
    return PostOut.of(actions.ask(by=by, post=post, now=timezone.now()))


@router.post(
    "/{post_id}/approve",
    response=answers(200, PostOut),
    operation_id="approve_post",
    summary="Let it go out, each version at its moment",
)
def approve(request: HttpRequest, post_id: Id, body: PostSeenIn) -> PostOut:
    by, post = _own(request, post_id)
    now = timezone.now()
    return PostOut.of(actions.approve(by=by, post=post, seen=body.revision, now=now))


@router.post(
    "/{post_id}/take-back",
    response=answers(200, PostOut),
    operation_id="take_post_back",
    summary="What has not left will not, and the post is a draft again",
)
def take_back(request: HttpRequest, post_id: Id) -> PostOut:
    by, post = _own(request, post_id)
    return PostOut.of(actions.take_back(by=by, post=post, now=timezone.now()))


@router.delete(
    "/{post_id}",
    response=answers(200, PostOut),
    operation_id="throw_post_away",
    summary="Put a draft away",
)
def throw_away(request: HttpRequest, post_id: Id) -> PostOut:
    by, post = _own(request, post_id)
    return PostOut.of(actions.throw_away(by=by, post=post, now=timezone.now()))


@calendar.get(
    "",
    response=answers(200, list[PlaceOut]),
    operation_id="get_calendar",
    summary="Everything on the calendar between two moments",
)
def places(request: HttpRequest, since: Moment, until: Moment) -> list[PlaceOut]:
    """Drafts with a moment, what is scheduled, and what went out; 400 days at most."""
    by = reader(request)
    if not since < until <= since + _LONGEST:
        raise Invalid("Give two moments in their order, 400 days apart at most.")
    return [PlaceOut.of(each) for each in queries.places(by.brand_id, since, until)]


@calendar.post(
    "/{place_id}/move",
    response=answers(200, PlaceOut),
    operation_id="move_place",
    summary="Let it go out at another moment",
)
def move(request: HttpRequest, place_id: Id, body: PlaceMoveIn) -> PlaceOut:
    by = actor(request)
    slot = queries.slot_by_id(by.brand_id, place_id)
    actions.move(by=by, slot=slot, at=body.at, now=timezone.now())
    return _place(by, place_id)


@calendar.post(
    "/{place_id}/drop",
    response=answers(200, PostOut),
    operation_id="drop_place",
    summary="This one does not go out",
)
def drop(request: HttpRequest, place_id: Id) -> PostOut:
    by = actor(request)
    slot = queries.slot_by_id(by.brand_id, place_id)
    actions.drop(by=by, slot=slot, now=timezone.now())
    return PostOut.of(queries.post_by_id(by.brand_id, slot.version.post_id))


def _own(request: HttpRequest, post_id: int) -> tuple[Actor, Post]:
    by = actor(request)
    return by, queries.post_by_id(by.brand_id, post_id)


def _place(by: Actor, place_id: int) -> PlaceOut:
    slot = queries.slot_by_id(by.brand_id, place_id)
    shown = queries.state_of(slot) or queries.Shown.DRAFT
    return PlaceOut.of(queries.Place(slot.version, slot.at, shown, slot))
