"""The door of the practice X: trouble, tokens, rates with X's headers, and problems in its words."""

from __future__ import annotations

import asyncio
import hmac
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import orjson
from starlette.requests import Request
from starlette.responses import Response

from amends.practice.answers import Answer
from amends.practice.gate import Endpoint, bearer, cut
from amends.practice.limits import PICTURE_BYTES
from amends.practice.network import Network
from amends.practice.objects import Account, Json
from amends.practice.x.tokens import Tokens, app_token

_PROBLEMS = "https://api.x.com/2/problems"
_KINDS = {400: "invalid-request", 403: "not-authorized-for-resource", 404: "resource-not-found"}
_TITLES = {400: "Invalid Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found Error"}


class Fault(Exception):
    """Why X says no: an HTTP status and a sentence."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status

    def answer(self) -> Answer:
        kind = f"{_PROBLEMS}/{_KINDS[self.status]}" if self.status in _KINDS else "about:blank"
        title = _TITLES.get(self.status, "Error")
        told: Json = {"title": title, "detail": str(self), "type": kind, "status": self.status}
        return Answer(told, self.status)


@dataclass(slots=True)
class Desk:
    """What the practice X remembers beside the network: tokens, webhooks, pictures, and what it charged."""

    network: Network
    tokens: Tokens
    #: Addresses by their id, and who subscribed to what there: (webhook, account, kind of event).
    webhooks: dict[str, str] = field(default_factory=dict)
    subscribed: set[tuple[str, str, str]] = field(default_factory=set)
    #: Addresses that no longer answer the check as they should.
    distrusted: set[str] = field(default_factory=set)
    alts: dict[str, str] = field(default_factory=dict)
    charged: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Call:
    """One request past the door. ``account``: whose token it is; None: the app's own."""

    desk: Desk
    request: Request
    account: Account | None = None
    body: Json = field(default_factory=dict)

    @property
    def network(self) -> Network:
        return self.desk.network

    @property
    def me(self) -> Account:
        """The account that calls. Raises Fault."""
        if self.account is None:
            raise Fault(403, "This endpoint needs a user's token.")
        return self.account

    def path(self, name: str) -> str:
        return str(self.request.path_params[name])

    def query(self, name: str) -> str:
        return str(self.request.query_params.get(name, ""))

    def text(self, name: str) -> str:
        """A text of the body that must be there. Raises Fault."""
        found = self.body.get(name)
        if not isinstance(found, str) or not found:
            raise Fault(400, f"The `{name}` field is required.")
        return found


Handler = Callable[[Call], Answer]


def guarded(desk: Desk, handler: Handler, *, needs_token: bool = True) -> Endpoint:
    """An endpoint that lets a handler answer unless trouble, token or rate forbid it."""
    network = desk.network

    async def endpoint(request: Request) -> Response:
        handle = desk.tokens.holder(bearer(request), network.clock())
        account = network.accounts.get(handle or "")
        trouble = network.trouble(account)
        outage = trouble.outage(network.clock())
        if outage == "reset" or trouble.hits("cut_requests"):
            return await cut(request, reset=outage == "reset")
        if outage:
            return Fault(503, "Service Unavailable").answer()
        try:
            answer = await _answer(desk, account, request, (handler, needs_token))
        except Fault as fault:
            answer = fault.answer()
        await asyncio.sleep(trouble.delay())
        if answer.accepted and trouble.hits("lost_answers"):
            return await cut(request, reset=False)
        if trouble.hits("malformed_answers"):
            return Response(bytes(answer.body)[:-3], answer.status_code)
        return answer

    return endpoint


async def _answer(
    desk: Desk, account: Account | None, request: Request, asked: tuple[Handler, bool]
) -> Answer:
    handler, needs_token = asked
    token = app_token(desk.network.seed).encode()
    is_app = hmac.compare_digest(bearer(request).encode(), token)
    if needs_token and not is_app:
        now = desk.network.clock()
        if account is None or account.token_state(now) != "valid":
            raise Fault(401, "Unauthorized")
    waiting = account.bucket.take(desk.network.clock()) if account else 0.0
    if account is not None and waiting:
        answer = Fault(429, "Too Many Requests").answer()
        return _with_rate(answer, account, desk.network.clock())
    if (status := desk.network.trouble(account).error_status()) is not None:
        raise Fault(status, "Something went wrong on our side.")
    answer = handler(Call(desk, request, account, await _body(request)))
    return _with_rate(answer, account, desk.network.clock()) if account else answer


def _with_rate(answer: Answer, account: Account, now: float) -> Answer:
    """X says when its count begins anew in seconds since 1970, and never how long to wait."""
    bucket = account.bucket
    answer.headers["x-rate-limit-limit"] = str(bucket.burst)
    answer.headers["x-rate-limit-remaining"] = str(max(0, int(bucket.tokens)))
    answer.headers["x-rate-limit-reset"] = str(int(bucket.full_at(now)) + 1)
    return answer


async def _body(request: Request) -> Json:
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > PICTURE_BYTES * 2:
            raise Fault(413, "The body is too large.")
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(raw.decode("latin-1")))
    try:
        body = orjson.loads(raw) if raw else {}
    except orjson.JSONDecodeError:
        raise Fault(400, "The body is not JSON.") from None
    if not isinstance(body, dict):
        raise Fault(400, "The body needs to be a JSON object.")
    return body
