"""What the pushes of an Instagram account say: comments, mentions elsewhere and messages. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from amends.channels.contract import Author, Item, Said, ThreadKind, ThreadRef
from amends.channels.graph import messaging
from amends.channels.graph.batches import Change, known
from amends.channels.wire import Wire

_UNSAID_IN_A_COMMENT = "(Named you in a comment. Instagram pushes no words of it: read them there.)"
_UNSAID_IN_A_POST = "(Named you in a post. Instagram pushes no words of it: read them there.)"
#: How ids of mentions elsewhere begin: of the post and, where it is one, of the comment.
MENTION = "mention"
_SHARED: Mapping[str, str] = {
    "story_mention": "(Mentioned you in their story)",
    "share": "(Shared a post)",
    "ig_reel": "(Shared a reel)",
    "reel": "(Shared a reel)",
    "ig_post": "(Shared a post)",
}


def items(change: Change) -> Iterator[Item]:
    """What a change says; nothing for kinds that are not ours to hear."""
    if change.field in {"messaging", "standby"}:
        for item in messaging.items(change.value, change.account, change.told_at):
            yield _with_words(item, change.value)
    elif change.field in {"comments", "live_comments"}:
        yield _comment(change)
    elif change.field == "mentions":
        yield _mention(change)


def public(media: str, url: str = "") -> ThreadRef:
    """The thread under a post."""
    return ThreadRef(media, ThreadKind.POST, is_public=True, url=url)


def _with_words(item: Item, told: Wire) -> Item:
    """A shared or mentioning story in words: its picture alone would say nothing."""
    if not isinstance(item, Said) or "message" not in told:
        return item
    message = told.inner("message")
    kinds = [each.maybe_text("type") for each in message.maybe_each("attachments")]
    words = next((_SHARED[kind] for kind in kinds if kind in _SHARED), "")
    if not words and "reply_to" in message and "story" in message.inner("reply_to"):
        words = "(Answers your story)"
    if not words or message.maybe_text("text") == words:
        return item
    said = message.maybe_text("text")
    return replace(item, text=f"{words}\n{said}" if said else words)


def _comment(change: Change) -> Said:
    value = change.value
    media = known(value.inner("media"), "id")
    who = value.inner("from")
    author = known(who, "id")
    return Said(
        external_id=known(value, "id"),
        thread=public(media),
        author=Author(author, who.maybe_text("username")),
        text=value.maybe_text("text"),
        sent_at=change.told_at,
        reply_to=known(value, "parent_id") if "parent_id" in value else media,
        own=author == change.account,
    )


def _mention(change: Change) -> Said:
    """Somebody named the account elsewhere. Neither who nor what is pushed, and nobody lists it."""
    media = known(change.value, "media_id")
    comment = known(change.value, "comment_id") if "comment_id" in change.value else ""
    external_id = f"{MENTION}:{media}:{comment}"
    return Said(
        external_id=external_id,
        thread=public(f"{MENTION}:{media}"),
        author=Author(external_id, name="Somebody on Instagram"),
        text=_UNSAID_IN_A_COMMENT if comment else _UNSAID_IN_A_POST,
        sent_at=change.told_at,
    )
