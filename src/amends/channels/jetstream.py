"""Jetstream: all that is posted on Bluesky goes by; what is wanted is read as the network shows it.

Source: github.com/bluesky-social/jetstream, ``/subscribe`` (version 1): one JSON event a message, each with
the time (``time_us``) from which the stream can be had again. A post's author stands there as a mere id, so
posts that are wanted are asked for at the account's own server, together; ones that it does not have yet are
asked for again, and the cursor waits for them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import orjson

from amends.channels import asking_words, atproto, sockets
from amends.channels.base import Channel, Link
from amends.channels.calls import Call
from amends.channels.contract import Delivery, Malformed, Page
from amends.channels.overhearing import Overheard, Wants
from amends.channels.wire import Wire

ADDRESS = "https://jetstream2.us-east.bsky.network"
POSTS = "app.bsky.feed.post"
#: Somebody posts all the time: a line that is silent for so many seconds is dead.
SILENCE_SECONDS = 30
#: Events that are longer are not sent: a post has at most 3,000 bytes of words.
LARGEST_EVENT = 100_000
#: What went by while we were away is heard again as far back as this; older things are left to the search.
CATCH_UP = timedelta(hours=1)
#: So much comes twice after a break, so that nothing is missed (instances' clocks differ).
OVERLAP = timedelta(seconds=5)
#: Wanted posts are asked for so many at once (lexicon getPosts), or when the oldest has waited so long.
AT_ONCE = 25
GATHERED_FOR = timedelta(seconds=2)
#: A post that the server does not have is asked for so often; most were taken away at once.
MOST_TRIES = 3
#: Where nothing is wanted, the cursor moves on this often all the same.
MOVE_EVERY = timedelta(seconds=10)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class _Passing:
    """A wanted post: when it went by, by Jetstream's clock and by ours, and how often it was asked for."""

    time_us: int
    seen_at: datetime
    tries: int = 0


@dataclass(slots=True)
class _Basket:
    """Wanted posts by their addresses, until they were asked for; never more than `AT_ONCE`."""

    posts: dict[str, _Passing] = field(default_factory=dict)
    newest: int = 0
    emptied_at: datetime = _EPOCH

    def is_due(self, now: datetime) -> bool:
        if not self.posts:
            return now - self.emptied_at >= MOVE_EVERY
        oldest = min(each.seen_at for each in self.posts.values())
        return len(self.posts) >= AT_ONCE or now - oldest >= GATHERED_FOR

    @property
    def cursor(self) -> str:
        """Up to where nothing is owed: a post that was not found yet holds it back."""
        return str(min((each.time_us for each in self.posts.values()), default=self.newest))


def overhear(
    channel: Channel, link: Link, cursor: str, wants: Wants, stop: threading.Event
) -> Iterator[Page]:
    """As `Channel.overhear`, over the Jetstream that the connection's settings name."""
    clock = link.transports.clock
    basket = _Basket(newest=_moment(cursor), emptied_at=clock())
    call = Call("GET", _address(link, cursor, clock()), timeout=SILENCE_SECONDS)
    for told in sockets.listen(link.transports, call, stop):
        now = clock()
        _put(basket, told, wants, now)
        if basket.is_due(now):
            yield _emptied(channel, link, basket, now)


def _address(link: Link, cursor: str, now: datetime) -> str:
    base = (link.settings.get("jetstream") or ADDRESS).rstrip("/")
    base = f"http{base[2:]}" if base.startswith(("ws://", "wss://")) else base
    asked = {"wantedCollections": POSTS, "maxMessageSizeBytes": str(LARGEST_EVENT)}
    if heard := _moment(cursor):
        since = max(heard - _micros(OVERLAP), _micros(now - CATCH_UP - _EPOCH))
        asked["cursor"] = str(since)
    return f"{base}/subscribe?{urlencode(asked)}"


def _put(basket: _Basket, told: str, wants: Wants, now: datetime) -> None:
    """One event; what is none, and what is not ours to hear, is passed over: the next may be."""
    try:
        event = Wire(orjson.loads(told), "the event")
        basket.newest = event.maybe_number("time_us") or basket.newest
        if "commit" not in event:
            return
        commit = event.inner("commit")
        uri = f"at://{event.text('did')}/{POSTS}/{commit.text('rkey')}"
        if commit.text("operation") == "delete":
            basket.posts.pop(uri, None)
        elif commit.text("operation") == "create" and wants(_overheard(commit.inner("record"))):
            basket.posts[uri] = _Passing(basket.newest, now)
    except (orjson.JSONDecodeError, Malformed):
        return


def _overheard(record: Wire) -> Overheard:
    languages = record.listed("langs") if "langs" in record else []
    language = languages[0] if languages and isinstance(languages[0], str) else ""
    kind = record.inner("embed").maybe_text("$type") if "embed" in record else ""
    return Overheard(atproto.words(record), language, "images" in kind)


def _emptied(channel: Channel, link: Link, basket: _Basket, now: datetime) -> Page:
    """The posts as the network shows them. Raises its failures: then they go by once more."""
    found = _read(channel, link, list(basket.posts)) if basket.posts else {}
    for uri, passing in list(basket.posts.items()):
        passing.tries, passing.seen_at = passing.tries + 1, now
        if uri in found or passing.tries >= MOST_TRIES:
            del basket.posts[uri]
    basket.emptied_at = now
    return Page(tuple(each for each in found.values() if each is not None), basket.cursor)


def _read(channel: Channel, link: Link, uris: list[str]) -> dict[str, Delivery | None]:
    """The posts by their addresses; without a delivery those that the network tells us of anyway."""
    found: dict[str, Delivery | None] = {}
    for some in atproto.in_parts(uris):
        where = urlencode([("uris", uri) for uri in some])
        told = channel.call(link, Call("GET", f"/app.bsky.feed.getPosts?{where}"))
        posts = Wire(told.json, "the answer").each("posts")
        found |= {each.text("uri"): asking_words.post(each, link).delivery for each in posts}
    return found


def _moment(cursor: str) -> int:
    return int(cursor) if cursor.isascii() and cursor.isdigit() and len(cursor) < 20 else 0


def _micros(span: timedelta) -> int:
    return span // timedelta(microseconds=1)
