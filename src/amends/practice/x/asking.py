"""The consent of an account's owner on the practice X, where everybody says yes, and the tokens for it."""

from __future__ import annotations

import base64
import hmac
from urllib.parse import unquote, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from amends.practice.answers import Answer
from amends.practice.x import tokens
from amends.practice.x.door import Call, Desk, Fault


def consent(desk: Desk, request: Request) -> Response:
    """Send the browser back with a code; ``?handle=`` chooses the brand, the first one otherwise."""
    asked = request.query_params
    back = asked.get("redirect_uri", "")
    handle = asked.get("handle") or next(iter(desk.network.accounts))
    challenge = asked.get("code_challenge", "")
    is_web = urlsplit(back).scheme in {"http", "https"}
    if not is_web or asked.get("client_id") != tokens.CLIENT or handle not in desk.network.accounts:
        return Fault(400, "You weren’t able to give access to the App.").answer()
    if asked.get("code_challenge_method") != "S256" or not challenge:
        return Fault(400, "A code challenge is needed.").answer()
    told = {"state": asked.get("state", ""), "code": desk.tokens.code(handle, challenge)}
    return RedirectResponse(f"{back}?{urlencode(told)}", status_code=302)


def give_tokens(call: Call) -> Answer:
    """Tokens for a code or for a refresh token, to the app that names itself."""
    desk, now = call.desk, call.network.clock()
    if not _is_our_app(call):
        raise Fault(401, "Missing valid authorization header")
    kind = call.text("grant_type")
    if kind == "refresh_token":
        handle = desk.tokens.refreshed(call.text("refresh_token"))
    elif kind == "authorization_code":
        handle = desk.tokens.exchanged(call.text("code"), call.text("code_verifier"))
    else:
        handle = None
    account = call.network.accounts.get(handle or "")
    if account is None or account.state == "revoked":
        told: dict[str, object] = {
            "error": "invalid_request",
            "error_description": "Value passed for the token was invalid.",
        }
        return Answer(told, 400)
    # Only the old access token has ended.
    account.state, account.expires_at = "valid", None
    return Answer(desk.tokens.given(account.handle, now))


def _is_our_app(call: Call) -> bool:
    scheme, _, packed = call.request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return False
    try:
        client, _, secret = base64.b64decode(packed).decode().partition(":")
    except ValueError:
        return False
    expected = tokens.client_secret(call.network.seed)
    return client == tokens.CLIENT and hmac.compare_digest(
        unquote(secret).encode(), expected.encode()
    )
