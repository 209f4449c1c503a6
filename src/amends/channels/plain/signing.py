"""Signatures over raw bytes, in the headers of Standard Webhooks. Pure.

Source: standardwebhooks.com, specification 1.0: HMAC-SHA256 over ``id.timestamp.body``, base64, versioned.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from amends.channels.contract import Refused

ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
TOLERANCE = timedelta(minutes=5)
PREFIX = "whsec_"
#: Fewer bytes could be guessed.
FEWEST_BYTES = 16
#: A header with more signatures than anybody has secrets is an attempt to keep us busy.
_MOST_SIGNATURES = 20
_LONGEST_ID = 200


def key_of(secret: str) -> bytes:
    """The key that a secret stands for: base64 behind ``whsec_``, else its own bytes. Raises Refused."""
    encoded = secret.removeprefix(PREFIX)
    if encoded == secret:
        key = secret.encode()
    else:
        try:
            key = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError):
            raise Refused(f"What follows {PREFIX} in the secret is no base64.") from None
    if len(key) < FEWEST_BYTES:
        raise Refused(f"The secret is too short: at least {FEWEST_BYTES} bytes.")
    return key


def signed(secrets: Iterable[str], message_id: str, body: bytes, now: datetime) -> dict[str, str]:
    """The three headers for ``body``, with a signature by each secret: the old one's while they rotate."""
    stamp = str(int(now.timestamp()))
    signatures = [f"v1,{_signature(key_of(each), message_id, stamp, body)}" for each in secrets]
    return {ID: message_id, TIMESTAMP: stamp, SIGNATURE: " ".join(signatures)}


def check(secrets: Iterable[str], headers: Mapping[str, str], body: bytes, now: datetime) -> None:
    """Raises Refused unless ``body`` is signed by one of the secrets, and lately. Names in lower case."""
    keys = [key_of(each) for each in secrets if each]
    if not keys:
        raise Refused("This connection has no secret to check signatures with.")
    message_id, stamp = message_id_in(headers), headers.get(TIMESTAMP, "")
    if not message_id:
        raise Refused(f"{ID} is missing or too long.")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
        raise Refused(f"{TIMESTAMP} is no time.")
    if abs(now.timestamp() - int(stamp)) > TOLERANCE.total_seconds():
        raise Refused("The signature is too old or from the future.")
    given = _given(headers.get(SIGNATURE, ""))
    expected = [_signature(key, message_id, stamp, body).encode() for key in keys]
    if not any(hmac.compare_digest(ours, theirs) for ours in expected for theirs in given):
        raise Refused("The signature is wrong.")


def message_id_in(headers: Mapping[str, str]) -> str:
    """The sender's own id of the message; empty where it is missing or absurd."""
    found = headers.get(ID, "")
    is_usable = 0 < len(found) <= _LONGEST_ID and found.isascii() and found.isprintable()
    return found if is_usable else ""


def _given(header: str) -> list[bytes]:
    parts = [each.partition(",") for each in header.split(" ")[:_MOST_SIGNATURES]]
    return [value.encode() for version, _, value in parts if version == "v1" and value]


def _signature(key: bytes, message_id: str, stamp: str, body: bytes) -> str:
    content = f"{message_id}.{stamp}.".encode() + body
    return base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
