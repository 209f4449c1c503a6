"""Writes to a browser through its push service (RFC 8030), encrypted for it alone and signed by us."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import http_ece
import httpx
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from py_vapid import Vapid02

from amends.alerts.actions.browsers import decoded
from amends.alerts.actions.ways.outside import (
    Outside,
    Parcel,
    address_of,
    alerts_of,
    wishes_of,
)
from amends.alerts.models import PushKey, Target
from amends.alerts.queries.sentences import Said
from amends.alerts.rules.kinds import URGENT
from amends.alerts.rules.pace import SINGLY, Fault, Gone, Refused, Way
from amends.channels import credentials

#: Seconds that a push service keeps it for a browser that is off.
_KEEPS = 12 * 3600
_SIGNED_FOR = timedelta(hours=12)
_TIMEOUT = 10.0


def push(outside: Outside, parcel: Parcel) -> None:
    """Show a browser what is new. Raises `Gone`, `Refused`, `Fault`."""
    kept = dict(credentials.decrypted(parcel.target.secrets))
    if len(parcel.said) > SINGLY[Way.PUSH]:
        _post(outside, kept, _together(parcel), is_urgent=_is_urgent(parcel))
        return
    for said in parcel.said:
        _post(outside, kept, _alone(parcel, said), is_urgent=_is_urgent(parcel))


def try_push(outside: Outside, target: Target) -> None:
    """Show a browser that alerts arrive. Raises `Gone`, `Refused`, `Fault`."""
    kept = dict(credentials.decrypted(target.secrets))
    shown: dict[str, object] = {
        "title": _("Alerts arrive here"),
        "body": target.brand.name,
        "url": wishes_of(target.brand),
        "tag": "test",
    }
    _post(outside, kept, shown, is_urgent=True)


def _alone(parcel: Parcel, said: Said) -> dict[str, object]:
    """What a browser shows of one alert; a later one of the same case replaces it."""
    case = said.alert.case_id
    return {
        "title": said.sentence,
        "body": said.words or parcel.brand.name,
        "url": address_of(parcel.brand, said),
        "tag": f"case-{case}" if case else f"alert-{said.alert.pk}",
        "unread": parcel.unread,
    }


def _together(parcel: Parcel) -> dict[str, object]:
    """What a browser shows of many."""
    count = len(parcel.said)
    title = ngettext("%(n)s new alert", "%(n)s new alerts", count) % {"n": count}
    return {
        "title": title,
        "body": f"{parcel.brand.name}: {parcel.said[-1].sentence}",
        "url": alerts_of(parcel.brand),
        "tag": f"many-{parcel.brand.pk}",
        "unread": parcel.unread,
    }


def _is_urgent(parcel: Parcel) -> bool:
    return any(said.alert.kind in URGENT for said in parcel.said)


def _post(
    outside: Outside, kept: dict[str, str], shown: dict[str, object], *, is_urgent: bool
) -> None:
    endpoint = kept["endpoint"]
    body = _encrypted(kept, json.dumps(shown).encode())
    headers = {
        "TTL": str(_KEEPS),
        "Urgency": "high" if is_urgent else "normal",
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        **_signed(endpoint, outside.clock()),
    }
    try:
        with httpx.Client(transport=_Shared(outside.http), timeout=_TIMEOUT) as client:
            answer = client.post(endpoint, content=body, headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Fault(_("The push service does not answer: %(why)s") % {"why": error}) from None
    _judge(answer, outside.clock())


def _encrypted(kept: dict[str, str], plain: bytes) -> bytes:
    """For this browser's eyes only (RFC 8291): its push service carries it and cannot read it."""
    sealed: bytes = http_ece.encrypt(
        plain,
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=decoded(kept["p256dh"]),
        auth_secret=decoded(kept["auth"]),
        version="aes128gcm",
    )
    return sealed


class _Shared(httpx.BaseTransport):
    """The process's transport, which outlives the client that uses it here."""

    def __init__(self, transport: httpx.BaseTransport) -> None:
        self._transport = transport

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._transport.handle_request(request)


def _signed(endpoint: str, now: datetime) -> dict[str, str]:
    """The headers by which a push service knows that it is us (RFC 8292)."""
    key = PushKey.objects.get()
    private = dict(credentials.decrypted(key.secrets))["private"]
    parts = urlsplit(endpoint)
    claims: dict[str, str | int] = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((now + _SIGNED_FOR).timestamp()),
        "sub": _contact(),
    }
    headers: dict[str, str] = Vapid02.from_pem(private.encode()).sign(claims)
    return headers


def _contact() -> str:
    """Where a push service's people can reach ours."""
    if settings.PUBLIC_URL.startswith("https://"):
        return str(settings.PUBLIC_URL)
    sender = str(settings.MAIL_FROM).rpartition("<")[2].strip("> ")
    return f"mailto:{sender or 'amends@localhost.localdomain'}"


def _judge(answer: httpx.Response, now: datetime) -> None:
    status = answer.status_code
    if status in {404, 410}:
        raise Gone(_("This browser takes no more alerts."))
    if status == 413:
        raise Refused(_("The push service found it too large."))
    if status >= 300:
        words = _("The push service answered %(status)s.") % {"status": status}
        raise Fault(words, wait=_asked_wait(answer, now))


def _asked_wait(answer: httpx.Response, now: datetime) -> timedelta | None:
    """What ``Retry-After`` says, in seconds or as a date."""
    text = answer.headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text), 86_400))
    try:
        return max(parsedate_to_datetime(text) - now, timedelta())
    except (ValueError, TypeError):
        return None
