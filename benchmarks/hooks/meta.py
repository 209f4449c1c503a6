"""Meta's pushes for a Page: its feed, mentions, recommendations, and Messenger with echoes and receipts."""

from __future__ import annotations

import random
from datetime import datetime

import orjson

from amends.practice.graph.pushes import CHALLENGE, signed, written
from benchmarks.hooks.family import Family, Headers, Question

_PAGE = "100000000000001"
_VERBS = ("add", "add", "edited", "remove", "hide", "unhide")
_SECRET, _VERIFY = "an-app-secret-that-signs-pushes", "a-verify-token"
_SECONDS = 1_795_252_000


def _good(dice: random.Random, number: int) -> bytes:
    """One body in Meta's own escaping, or in another one: both are JSON, each has its own signature."""
    entries = [_entry(dice, f"{number}{at}") for at in range(dice.randint(1, 3))]
    told: dict[str, object] = {"object": "page", "entry": entries}
    return written(told) if dice.random() < 0.7 else orjson.dumps(told)


def _entry(dice: random.Random, number: str) -> dict[str, object]:
    page = _PAGE if dice.random() < 0.95 else "100000000000002"
    if dice.random() < 0.4:
        told = _messaging(dice, number)
        return {"id": page, "time": _SECONDS * 1000, "messaging": [told]}
    field = dice.choice(("feed", "feed", "mention", "ratings"))
    value = _rating(dice, number) if field == "ratings" else _public(dice, number)
    return {"id": page, "time": _SECONDS, "changes": [{"field": field, "value": value}]}


def _public(dice: random.Random, number: str) -> dict[str, object]:
    post = f"{_PAGE}_{dice.randint(1, 200)}"
    return {
        "item": dice.choice(("comment", "comment", "status", "photo", "reaction")),
        "verb": dice.choice(_VERBS),
        "post_id": post,
        "comment_id": f"9_{number}",
        "parent_id": dice.choice((post, f"9_{dice.randint(1, 99)}")),
        "from": {"id": str(24_000 + dice.randint(1, 300)), "name": "Jo Bänks"},
        "message": "Nobody picks up the phone. ☎️",
        "photo": "https://scontent.example/p/1.jpg",
        "created_time": _SECONDS,
        "post": {"permalink_url": "https://www.facebook.example/p/1"},
    }


def _rating(dice: random.Random, number: str) -> dict[str, object]:
    return {
        "item": dice.choice(("rating", "rating", "comment")),
        "verb": dice.choice(_VERBS),
        "open_graph_story_id": f"7{number}",
        "comment_id": f"7_{number}",
        "reviewer_id": str(24_000 + dice.randint(1, 300)),
        "reviewer_name": "Jo",
        "review_text": "Two hours in the queue.",
        "recommendation_type": dice.choice(("positive", "negative")),
        "created_time": _SECONDS,
    }


def _messaging(dice: random.Random, number: str) -> dict[str, object]:
    person, mid = str(24_000 + dice.randint(1, 300)), f"m_{number}"
    mine = dice.random() < 0.2
    ends = ({"id": _PAGE}, {"id": person}) if mine else ({"id": person}, {"id": _PAGE})
    kinds: tuple[dict[str, object], ...] = (
        {"message": {"mid": mid, "text": "Where is it?", "is_echo": mine, "metadata": "k"}},
        {"message_edit": {"mid": mid, "text": "Where is it now?", "num_edit": 1}},
        {"postback": {"mid": mid, "title": "Track", "payload": "TRACK"}},
        {"delivery": {"mids": [mid], "watermark": _SECONDS * 1000}},
        {"read": {"watermark": _SECONDS * 1000}},
    )
    head = {"sender": ends[0], "recipient": ends[1], "timestamp": _SECONDS * 1000}
    return {**head, **dice.choice(kinds)}


def _signed(body: bytes, secret: str, at: datetime) -> Headers:  # noqa: ARG001 - no time is signed
    return {"x-hub-signature-256": signed(secret, body)}


def _asks(dice: random.Random) -> Question:
    """Meta's check of our address, and what somebody may ask who does not know the token."""
    token = dice.choice((_VERIFY, _VERIFY, "", f"{_VERIFY}x", "é"))
    mode = dice.choice(("subscribe", "subscribe", "unsubscribe"))
    answer = CHALLENGE if (token, mode) == (_VERIFY, "subscribe") else None
    query = f"hub.mode={mode}&hub.verify_token={token}&hub.challenge={CHALLENGE}"
    return Question(query, answer)


FACEBOOK = Family(
    name="facebook",
    channel="facebook",
    account_id=_PAGE,
    secret=_SECRET,
    good=_good,
    signed=_signed,
    proof="x-hub-signature-256",
    secrets={"token": "none", "app_secret": _SECRET, "verify_token": _VERIFY},
    settings={"app_id": "7", "base_url": "http://graph.example"},
    asks=_asks,
)
