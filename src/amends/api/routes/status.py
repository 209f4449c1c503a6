"""The public status page: how its components do, and words of a trouble."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from amends.api.door import actor, brand, reader
from amends.api.schemas.status import (
    ComponentOut,
    ComponentStateIn,
    StatusEventOut,
    StatusPageOut,
    StatusUpdateOut,
    StatusWordIn,
)
from amends.api.schemas.values import Id, answers
from amends.status.actions.announce import Word, announce
from amends.status.actions.states import set_state
from amends.status.models import Component, StatusEvent
from amends.status.queries.pages import component_of, components_of, own_page

router = Router(tags=["status page"])
_MOST_EVENTS = 100


@router.get(
    "",
    response=answers(200, StatusPageOut),
    operation_id="get_status_page",
    summary="The brand's status page",
)
def get_page(request: HttpRequest) -> StatusPageOut:
    return StatusPageOut.of(own_page(reader(request).brand_id))


@router.get(
    "/components",
    response=answers(200, list[ComponentOut]),
    operation_id="list_components",
    summary="The parts of the service that the page tells of",
)
def list_components(request: HttpRequest) -> list[Component]:
    return list(components_of(reader(request).brand_id))


@router.put(
    "/components/{component_id}/state",
    response=answers(200, ComponentOut),
    operation_id="set_component_state",
    summary="Say how a part of the service does",
)
def put_state(request: HttpRequest, component_id: Id, body: ComponentStateIn) -> Component:
    """An open trouble or maintenance may say worse. Needs the scope `manage`."""
    by = actor(request)
    component = component_of(by.brand_id, component_id)
    set_state(by=by, component=component, state=body.state, now=timezone.now())
    return component_of(by.brand_id, component_id)


@router.get(
    "/events",
    response=answers(200, list[StatusEventOut]),
    operation_id="list_status_events",
    summary="Public troubles, the newest first",
)
def list_events(request: HttpRequest) -> list[StatusEventOut]:
    """At most a hundred."""
    found = StatusEvent.objects.filter(brand_id=reader(request).brand_id).select_related("page")
    newest = found.order_by("-started_at", "-pk")[:_MOST_EVENTS]
    return [StatusEventOut.of(each) for each in newest]


@router.post(
    "/updates",
    response=answers(201, StatusUpdateOut),
    operation_id="announce_trouble",
    summary="Say a word of a trouble to everybody",
)
def post_word(request: HttpRequest, body: StatusWordIn) -> Status[StatusUpdateOut]:
    """On the page and to its subscribers; the same word again changes nothing. Needs the scope `manage`."""
    by = actor(request)
    concerned = (
        None if body.components is None else {each.id: each.state for each in body.components}
    )
    word = Word(
        body.update,
        body.title,
        body.words,
        body.state,
        titles=body.titles,
        components=concerned,
        next_update_at=body.next_update_at,
    )
    said = announce(by=by, brand=brand(by), reference=body.reference, word=word, now=timezone.now())
    return Status(201, StatusUpdateOut.of(said))
