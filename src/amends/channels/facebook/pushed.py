"""What the pushes of a Page say: its feed, mentions and recommendations as items. Pure.

Source: developers.facebook.com/docs/graph-api/webhooks/reference/page.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from amends.channels.contract import (
    Author,
    Deleted,
    Edited,
    Item,
    Media,
    Said,
    ThreadKind,
    ThreadRef,
)
from amends.channels.graph import messaging
from amends.channels.graph.batches import Change, known, maybe_moment
from amends.channels.graph.messaging import web_address
from amends.channels.wire import Wire

_POSTS = frozenset({"post", "status", "photo", "video", "share", "album", "note", "event", "link"})
_ADDED = frozenset({"add", "block"})
_EDITED = frozenset({"edited", "edit", "update"})


def items(change: Change) -> Iterator[Item]:
    """What a change of a Page says; nothing for kinds that are not ours to hear.

    Likes are none: a push tells of one, never how many there are, so they are read. That the Page itself
    hid a comment changes nothing of what the customer said.
    """
    if change.field in {"messaging", "standby"}:
        yield from messaging.items(change.value, change.account, change.told_at)
    elif change.field == "feed":
        yield from _feed(change)
    elif change.field == "mention":
        yield from _happened(change, _mention(change))
    elif change.field == "ratings":
        yield from _rating(change)


def _feed(change: Change) -> Iterator[Item]:
    item = change.value.maybe_text("item")
    if item == "comment":
        yield from _happened(change, _comment(change))
    elif item in _POSTS:
        yield from _happened(change, _post(change))


def _rating(change: Change) -> Iterator[Item]:
    value = change.value
    if value.maybe_text("item") == "comment":
        yield from _happened(change, _comment_on_rating(change))
    elif value.maybe_text("item") == "rating":
        yield from _happened(change, _recommendation(change))


def _happened(change: Change, said: Said) -> Iterator[Item]:
    verb = change.value.text("verb")
    if verb in _ADDED:
        yield said
    elif verb in _EDITED:
        yield Edited(said, edited_at=change.told_at)
    elif verb in {"remove", "delete"}:
        yield Deleted(said.external_id, deleted_at=change.told_at)


def _comment(change: Change) -> Said:
    value = change.value
    post, parent = known(value, "post_id"), _maybe_known(value, "parent_id")
    return _said(change, known(value, "comment_id"), _public(post, _link(value)), parent or post)


def _post(change: Change) -> Said:
    post = known(change.value, "post_id")
    return _said(change, post, _public(post, _link(change.value)), "")


def _mention(change: Change) -> Said:
    """Somebody named the Page in a post of their own, or in a comment somewhere."""
    value = change.value
    post, comment = known(value, "post_id"), _maybe_known(value, "comment_id")
    return _said(change, comment or post, _public(post, _link(value)), post if comment else "")


def _recommendation(change: Change) -> Said:
    value = change.value
    story = known(value, "open_graph_story_id")
    said = _said(change, story, _review(story), "")
    return Said(
        external_id=said.external_id,
        thread=said.thread,
        author=said.author,
        text=value.maybe_text("review_text"),
        sent_at=said.sent_at,
        rating=stars(value),
        own=said.own,
    )


def _comment_on_rating(change: Change) -> Said:
    story = known(change.value, "open_graph_story_id")
    return _said(change, known(change.value, "comment_id"), _review(story), story)


def _said(change: Change, external_id: str, thread: ThreadRef, reply_to: str) -> Said:
    author = _author(change.value, external_id)
    return Said(
        external_id=external_id,
        thread=thread,
        author=author,
        text=change.value.maybe_text("message"),
        sent_at=_when(change),
        reply_to=reply_to,
        url=thread.url,
        media=_media(change.value),
        own=author.external_id == change.account,
    )


def _author(value: Wire, external_id: str) -> Author:
    if "from" in value:
        return author(value.inner("from"), external_id)
    for name in ("sender", "reviewer"):
        if f"{name}_id" in value:
            return Author(known(value, f"{name}_id"), name=value.maybe_text(f"{name}_name"))
    return nobody(external_id)


def author(told: Wire, external_id: str) -> Author:
    """Who said it; their id is the one by which they can be written to."""
    if "id" not in told:
        return nobody(external_id)
    return Author(known(told, "id"), name=told.maybe_text("name"))


def nobody(external_id: str) -> Author:
    """Somebody whom the network does not name to us; for each message another one."""
    return Author(f"unnamed:{external_id}"[:255])


def stars(told: Wire) -> int | None:
    """One to five stars; a recommendation is five, its opposite one; None where nothing is told."""
    if "rating" in told:
        rating = told.maybe_number("rating")
        if rating is None or not 1 <= rating <= 5:
            raise told.wrong("rating", "is not from 1 to 5")
        return rating
    return {"positive": 5, "negative": 1}.get(told.maybe_text("recommendation_type").lower())


def _when(change: Change) -> datetime:
    return maybe_moment(change.value, "created_time") or change.told_at


def _media(value: Wire) -> tuple[Media, ...]:
    for kind in ("photo", "video"):
        # An id stands under this name for some items, an address for others.
        if isinstance(value.whole().get(kind), str):
            return messaging.media("image" if kind == "photo" else kind, value.text(kind))
    if value.maybe_text("item") == "photo":
        return messaging.media("image", value.maybe_text("link"))
    return ()


def _link(value: Wire) -> str:
    """Where the post is on the web, as far as it is told."""
    if "post" in value:
        return web_address(value.inner("post").maybe_text("permalink_url"))
    return web_address(value.maybe_text("permalink_url"))


def _public(post: str, url: str) -> ThreadRef:
    return ThreadRef(post, ThreadKind.POST, is_public=True, url=url)


def _review(story: str) -> ThreadRef:
    return ThreadRef(story, ThreadKind.REVIEW, is_public=True)


def _maybe_known(value: Wire, name: str) -> str:
    return known(value, name) if name in value else ""
