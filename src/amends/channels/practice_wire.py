"""How the practice network says what happened: its events as items of the contract. Pure."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Mapping

from amends.channels.contract import (
    Account,
    Author,
    Counted,
    Counts,
    Deleted,
    Edited,
    Item,
    Media,
    Said,
    ThreadKind,
    ThreadRef,
)
from amends.channels.wire import Wire

KINDS: Mapping[str, ThreadKind] = {
    "post": ThreadKind.POST,
    "comment": ThreadKind.POST,
    "message": ThreadKind.CONVERSATION,
    "review": ThreadKind.REVIEW,
    "reply": ThreadKind.REVIEW,
}


def items_of(event: Wire, account: Account | None) -> Iterator[Item]:
    """What an event says; nothing for kinds of events that are not in the wire format we know."""
    what, _, happened = event.text("type").partition(".")
    if what not in KINDS or happened not in {"created", "edited", "deleted", "hidden", "shown"}:
        return
    if account and event.text("account") != account.external_id:
        raise event.wrong("account", f"is not {account.external_id}")
    told = event.inner("object")
    if told.text("object") != what:
        raise told.wrong("object", f"is not {what}")
    if happened == "created":
        yield _said(told, event.text("account"))
    elif happened == "edited":
        yield Edited(_said(told, event.text("account")), edited_at=told.time("edited_at"))
    elif happened == "deleted":
        yield Deleted(told.text("id"), deleted_at=told.time("deleted_at"))
    else:
        # Hiding is the network's own business; what is new for us is how far the comment has spread.
        yield Counted(
            told.text("id"), _counts(told) or Counts(), counted_at=event.time("created_at")
        )


def spread_of(told: Wire) -> Counts:
    """How far something that stands there has spread. Raises Malformed."""
    told.text("id")
    return _counts(told) or Counts()


def _said(told: Wire, account: str) -> Said:
    author = told.inner("author")
    return Said(
        external_id=told.text("id"),
        thread=_thread(told),
        author=_author(author),
        text=told.maybe_text("text"),
        sent_at=told.time("created_at"),
        reply_to=told.maybe_text("parent"),
        url=told.maybe_text("url"),
        language=told.maybe_text("lang"),
        rating=_rating(told),
        media=tuple(_media(each) for each in told.maybe_each("media")),
        counts=_counts(told),
        own=author.text("id") == account,
        client_ref=told.maybe_text("client_ref"),
    )


def _rating(told: Wire) -> int | None:
    rating = told.maybe_number("rating")
    if rating is not None and not 1 <= rating <= 5:
        raise told.wrong("rating", "is not from 1 to 5")
    return rating


def _thread(told: Wire) -> ThreadRef:
    kind = KINDS[told.text("object")]
    return ThreadRef(
        external_id=told.text("thread"),
        kind=kind,
        is_public=kind is not ThreadKind.CONVERSATION,
        url=told.maybe_text("url").partition("#")[0],
    )


def _author(author: Wire) -> Author:
    return Author(
        external_id=author.text("id"),
        handle=author.maybe_text("handle"),
        name=author.maybe_text("name"),
        avatar_url=author.maybe_text("avatar_url"),
        followers=author.maybe_number("followers"),
    )


def _media(media: Wire) -> Media:
    url = media.text("url")
    guessed, _ = mimetypes.guess_type(url)
    return Media(
        url=url,
        content_type=guessed or "application/octet-stream",
        alt_text=media.maybe_text("alt"),
    )


def _counts(told: Wire) -> Counts | None:
    if "counts" not in told:
        return None
    counts = told.inner("counts")
    return Counts(
        likes=counts.maybe_number("likes"),
        shares=counts.maybe_number("shares"),
        replies=counts.maybe_number("comments"),
    )
