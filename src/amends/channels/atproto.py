"""What the AT protocol's records and tokens are, as far as Bluesky's posts and chats need it. Pure.

Source: atproto.com, specs for record keys, TIDs and sessions; lexicons app.bsky.feed.post,
app.bsky.richtext.facet and chat.bsky.convo.defs.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

import orjson
import regex

from amends.channels.contract import (
    Author,
    Counted,
    Counts,
    Delivery,
    Media,
    Renewal,
    Said,
    ThreadKind,
    ThreadRef,
)
from amends.channels.wire import Wire

#: How long a session is taken to last where its token does not say.
_UNSAID = timedelta(hours=1)
#: So many posts or profiles may be asked for at once.
_AT_ONCE = 25
_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
#: Keys of ours look like posts of these years, in microseconds: from 2021 on, for four years.
_FIRST, _SPAN = 1_609_459_200_000_000, 4 * 365 * 86_400_000_000
_LINK = regex.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]']")
_NAME = regex.compile(
    r"(?<![\w@])@((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,})", regex.IGNORECASE
)
_TAG = regex.compile(r"(?<![\w&])#((?:[^\s\p{P}\d]|_)(?:[^\s\p{P}]|_){0,63})")


# ---------------------------------------------------------------------------------- sessions


def session(told: Wire, now: datetime) -> Renewal:
    """The tokens of a session that was begun or made fresh."""
    access = told.text("accessJwt")
    secrets = {"access": access, "refresh": told.text("refreshJwt")}
    return Renewal(secrets, good_until=_ends(access) or now + _UNSAID)


def _ends(token: str) -> datetime | None:
    """When a token says that it ends; it is the network that checks it, so nothing is checked here."""
    try:
        claims = orjson.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
        return datetime.fromtimestamp(claims["exp"], UTC)
    except (ValueError, IndexError, KeyError, TypeError, OverflowError, OSError):
        return None


def record_key(ours: str) -> str:
    """A key of the network's form (a TID) that is always the same for one of our own keys."""
    drawn = int.from_bytes(hashlib.sha256(ours.encode()).digest()[:16], "big")
    number = (_FIRST + drawn % _SPAN) << 10 | (drawn >> 100) % 1024
    return "".join(_DIGITS[number >> shift & 31] for shift in range(60, -1, -5))


# ------------------------------------------------------------------------------------- facets


def facets(text: str, who: Callable[[str], str]) -> list[dict[str, object]]:
    """What in a text is a link, a name or a tag, by byte offsets in UTF-8.

    ``who`` gives the id of who has a handle, or ``""``. Without a facet a name tells nobody.
    """
    found = [
        _facet(text, match.span(), {"$type": "app.bsky.richtext.facet#link", "uri": match[0]})
        for match in _LINK.finditer(text)
    ]
    taken = [match.span() for match in _LINK.finditer(text)]
    for match in _NAME.finditer(text):
        if _is_free(match.span(), taken) and (did := who(match[1].lower())):
            kind = {"$type": "app.bsky.richtext.facet#mention", "did": did}
            found.append(_facet(text, match.span(), kind))
    for match in _TAG.finditer(text):
        if _is_free(match.span(), taken):
            kind = {"$type": "app.bsky.richtext.facet#tag", "tag": match[1]}
            found.append(_facet(text, match.span(), kind))
    return found


def _is_free(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return all(span[1] <= start or end <= span[0] for start, end in taken)


def _facet(text: str, span: tuple[int, int], feature: Mapping[str, str]) -> dict[str, object]:
    start = len(text[: span[0]].encode())
    end = start + len(text[span[0] : span[1]].encode())
    return {"index": {"byteStart": start, "byteEnd": end}, "features": [dict(feature)]}


def words(record: Wire) -> str:
    """A record's text with its links whole: the eye is shown the beginning of a long one."""
    whole = record.maybe_text("text").encode()
    for start, end, uri in sorted(_links(record), reverse=True):
        if 0 <= start < end <= len(whole):
            whole = whole[:start] + uri.encode() + whole[end:]
    return whole.decode("utf-8", "replace")


def _links(record: Wire) -> list[tuple[int, int, str]]:
    found = []
    for facet in record.maybe_each("facets"):
        index = facet.inner("index")
        start, end = index.maybe_number("byteStart"), index.maybe_number("byteEnd")
        for feature in facet.maybe_each("features"):
            uri = feature.maybe_text("uri")
            if uri.startswith(("http://", "https://")) and start is not None and end is not None:
                found.append((start, end, uri))
    return found


# -------------------------------------------------------------------------------------- posts


def delivery(kind: str, told: Wire, post: Mapping[str, object] | None = None) -> Delivery:
    """A notification (``note``) or a post of our own (``post``) as a delivery of its own.

    ``post``: the one that a notification is about, as it stands now, beside it.
    """
    body = {kind: told.whole(), **({"about": post} if post else {})}
    return Delivery(f"{kind}:{told.text('uri')[:400]}", orjson.dumps(body))


def spread(note: Wire, body: Wire) -> tuple[Counted, ...]:
    """How far a post of ours has spread, from a notification that somebody liked or reposted it."""
    if "about" not in body:
        return ()
    about = body.inner("about")
    return (Counted(about.text("uri"), counts(about), note.time("indexedAt")),)


def counts(post: Wire) -> Counts:
    """How far a post has spread."""
    return Counts(
        likes=post.maybe_number("likeCount"),
        shares=_sum(post.maybe_number("repostCount"), post.maybe_number("quoteCount")),
        replies=post.maybe_number("replyCount"),
    )


def _sum(*counts: int | None) -> int | None:
    known = [each for each in counts if each is not None]
    return sum(known) if known else None


def in_parts(uris: list[str]) -> Iterator[list[str]]:
    """As many as may be asked for at once, again and again."""
    return (uris[start : start + _AT_ONCE] for start in range(0, len(uris), _AT_ONCE))


def moment(at: datetime) -> str:
    """A time as records hold it."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def said(told: Wire, me: str) -> Said:
    """A post, from a notification about it or from a feed."""
    record, author = told.inner("record"), told.inner("author")
    uri = told.text("uri")
    reply = record.inner("reply") if "reply" in record else None
    root = reply.inner("root").text("uri") if reply else uri
    handle = author.maybe_text("handle")
    url = web_address(uri, handle)
    return Said(
        external_id=uri,
        thread=ThreadRef(root, ThreadKind.POST, is_public=True, url=url if root == uri else ""),
        author=_author(author),
        text=words(record),
        sent_at=told.time("indexedAt"),
        reply_to=reply.inner("parent").text("uri") if reply else "",
        url=url,
        language=_language(record),
        media=_pictures(record, author.text("did")),
        own=author.text("did") == me,
    )


def web_address(uri: str, handle: str) -> str:
    """Where people read a post; by its author's handle where that is known."""
    did, _, rest = uri.removeprefix("at://").partition("/")
    return f"https://bsky.app/profile/{handle or did}/post/{rest.rpartition('/')[2]}"


def _author(author: Wire) -> Author:
    handle = author.maybe_text("handle")
    return Author(
        external_id=author.text("did"),
        handle=f"@{handle}" if handle else "",
        name=author.maybe_text("displayName") or handle,
        avatar_url=author.maybe_text("avatar"),
    )


def _language(record: Wire) -> str:
    told = record.listed("langs") if "langs" in record else []
    return told[0] if told and isinstance(told[0], str) else ""


def _pictures(record: Wire, did: str) -> tuple[Media, ...]:
    if "embed" not in record:
        return ()
    embed = record.inner("embed")
    if "media" in embed:  # beside a quote
        embed = embed.inner("media")
    found = []
    for picture in embed.maybe_each("images"):
        blob = picture.inner("image")
        cid = blob.inner("ref").text("$link")
        found.append(
            Media(
                url=f"https://cdn.bsky.app/img/feed_fullsize/plain/{did}/{cid}@jpeg",
                content_type="image/jpeg",
                alt_text=picture.maybe_text("alt"),
            )
        )
    return tuple(found)


# -------------------------------------------------------------------------------------- chats


def chat_delivery(log: Wire, profiles: Mapping[str, Mapping[str, object]]) -> Delivery:
    """An entry of the chats' log, with the profile of who said it where that is known."""
    message = log.inner("message")
    sender = message.inner("sender").text("did")
    body: dict[str, object] = {"log": log.whole()}
    if sender in profiles:
        body["profile"] = profiles[sender]
    kind = log.text("$type").partition("#")[2]
    return Delivery(f"chat:{kind[:40]}:{message.text('id')[:300]}", orjson.dumps(body))


def chatted(log: Wire, message: Wire, profile: Wire | None, me: str) -> Said:
    """A message in a chat."""
    did = message.inner("sender").text("did")
    return Said(
        external_id=message.text("id"),
        thread=ThreadRef(log.text("convoId"), ThreadKind.CONVERSATION, is_public=False),
        author=_author(profile) if profile else Author(did),
        text=words(message),
        sent_at=message.time("sentAt"),
        own=did == me,
    )
