"""Fake networks that speak HTTP: exchanges in order, the same answer always, or trouble."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import httpx

from amends.channels.calls import MOST_BYTES
from amends.channels.conformance.verdict import Broken, must, same
from amends.channels.conformance.worlds import Nowhere, Trouble, World, no_imap, no_smtp
from amends.channels.contract import (
    ChannelError,
    Disconnected,
    Gone,
    Malformed,
    Refused,
    Throttled,
    Unknown,
    Unreachable,
)
from amends.channels.transports import Transports

Answering = Callable[[httpx.Request], httpx.Response]

STATUSES: Mapping[int, type[ChannelError]] = {
    400: Refused,
    401: Disconnected,
    404: Gone,
    409: Refused,
    410: Gone,
    413: Refused,
    422: Refused,
    429: Throttled,
    500: Unreachable,
    502: Unreachable,
    503: Unreachable,
    504: Unreachable,
}
AMBIGUOUS = frozenset({500, 502, 504})
GIBBERISH: Mapping[str, bytes] = {
    "nothing at all": b"",
    "an HTML page": b"<!doctype html><title>Sign in</title>",
    "an empty object": b"{}",
    "a list with an empty object": b"[{}]",
    "null": b"null",
    "half an answer": b'{"id": "1", "eve',
    "bytes that are no text": b"\xff\xfe\x00\x01",
    "a well without a floor": b"[" * 100_000,
    "too much": b" " * (MOST_BYTES + 1),
}


class Http:
    """A world that answers HTTP by a function, and notes every request."""

    def __init__(self, answering: Answering, now: datetime) -> None:
        self.left: list[bytes] = []
        self._answering = answering
        transport = httpx.MockTransport(self._answer)
        self.transports = Transports(transport, no_imap, no_smtp, clock=lambda: now)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        head = f"{request.method} {request.url}\n".encode()
        fields = b"".join(name + b": " + value + b"\n" for name, value in request.headers.raw)
        self.left.append(head + fields + b"\n" + request.read())
        return self._answering(request)

    def finish(self) -> None:
        """Whatever it was asked, it answered alike."""


class Scripted(Http):
    """A world that plays recorded exchanges in their order, and checks what it is asked."""

    def __init__(self, script: Iterable[Mapping[str, Any]], now: datetime) -> None:
        self._exchanges = list(script)
        super().__init__(self._next, now)

    def _next(self, request: httpx.Request) -> httpx.Response:
        if not self._exchanges:
            raise Broken(f"{request.method} {request.url} is not in the recording")
        exchange = self._exchanges.pop(0)
        _compare(request, exchange["request"])
        answer = exchange["answer"]
        body = json.dumps(answer["json"]).encode() if "json" in answer else answer.get("text", "")
        return httpx.Response(answer["status"], headers=answer.get("headers", {}), content=body)

    def finish(self) -> None:
        must(not self._exchanges, f"never asked for: {self._exchanges}")


def _compare(request: httpx.Request, recorded: Mapping[str, Any]) -> None:
    """Method, path and body as recorded; of the query and the headers, what is recorded."""
    line = f"{request.method} {request.url.path}"
    same(line, f"{recorded['method']} {recorded['path']}", "another request than recorded")
    if "query" in recorded:
        same(dict(request.url.params), recorded["query"], f"the query of {line}")
    if "json" in recorded:
        same(json.loads(request.content or b"null"), recorded["json"], f"the body of {line}")
    if "base64" in recorded:
        sent = base64.b64encode(request.content).decode()
        same(sent, recorded["base64"], f"the body of {line}")
    for name, value in recorded.get("headers", {}).items():
        same(request.headers.get(name), value, f"the header {name} of {line}")


class HttpKit:
    """Worlds for channels that speak HTTP. ``echoes``: texts put into every failed answer."""

    def __init__(self, now: datetime, echoes: Iterable[str] = ()) -> None:
        self._now = now
        self._words = " ".join(echoes)

    def world(self, script: Any) -> World:
        return Scripted(script, self._now)

    def nowhere(self) -> World:
        return Nowhere(self._now)

    def answer(self, status: int, body: bytes = b"", **headers: str) -> World:
        """A network that always answers so; header names with ``_`` for ``-``."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Http(lambda _: httpx.Response(status, headers=named, content=body), self._now)

    def reading(self) -> Iterator[Trouble]:
        for status, due in STATUSES.items():
            yield Trouble(f"HTTP {status}", self.answer(status, self._failed()), due)

    def sending(self) -> Iterator[Trouble]:
        for status, due in STATUSES.items():
            named = Unknown if status in AMBIGUOUS else due
            yield Trouble(f"HTTP {status}", self.answer(status, self._failed()), named)
        for kind in _BEFORE_IT_LEFT:
            yield Trouble(kind.__name__, self._broken(kind), Unreachable)

    def silence(self) -> Iterator[Trouble]:
        for kind in (*_BEFORE_IT_LEFT, *_AFTER_IT_LEFT):
            yield Trouble(kind.__name__, self._broken(kind), Unreachable)

    def lost(self) -> Iterator[Trouble]:
        for kind in _AFTER_IT_LEFT:
            yield Trouble(kind.__name__, self._broken(kind), Unknown)
        for name, body in GIBBERISH.items():
            yield Trouble(f"accepted with {name}", self.answer(201, body), Unknown)

    def gibberish(self) -> Iterator[Trouble]:
        for name, body in GIBBERISH.items():
            yield Trouble(name, self.answer(200, body), Malformed)

    def _failed(self) -> bytes:
        words = f"no, {self._words}"
        error = {"code": words, "message": words, "type": words}
        return json.dumps({"error": error, "message": words, "detail": words}).encode()

    def _broken(self, kind: type[httpx.TransportError]) -> World:
        def break_(request: httpx.Request) -> httpx.Response:
            raise kind(f"broken on purpose {self._words}", request=request)

        return Http(break_, self._now)


_BEFORE_IT_LEFT: tuple[type[httpx.TransportError], ...] = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
)
_AFTER_IT_LEFT: tuple[type[httpx.TransportError], ...] = (
    httpx.ReadTimeout,
    httpx.WriteTimeout,
    httpx.ReadError,
    httpx.WriteError,
    httpx.RemoteProtocolError,
)
