"""The browsers that somebody's alerts are pushed to, and the desk's own key at their push services."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction
from django.utils.translation import gettext as _
from py_vapid import Vapid02

from amends.alerts.actions.read import own
from amends.alerts.models import PushKey, Target
from amends.alerts.rules.pace import Way
from amends.audit.actions import record
from amends.channels import credentials
from amends.refusals import Invalid
from amends.staff.rules import Actor

_LONGEST = 1_000
_MOST_BROWSERS = 20


def push_key(*, now: datetime) -> PushKey:
    """The installation's key, made at the first asking; of two that ask at once both get the same."""
    kept = PushKey.objects.first()
    if kept is not None:
        return kept
    vapid = Vapid02()
    vapid.generate_keys()
    public = vapid.public_key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    made = PushKey(
        public=base64.urlsafe_b64encode(public).rstrip(b"=").decode(),
        secrets=credentials.encrypted({"private": vapid.private_pem().decode()}),
        made_at=now,
    )
    PushKey.objects.bulk_create([made], ignore_conflicts=True)
    return PushKey.objects.get()


@transaction.atomic
def subscribe(
    *, by: Actor, endpoint: str, keys: dict[str, str], name: str, now: datetime
) -> Target:
    """Push somebody's alerts to this browser from now on; the same browser again renews its keys.

    ``endpoint`` and ``keys`` (``p256dh``, ``auth``) are what the browser's push service gave it. Raises
    NotAllowed, NotFound, Invalid.
    """
    user_id = own(by)
    _require_subscription(endpoint, keys)
    mine = Target.objects.filter(brand_id=by.brand_id, user_id=user_id, way=Way.PUSH)
    kept = {"endpoint": endpoint, "p256dh": keys["p256dh"], "auth": keys["auth"]}
    # Signed in as somebody else in the same browser: it is theirs now, and nobody else's.
    mark = fingerprint(endpoint)
    Target.objects.filter(way=Way.PUSH, fingerprint=mark).exclude(user_id=user_id).delete()
    target, is_new = mine.update_or_create(
        brand_id=by.brand_id,
        user_id=user_id,
        way=Way.PUSH,
        fingerprint=mark,
        defaults={
            "name": " ".join(name.replace("\0", "").split())[:120],
            "secrets": credentials.encrypted(kept),
            "made_at": now,
            "wait_until": None,
            "failures": 0,
            "problem": "",
        },
    )
    for old in mine.order_by("-made_at", "-pk")[_MOST_BROWSERS:]:
        old.delete()
    if is_new:
        record(by=by, action="alerts.subscribe", target=f"target:{target.pk}", facts={}, now=now)
    return target


@transaction.atomic
def unsubscribe(*, by: Actor, mark: str, now: datetime) -> None:
    """Push nothing to this browser any more; ``mark`` is its fingerprint. Raises NotAllowed."""
    user_id = own(by)
    kept = Target.objects.filter(brand_id=by.brand_id, user_id=user_id, way=Way.PUSH)
    if kept.filter(fingerprint=mark).delete()[0]:
        record(by=by, action="alerts.unsubscribe", target=f"user:{user_id}", facts={}, now=now)


def fingerprint(endpoint: str) -> str:
    """By what a browser is known again."""
    return hashlib.sha256(endpoint.encode()).hexdigest()


def _require_subscription(endpoint: str, keys: dict[str, str]) -> None:
    has_keys = _is_point(keys.get("p256dh", "")) and decoded(keys.get("auth", ""))
    if not (_is_address(endpoint) and has_keys):
        raise Invalid(_("This browser gave no address that alerts can be pushed to."))


def _is_address(endpoint: str) -> bool:
    try:
        parts = urlsplit(endpoint)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and len(endpoint) <= _LONGEST


def _is_point(text: str) -> bool:
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(text))
    except ValueError:
        return False
    return True


def decoded(text: str) -> bytes:
    """The bytes of a browser's key; none for what is no key."""
    if len(text) > _LONGEST:
        return b""
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return b""
