"""The door of the practice Graph API: trouble, tokens and their proofs, rates, and errors by its codes."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import parse_qsl

import orjson
from starlette.requests import Request
from starlette.responses import Response

from amends.practice.answers import Answer
from amends.practice.gate import Endpoint, bearer, cut
from amends.practice.graph.ids import APP_ID, app_secret
from amends.practice.limits import PICTURE_BYTES
from amends.practice.network import Network
from amends.practice.objects import Account, Json


class Fault(Exception):
    """Why Graph says no: its code, its sentence, perhaps a subcode; an HTTP status of 400 unless told."""

    def __init__(self, code: int, sentence: str, *, subcode: int = 0, status: int = 400) -> None:
        super().__init__(sentence)
        self.code, self.subcode, self.status = code, subcode, status

    def answer(self) -> Answer:
        error: Json = {
            "message": f"(#{self.code}) {self}",
            "type": "OAuthException",
            "code": self.code,
            "fbtrace_id": "Apractice",
        }
        if self.subcode:
            error["error_subcode"] = self.subcode
        return Answer({"error": error}, self.status)


def not_there(given: str) -> Fault:
    """The object does not exist, or may not be seen."""
    sentence = (
        f"Unsupported request. Object with ID '{given}' does not exist, cannot be loaded due to "
        "missing permissions, or does not support this operation"
    )
    return Fault(100, sentence, subcode=33)


@dataclass(slots=True)
class Call:
    """One request past the door. ``account``: whose token it is; None: the app's own or nobody's."""

    network: Network
    request: Request
    account: Account | None = None
    is_app: bool = False
    raw: bytes = b""
    body: Json = field(default_factory=dict)

    @property
    def page(self) -> Account:
        """The Page that calls. Raises Fault."""
        if self.account is None:
            raise Fault(190, "Invalid OAuth access token.", status=401)
        return self.account

    def path(self, name: str) -> str:
        return str(self.request.path_params[name])

    def query(self, name: str, default: str = "") -> str:
        return self.request.query_params.get(name, default)

    def text(self, name: str) -> str:
        """A parameter of the body that must be there. Raises Fault."""
        found = self.body.get(name)
        if not isinstance(found, str) or not found:
            raise Fault(100, f"The parameter {name} is required.")
        return found


Handler = Callable[[Call], Answer]


def guarded(network: Network, handler: Handler, *, needs_token: bool = True) -> Endpoint:
    """An endpoint that lets a handler answer unless trouble, token or rate forbid it."""

    async def endpoint(request: Request) -> Response:
        account = network.account_of(token_of(request))
        trouble = network.trouble(account)
        outage = trouble.outage(network.clock())
        if outage == "reset" or trouble.hits("cut_requests"):
            return await cut(request, reset=outage == "reset")
        if outage:
            sentence = "Service temporarily unavailable"
            return Fault(2, sentence, status=503).answer()
        try:
            answer = await _answer(network, account, request, (handler, needs_token))
        except Fault as fault:
            answer = fault.answer()
        await asyncio.sleep(trouble.delay())
        if answer.accepted and trouble.hits("lost_answers"):
            return await cut(request, reset=False)
        if trouble.hits("malformed_answers"):
            return Response(bytes(answer.body)[:-3], answer.status_code)
        return answer

    return endpoint


def token_of(request: Request) -> str:
    """The token of a request: in its head, or in its address."""
    return bearer(request) or request.query_params.get("access_token", "")


async def _answer(
    network: Network, account: Account | None, request: Request, asked: tuple[Handler, bool]
) -> Answer:
    handler, needs_token = asked
    is_app = hmac.compare_digest(
        token_of(request).encode(), f"{APP_ID}|{app_secret(network.seed)}".encode()
    )
    if needs_token and not is_app:
        _admit(network, account, request)
    if account is not None and (slow_down := _over_rate(network, account)) is not None:
        return slow_down
    status = network.trouble(account).error_status()
    if status is not None:
        raise Fault(1, "An unknown error occurred", status=status)
    raw = await _read(request)
    call = Call(network, request, account, is_app, raw, _body(request, raw))
    answer = handler(call)
    if account is not None:
        answer.headers["X-App-Usage"] = _usage(account)
    return answer


def _admit(network: Network, account: Account | None, request: Request) -> None:
    state = account.token_state(network.clock()) if account else "revoked"
    if state == "expired":
        sentence = "Error validating access token: Session has expired"
        raise Fault(190, sentence, subcode=463, status=401)
    if state == "revoked":
        sentence = "Error validating access token: The session was invalidated"
        raise Fault(190, sentence, subcode=460, status=401)
    proof = request.query_params.get("appsecret_proof", "")
    token = token_of(request).encode()
    expected = hmac.new(app_secret(network.seed).encode(), token, sha256).hexdigest()
    if not hmac.compare_digest(expected.encode(), proof.encode()):
        raise Fault(100, "Invalid appsecret_proof provided in the API argument")


def _over_rate(network: Network, account: Account) -> Answer | None:
    wait = account.bucket.take(network.clock())
    if wait == 0:
        return None
    answer = Fault(32, "Page request limit reached").answer()
    regained = {"type": "pages", "call_count": 100, "estimated_time_to_regain_access": 1}
    usage = {APP_ID: [regained]}
    answer.headers["X-Business-Use-Case-Usage"] = orjson.dumps(usage).decode()
    return answer


def _usage(account: Account) -> str:
    used = 100 - int(100 * max(0.0, account.bucket.tokens) / account.bucket.burst)
    return orjson.dumps({"call_count": used, "total_time": 0, "total_cputime": 0}).decode()


async def _read(request: Request) -> bytes:
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > PICTURE_BYTES * 2:
            raise Fault(100, "The body is too large.", status=413)
    return bytes(raw)


def _body(request: Request, raw: bytes) -> Json:
    """The parameters of a body, as JSON or as a form; a file is the handler's own matter."""
    kind = request.headers.get("content-type", "")
    if not raw or kind.startswith("multipart/"):
        return {}
    if kind.startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(raw.decode("latin-1")))
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise Fault(100, "The body is not JSON.") from None
    if not isinstance(body, dict):
        raise Fault(100, "The body needs to be a JSON object.")
    return body
