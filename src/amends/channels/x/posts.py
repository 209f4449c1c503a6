"""Posts and direct messages of X's API v2 as items. Pure.

Source: docs.x.com, data dictionary. The API renames "tweet" to "post" name by name: both are understood.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from amends.channels.contract import (
    Author,
    Counts,
    Edited,
    Media,
    Said,
    ThreadKind,
    ThreadRef,
)
from amends.channels.wire import Wire

#: What is asked for with every post and message.
POST_QUERY: Mapping[str, str] = {
    "post.fields": "conversation_id,created_at,entities,lang,note_post,public_metrics",
    "expansions": "author_id,attachments.media_keys,edit_history_post_ids,referenced_posts",
    "user.fields": "name,username,profile_image_url,public_metrics",
    "media.fields": "alt_text,media_key,preview_image_url,type,url",
}
MESSAGE_QUERY: Mapping[str, str] = {
    "event_types": "MessageCreate",
    "dm_event.fields": "attachments,created_at,dm_conversation_id,entities,event_type,id,text",
    "expansions": "sender_id,attachments.media_keys",
    "user.fields": POST_QUERY["user.fields"],
    "media.fields": POST_QUERY["media.fields"],
}
#: When the ids of X begin to tell the time, in milliseconds since 1970.
_EPOCH = 1_288_834_974_657
_LONGEST_ID = 19
_KINDS = {"photo": "image/*", "animated_gif": "video/mp4", "video": "video/mp4"}
_ESCAPED = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


@dataclass(frozen=True, slots=True)
class Includes:
    """What an answer tells beside its posts: people by id, media by key, and other posts by id."""

    users: Mapping[str, Wire] = field(default_factory=dict)
    media: Mapping[str, Wire] = field(default_factory=dict)
    posts: Mapping[str, Wire] = field(default_factory=dict)


def included(body: Wire) -> Includes:
    """What stands under ``includes``; nothing where there is none."""
    if "includes" not in body:
        return Includes()
    told = body.inner("includes")
    posts = [*told.maybe_each("posts"), *told.maybe_each("tweets")]
    return Includes(
        users=_by(told.maybe_each("users"), "id"),
        media=_by(told.maybe_each("media"), "media_key"),
        posts=_by(posts, "id"),
    )


def needed(told: Wire, known: Includes) -> dict[str, list[dict[str, object]]]:
    """Of what an answer tells beside its posts, the part that this one post or message needs."""
    people = {told.maybe_text("author_id"), told.maybe_text("sender_id")}
    keys = _media_keys(told)
    others = {id_ for _, id_ in references(told)}
    return {
        "users": [each.whole() for id_, each in known.users.items() if id_ in people],
        "media": [each.whole() for key, each in known.media.items() if key in keys],
        "posts": [
            {"id": id_, "edit_history_post_ids": list(_versions(each))}
            for id_, each in known.posts.items()
            if id_ in others
        ],
    }


def is_repost(post: Wire) -> bool:
    """Whether it only shows another's post again."""
    return any(kind == "retweeted" for kind, _ in references(post))


def heard(post: Wire, known: Includes, me: str) -> Said | Edited:
    """A post, or the newer version of one. ``me``: the account's own id.

    Each version of a post has an id of its own; here a post keeps the first one for ever.
    """
    said = _said(post, known, me)
    if post.text("id") == said.external_id:
        return said
    return Edited(said, edited_at=post.time("created_at"))


def message(event: Wire, known: Includes, me: str) -> Said:
    """A direct message as the API shows it when it is read."""
    sender = event.text("sender_id")
    return Said(
        external_id=_id(event, "id"),
        thread=conversation(event.text("dm_conversation_id")),
        author=author(sender, known),
        text=words(event),
        sent_at=event.time("created_at"),
        media=_pictures(event, known),
        own=sender == me,
    )


def conversation(external_id: str) -> ThreadRef:
    """A private conversation."""
    return ThreadRef(external_id, ThreadKind.CONVERSATION, is_public=False)


def author(external_id: str, known: Includes) -> Author:
    """Who said it, as far as the answer tells."""
    told = known.users.get(external_id)
    if told is None:
        return Author(external_id)
    handle = told.maybe_text("username")
    counts = told.inner("public_metrics") if "public_metrics" in told else None
    return Author(
        external_id=external_id,
        handle=f"@{handle}" if handle else "",
        name=told.maybe_text("name"),
        avatar_url=web(told.maybe_text("profile_image_url")),
        followers=counts.maybe_number("followers_count") if counts else None,
    )


def words(told: Wire) -> str:
    """The whole text, long posts too, with links as they were meant instead of X's short ones."""
    whole = next((told.inner(name) for name in ("note_post", "note_tweet") if name in told), told)
    text = whole.maybe_text("text")
    entities = whole.inner("entities") if "entities" in whole else None
    for link in entities.maybe_each("urls") if entities else ():
        short, long = link.maybe_text("url"), link.maybe_text("expanded_url")
        if short and "media_key" in link:
            text = text.replace(short, "")
        elif short and long:
            text = text.replace(short, long)
    for escaped, meant in _ESCAPED:
        text = text.replace(escaped, meant)
    return text.strip()


def references(post: Wire) -> list[tuple[str, str]]:
    """The posts this one answers, quotes or shows again, each with how."""
    name = "referenced_posts" if "referenced_posts" in post else "referenced_tweets"
    return [(each.text("type"), each.text("id")) for each in post.maybe_each(name)]


def first_version(post: Wire) -> str:
    """The id that the first version of a post had. Raises Malformed."""
    return _versions(post)[0]


def newest_version(post: Wire) -> str:
    """The id that the newest version of a post has. Raises Malformed."""
    return max(_versions(post), key=int)


def told_time(external_id: str) -> datetime:
    """When X gave this id away; ids are in the order of time."""
    return datetime.fromtimestamp(((int(external_id) >> 22) + _EPOCH) / 1000, UTC)


def web(address: str) -> str:
    """The address if it is one of the web, else ``""``."""
    return address if address.startswith(("https://", "http://")) else ""


def _said(post: Wire, known: Includes, me: str) -> Said:
    first, writer = first_version(post), post.text("author_id")
    answered = next((id_ for kind, id_ in references(post) if kind == "replied_to"), "")
    if answered in known.posts:
        answered = first_version(known.posts[answered])
    root = post.maybe_text("conversation_id") or first
    return Said(
        external_id=first,
        thread=ThreadRef(root, ThreadKind.POST, is_public=True, url=address(root)),
        author=author(writer, known),
        text=words(post),
        sent_at=told_time(first) if first != post.text("id") else post.time("created_at"),
        reply_to=answered,
        url=address(first),
        language=post.maybe_text("lang"),
        media=_pictures(post, known),
        counts=counts(post),
        own=writer == me,
    )


def address(post: str) -> str:
    """Where everybody can read a post, whoever wrote it."""
    return f"https://x.com/i/status/{post}"


def _versions(post: Wire) -> tuple[str, ...]:
    own = _id(post, "id")
    for name in ("edit_history_post_ids", "edit_history_tweet_ids"):
        if name in post:
            found = post.listed(name)
            if not found or not all(isinstance(each, str) and is_id(each) for each in found):
                raise post.wrong(name, "is no list of ids")
            return tuple(str(each) for each in found)
    return (own,)


def _id(told: Wire, name: str) -> str:
    found = told.text(name)
    if not is_id(found):
        raise told.wrong(name, "is no id")
    return found


def is_id(text: str) -> bool:
    """Whether it can be an id of X."""
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_ID


def counts(post: Wire) -> Counts | None:
    """How far a post has spread; None where X does not say."""
    if "public_metrics" not in post:
        return None
    told = post.inner("public_metrics")
    reposts = "repost_count" if "repost_count" in told else "retweet_count"
    return Counts(
        likes=told.maybe_number("like_count"),
        shares=told.maybe_number(reposts),
        replies=told.maybe_number("reply_count"),
        views=told.maybe_number("impression_count"),
    )


def _media_keys(told: Wire) -> list[object]:
    if "attachments" not in told:
        return []
    attached = told.inner("attachments")
    return attached.listed("media_keys") if "media_keys" in attached else []


def _pictures(told: Wire, known: Includes) -> tuple[Media, ...]:
    keys = [str(key) for key in _media_keys(told)]
    found = [known.media[key] for key in keys if key in known.media]
    return tuple(_picture(each) for each in found if _shown(each))


def _picture(media: Wire) -> Media:
    is_photo = media.maybe_text("type") == "photo"
    return Media(
        url=_shown(media),
        # Of a film only its first picture has an address that lasts.
        content_type=_KINDS["photo"] if is_photo or "url" not in media else _KINDS["video"],
        alt_text=media.maybe_text("alt_text"),
    )


def _shown(media: Wire) -> str:
    return web(media.maybe_text("url")) or web(media.maybe_text("preview_image_url"))


def _by(told: Iterable[Wire], name: str) -> dict[str, Wire]:
    return {each.text(name): each for each in told}
