"""What can be read again of an account: its posts with their comments, and its conversations.

A delivery holds one object as Instagram gives it and, beside it, what it hangs on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from amends.channels.base import Link
from amends.channels.contract import (
    Author,
    Counted,
    Counts,
    Delivery,
    Item,
    Malformed,
    Media,
    Page,
    Said,
)
from amends.channels.facebook.read import delivery
from amends.channels.facebook.rounds import OLDEST_POST, Place
from amends.channels.graph import messaging
from amends.channels.graph.batches import known
from amends.channels.graph.channel import GraphChannel
from amends.channels.instagram import looking
from amends.channels.instagram.pushed import public
from amends.channels.wire import Wire

_COMMENT = "id,text,timestamp,from,username,parent_id,like_count"
MEDIA_FIELDS = (
    "id,caption,permalink,timestamp,media_url,media_type,like_count,comments_count,"
    f"comments.limit(50){{{_COMMENT},replies.limit(50){{{_COMMENT}}}}}"
)
COMMENT_FIELDS = _COMMENT
MESSAGE_FIELDS = "id,message,from,to,created_time,attachments"
CONVERSATION_FIELDS = f"id,updated_time,participants,messages.limit(20){{{MESSAGE_FIELDS}}}"
_STEPS = ("media", "conversations")


def page(channel: GraphChannel, link: Link, place: Place, *, deep: bool) -> Page:
    """What stands at a place, and the cursor of the next one. ``deep``: old posts' comments, too."""
    if not 0 <= place.step < len(_STEPS):
        raise Malformed("This cursor is not one of ours.")
    account = link.account.external_id if link.account else ""
    if place.step == 0:
        found = channel.listed(link, "/me/media", place.after, fields=MEDIA_FIELDS, limit="10")
        deliveries = [each for told in found.data for each in _post(told, place)]
        back_to = place.since - OLDEST_POST if deep else place.since
        goes_on = bool(found.data) and found.data[-1].time("timestamp") >= back_to
    else:
        asked = {"platform": "instagram", "fields": CONVERSATION_FIELDS, "limit": "20"}
        found = channel.listed(link, "/me/conversations", place.after, **asked)
        deliveries = [each for told in found.data for each in _conversation(told, account, place)]
        goes_on = bool(found.data) and found.data[-1].time("updated_time") >= place.since
    after = found.after if goes_on else ""
    if after:
        return Page(tuple(deliveries), str(replace(place, after=after)), more=True)
    if place.step + 1 < len(_STEPS):
        return Page(
            tuple(deliveries), str(replace(place, step=place.step + 1, after="")), more=True
        )
    return Page(tuple(deliveries), place.next_round())


def _post(told: Wire, place: Place) -> Iterator[Delivery]:
    """A post that is new or has new comments, and these; newest comments of the newest 50."""
    media, post = known(told, "id"), told.whole()
    post.pop("comments", None)
    late = [each for each in _comments(told) if each.time("timestamp") >= place.since]
    if late or told.time("timestamp") >= place.since:
        yield delivery("media", Wire(post, "media"))
    for each in late:
        comment = each.whole()
        comment.pop("replies", None)
        yield delivery("comment", Wire(comment, "comment"), above=media)


def _comments(told: Wire) -> Iterator[Wire]:
    """The comments under a post, each followed by the answers to it."""
    for each in _edge(told, "comments"):
        yield each
        yield from _edge(each, "replies")


def _edge(told: Wire, name: str) -> list[Wire]:
    return told.inner(name).each("data") if name in told else []


def _conversation(told: Wire, account: str, place: Place) -> Iterator[Delivery]:
    names = [known(each, "id") for each in _edge(told, "participants")]
    person = next((each for each in names if each != account), "")
    if not person:
        return
    for message in _edge(told, "messages"):
        if message.time("created_time") >= place.since:
            yield delivery("message", message, person=person)


def items(told: Wire, account: str) -> Iterator[Item]:
    """What a delivery of one object says. Raises Malformed for what is none of the objects we read."""
    if "comment" in told:
        yield from _counted(_comment(told, account))
    elif "message" in told:
        yield _message(told.inner("message"), known(told, "person"), account)
    elif "gone" in told:
        yield looking.deleted(told.inner("gone"))
    else:
        yield from _counted(_media(told.inner("media"), account))


def _counted(said: Said) -> Iterator[Item]:
    """The words, for those who do not have them yet, and how far they have spread, for those who do."""
    yield said
    if said.counts is not None:
        yield Counted(said.external_id, said.counts, counted_at=said.sent_at)


def _media(media: Wire, account: str) -> Said:
    external_id, url = known(media, "id"), messaging.web_address(media.maybe_text("permalink"))
    return Said(
        external_id=external_id,
        thread=public(external_id, url),
        author=Author(account or "me"),
        text=media.maybe_text("caption"),
        sent_at=media.time("timestamp"),
        url=url,
        media=messaging.media("image", media.maybe_text("media_url")),
        counts=_spread(media, media.maybe_number("comments_count")),
        own=True,
    )


def _comment(told: Wire, account: str) -> Said:
    comment, above = told.inner("comment"), known(told, "above")
    external_id = known(comment, "id")
    who = comment.inner("from") if "from" in comment else Wire({"id": f"comment:{external_id}"})
    author = known(who, "id")
    return Said(
        external_id=external_id,
        thread=public(above),
        author=Author(author, who.maybe_text("username") or comment.maybe_text("username")),
        text=comment.maybe_text("text"),
        sent_at=comment.time("timestamp"),
        reply_to=known(comment, "parent_id") if "parent_id" in comment else above,
        counts=_spread(comment, None),
        own=author == account,
    )


def _message(message: Wire, person: str, account: str) -> Said:
    sender = message.inner("from")
    own = known(sender, "id") == account
    files = [file for each in _edge(message, "attachments") for file in _file(each)]
    words = message.maybe_text("message") or ("" if files else "(something that has no words)")
    return Said(
        external_id=known(message, "id"),
        thread=messaging.thread(person),
        author=Author(account if own else person, sender.maybe_text("username")),
        text=words,
        sent_at=message.time("created_time"),
        media=tuple(files),
        own=own,
    )


def _file(each: Wire) -> Iterator[Media]:
    for kind, name in (("image", "image_data"), ("video", "video_data")):
        if name in each:
            yield from messaging.media(kind, each.inner(name).maybe_text("url"))
            return
    yield from messaging.media("file", each.maybe_text("file_url"))


def _spread(told: Wire, replies: int | None) -> Counts | None:
    counts = Counts(likes=told.maybe_number("like_count"), replies=replies)
    return counts if counts != Counts() else None
