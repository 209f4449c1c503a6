"""Asking the account's owner on X: OAuth 2.0 with PKCE, and tokens that are renewed every two hours. Pure.

Source: docs.x.com, fundamentals/authentication/oauth-2-0/authorization-code.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import quote, urlencode

from amends.channels.calls import Call
from amends.channels.consent import Ask, Permission
from amends.channels.contract import Renewal
from amends.channels.wire import Wire

API = "https://api.x.com"
TOKENS = "/2/oauth2/token"
#: How long a token is good where the network does not say.
_GOOD_FOR = 7200
PERMISSIONS = (
    Permission("tweet.read", "To hear posts that mention or quote you, and answers to your posts."),
    Permission("users.read", "To know who wrote them, and which account is yours."),
    Permission("tweet.write", "To answer in public and to take your own answers back."),
    Permission("tweet.moderate.write", "To hide answers under your posts."),
    Permission("like.write", "To like a customer's post as a thank-you."),
    Permission("dm.read", "To hear direct messages."),
    Permission("dm.write", "To answer direct messages."),
    Permission("media.write", "To send pictures with an answer."),
    Permission("offline.access", "To go on listening when you are not signed in to X."),
)


def address(base: str, client: str, ask: Ask) -> str:
    """Where the owner is asked."""
    asked = {
        "response_type": "code",
        "client_id": client,
        "redirect_uri": ask.back,
        "scope": " ".join(each.name for each in PERMISSIONS),
        "state": ask.state,
        "code_challenge": challenge(ask.verifier),
        "code_challenge_method": "S256",
    }
    site = "https://x.com" if base == API else base
    return f"{site}/i/oauth2/authorize?{urlencode(asked, quote_via=quote)}"


def challenge(verifier: str) -> str:
    """The digest of a verifier, which is all that leaves the desk before the code comes back."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def exchange(client: str, secret: str, ask: Ask, code: str) -> Call:
    """The request that turns a code into tokens."""
    asked = {"grant_type": "authorization_code", "code": code, "redirect_uri": ask.back}
    return _asking(client, secret, {**asked, "code_verifier": ask.verifier})


def renewal(client: str, secret: str, refresh: str) -> Call:
    """The request for new tokens; the old refresh token is good for this once."""
    return _asking(client, secret, {"grant_type": "refresh_token", "refresh_token": refresh})


def tokens(told: Wire, now: datetime, refresh: str = "") -> Renewal:
    """What X gave us. ``refresh``: the token we have, should it have given no new one."""
    seconds = told.maybe_number("expires_in")
    good_for = timedelta(seconds=min(max(seconds or _GOOD_FOR, 60), 86_400))
    access = told.text("access_token")
    fresh = told.maybe_text("refresh_token") or refresh
    return Renewal({"access": access, **({"refresh": fresh} if fresh else {})}, now + good_for)


def _asking(client: str, secret: str, asked: Mapping[str, str]) -> Call:
    """Apps with a secret name themselves by it; those without one, in the form."""
    basic = base64.b64encode(f"{quote(client, safe='')}:{quote(secret, safe='')}".encode()).decode()
    form = {**asked, "client_id": client}
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "authorization": f"Basic {basic}" if secret else "",
    }
    return Call("POST", TOKENS, headers=headers, content=urlencode(form).encode())
