"""The practice network as Facebook: every address of the practice Graph API, and what answers there."""

from __future__ import annotations

from starlette.routing import Route

from amends.practice.graph.door import Handler, guarded
from amends.practice.graph.ids import VERSION
from amends.practice.graph.login import Login
from amends.practice.graph.page import Page
from amends.practice.graph.pushes import Pushes
from amends.practice.graph.told import entry, receipts
from amends.practice.network import Network
from amends.practice.objects import Account, Event, Json
from amends.practice.personality import Personality

ROOT = f"/graph/{VERSION}"


def personality(network: Network) -> Personality:
    """Facebook's doors into the network, and its webhooks."""
    page, login, pushes = Page(), Login(network), Pushes(network)

    def telling(account: Account, event: Event) -> list[Json]:
        told = entry(network, account, event)
        item = network.items[event.object_id]
        said = event.type == "message.created"
        later = receipts(account, item, network) if said else []
        return [*([told] if told else []), *later]

    pushes.about("page", telling)
    handlers: dict[tuple[str, str], Handler] = {
        ("GET", "/me/accounts"): login.pages,
        ("GET", "/debug_token"): login.looked_at,
        ("POST", "/oauth/access_token"): login.token,
        ("GET", "/{app}/subscriptions"): pushes.addresses_told,
        ("GET", "/{id}/subscribed_apps"): pushes.subscribed_apps,
        ("POST", "/{app}/subscriptions"): pushes.register,
        ("POST", "/{id}/subscribed_apps"): pushes.subscribe,
        ("GET", "/{id}/{edge}"): page.edge,
        ("POST", "/{id}/{edge}"): page.act,
        ("GET", "/{id}"): page.shown,
        ("POST", "/{id}"): page.change,
        ("DELETE", "/{id}"): page.remove,
    }
    open_ones = {"/me/accounts", "/oauth/access_token"}
    routes = [
        Route(
            f"{ROOT}{path}",
            guarded(network, handler, needs_token=path not in open_ones),
            methods=[method],
        )
        for (method, path), handler in handlers.items()
    ]
    dialog = Route(f"{ROOT}/dialog/oauth", login.dialog, methods=["GET"])
    return Personality("facebook", [dialog, *routes], pushes.run)
