"""What X pushes: its signature, the check of our address, and the events of the Activity API. Pure.

Source: docs.x.com, webhooks and x-api/activity. An event's id may be negative and larger than any number a
browser knows, so it is text here. X signs no time: that an event comes again is told by its id alone.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from datetime import UTC, datetime

import orjson

from amends.channels import wire
from amends.channels.contract import (
    Deleted,
    Item,
    Malformed,
    Refused,
    Said,
)
from amends.channels.wire import Wire
from amends.channels.x import posts, rights

SIGNATURE = "x-twitter-webhooks-signature"
#: What we ask X to push: in public, and in private.
PUBLIC_EVENTS = ("post.mention.create", "post.create", "post.delete")
PRIVATE_EVENTS = ("dm.received", "dm.sent")
_POSTS = frozenset({"post.create", "post.mention.create", "post.reply.create", "post.quote.create"})
_MESSAGES = frozenset(PRIVATE_EVENTS)
_START = "sha256="
_LONGEST_ID = 200


def signature(secret: str, body: bytes) -> str:
    """The signature of a raw body, and of a check's token."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return _START + base64.b64encode(digest).decode()


def verify(secret: str, body: bytes, signed: str) -> None:
    """Raises Refused unless the signature is X's over exactly these bytes."""
    if not secret:
        raise Refused("This connection has no consumer secret to check signatures with.")
    expected = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    if not hmac.compare_digest(_digest(signed), expected):
        raise Refused("The signature is missing or wrong.")


def response(secret: str, token: str) -> str:
    """The answer to X's check of our address."""
    return orjson.dumps({"response_token": signature(secret, token.encode())}).decode()


def key(body: bytes) -> str:
    """What makes an event the same when it is pushed again."""
    try:
        told = wire.read(body).inner("data").text("event_uuid")
    except Malformed:
        told = ""
    if not 0 < len(told) <= _LONGEST_ID:
        told = f"sha256:{hashlib.sha256(body).hexdigest()}"
    return f"event:{told}"


def items(data: Wire, me: str, now: datetime) -> tuple[Item, ...]:
    """What an event says; nothing for kinds that are not ours to hear. X tells no time of a deletion."""
    kind, payload = data.text("event_type"), data.inner("payload")
    if kind in _POSTS:
        if posts.is_repost(payload):
            return ()
        return (posts.heard(payload, posts.included(data), me),)
    if kind == "post.delete":
        return (Deleted(payload.text("id"), deleted_at=now),)
    if kind in _MESSAGES:
        return _messages(payload, me)
    return ()


def units(body: bytes) -> dict[str, int]:
    """What X charges for having pushed this; a deletion and our own messages cost nothing."""
    try:
        kind = wire.read(body).inner("data").maybe_text("event_type")
    except Malformed:
        return {}
    if kind == "dm.received":
        return {rights.MESSAGE_READ: 1}
    return {rights.POST_READ: 1} if kind in _POSTS else {}


def _messages(payload: Wire, me: str) -> tuple[Said, ...]:
    """Direct messages, which are pushed in the form that version 1.1 of the API had."""
    people = payload.inner("users") if "users" in payload else None
    return tuple(
        _message(each, people, me)
        for each in payload.each("direct_message_events")
        if each.text("type") == "message_create"
    )


def _message(event: Wire, people: Wire | None, me: str) -> Said:
    created = event.inner("message_create")
    sender, recipient = created.text("sender_id"), created.inner("target").text("recipient_id")
    return Said(
        external_id=event.text("id"),
        thread=posts.conversation(_conversation(event, sender, recipient)),
        author=posts.author(sender, _known(people, sender)),
        text=posts.words(created.inner("message_data")),
        sent_at=_moment(event),
        own=sender == me,
    )


def _conversation(event: Wire, sender: str, recipient: str) -> str:
    """The id by which the API knows the conversation of two: the smaller of theirs first."""
    both = (sender, recipient)
    if not all(each.isascii() and each.isdigit() for each in both):
        raise event.wrong("message_create", "names nobody")
    first, second = sorted(both, key=int)
    return f"{first}-{second}"


def _known(people: Wire | None, sender: str) -> posts.Includes:
    if people is None or sender not in people:
        return posts.Includes()
    told = people.inner(sender)
    followers = told.maybe_number("followers_count")
    user = {
        "id": sender,
        "name": told.maybe_text("name"),
        "username": told.maybe_text("screen_name"),
        "profile_image_url": told.maybe_text("profile_image_url_https"),
        **({"public_metrics": {"followers_count": followers}} if followers is not None else {}),
    }
    return posts.Includes(users={sender: Wire(user)})


def _moment(event: Wire) -> datetime:
    told = event.text("created_timestamp")
    if not (told.isascii() and told.isdigit() and len(told) <= 15):
        raise event.wrong("created_timestamp", "is no time")
    try:
        return datetime.fromtimestamp(int(told) / 1000, UTC)
    except (ValueError, OverflowError):
        raise event.wrong("created_timestamp", "is no time") from None


def _digest(signed: str) -> bytes:
    try:
        return base64.b64decode(signed.removeprefix(_START), validate=True)
    except (binascii.Error, ValueError):
        return b""
