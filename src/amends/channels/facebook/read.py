"""What can be read of a Page: posts, comments, recommendations and messages as deliveries and items.

Pure. A delivery holds one object as the Graph API gives it and, beside it, what it hangs on; its key
changes when the object does, so what is new of it (likes) comes through, and nothing comes twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import orjson

from amends.channels.contract import (
    Author,
    Counted,
    Counts,
    Delivery,
    Item,
    Media,
    Said,
    ThreadKind,
    ThreadRef,
)
from amends.channels.facebook.pushed import author, nobody, stars
from amends.channels.graph import messaging
from amends.channels.graph.batches import known
from amends.channels.graph.messaging import web_address
from amends.channels.wire import Wire

POST_FIELDS = (
    "id,message,story,from,created_time,updated_time,permalink_url,full_picture,shares,"
    "reactions.limit(0).summary(total_count),comments.limit(0).summary(total_count)"
)
COMMENT_FIELDS = (
    "id,message,from,created_time,permalink_url,parent{id},attachment,like_count,comment_count"
)
#: What posts and comments both have.
SPREAD_FIELDS = "id,reactions.limit(0).summary(total_count),comments.limit(0).summary(total_count)"
RATING_FIELDS = "open_graph_story{id},recommendation_type,rating,review_text,created_time,reviewer"
MESSAGE_FIELDS = "id,message,from,to,created_time,attachments,sticker"


def delivery(kind: str, told: Wire, **beside: object) -> Delivery:
    """One object that was read, as a delivery."""
    whole = told.whole()
    digest = hashlib.sha256(orjson.dumps(whole, option=orjson.OPT_SORT_KEYS)).hexdigest()
    body = orjson.dumps({kind: whole, **beside})
    return Delivery(f"{kind}:{_id(kind, told)[:200]}:{digest[:16]}", body)


def items(told: Wire, account: str) -> Iterator[Item]:
    """What a delivery of one object says.

    Raises Malformed for what is none of the objects we read.
    """
    if "comment" in told:
        yield from _counted(_comment(told, account))
    elif "rating" in told:
        yield _rating(told.inner("rating"), account)
    elif "message" in told:
        yield _message(told.inner("message"), known(told, "person"), account)
    else:
        post = _post(told.inner("post"), account)
        yield from (_spread_of(post) if told.flag("old") else _counted(post))


def spread_of(told: Wire) -> Counts:
    """How far a post or comment has spread, of `SPREAD_FIELDS`. Raises Malformed."""
    known(told, "id")
    return Counts(likes=_total(told, "reactions"), replies=_total(told, "comments"))


def _id(kind: str, told: Wire) -> str:
    return known(told.inner("open_graph_story") if kind == "rating" else told, "id")


def _counted(said: Said) -> Iterator[Item]:
    """The message, for those who do not have it yet, and how far it has spread, for those who do."""
    yield said
    yield from _spread_of(said)


def _spread_of(said: Said) -> Iterator[Item]:
    if said.counts is not None:
        yield Counted(said.external_id, said.counts, counted_at=said.sent_at)


def _post(post: Wire, account: str) -> Said:
    external_id, url = known(post, "id"), web_address(post.maybe_text("permalink_url"))
    who = _who(post, external_id)
    return Said(
        external_id=external_id,
        thread=ThreadRef(external_id, ThreadKind.POST, is_public=True, url=url),
        author=who,
        text=post.maybe_text("message") or post.maybe_text("story"),
        sent_at=_time(post),
        url=url,
        media=messaging.media("image", post.maybe_text("full_picture")),
        counts=_spread(post),
        own=who.external_id == account,
    )


def _comment(told: Wire, account: str) -> Said:
    comment, above = told.inner("comment"), known(told, "above")
    external_id = known(comment, "id")
    who = _who(comment, external_id)
    return Said(
        external_id=external_id,
        thread=ThreadRef(above, ThreadKind.POST, is_public=True),
        author=who,
        text=comment.maybe_text("message"),
        sent_at=_time(comment),
        reply_to=known(comment.inner("parent"), "id") if "parent" in comment else above,
        url=web_address(comment.maybe_text("permalink_url")),
        media=_attached(comment),
        counts=Counts(
            likes=comment.maybe_number("like_count"), replies=comment.maybe_number("comment_count")
        ),
        own=who.external_id == account,
    )


def _rating(rating: Wire, account: str) -> Said:
    story = known(rating.inner("open_graph_story"), "id")
    who = author(rating.inner("reviewer"), story) if "reviewer" in rating else nobody(story)
    return Said(
        external_id=story,
        thread=ThreadRef(story, ThreadKind.REVIEW, is_public=True),
        author=who,
        text=rating.maybe_text("review_text"),
        sent_at=_time(rating),
        rating=stars(rating),
        own=who.external_id == account,
    )


def _message(message: Wire, person: str, account: str) -> Said:
    mid = known(message, "id")
    sender = message.inner("from")
    own = known(sender, "id") == account
    files = _files(message)
    return Said(
        external_id=mid,
        thread=messaging.thread(person),
        author=replace(author(sender, mid), external_id=account if own else person),
        text=message.maybe_text("message") or ("" if files else "(sticker)"),
        sent_at=_time(message),
        media=files,
        own=own,
    )


def _files(message: Wire) -> tuple[Media, ...]:
    if "attachments" not in message:
        return ()
    return tuple(
        file for each in message.inner("attachments").maybe_each("data") for file in _file(each)
    )


def _file(each: Wire) -> tuple[Media, ...]:
    for kind, name in (("image", "image_data"), ("video", "video_data")):
        if name in each:
            return messaging.media(kind, each.inner(name).maybe_text("url"))
    return messaging.media("file", each.maybe_text("file_url"), each.maybe_text("name"))


def _attached(comment: Wire) -> tuple[Media, ...]:
    if "attachment" not in comment:
        return ()
    attachment = comment.inner("attachment")
    if "media" not in attachment or "image" not in attachment.inner("media"):
        return ()
    return messaging.media("image", attachment.inner("media").inner("image").maybe_text("src"))


def _spread(post: Wire) -> Counts | None:
    counts = Counts(
        likes=_total(post, "reactions"),
        shares=post.inner("shares").maybe_number("count") if "shares" in post else None,
        replies=_total(post, "comments"),
    )
    return counts if counts != Counts() else None


def _total(post: Wire, edge: str) -> int | None:
    if edge not in post or "summary" not in post.inner(edge):
        return None
    return post.inner(edge).inner("summary").maybe_number("total_count")


def _who(told: Wire, external_id: str) -> Author:
    return author(told.inner("from"), external_id) if "from" in told else nobody(external_id)


def _time(told: Wire) -> datetime:
    return told.time("created_time")
