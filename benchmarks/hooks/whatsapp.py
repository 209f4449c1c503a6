"""WhatsApp's and Instagram's pushes: messages of every type, statuses, comments, mentions."""

from __future__ import annotations

import random
from datetime import datetime

import orjson

from amends.practice.graph.pushes import CHALLENGE, signed, written
from benchmarks.hooks.family import Family, Headers, Question

_NUMBER, _BUSINESS, _ACCOUNT = "106540352000001", "102290129000001", "17841400000000001"
_SECRET, _VERIFY = "another-app-secret-that-signs", "another-verify-token"
_SECONDS = 1_795_252_000


def _written(dice: random.Random, told: dict[str, object]) -> bytes:
    return written(told) if dice.random() < 0.7 else orjson.dumps(told)


def _whatsapp(dice: random.Random, number: int) -> bytes:
    changes = [_change(dice, f"{number}{at}") for at in range(dice.randint(1, 3))]
    entry = {"id": _BUSINESS, "changes": changes}
    return _written(dice, {"object": "whatsapp_business_account", "entry": [entry]})


def _change(dice: random.Random, number: str) -> dict[str, object]:
    to = _NUMBER if dice.random() < 0.95 else "106540352000002"
    meta = {"display_phone_number": "15550780001", "phone_number_id": to}
    head = {"messaging_product": "whatsapp", "metadata": meta}
    phone = str(15_550_100_000 + dice.randint(1, 300))
    if dice.random() < 0.3:
        status = {"id": f"wamid.{number}", "timestamp": str(_SECONDS), "recipient_id": phone}
        status["status"] = dice.choice(("sent", "delivered", "read", "failed", "warning"))
        status["biz_opaque_callback_data"] = "0f0c6f6e-1c7b-4b39-9c40-000000000001"
        return {"field": "messages", "value": {**head, "statuses": [status]}}
    contact = {"profile": {"name": "Jo Bänks"}, "wa_id": phone, "user_id": f"US.{phone}"}
    said = {"from": phone, "id": f"wamid.{number}", "timestamp": str(_SECONDS)}
    message = {**said, **dice.choice(_CONTENTS)}
    return {"field": "messages", "value": {**head, "contacts": [contact], "messages": [message]}}


_CONTENTS: tuple[dict[str, object], ...] = (
    {"type": "text", "text": {"body": "Where is it? 📦"}, "context": {"id": "wamid.1"}},
    {"type": "image", "image": {"id": "7", "mime_type": "image/jpeg", "caption": "The box"}},
    {"type": "location", "location": {"latitude": 41.15, "longitude": -8.61, "name": "Porto"}},
    {"type": "contacts", "contacts": [{"name": {"formatted_name": "Jo"}, "phones": []}]},
    {"type": "button", "button": {"payload": "yes", "text": "Yes"}},
    {
        "type": "interactive",
        "interactive": {"type": "list_reply", "list_reply": {"id": "1", "title": "Express"}},
    },
    {"type": "reaction", "reaction": {"message_id": "wamid.1", "emoji": "👍"}},
    {"type": "order", "order": {"product_items": []}},
    {"type": "system", "system": {"body": "changed", "type": "user_changed_number"}},
    {"type": "unsupported", "errors": [{"code": 131051, "title": "Unknown"}]},
    {"type": "revoke", "revoke": {"original_message_id": "wamid.1"}},
    {
        "type": "edit",
        "edit": {
            "original_message_id": "wamid.1",
            "message": {"type": "text", "text": {"body": "There?"}},
        },
    },
)


def _instagram(dice: random.Random, number: int) -> bytes:
    entries = [_entry(dice, f"{number}{at}") for at in range(dice.randint(1, 3))]
    return _written(dice, {"object": "instagram", "entry": entries})


def _entry(dice: random.Random, number: str) -> dict[str, object]:
    person = {"id": str(9_001_000 + dice.randint(1, 300)), "username": "jo.banks"}
    head: dict[str, object] = {"id": _ACCOUNT, "time": _SECONDS}
    kind = dice.choice(("comment", "mention", "message"))
    if kind == "mention":
        value: dict[str, object] = {"media_id": "18", "comment_id": number}
        return {**head, "changes": [{"field": "mentions", "value": value}]}
    if kind == "comment":
        media = {"id": "18000000000000001", "media_product_type": "FEED"}
        value = {"id": f"181{number}", "text": "Grüße", "from": person, "media": media}
        return {**head, "changes": [{"field": "comments", "value": value}]}
    ends = {"sender": {"id": person["id"]}, "recipient": {"id": _ACCOUNT}}
    story = {"type": "story_mention", "payload": {"url": "https://cdn.example/s"}}
    contents: tuple[dict[str, object], ...] = (
        {"message": {"mid": f"m_{number}", "text": "Hello?"}},
        {"message": {"mid": f"m_{number}", "attachments": [story]}},
        {"message": {"mid": f"m_{number}", "is_deleted": True}},
        {"read": {"mid": f"m_{number}"}},
    )
    return {
        **head,
        "messaging": [{**ends, "timestamp": _SECONDS * 1000, **dice.choice(contents)}],
    }


def _signed(body: bytes, secret: str, at: datetime) -> Headers:  # noqa: ARG001 - no time is signed
    return {"x-hub-signature-256": signed(secret, body)}


def _asks(dice: random.Random) -> Question:
    """The check of our address, with the right token and with others."""
    token = dice.choice((_VERIFY, "", f"{_VERIFY}x"))
    answer = CHALLENGE if token == _VERIFY else None
    query = f"hub.mode=subscribe&hub.verify_token={token}&hub.challenge={CHALLENGE}"
    return Question(query, answer)


WHATSAPP = Family(
    name="whatsapp",
    channel="whatsapp",
    account_id=_NUMBER,
    secret=_SECRET,
    good=_whatsapp,
    signed=_signed,
    proof="x-hub-signature-256",
    secrets={"token": "none", "app_secret": _SECRET, "verify_token": _VERIFY},
    settings={
        "phone_number_id": _NUMBER,
        "business_account_id": _BUSINESS,
        "base_url": "http://graph.example",
    },
    asks=_asks,
)
INSTAGRAM = Family(
    name="instagram",
    channel="instagram",
    account_id=_ACCOUNT,
    secret=_SECRET,
    good=_instagram,
    signed=_signed,
    proof="x-hub-signature-256",
    secrets={"token": "none", "app_secret": _SECRET, "verify_token": _VERIFY},
    settings={"base_url": "http://instagram.example"},
    asks=_asks,
)
