"""The brand's accounts on networks, and how well they are heard."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from amends.api.door import actor, reader
from amends.api.schemas.listening import ConnectionOut, HealthOut
from amends.api.schemas.values import Id, answers
from amends.channels.actions import pause, resume
from amends.channels.models import Connection
from amends.channels.queries import connection_of
from amends.listening.queries import health_of_brand
from amends.staff.rules import Actor, Right

router = Router(tags=["connections"])


@router.get(
    "",
    response=answers(200, list[HealthOut]),
    operation_id="list_connections",
    summary="Connections and their health",
)
def list_connections(request: HttpRequest) -> list[HealthOut]:
    by = reader(request)
    return [HealthOut.of(health) for health in health_of_brand(by.brand_id, now=timezone.now())]


@router.get(
    "/{connection_id}",
    response=answers(200, ConnectionOut),
    operation_id="get_connection",
    summary="A connection",
)
def get_connection(request: HttpRequest, connection_id: Id) -> ConnectionOut:
    return ConnectionOut.of(connection_of(reader(request).brand_id, connection_id))


@router.post(
    "/{connection_id}/pause",
    response=answers(200, ConnectionOut),
    operation_id="pause_connection",
    summary="Neither listen nor speak there for now",
)
def pause_connection(request: HttpRequest, connection_id: Id) -> ConnectionOut:
    by, connection = _managed(request, connection_id)
    pause(by=by, connection=connection, now=timezone.now())
    return ConnectionOut.of(connection_of(by.brand_id, connection_id))


@router.post(
    "/{connection_id}/resume",
    response=answers(200, ConnectionOut),
    operation_id="resume_connection",
    summary="Listen and speak there again",
)
def resume_connection(request: HttpRequest, connection_id: Id) -> ConnectionOut:
    by, connection = _managed(request, connection_id)
    resume(by=by, connection=connection, now=timezone.now())
    return ConnectionOut.of(connection_of(by.brand_id, connection_id))


def _managed(request: HttpRequest, connection_id: int) -> tuple[Actor, Connection]:
    by = actor(request)
    by.require(Right.MANAGE_CONNECTIONS)
    return by, connection_of(by.brand_id, connection_id)
