"""What Messenger and Instagram say of private messages: new ones, echoes of our own, edits, receipts. Pure.

Source: developers.facebook.com/docs/messenger-platform/reference/webhook-events.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from datetime import datetime

from amends.channels.contract import (
    Author,
    Deleted,
    Edited,
    Item,
    Media,
    Outcome,
    OutcomeState,
    Said,
    ThreadKind,
    ThreadRef,
)
from amends.channels.graph import batches
from amends.channels.graph.batches import known, moment
from amends.channels.wire import Wire

#: What an attachment is when its address does not say.
_KINDS = {"image": "image/jpeg", "video": "video/mp4", "audio": "audio/mpeg"}
_STICKER = "(sticker)"


def items(told: Wire, account: str, told_at: datetime) -> Iterator[Item]:
    """What one messaging event says; nothing for kinds that are not said by anybody."""
    sender, recipient = known(told.inner("sender"), "id"), known(told.inner("recipient"), "id")
    own = sender == account
    person = recipient if own else sender
    at = moment(told, "timestamp") if "timestamp" in told else told_at
    if "message" in told:
        yield _message(told.inner("message"), person, at, account if own else "")
    elif "message_edit" in told:
        yield _edited(told.inner("message_edit"), person, at, account if own else "")
    elif "postback" in told:
        yield from _pressed(told.inner("postback"), person, at)
    elif "delivery" in told:
        yield from _delivered(told.inner("delivery"), at)
    elif "read" in told:
        yield from _read(told.inner("read"), person, at)


def thread(person: str) -> ThreadRef:
    """The conversation with a person: there is one, and their id names it."""
    return ThreadRef(person, ThreadKind.CONVERSATION, is_public=False)


def web_address(text: str) -> str:
    """The address if it is one of the web, else ``""``."""
    return text if text.startswith(("https://", "http://")) else ""


def media(kind: str, url: str, name: str = "") -> tuple[Media, ...]:
    """A picture or file by its address; none where that is no address of the web."""
    if not web_address(url):
        return ()
    guessed, _ = mimetypes.guess_type(url.partition("?")[0])
    fallback = _KINDS.get(kind, "application/octet-stream")
    return (Media(url=url, name=name[:200], content_type=guessed or fallback),)


def _message(message: Wire, person: str, at: datetime, own: str) -> Item:
    mid = known(message, "mid")
    if message.flag("is_deleted"):
        return Deleted(mid, deleted_at=at)
    attached = message.maybe_each("attachments")
    files = tuple(each for told in attached for each in _attached(told))
    text = message.maybe_text("text") or _unsaid(attached, files)
    own = own or (person if message.flag("is_echo") else "")
    return Said(
        external_id=mid,
        thread=thread(person),
        author=Author(own or person),
        text=text,
        sent_at=at,
        reply_to=_answered(message),
        media=files,
        own=bool(own),
        client_ref=message.maybe_text("metadata")[:100] if own else "",
    )


def _answered(message: Wire) -> str:
    if "reply_to" not in message:
        return ""
    answered = message.inner("reply_to")
    return known(answered, "mid") if "mid" in answered else ""


def _attached(told: Wire) -> tuple[Media, ...]:
    if "payload" not in told:
        return ()
    payload = told.inner("payload")
    return media(told.maybe_text("type"), payload.maybe_text("url"), payload.maybe_text("title"))


def _unsaid(attached: list[Wire], files: tuple[Media, ...]) -> str:
    """Words for what has none and can be shown by nothing else: a sticker, a shared place."""
    if files or not attached:
        return ""
    return f"({attached[0].maybe_text('type') or _STICKER.strip('()')})"


def _edited(edit: Wire, person: str, at: datetime, own: str) -> Item:
    said = Said(
        external_id=known(edit, "mid"),
        thread=thread(person),
        author=Author(own or person),
        text=edit.maybe_text("text"),
        sent_at=at,
        own=bool(own),
    )
    return Edited(said, edited_at=at)


def _pressed(postback: Wire, person: str, at: datetime) -> Iterator[Item]:
    """A button that was pressed says its title; older events name no message and say nothing."""
    if "mid" in postback:
        title = postback.maybe_text("title")
        yield Said(known(postback, "mid"), thread(person), Author(person), title, at)


def _delivered(delivery: Wire, at: datetime) -> Iterator[Item]:
    when = batches.maybe_moment(delivery, "watermark") or at
    for mid in delivery.listed("mids") if "mids" in delivery else []:
        if not isinstance(mid, str) or not 0 < len(mid) <= 255:
            raise delivery.wrong("mids", "holds what is no id")
        yield Outcome(OutcomeState.DELIVERED, when, external_id=mid)


def _read(read: Wire, person: str, at: datetime) -> Iterator[Item]:
    """One message by its id (Instagram), or everything until a moment (Messenger)."""
    if "mid" in read:
        yield Outcome(OutcomeState.READ, at, external_id=known(read, "mid"))
    elif "watermark" in read:
        yield Outcome(OutcomeState.READ, moment(read, "watermark"), recipient=person)
