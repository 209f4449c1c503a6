"""The tokens of the practice X: signed by the network's seed, so that they outlive its restart."""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass, field
from hashlib import sha256

from amends.practice.objects import Json

CLIENT = "practice-client"
GOOD_FOR = 7200
SCOPE = (
    "tweet.read users.read tweet.write tweet.moderate.write like.write dm.read dm.write media.write "
    "offline.access"
)


def client_secret(seed: int) -> str:
    """The secret of the practice app: the same for the same seed."""
    return _digest(seed, "client")


def consumer_secret(seed: int) -> str:
    """What signs the pushes of the practice app."""
    return _digest(seed, "consumer")


def app_token(seed: int) -> str:
    """The token by which the app itself calls."""
    return f"app-{_digest(seed, 'app')}"


def push_signature(seed: int, body: bytes) -> str:
    """The value of ``x-twitter-webhooks-signature`` for a raw body, and the answer to a check."""
    digest = hmac.new(consumer_secret(seed).encode(), body, sha256).digest()
    return "sha256=" + base64.b64encode(digest).decode()


@dataclass(slots=True)
class Tokens:
    """Gives tokens away and knows them again; a refresh token and a code are good for once."""

    seed: int
    used: set[str] = field(default_factory=set)

    def first_refresh(self, handle: str) -> str:
        """The refresh token with which a sample connection begins."""
        return self._signed("refresh", handle, "0")

    def code(self, handle: str, challenge: str) -> str:
        """The code for an owner's consent, bound to the digest of the asker's verifier."""
        return self._signed("code", handle, challenge)

    def given(self, handle: str, now: float) -> Json:
        """A pair of tokens, as the token address answers."""
        until = str(int(now + GOOD_FOR))
        return {
            "token_type": "bearer",
            "expires_in": GOOD_FOR,
            "access_token": self._signed("access", handle, until),
            "refresh_token": self._signed("refresh", handle, f"{now:.6f}"),
            "scope": SCOPE,
        }

    def refreshed(self, token: str) -> str | None:
        """Whose refresh token it is; None for one that is spent or not ours."""
        known = self._once("refresh", token)
        return known[0] if known else None

    def exchanged(self, code: str, verifier: str) -> str | None:
        """Whose code it is, if it was asked for by who knows the verifier."""
        known = self._once("code", code)
        return known[0] if known and known[1] == pkce(verifier) else None

    def holder(self, token: str, now: float) -> str | None:
        """Whose access token it is; None for one that has ended or is not ours."""
        known = self._known("access", token)
        return known[0] if known and float(known[1]) > now else None

    def _once(self, kind: str, token: str) -> tuple[str, str] | None:
        known = self._known(kind, token)
        if known is None or token in self.used:
            return None
        self.used.add(token)
        return known

    def _known(self, kind: str, token: str) -> tuple[str, str] | None:
        parts = token.split("~")
        if len(parts) != 4 or parts[0] != kind:
            return None
        expected = self._signed(parts[0], parts[1], parts[2])
        return (parts[1], parts[2]) if hmac.compare_digest(expected, token) else None

    def _signed(self, kind: str, handle: str, what: str) -> str:
        return f"{kind}~{handle}~{what}~{_digest(self.seed, kind, handle, what)[:32]}"


def pkce(verifier: str) -> str:
    """The digest of a verifier."""
    return base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")


def _digest(seed: int, *parts: str) -> str:
    return sha256("~".join((f"practice x {seed}", *parts)).encode()).hexdigest()[:40]
