"""A Jetstream and a server of Bluesky's as they speak: frames made by wsproto, posts by their lexicon."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpcore
import httpx
from wsproto import ConnectionType
from wsproto.connection import Connection
from wsproto.events import Message, Ping, Pong

from amends.channels.base import Link
from amends.channels.conformance.worlds import no_imap, no_smtp
from amends.channels.contract import Account, Secrets
from amends.channels.transports import Transports

ME = "did:plc:northpost0000000000000001"
SOMEBODY = "did:plc:joparr000000000000000003"
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
NOON_US = int(NOON.timestamp() * 1_000_000)
_MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def event(number: int, words: str, did: str = SOMEBODY, **record: Any) -> dict[str, Any]:
    """A post that went by ``number`` seconds after noon."""
    told = {"$type": "app.bsky.feed.post", "text": words, "langs": ["en"], **record}
    at = NOON_US + number * 1_000_000
    commit = {
        "rev": f"3k{number:011}",
        "operation": "create",
        "collection": "app.bsky.feed.post",
        "rkey": f"3kpost{number:07}",
        "record": {**told, "createdAt": "2026-11-21T12:00:00.000Z"},
        "cid": f"bafy{number}",
    }
    return {"did": did, "time_us": at, "kind": "commit", "commit": commit}


def uri(told: dict[str, Any]) -> str:
    return f"at://{told['did']}/app.bsky.feed.post/{told['commit']['rkey']}"


class Line:
    """What one visit hears: frames as a server makes them, and then a broken line."""

    def __init__(self, texts: list[str], *, chunk: int = 0, noise: bytes = b"") -> None:
        self._server = Connection(ConnectionType.SERVER)
        whole = b"".join(self._server.send(Message(data=text)) for text in texts)
        whole = noise or self._server.send(Ping(payload=b"there?")) + whole
        size = chunk or max(len(whole), 1)
        self._chunks = [whole[at : at + size] for at in range(0, len(whole), size)]
        self.heard: list[object] = []

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self._chunks:
            return self._chunks.pop(0)
        raise httpcore.ReadError("the line was cut")

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._server.receive_data(buffer)
        self.heard += list(self._server.events())

    def get_extra_info(self, name: str) -> None:
        return None

    @property
    def answered_pings(self) -> int:
        return sum(isinstance(each, Pong) for each in self.heard)


@dataclass
class Bluesky(httpx.BaseTransport):
    """Holds what went by; a visit hears what came after its cursor, up to where the line is to break."""

    events: list[dict[str, Any]] = field(default_factory=list)
    #: Posts that the server does not show (yet).
    unknown: set[str] = field(default_factory=set)
    #: How many events the next visits hear before the line breaks; all where nothing is said.
    breaks_after: list[int] = field(default_factory=list)
    visits: list[dict[str, str]] = field(default_factory=list)
    asked: list[list[str]] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    noise: bytes = b""
    chunk: int = 0
    line: Line | None = None
    opens: bool = True

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/subscribe":
            return self._visited(request)
        uris = request.url.params.get_list("uris")
        self.asked.append(uris)
        shown = [self._post(each) for each in self.events if uri(each) in uris]
        return httpx.Response(200, json={"posts": [each for each in shown if each]})

    def _visited(self, request: httpx.Request) -> httpx.Response:
        assert not request.headers.get("authorization"), "no key of ours leaves for there"
        if not self.opens:
            return httpx.Response(503, text="too many")
        self.visits.append(dict(request.url.params))
        since = int(request.url.params.get("cursor", 0))
        told = [each for each in self.events if each["time_us"] >= since]
        upto = self.breaks_after.pop(0) if self.breaks_after else len(told)
        texts = [*self.raw, *(json.dumps(each) for each in told[:upto])]
        self.line = Line(texts, chunk=self.chunk, noise=self.noise)
        key = request.headers["sec-websocket-key"]
        accepted = base64.b64encode(hashlib.sha1((key + _MAGIC).encode()).digest()).decode()  # noqa: S324
        return httpx.Response(
            101,
            headers={"upgrade": "websocket", "sec-websocket-accept": accepted},
            extensions={"network_stream": self.line},
        )

    def _post(self, told: dict[str, Any]) -> dict[str, Any] | None:
        if uri(told) in self.unknown:
            return None
        return {
            "uri": uri(told),
            "cid": told["commit"]["cid"],
            "author": {"did": told["did"], "handle": "jo.example", "displayName": "Jo Parr"},
            "record": told["commit"]["record"],
            "indexedAt": "2026-11-21T12:00:01.000Z",
        }


@dataclass
class Clock:
    """A clock that goes on by a step at each look."""

    now: datetime = NOON
    step: float = 0.0

    def __call__(self) -> datetime:
        self.now = datetime.fromtimestamp(self.now.timestamp() + self.step, UTC)
        return self.now


def link_to(network: Bluesky, clock: Clock, **settings: str) -> Link:
    told = {"base_url": "https://pds.example", "jetstream": "wss://jet.example", **settings}
    transports = Transports(network, no_imap, no_smtp, clock=clock)
    return Link(told, Secrets({"access": "a token"}), transports, Account(ME, "@northpost.example"))
