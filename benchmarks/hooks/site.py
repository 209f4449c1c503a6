"""The pushes of any site: signed by Standard Webhooks, one item or a list of them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import random
from datetime import datetime

import orjson

from benchmarks.hooks.family import Family, Headers

_SECRET = "a-secret-of-a-site-that-signs"
_AT = "2026-11-21T09:01:00Z"
_KINDS = ("said", "said", "edited", "deleted", "counted", "outcome", "exploded")


def _good(dice: random.Random, number: int) -> bytes:
    items = [_item(dice, f"{number}-{at}") for at in range(dice.randint(1, 3))]
    return orjson.dumps({"items": items} if len(items) > 1 else items[0])


def _item(dice: random.Random, number: str) -> dict[str, object]:
    kind = dice.choice(_KINDS)
    thread = {
        "id": f"thread-{dice.randint(1, 200)}",
        "kind": dice.choice(("post", "conversation", "review")),
        "public": dice.random() < 0.7,
        "title": "Opening hours",
        "url": "https://shop.example/t/1",
    }
    return {
        "type": kind,
        "id": f"m-{number}",
        "thread": thread,
        "author": {"id": f"u-{dice.randint(1, 300)}", "name": "Jo Bänks", "handle": "jo"},
        "text": "Nobody picks up the phone. ☎️",
        "sent_at": _AT,
        "edited_at": _AT,
        "deleted_at": _AT,
        "counted_at": _AT,
        "at": _AT,
        "state": dice.choice(("delivered", "read", "failed")),
        "counts": {"likes": 1, "shares": 2, "replies": 3},
        "language": "en",
        "media": [{"url": "https://shop.example/1.png", "alt": "A box"}],
        **({"rating": dice.randint(1, 5)} if thread["kind"] == "review" else {}),
    }


def _signed(body: bytes, secret: str, at: datetime) -> Headers:
    number = f"msg_{hashlib.sha256(body).hexdigest()[:24]}"
    stamp = str(int(at.timestamp()))
    digest = hmac.new(
        secret.encode(), f"{number}.{stamp}.".encode() + body, hashlib.sha256
    ).digest()
    signature = f"v1,{base64.b64encode(digest).decode()}"
    return {"webhook-id": number, "webhook-timestamp": stamp, "webhook-signature": signature}


SITE = Family(
    name="site",
    channel="webhook",
    account_id="shop.example",
    secret=_SECRET,
    good=_good,
    signed=_signed,
    proof="webhook-signature",
    secrets={"secret": _SECRET},
    settings={"site": "shop.example"},
    ages=True,
)
