"""The practice network as X: every address of its API that a desk needs, and what answers there."""

from __future__ import annotations

from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from amends.practice.network import Network
from amends.practice.personality import Personality
from amends.practice.x import asking, older, reading, writing
from amends.practice.x.door import Desk, Handler, guarded
from amends.practice.x.pushing import Pushing
from amends.practice.x.tokens import Tokens

ROOT = "/x"


def personality(network: Network) -> Personality:
    """X's doors into the network, and its webhooks."""
    desk = Desk(network, Tokens(network.seed))
    pushing = Pushing(desk)
    handlers: dict[tuple[str, str], Handler] = {
        ("GET", "/2/users/me"): reading.me,
        ("GET", "/2/users/{id}/mentions"): reading.mentions,
        ("GET", "/2/users/{id}/tweets"): reading.timeline,
        ("POST", "/2/users/{id}/likes"): writing.like,
        ("GET", "/2/tweets/search/recent"): reading.search,
        ("GET", "/2/tweets"): reading.posts,
        ("POST", "/2/tweets"): writing.post,
        ("GET", "/2/tweets/{id}"): reading.post,
        ("DELETE", "/2/tweets/{id}"): writing.delete,
        ("PUT", "/2/tweets/{id}/hidden"): writing.hide,
        ("GET", "/2/dm_events"): reading.messages,
        ("DELETE", "/2/dm_events/{id}"): writing.delete_message,
        ("GET", "/2/dm_conversations/with/{participant_id}/dm_events"): reading.messages,
        ("POST", "/2/dm_conversations/with/{participant_id}/messages"): writing.message,
        ("GET", "/2/dm_conversations/{id}/dm_events"): reading.messages,
        ("POST", "/2/dm_conversations/{id}/messages"): writing.message,
        ("POST", "/2/media/upload"): writing.upload,
        ("POST", "/2/media/metadata"): writing.describe,
        ("GET", "/2/webhooks"): pushing.listed,
        ("POST", "/2/webhooks"): pushing.register,
        ("PUT", "/2/webhooks/{id}"): pushing.check_again,
        ("GET", "/2/activity/subscriptions"): pushing.subscriptions,
        ("POST", "/2/activity/subscriptions"): pushing.subscribe,
        ("DELETE", "/2/activity/subscriptions"): pushing.unsubscribe,
        ("POST", "/2/oauth2/token"): asking.give_tokens,
        ("GET", "/spent"): reading.spent,
    }
    open_ones = {"/2/oauth2/token", "/spent"}
    routes = [
        Route(
            f"{ROOT}{path}",
            guarded(desk, older.or_newer(handler), needs_token=path not in open_ones),
            methods=[method],
        )
        for (method, path), handler in handlers.items()
    ]
    consent = Route(f"{ROOT}/i/oauth2/authorize", partial(_consent, desk), methods=["GET"])
    return Personality("x", [consent, *routes], pushing.run)


async def _consent(desk: Desk, request: Request) -> Response:
    return asking.consent(desk, request)
