"""The practice network's server: every address and what answers there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from amends.practice import control, reading, sending, webhooks
from amends.practice.answers import Problem
from amends.practice.courier import Courier
from amends.practice.gate import TRANSPORT, Handler, controlled, guarded, raw_body
from amends.practice.life import Life
from amends.practice.network import Network
from amends.practice.pages import Pages
from amends.practice.personalities import personalities

HANDLERS: dict[tuple[str, str], Handler] = {
    ("GET", "/v1/me"): reading.me,
    ("GET", "/v1/events"): reading.events,
    ("GET", "/v1/sent"): reading.sent,
    ("GET", "/v1/threads/{id}"): reading.thread,
    ("GET", "/v1/conversations/{id}"): reading.conversation,
    ("GET", "/v1/posts/{id}"): reading.shown("post"),
    ("GET", "/v1/comments/{id}"): reading.shown("comment"),
    ("GET", "/v1/reviews/{id}"): reading.shown("review"),
    ("GET", "/v1/replies/{id}"): reading.shown("reply"),
    ("GET", "/v1/messages/{id}"): reading.shown("message"),
    ("POST", "/v1/posts"): sending.once(sending.post),
    ("POST", "/v1/comments"): sending.once(sending.comment),
    ("POST", "/v1/messages"): sending.once(sending.message),
    ("POST", "/v1/reviews/{id}/reply"): sending.once(sending.review_reply),
    ("POST", "/v1/comments/{id}/hide"): sending.hide,
    ("POST", "/v1/posts/{id}/pin"): sending.pin,
    ("POST", "/v1/posts/{id}/like"): sending.like("post"),
    ("POST", "/v1/comments/{id}/like"): sending.like("comment"),
    ("POST", "/v1/messages/{id}/like"): sending.like("message"),
    ("POST", "/v1/reviews/{id}/like"): sending.like("review"),
    ("PATCH", "/v1/posts/{id}"): sending.edit("post"),
    ("PATCH", "/v1/comments/{id}"): sending.edit("comment"),
    ("PATCH", "/v1/replies/{id}"): sending.edit("reply"),
    ("DELETE", "/v1/posts/{id}"): sending.delete("post"),
    ("DELETE", "/v1/comments/{id}"): sending.delete("comment"),
    ("DELETE", "/v1/replies/{id}"): sending.delete("reply"),
    ("DELETE", "/v1/messages/{id}"): sending.delete("message"),
    ("PUT", "/v1/webhook"): webhooks.register,
    ("GET", "/v1/webhook"): webhooks.shown,
    ("DELETE", "/v1/webhook"): webhooks.removed,
    ("GET", "/v1/webhook/deliveries"): webhooks.deliveries,
}


class PracticeApp(Starlette):
    """A Starlette that keeps hold of the connection, so that a fault can cut it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        cycle = getattr(send, "__self__", None)
        scope[TRANSPORT] = getattr(cycle, "transport", None)
        await super().__call__(scope, receive, send)


def create_app(
    network: Network, *, courier: Courier | None = None, life: Life | None = None
) -> Starlette:
    """The network as an ASGI application; while its lifespan runs, webhooks are delivered.

    With a `life`, its people go on living, too.
    """
    delivering = courier or Courier(network)
    others = personalities(network)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.loop = asyncio.get_running_loop()
        delivering.start()
        runs = [other.run for other in others if other.run] + ([life.run] if life else [])
        tasks = [asyncio.ensure_future(run()) for run in runs]
        yield
        for task in tasks:
            task.cancel()
        await delivering.stop()

    return PracticeApp(
        routes=[*_routes(network, life), *(route for other in others for route in other.routes)],
        lifespan=lifespan,
        exception_handlers={404: _nothing_here, 405: _not_that_way},
    )


async def _nothing_here(_: Request, __: Exception) -> Response:
    return Problem(404, "not_found", "There is nothing at this address.").answer()


async def _not_that_way(_: Request, __: Exception) -> Response:
    return Problem(405, "method_not_allowed", "Not with this method.").answer()


def _routes(network: Network, life: Life | None) -> list[Route]:
    routes = [
        Route(path, guarded(network, handler), methods=[method])
        for (method, path), handler in HANDLERS.items()
    ]
    routes += [
        Route(path, controlled(network, order), methods=[method])
        for (method, path), order in control.orders(network, life).items()
    ]
    taken = guarded(network, sending.upload, reads=raw_body)
    routes.append(Route("/v1/media", taken, methods=["POST"]))
    pages = Pages(network)
    shown = {
        "/": pages.front,
        "/b/{handle}": pages.brand,
        "/t/{id}": pages.thread,
        "/avatars/{handle}.svg": pages.avatar,
        "/media/{id}.{suffix}": pages.upload,
    }
    return routes + [Route(path, page, methods=["GET"]) for path, page in shown.items()]
