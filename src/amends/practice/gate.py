"""The door every request passes: trouble, tokens, rates, and bodies that can be read."""

from __future__ import annotations

import asyncio
import hmac
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import orjson
from starlette.requests import Request
from starlette.responses import Response

from amends.practice.answers import Answer, Problem
from amends.practice.limits import BODY_BYTES, PICTURE_BYTES, retry_after
from amends.practice.network import Network
from amends.practice.objects import Account, Json

TRANSPORT = "amends.transport"
MAX_DEPTH_ERRORS = (orjson.JSONDecodeError, RecursionError)


@dataclass(slots=True)
class Call:
    """One request of an account, past the door: who, what about, with which body."""

    network: Network
    account: Account
    request: Request
    raw: bytes = b""
    body: Json = field(default_factory=dict)

    def path(self, name: str) -> str:
        return str(self.request.path_params[name])

    def query(self, name: str) -> str | None:
        return self.request.query_params.get(name)


Handler = Callable[[Call], Answer]
Endpoint = Callable[[Request], Awaitable[Response]]
Reads = Callable[[Request], Awaitable[tuple[bytes, Json]]]


class ConnectionCut(Exception):
    """The network hung up; only seen where no socket is there to close."""


async def json_body(request: Request) -> tuple[bytes, Json]:
    """A body of JSON: its bytes, and what they say."""
    raw = await _read(request, BODY_BYTES)
    return raw, _parsed(raw)


async def raw_body(request: Request) -> tuple[bytes, Json]:
    """A body that is a picture."""
    return await _read(request, PICTURE_BYTES), {}


def guarded(network: Network, handler: Handler, reads: Reads = json_body) -> Endpoint:
    """An endpoint that lets a handler answer unless trouble, token or rate forbid it."""

    async def endpoint(request: Request) -> Response:
        account = network.account_of(bearer(request))
        trouble = network.trouble(account)
        outage = trouble.outage(network.clock())
        if outage == "reset" or trouble.hits("cut_requests"):
            return await cut(request, reset=outage == "reset")
        if outage:
            return Problem(503, "unavailable", "The network is down for a moment.").answer()
        try:
            account = _admitted(network, account)
            answer = await _answer(network, account, request, (handler, reads))
        except Problem as problem:
            answer = problem.answer()
        await asyncio.sleep(trouble.delay())
        if answer.accepted and trouble.hits("lost_answers"):
            return await cut(request, reset=False)
        if account is not None:
            _note_rate(answer, account, network.clock())
        return _spoiled(answer) if trouble.hits("malformed_answers") else answer

    return endpoint


def bearer(request: Request) -> str:
    """The bearer token of a request, or an empty string."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def controlled(network: Network, handler: Callable[[Json], Answer]) -> Endpoint:
    """An endpoint for rehearsals, opened by the control token and never in trouble."""

    async def endpoint(request: Request) -> Response:
        if not hmac.compare_digest(bearer(request).encode(), network.control_token.encode()):
            return Problem(401, "control_token_wrong", "This needs the control token.").answer()
        try:
            _, order = await json_body(request)
            return handler(order)
        except Problem as problem:
            return problem.answer()

    return endpoint


async def cut(request: Request, *, reset: bool) -> Response:
    """Close the connection without an answer; with `reset` the other side sees RST, not FIN."""
    transport: asyncio.Transport | None = request.scope.get(TRANSPORT)
    if transport is None:
        raise ConnectionCut
    if reset:
        line: socket.socket = transport.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
    while (await request.receive())["type"] != "http.disconnect":
        pass
    return Response()


async def _answer(
    network: Network, account: Account, request: Request, act: tuple[Handler, Reads]
) -> Answer:
    handler, reads = act
    if (slow_down := _over_rate(network, account)) is not None:
        return slow_down
    if (status := network.trouble(account).error_status()) is not None:
        raise Problem(status, "trouble", "Something went wrong on our side.")
    raw, body = await reads(request)
    return handler(Call(network, account, request, raw, body))


def _admitted(network: Network, account: Account | None) -> Account:
    if account is None:
        raise Problem(401, "token_unknown", "This token is not known.")
    state = account.token_state(network.clock())
    if state == "expired":
        raise Problem(401, "token_expired", "This token has expired; ask for a new one.")
    if state == "revoked":
        raise Problem(403, "account_revoked", "Access to this account was taken back.")
    return account


def _over_rate(network: Network, account: Account) -> Answer | None:
    now = network.clock()
    wait = account.bucket.take(now)
    if wait == 0:
        return None
    answer = Problem(429, "rate_limited", "Too many requests; wait a little.").answer()
    style = network.trouble(account).retry_after()
    value = retry_after(style, wait, now=now, rng=network.rng)
    if value is not None:
        answer.headers["Retry-After"] = value
    return answer


def _note_rate(answer: Answer, account: Account, now: float) -> None:
    bucket = account.bucket
    answer.headers["X-RateLimit-Limit"] = str(bucket.burst)
    answer.headers["X-RateLimit-Remaining"] = str(max(0, int(bucket.tokens)))
    answer.headers["X-RateLimit-Reset"] = str(int(bucket.full_at(now)) + 1)


def _spoiled(answer: Answer) -> Response:
    body = bytes(answer.body)
    return Response(
        body[: max(1, len(body) * 2 // 3)], answer.status_code, media_type=answer.media_type
    )


async def _read(request: Request, most: int) -> bytes:
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > most:
            raise Problem(413, "body_too_large", "The body is too large.", limit=most)
    return bytes(raw)


def _parsed(raw: bytes) -> Json:
    if not raw:
        return {}
    try:
        body = orjson.loads(raw)
    except MAX_DEPTH_ERRORS:
        raise Problem(400, "malformed_body", "The body is not JSON.") from None
    if not isinstance(body, dict):
        raise Problem(400, "malformed_body", "The body needs to be a JSON object.")
    return body
