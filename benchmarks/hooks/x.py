"""X's pushes: posts that mention the account, its own, deletions, and direct messages in the older form."""

from __future__ import annotations

import base64
import hashlib
import hmac
import random
from datetime import datetime

import orjson

from benchmarks.hooks.family import Family, Headers, Question

_ME, _SECRET = "1500000000000000001", "a-consumer-secret-that-signs"
_POSTED = "2026-11-21T09:01:00.000Z"
_MILLISECONDS = "1795252860000"


def _good(dice: random.Random, number: int) -> bytes:
    kind = dice.choice(_KINDS)
    data: dict[str, object] = {
        # As X's own: larger than browsers' numbers, and negative at times.
        "event_uuid": str(dice.choice((1, -1)) * (2**62 + number)),
        "filter": {"user_id": _ME},
        "event_type": kind,
        "tag": "northpost",
    }
    if kind.startswith("dm."):
        data["payload"] = _message(dice, number)
    elif kind == "post.delete":
        data["payload"] = {"id": str(7_000 + number), "author_id": "44"}
    else:
        author = _ME if kind == "post.create" else str(44 + dice.randint(1, 300))
        data["payload"] = _post(dice, number, author)
        user = {
            "id": author,
            "username": "jo",
            "name": "Jo Bänks",
            "public_metrics": {"followers_count": 7},
        }
        data["includes"] = {"users": [user], "tweets": [], "media": []}
    return orjson.dumps({"data": data})


_KINDS = (
    *("post.mention.create", "post.mention.create", "post.create", "post.quote.create"),
    *("post.delete", "dm.received", "dm.sent", "dm.read", "profile.update.bio"),
)


def _post(dice: random.Random, number: int, author: str) -> dict[str, object]:
    return {
        "id": str(7_000 + number),
        "text": "@northpost nobody picks up the phone. ☎️ https://t.co/x",
        "author_id": author,
        "conversation_id": str(7_000 + dice.randint(1, 200)),
        "created_at": _POSTED,
        "lang": "en",
        "edit_history_tweet_ids": [str(7_000 + number)],
        "referenced_tweets": [{"type": dice.choice(("replied_to", "quoted")), "id": "7"}],
        "entities": {
            "urls": [
                {
                    "start": 39,
                    "end": 53,
                    "url": "https://t.co/x",
                    "expanded_url": "https://a.example/",
                }
            ]
        },
        "public_metrics": {"like_count": 1, "retweet_count": 2, "reply_count": 3, "quote_count": 0},
    }


def _message(dice: random.Random, number: int) -> dict[str, object]:
    person = str(44 + dice.randint(1, 300))
    made = {
        "target": {"recipient_id": _ME},
        "sender_id": person,
        "message_data": {"text": "Where is it?", "entities": {"urls": []}},
    }
    event = {
        "type": "message_create",
        "id": str(9_000 + number),
        "created_timestamp": _MILLISECONDS,
        "message_create": made,
    }
    users = {person: {"id": person, "name": "Jo", "screen_name": "jo", "followers_count": 7}}
    return {"direct_message_events": [event], "users": users}


def _signature(secret: str, body: bytes) -> str:
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return "sha256=" + base64.b64encode(digest).decode()


def _signed(body: bytes, secret: str, at: datetime) -> Headers:  # noqa: ARG001 - X signs no time
    return {"x-twitter-webhooks-signature": _signature(secret, body)}


def _asks(dice: random.Random) -> Question:
    """X's check of our address, and questions that are none."""
    token = dice.choice(("9b4507b3", "x" * 200, ""))
    if not token:
        return Question("crc_token=", None)
    told = {"response_token": _signature(_SECRET, token.encode())}
    return Question(f"crc_token={token}&nonce=7", orjson.dumps(told).decode())


X = Family(
    name="x",
    channel="x",
    account_id=_ME,
    secret=_SECRET,
    good=_good,
    signed=_signed,
    proof="x-twitter-webhooks-signature",
    secrets={"access": "none", "consumer_secret": _SECRET, "bearer": "none"},
    settings={
        "client_id": "c",
        "base_url": "http://x.example",
        "messages": "true",
        "tier": "self-serve",
    },
    asks=_asks,
)
