"""A fifth of the answers lost after the network took the send: nothing doubled, nothing left unknown."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import orjson
import pytest

from amends.channels.adapters.bluesky import Bluesky
from amends.channels.adapters.mastodon import Mastodon
from amends.channels.base import Channel, Link
from amends.channels.conformance.worlds import no_imap, no_smtp
from amends.channels.contract import (
    Account,
    Outgoing,
    Receipt,
    Secrets,
    ThreadKind,
    Unknown,
    Visibility,
)
from amends.channels.transports import Transports

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SENDS = 200


@dataclass
class World(httpx.BaseTransport):
    """A network that keeps what it takes and loses answers, a few of them before it took anything."""

    answer: Callable[[World, httpx.Request], Any]
    dice: random.Random = field(default_factory=lambda: random.Random(11))
    kept: list[dict[str, Any]] = field(default_factory=list)
    lost: int = 0
    now: datetime = NOW

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        fate = self.dice.random() if request.method == "POST" else 1.0
        if fate < 0.1:
            self.lost += 1
            raise httpx.ReadTimeout("lost on the way there", request=request)
        status, told = self.answer(self, request)
        if fate < 0.3:
            self.lost += 1
            raise httpx.ReadError("lost on the way back", request=request)
        return httpx.Response(status, content=orjson.dumps(told))


def _time(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _mastodon(world: World, request: httpx.Request) -> tuple[int, Any]:
    """A sparse server: it knows no keys against doubles."""
    if request.method == "GET":
        return 200, list(reversed(world.kept))[:40]
    told = orjson.loads(request.content)
    kept = {
        "id": str(len(world.kept) + 1),
        "created_at": _time(world.now),
        "visibility": told["visibility"],
        "content": f"<p>{told['status']}</p>",
        "url": "https://social.example/1",
        "account": {"id": "1001", "acct": "northpost"},
        "mentions": [{"acct": "ada@other.example"}],
    }
    world.kept.append(kept)
    return 200, kept


def _bluesky(world: World, request: httpx.Request) -> tuple[int, Any]:
    if request.method == "GET":
        key = request.url.params["rkey"]
        found = [each for each in world.kept if each["rkey"] == key]
        if not found:
            return 400, {"error": "RecordNotFound", "message": "Could not locate record"}
        return 200, {**found[0], "value": {}}
    told = orjson.loads(request.content)
    uri = f"at://did:plc:me/app.bsky.feed.post/{told['rkey']}"
    world.kept.append(
        {"rkey": told["rkey"], "uri": uri, "cid": "cid", "text": told["record"]["text"]}
    )
    return 200, {"uri": uri, "cid": "cid"}


def _link(world: World, settings: dict[str, str], account: str) -> Link:
    secrets = Secrets({"token": "a token of ours", "access": "an access", "refresh": "a refresh"})
    transports = Transports(world, no_imap, no_smtp, clock=lambda: world.now)
    return Link(settings, secrets, transports, Account(account))


def _deliver(channel: Channel, link: Link, world: World, outgoing: Outgoing) -> Receipt:
    """As the outbox does: no second try before the network was asked what became of the first."""
    for _ in range(50):
        began = world.now
        world.now += timedelta(seconds=1)
        try:
            return channel.send(link, outgoing)
        except Unknown:
            world.now += channel.capabilities.shows_sends_within + timedelta(seconds=1)
        found = channel.look_up(link, outgoing, began)
        if found is not None:
            return found
    raise AssertionError("it never arrived")


@pytest.mark.parametrize("network", ["mastodon", "bluesky"])
def test_every_send_stands_there_once(network: str) -> None:
    world = World({"mastodon": _mastodon, "bluesky": _bluesky}[network])
    channel: Channel = Mastodon() if network == "mastodon" else Bluesky()
    settings = {"base_url": "https://social.example", "chats": "false"}
    link = _link(world, settings, "1001" if network == "mastodon" else "did:plc:me")
    is_private = network == "mastodon"
    receipts = [
        _deliver(
            channel,
            link,
            world,
            Outgoing(
                key=f"send-{number}",
                visibility=Visibility.PRIVATE if is_private else Visibility.PUBLIC,
                text=f"Answer number {number}",
                thread="direct:ada@other.example" if is_private else "",
                thread_kind=ThreadKind.CONVERSATION if is_private else ThreadKind.POST,
                recipient="ada@other.example" if is_private else "",
            ),
        )
        for number in range(SENDS)
    ]
    assert world.lost > SENDS * 0.2
    assert len(world.kept) == SENDS
    assert len({each.external_id for each in receipts}) == SENDS
