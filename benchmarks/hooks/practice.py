"""The practice network's pushes: every kind of event that its wire format knows."""

from __future__ import annotations

import random
from datetime import datetime

import orjson

from amends.practice.connection import signature
from benchmarks.hooks.family import Family, Headers

_KINDS = ("post", "comment", "message", "review")
_HAPPENED = ("created", "created", "edited", "deleted", "hidden", "shown")
_TIME = "2026-11-21T09:01:00.000Z"


def _good(dice: random.Random, number: int) -> bytes:
    events = [_event(dice, f"{number}_{at}") for at in range(dice.randint(1, 3))]
    told = {"delivery_id": f"dlv_{number}", "account": "acc", "events": events}
    return orjson.dumps(told)


def _event(dice: random.Random, number: str) -> dict[str, object]:
    kind, happened = dice.choice(_KINDS), dice.choice(_HAPPENED)
    told = {
        "object": kind,
        "id": f"{kind}_{number}",
        "thread": f"thr_{dice.randint(1, 200)}",
        "parent": None if kind != "comment" else "post_1",
        "author": {
            "id": f"usr_{dice.randint(1, 300)}",
            "handle": "jo",
            "name": "Jo",
            "followers": 7,
        },
        "text": "Nobody picks up the phone. ☎️",
        "lang": "en",
        "url": "http://practice.example/p/1",
        "created_at": _TIME,
        "edited_at": _TIME,
        "deleted_at": _TIME,
        "counts": {"likes": 1, "shares": 2, "comments": 3},
        "media": [{"url": "http://practice.example/m/1.png", "alt": "A box"}],
        **({"rating": dice.randint(1, 5)} if kind == "review" else {}),
    }
    return {
        "event_id": f"evt_{number}",
        "type": f"{kind}.{happened}",
        "created_at": _TIME,
        "account": "acc",
        "object": told,
    }


def _signed(body: bytes, secret: str, at: datetime) -> Headers:
    return {"x-practice-signature": signature(secret, body, at.timestamp())}


_SECRET = "a-secret-that-signs-mutated-pushes"

PRACTICE = Family(
    name="practice",
    channel="demo",
    account_id="acc",
    secret=_SECRET,
    good=_good,
    signed=_signed,
    proof="x-practice-signature",
    secrets={"token": "none", "webhook_secret": _SECRET},
    settings={"base_url": "http://practice.example"},
    ages=True,
)
