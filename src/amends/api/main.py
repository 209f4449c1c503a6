"""API v1: the door for programs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from amends.api.door import Renderer, StrictParser, TokenDoor
from amends.api.pace import Pace
from amends.api.problems import CONTENT_TYPE, no_such_method, tell_problems
from amends.api.routes import (
    approvals,
    brake,
    cases,
    connections,
    deeds,
    incidents,
    learning,
    me,
    messages,
    moderation,
    notes,
    nowhere,
    order,
    people,
    playbook,
    posts,
    quarantine,
    queries,
    records,
    replies,
    saved,
    status,
    subscriptions,
    suggesting,
    templates,
    trends,
    triage,
    uploads,
    views,
)

_DESCRIPTION = """
Everything the desk does for people, for programs. A token acts as its user in one brand, narrowed to
its scopes. Lists come in pages: send `next` of a page as `cursor` for the one after it, until it is null.
Every "no" is `application/problem+json`; switch on its `code`.
""".strip()


class Api(NinjaAPI):
    """ninja's, whose schema says in which form refusals come."""

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**given)
        for operations in schema["paths"].values():
            for operation in operations.values():
                _refuse_in_problems(operation["responses"])
        return schema

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        """ninja's, which tell of a method that an address does not have as of every other refusal."""
        patterns, app, namespace = super().urls
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                pattern.callback = _told_of_methods(pattern.callback)
        return patterns, app, namespace


def _told_of_methods(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def told(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        response = view(request, *given, **named)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        return no_such_method(response["Allow"])

    return told


def _refuse_in_problems(responses: dict[int, dict[str, Any]]) -> None:
    for code, response in responses.items():
        if code >= 400:
            response["content"] = {CONTENT_TYPE: response["content"]["application/json"]}


api = Api(
    title="Amends",
    version="1",
    description=_DESCRIPTION,
    # No page of documentation: the usual ones load scripts from elsewhere, which our policy forbids.
    docs_url=None,
    openapi_url="/openapi.json",
    auth=TokenDoor(Pace(per_second=10, burst=120)),
    parser=StrictParser(),
    renderer=Renderer(),
    urls_namespace="api-v1",
)
tell_problems(api)

api.add_router("/me", me.router)
api.add_router("/search", views.search)
api.add_router("/cases", cases.router)
api.add_router("/cases", records.on_cases)
api.add_router("/moves", records.moved)
api.add_router("/cases", notes.router)
api.add_router("/cases", replies.on_cases)
api.add_router("/cases", templates.on_cases)
api.add_router("/cases", triage.on_cases)
api.add_router("/messages", triage.on_messages)
api.add_router("/cases", learning.on_cases)
api.add_router("/messages", learning.on_messages)
api.add_router("/round", learning.today)
api.add_router("/learnings", learning.learnings)
api.add_router("/cases", suggesting.on_cases)
api.add_router("/replies", replies.router)
api.add_router("/uploads", uploads.router)
api.add_router("/approvals", approvals.router)
api.add_router("/brake", brake.router)
api.add_router("/issues", trends.issues)
api.add_router("/spikes", trends.spikes)
api.add_router("/incidents", incidents.router)
api.add_router("/monitors", incidents.monitors)
api.add_router("/messages", messages.router)
api.add_router("/messages", deeds.on_messages)
api.add_router("/deeds", deeds.router)
api.add_router("/moderation", moderation.router)
api.add_router("/people", people.people)
api.add_router("/person-merges", people.merges)
api.add_router("/colleagues", people.staff)
api.add_router("/teams", order.teams)
api.add_router("/tags", order.tags)
api.add_router("/fields", order.fields)
api.add_router("/views", views.router)
api.add_router("/playbook", playbook.router)
api.add_router("/posts", posts.router)
api.add_router("/calendar", posts.calendar)
api.add_router("/queries", queries.router)
api.add_router("/saved-replies", saved.router)
api.add_router("/connections", connections.router)
api.add_router("/quarantine", quarantine.router)
api.add_router("/subscriptions", subscriptions.router)
api.add_router("/announcements", subscriptions.told)
api.add_router("/status-page", status.router)

#: Mounted last, so that a wrong address is told in a problem document too.
api.add_router("", nowhere.router)
