"""Asking networks for words: term after term, each from where it was last asked. Pure but for the calls.

The cursor holds for each term the newest thing that was seen of it, so terms may come in turns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote, urlencode

import orjson

from amends.channels import atproto, fediverse
from amends.channels.base import Channel, Link
from amends.channels.calls import Call
from amends.channels.contract import Delivery, Page, Refused, Throttled
from amends.channels.wire import Wire

#: A term that is asked for the first time brings what is not older than this.
FIRST_BACK = timedelta(days=1)
#: Posts of one term, and terms whose place is remembered.
MOST_POSTS, _MOST_MARKS = 30, 400


@dataclass(frozen=True, slots=True)
class Found:
    """A post that a network gave for a term; ``mark``: from where to ask for newer ones."""

    mark: str
    at: datetime
    delivery: Delivery | None


def _page(
    terms: Sequence[str], cursor: str, now: datetime, ask: Callable[[str, str], list[Found]]
) -> Page:
    """What is new of each term. ``ask(term, mark)`` gives its posts, newest first.

    A term that the network refuses is passed over. When it asks us to wait, what was brought so far is kept.
    """
    marks = _marks(cursor)
    brought: list[Delivery] = []
    for number, term in enumerate(terms):
        mark = marks.pop(term, "")
        try:
            found = ask(term, mark)
        except Refused:
            continue
        except Throttled:
            if number == 0:
                raise
            break
        finally:
            marks[term] = mark
        if found:
            marks[term] = found[0].mark
        fresh = [each for each in found if mark or each.at >= now - FIRST_BACK]
        brought += [each.delivery for each in reversed(fresh) if each.delivery is not None]
    return Page(tuple(brought), _written(marks))


def _marks(cursor: str) -> dict[str, str]:
    try:
        told = orjson.loads(cursor) if cursor else {}
    except orjson.JSONDecodeError:
        told = {}
    return {str(term): str(mark) for term, mark in told.items()} if isinstance(told, dict) else {}


def _written(marks: dict[str, str]) -> str:
    """The marks that were used last: a term that nobody asks for any more is forgotten in time."""
    newest = list(marks.items())[-_MOST_MARKS:]
    return orjson.dumps({term: mark for term, mark in newest if mark}).decode()


# ---------------------------------------------------------------------------------- Mastodon


def on_fediverse(channel: Channel, link: Link, terms: Sequence[str], cursor: str) -> Page:
    """Asks a server of Mastodon's kind: hashtags by their timeline, all else by its search.

    Source: docs.joinmastodon.org, methods search and timelines. What names the account or answers it comes by
    notification and is left out here, as is what not everybody may read.
    """

    def ask(term: str, mark: str) -> list[Found]:
        since = {"min_id": mark} if mark else {}
        where = {"limit": str(MOST_POSTS), **since}
        if term.startswith("#"):
            path = f"/api/v1/timelines/tag/{quote(term[1:], safe='')}"
            told = channel.call(link, Call("GET", path, query=where))
            statuses = Wire({"statuses": told.json}, "the answer").each("statuses")
        else:
            asked = {"q": _quoted(term), "type": "statuses", **where}
            told = channel.call(link, Call("GET", "/api/v2/search", query=asked))
            statuses = Wire(told.json, "the answer").each("statuses")
        newest = sorted(statuses, key=_order, reverse=True)
        return [_status(each, link) for each in newest]

    return _page(terms, cursor, link.transports.clock(), ask)


def _order(status: Wire) -> tuple[int, str]:
    """Ids grow: numbers by their length, too."""
    return len(status.text("id")), status.text("id")


def _status(status: Wire, link: Link) -> Found:
    at = status.time("created_at")
    me = link.account.external_id if link.account else ""
    is_ours = status.inner("account").text("id") == me
    names_us = any(each.maybe_text("id") == me for each in status.maybe_each("mentions"))
    answers_us = status.maybe_text("in_reply_to_account_id") == me
    is_open = status.maybe_text("visibility") == "public"
    if not is_open or (me and (is_ours or names_us or answers_us)):
        return Found(status.text("id"), at, None)
    key = fediverse.key("status", status, status.maybe_text("edited_at"))
    return Found(status.text("id"), at, Delivery(key, orjson.dumps({"status": status.whole()})))


def _quoted(term: str) -> str:
    """Words that stand together, as every network's search takes them."""
    return f'"{term}"' if " " in term else term


# ----------------------------------------------------------------------------------- Bluesky


def on_bluesky(channel: Channel, link: Link, terms: Sequence[str], cursor: str) -> Page:
    """Asks Bluesky's search for the newest posts.

    Source: lexicon app.bsky.feed.searchPosts; ``since`` is a moment, and posts of that moment come again.
    """

    def ask(term: str, mark: str) -> list[Found]:
        since = {"since": mark} if mark else {}
        asked = {"q": _quoted(term), "sort": "latest", "limit": str(MOST_POSTS), **since}
        told = channel.call(link, Call("GET", f"/app.bsky.feed.searchPosts?{urlencode(asked)}"))
        return [post(each, link) for each in Wire(told.json, "the answer").each("posts")]

    return _page(terms, cursor, link.transports.clock(), ask)


def post(post: Wire, link: Link) -> Found:
    at = post.time("indexedAt")
    me = link.account.external_id if link.account else ""
    if me and me in _concerned(post):
        return Found(post.text("indexedAt"), at, None)
    return Found(post.text("indexedAt"), at, atproto.delivery("post", post))


def _concerned(post: Wire) -> set[str]:
    """Who wrote a post, whom it names, answers and quotes: whoever is told of it by the network."""
    record = post.inner("record")
    uris = _uris(record)
    named = {
        feature.maybe_text("did")
        for facet in record.maybe_each("facets")
        for feature in facet.maybe_each("features")
    }
    return {post.inner("author").text("did"), *named, *map(_owner, uris)}


def _uris(record: Wire) -> Iterable[str]:
    if "reply" in record:
        reply = record.inner("reply")
        yield from (reply.inner("parent").text("uri"), reply.inner("root").text("uri"))
    if "embed" in record:
        embed = record.inner("embed")
        if "record" in embed:
            quoted = embed.inner("record")
            quoted = quoted.inner("record") if "record" in quoted else quoted
            yield quoted.maybe_text("uri")


def _owner(uri: str) -> str:
    return uri.removeprefix("at://").partition("/")[0]
