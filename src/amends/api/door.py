"""Who is at the programs' door: a token in, its actor out; and how bodies are read and written."""

from __future__ import annotations

import time
from typing import Any, cast

import orjson
from django.http import HttpRequest
from django.utils import timezone
from ninja.parser import Parser
from ninja.renderers import BaseRenderer
from ninja.security import HttpBearer

from amends.api.pace import Pace
from amends.api.problems import TooManyRequests
from amends.refusals import NotFound
from amends.staff.actions import note_token_use
from amends.staff.models import Brand
from amends.staff.queries import actor_of, token_for
from amends.staff.rules import Actor, Right


class TokenDoor(HttpBearer):
    """Lets tokens in, each at its pace; ``request.auth`` is then who acts."""

    openapi_description = "A token of this desk; see docs/using/api.md."

    def __init__(self, pace: Pace) -> None:
        super().__init__()
        self._pace = pace

    def authenticate(self, request: HttpRequest, token: str) -> Actor:  # noqa: ARG002 - ninja's
        """Who acts with this token. Raises BadToken and TooManyRequests."""
        now = timezone.now()
        known = token_for(token, now)
        if wait := self._pace.take(known.pk, time.monotonic()):
            raise TooManyRequests(wait)
        note_token_use(token=known, now=now)
        return actor_of(known)


def actor(request: HttpRequest) -> Actor:
    """Who acts in a request that the door let in."""
    return cast("Actor", request.auth)  # type: ignore[attr-defined]


def reader(request: HttpRequest) -> Actor:
    """Who acts, if they may read. Raises NotAllowed."""
    by = actor(request)
    by.require(Right.READ)
    return by


def brand(by: Actor) -> Brand:
    """The brand that an actor acts for. Raises NotFound."""
    found = Brand.objects.filter(pk=by.brand_id).first()
    if found is None:
        raise NotFound
    return found


class StrictParser(Parser):
    """JSON by the letter: UTF-8, no lone surrogates, no NaN, at most a few hundred levels deep."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        return cast("dict[str, Any]", orjson.loads(request.body))


class Renderer(BaseRenderer):
    """JSON as UTF-8; times in UTC with a Z."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, **_: object) -> bytes:
        del request
        return orjson.dumps(data, default=str, option=orjson.OPT_UTC_Z)
