"""Messages in our own plain JSON, into items: docs/channels/webhook.md. Pure.

A message has the names of an archive's line (docs/running/import.md), so that one writer serves both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from amends.channels.contract import (
    Author,
    Counted,
    Counts,
    Deleted,
    Edited,
    Item,
    Malformed,
    Media,
    Outcome,
    OutcomeState,
    Said,
    ThreadKind,
    ThreadRef,
)
from amends.channels.plain.ratings import BEST, NoRating, stars
from amends.channels.wire import Wire

LONGEST_ID = 500
LONGEST_TEXT = 200_000
MOST_ITEMS = 500
MOST_MEDIA = 20


def items_in(body: Wire) -> Iterator[Item]:
    """What a delivery says: one item, or a list of them under ``items``; unknown types are skipped.

    Raises Malformed.
    """
    given = body.each("items") if "items" in body else [body]
    if len(given) > MOST_ITEMS:
        raise body.wrong("items", f"has more than {MOST_ITEMS}")
    for each in given:
        reader = _READERS.get(each.text("type"))
        if reader is not None:
            yield reader(each)


def said_in(told: Wire) -> Said:
    """One message. Raises Malformed, naming the field."""
    thread = _thread(told)
    return Said(
        external_id=_id(told, "id"),
        thread=thread,
        author=_author(told.inner("author"), "own" if told.flag("own") else ""),
        text=_words(told, "text"),
        sent_at=told.time("sent_at"),
        subject=_words(told, "subject"),
        reply_to=_maybe_id(told, "reply_to"),
        url=_address(told, "url"),
        language=told.maybe_text("language")[:35],
        rating=_rating(told),
        media=_all_media(told),
        counts=_counts(told.inner("counts")) if "counts" in told else None,
        own=told.flag("own"),
        client_ref=_maybe_id(told, "key"),
    )


def _edited(told: Wire) -> Edited:
    return Edited(said_in(told), edited_at=told.time("edited_at"))


def _deleted(told: Wire) -> Deleted:
    return Deleted(_id(told, "id"), deleted_at=told.time("deleted_at"))


def _counted(told: Wire) -> Counted:
    counts = _counts(told.inner("counts"))
    return Counted(_id(told, "id"), counts, counted_at=told.time("counted_at"))


def _outcome(told: Wire) -> Outcome:
    external_id, key = _maybe_id(told, "id"), _maybe_id(told, "key")
    if not (external_id or key):
        raise told.wrong("key", "is missing, and so is id")
    try:
        state = OutcomeState(told.text("state"))
    except ValueError:
        raise told.wrong("state", f"is none of: {', '.join(OutcomeState)}") from None
    return Outcome(
        state=state,
        at=told.time("at"),
        external_id=external_id,
        client_ref=key,
        reason=told.maybe_text("reason")[:500],
    )


_READERS: Mapping[str, Callable[[Wire], Item]] = {
    "said": said_in,
    "edited": _edited,
    "deleted": _deleted,
    "counted": _counted,
    "outcome": _outcome,
}


def _thread(told: Wire) -> ThreadRef:
    thread = told.inner("thread")
    try:
        kind = ThreadKind(thread.text("kind"))
    except ValueError:
        raise thread.wrong("kind", f"is none of: {', '.join(ThreadKind)}") from None
    if kind is ThreadKind.MAIL:
        raise thread.wrong("kind", "is mail, which has a channel of its own")
    is_public = thread.flag("public") if "public" in thread else kind != ThreadKind.CONVERSATION
    if is_public and kind is ThreadKind.CONVERSATION:
        raise thread.wrong("public", "is true, but conversations are private")
    return ThreadRef(
        external_id=_id(thread, "id"),
        kind=kind,
        is_public=is_public,
        title=thread.maybe_text("title")[:500],
        url=_address(thread, "url"),
    )


def _author(author: Wire, own: str) -> Author:
    followers = author.maybe_number("followers")
    if followers is not None and not 0 <= followers < 2**31:
        raise author.wrong("followers", "is no number of people")
    return Author(
        external_id=_id(author, "id") if not own else (_maybe_id(author, "id") or own),
        handle=author.maybe_text("handle")[:255],
        name=author.maybe_text("name")[:255],
        avatar_url=_address(author, "avatar_url"),
        followers=followers,
    )


def _all_media(told: Wire) -> tuple[Media, ...]:
    given = told.maybe_each("media")
    if len(given) > MOST_MEDIA:
        raise told.wrong("media", f"has more than {MOST_MEDIA}")
    return tuple(_media(each) for each in given)


def _media(media: Wire) -> Media:
    url = _address(media, "url")
    if not url:
        raise media.wrong("url", "is missing")
    kind = media.maybe_text("content_type")[:100]
    return Media(
        url=url,
        name=media.maybe_text("name")[:255],
        content_type=kind or "application/octet-stream",
        alt_text=media.maybe_text("alt")[:2000],
    )


def _counts(counts: Wire) -> Counts:
    found = {name: counts.maybe_number(name) for name in ("likes", "shares", "replies", "views")}
    for name, value in found.items():
        if value is not None and not 0 <= value < 2**53:
            raise counts.wrong(name, "is no count")
    return Counts(**found)


def _rating(told: Wire) -> int | None:
    value = _number(told, "rating")
    if value is None:
        return None
    best = _number(told, "rating_of")
    try:
        return stars(value, BEST if best is None else best)
    except NoRating as no:
        raise Malformed(f"{told.place}.rating: {no}") from None


def _number(told: Wire, name: str) -> float | None:
    found = told.whole().get(name)
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise told.wrong(name, "is no number")
    try:
        return float(found)
    except OverflowError:
        raise told.wrong(name, "is too large") from None


def _id(told: Wire, name: str) -> str:
    found = told.text(name)
    if len(found) > LONGEST_ID:
        raise told.wrong(name, f"is longer than {LONGEST_ID}")
    return found


def _maybe_id(told: Wire, name: str) -> str:
    return _id(told, name) if told.maybe_text(name) else ""


def _words(told: Wire, name: str) -> str:
    found = told.maybe_text(name)
    if len(found) > LONGEST_TEXT:
        raise told.wrong(name, f"is longer than {LONGEST_TEXT}")
    return found


def _address(told: Wire, name: str) -> str:
    """A web address, or ``""``; anything that a browser would not fetch from the web is Malformed."""
    found = told.maybe_text(name)
    if not found:
        return ""
    if not found.startswith(("https://", "http://")) or len(found) > 2000:
        raise told.wrong(name, "is no web address")
    return found
