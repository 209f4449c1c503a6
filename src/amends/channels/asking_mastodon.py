"""How an account's owner is asked on a Mastodon server: an app of ours there, then the owner's word. Pure.

Source: docs.joinmastodon.org, methods/apps and methods/oauth. A server that is older than 4.3 passes over
the digest of PKCE; others of its kind (Pleroma, GoToSocial) answer in the same words.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlencode

from amends.channels.calls import Call
from amends.channels.consent import Ask, Beginning, Permission
from amends.channels.contract import Malformed, Renewal
from amends.channels.wire import Wire

#: What the token brings, and the app of ours on that server.
LEARNS = ("token", "client_id", "client_secret")
PERMISSIONS = (
    Permission("read", "to hear mentions, answers and direct messages, and to find what we said"),
    Permission("write:statuses", "to answer, and to change or take back our own answers"),
    Permission("write:media", "to send pictures with an answer"),
    Permission("write:favourites", "to like a customer’s thanks"),
)
SCOPES = " ".join(each.name for each in PERMISSIONS)
_NAME = "Amends"
_FORM = {"authorization": "", "content-type": "application/x-www-form-urlencoded"}


def app(ask: Ask) -> Call:
    """Makes an app of ours on the server: anybody may, and it opens nothing by itself."""
    asked = {"client_name": _NAME, "redirect_uris": ask.back, "scopes": SCOPES}
    return _form("/api/v1/apps", asked)


def beginning(server: str, app: Wire, ask: Ask) -> Beginning:
    """Where the owner is asked on ``server``, by the app that was made there."""
    client = app.text("client_id")
    where = {
        "response_type": "code",
        "client_id": client,
        "redirect_uri": ask.back,
        "scope": SCOPES,
        "state": ask.state,
        "code_challenge": ask.challenge,
        "code_challenge_method": "S256",
    }
    secrets = {"client_id": client, "client_secret": app.text("client_secret")}
    return Beginning(f"{server.rstrip('/')}/oauth/authorize?{urlencode(where)}", secrets)


def exchange(secrets: Mapping[str, str], ask: Ask, code: str) -> Call:
    """Gives the owner's word for a token."""
    asked = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": secrets["client_id"],
        "client_secret": secrets["client_secret"],
        "redirect_uri": ask.back,
        "code_verifier": ask.verifier,
    }
    return _form("/oauth/token", asked)


def _form(path: str, asked: Mapping[str, str]) -> Call:
    """As RFC 6749 says; servers that also read JSON are only some."""
    return Call("POST", path, headers=_FORM, content=urlencode(asked).encode())


def renewal(told: Wire, secrets: Mapping[str, str]) -> Renewal:
    """The token, which does not grow old. Raises Malformed where the owner allowed less than we need."""
    allowed = set(told.maybe_text("scope").split())
    if allowed and not {"read", "write:statuses"} <= allowed | _widened(allowed):
        raise Malformed("It gave fewer rights than were asked for.")
    kept = {name: secrets[name] for name in ("client_id", "client_secret")}
    return Renewal({**kept, "token": told.text("access_token")}, good_until=None)


def _widened(allowed: set[str]) -> set[str]:
    """The rights that a wider one holds."""
    return {"write:statuses", "write:media"} if "write" in allowed else set()


def draft(now: datetime) -> Call:
    """A post for tomorrow that names nobody: the lightest thing that only the right to write allows."""
    asked = {
        "status": "A test of the connection",
        "visibility": "direct",
        "scheduled_at": (now + timedelta(days=1)).isoformat(),
    }
    return Call("POST", "/api/v1/statuses", json=asked, sends=True)
