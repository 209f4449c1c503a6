"""Connecting an account by asking its owner on the network itself (OAuth), and what is asked for. Pure."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Permission:
    """One thing that the account's owner must allow, by the network's name, and why we need it."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Ask:
    """What one round of asking needs: where the network sends the browser back, and what ties the two ends.

    ``state`` comes back with the browser; ``verifier`` never leaves the desk but as its digest (PKCE);
    ``issuer``: who says, on the way back, that the answer is theirs (RFC 9207), ``""`` where nobody does.
    ``introduction``: where the network may read who we are (`Channel.introduction`), and ``key`` the
    desk's own private key, for networks that want the desk itself to sign in (`dpop.signed`).
    """

    back: str
    state: str
    verifier: str = field(repr=False)
    issuer: str = ""
    introduction: str = ""
    key: str = field(default="", repr=False)

    @property
    def challenge(self) -> str:
        """The verifier's digest as the network is told it (RFC 7636, method S256)."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where the browser goes to ask, and secrets that the network gave us for it (an app it registered)."""

    url: str
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
