"""What proves who speaks: signatures of pushes, the address check, proofs of tokens, signed requests. Pure.

A push is signed over the bytes that were sent; the same JSON written again has another signature.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping

from amends.channels import wire
from amends.channels.contract import Delivery, Malformed, Refused
from amends.channels.wire import Wire

HEADER = "x-hub-signature-256"
_SCHEME = "sha256="


def signature(app_secret: str, body: bytes) -> str:
    """The header's value for a raw body."""
    return _SCHEME + hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()


def verify(app_secret: str, delivery: Delivery) -> None:
    """Raises Refused unless the raw body is signed with the app's secret."""
    if not app_secret:
        raise Refused("This connection has no app secret to check signatures with.")
    given = delivery.headers.get(HEADER, "")
    if not given.startswith(_SCHEME):
        raise Refused("The signature is missing or makes no sense.")
    if not hmac.compare_digest(signature(app_secret, delivery.body).encode(), given.encode()):
        raise Refused("The signature is wrong.")


def challenge(verify_token: str, query: Mapping[str, str]) -> str | None:
    """What to answer to the network's check of our address; None where it is none, or not for us."""
    if query.get("hub.mode") != "subscribe" or not verify_token:
        return None
    given = query.get("hub.verify_token", "")
    if not hmac.compare_digest(given.encode(), verify_token.encode()):
        return None
    return query.get("hub.challenge") or None


def proof(app_secret: str, token: str) -> str:
    """``appsecret_proof``: that who holds the token also knows the app's secret."""
    return hmac.new(app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()


def signed_request(app_secret: str, given: str) -> Wire:
    """What stands in a ``signed_request`` (``signature.payload``, both base64url).

    Raises Refused for one that is not signed with this secret, Malformed for nonsense that is.
    """
    signed, _, payload = given.partition(".")
    if not app_secret or not signed or not payload:
        raise Refused("The signed request is missing or makes no sense.")
    expected = hmac.new(app_secret.encode(), payload.encode(), hashlib.sha256).digest()
    if not hmac.compare_digest(expected, _decoded(signed)):
        raise Refused("The signed request's signature is wrong.")
    told = wire.read(_decoded(payload))
    if told.text("algorithm").upper() != "HMAC-SHA256":
        raise Malformed("The signed request is signed in a way that nobody knows.")
    return told


def _decoded(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise Refused("The signed request makes no sense.") from None
