"""Reads what is new on X, page by page: mentions, our own posts, answers and quotes by search, messages.

Calls by the function it is handed, and so knows no transport.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson

from amends.channels.calls import Call
from amends.channels.contract import Delivery, Page
from amends.channels.wire import Wire
from amends.channels.x import posts, reading, rights
from amends.channels.x.reading import Place

Asks = Callable[[Call], Wire]

_PAGE = "100"
#: So many pages of news are read at once; what is older is found by the sweep.
_MOST_PAGES = 10
_SEARCH = "/2/tweets/search/recent"
_MESSAGES = "/2/dm_events"
#: The lists that a sweep reads, each followed by the next.
_STAGES = ("mentions", "own", "found", "messages")


@dataclass(frozen=True, slots=True)
class Told:
    """A post or message as X told it, with what that answer tells beside it."""

    body: Wire
    known: posts.Includes

    @property
    def id(self) -> str:
        return self.body.text("id")

    @property
    def is_repost(self) -> bool:
        return posts.is_repost(self.body)

    def delivery(self, kind: str) -> Delivery:
        """The bytes that are kept, by a key that no other version of it has."""
        body = {kind: self.body.whole(), "includes": posts.needed(self.body, self.known)}
        return Delivery(f"{kind}:{self.id[:200]}", orjson.dumps(body))


@dataclass(frozen=True, slots=True)
class Reader:
    """One account's reading. ``me``: its id; ``reads_messages``: whether direct messages are wanted."""

    ask: Asks
    me: str
    handle: str
    now: datetime
    reads_messages: bool

    def fetch(self, cursor: str) -> Page:
        """What is new after the cursor; at first what X has kept of mentions and messages."""
        was = Place.of(cursor)
        mentions = self._newer(f"/2/users/{self.me}/mentions", was.mentions)
        own = self._newer(f"/2/users/{self.me}/tweets", was.own)
        found = self._found(was) if cursor else []
        messages = self._new_messages(was.messages)
        # What was posted before the account was connected is nobody's news.
        public = _once([*mentions, *(own if cursor else []), *found])
        place = was.with_threads([each.body for each in own])
        read = {"mentions": mentions, "own": own, "messages": messages}
        for name, told in {**read, "found": [*mentions, *own, *found]}.items():
            place = place.after(name, [each.id for each in told])
        deliveries = [each.delivery("post") for each in reversed(public)]
        deliveries += [each.delivery("message") for each in reversed(messages)]
        counts = {rights.OWN_READ: len(mentions) + len(own), rights.POST_READ: len(found)}
        units = charged({**counts, rights.MESSAGE_READ: len(messages)})
        return Page(tuple(deliveries), place.cursor(), units=units)

    def sweep(self, since: datetime, cursor: str) -> Page:
        """One page of what happened since, list after list."""
        stage, _, token = (cursor or "mentions ").partition(" ")
        if stage == "messages":
            return self._swept_messages(since, token)
        path, query = self._list(stage, since)
        told, following = self._page(path, {**query, **_turned(token)})
        kept = [each for each in reversed(told) if not each.is_repost]
        unit = rights.POST_READ if stage == "found" else rights.OWN_READ
        after = f"{stage} {following}" if following else f"{_STAGES[_STAGES.index(stage) + 1]} "
        is_more = bool(following) or stage != "found" or self.reads_messages
        deliveries = tuple(each.delivery("post") for each in kept)
        return Page(deliveries, after, more=is_more, units=charged({unit: len(told)}))

    def _list(self, stage: str, since: datetime) -> tuple[str, Mapping[str, str]]:
        query = {**posts.POST_QUERY, "max_results": _PAGE}
        if stage == "found":
            sought = reading.search(self.handle, ())
            start = max(since, self.now - reading.SEARCHABLE)
            return _SEARCH, {**query, "query": sought, "start_time": reading.moment(start)}
        what = "mentions" if stage == "mentions" else "tweets"
        return f"/2/users/{self.me}/{what}", {**query, "start_time": reading.moment(since)}

    def _newer(self, path: str, than: str) -> list[Told]:
        """The posts of a list that are newer than an id, newest first; one page where none is known."""
        query = {**posts.POST_QUERY, "max_results": _PAGE, **({"since_id": than} if than else {})}
        return [each for each in self._pages(path, query, all_of=bool(than)) if not each.is_repost]

    def _found(self, was: Place) -> list[Told]:
        query = {
            **posts.POST_QUERY,
            "max_results": _PAGE,
            "query": reading.search(self.handle, was.threads),
            **reading.since(was.found, self.now),
        }
        return self._pages(_SEARCH, query, all_of=True)

    def _pages(self, path: str, query: Mapping[str, str], *, all_of: bool) -> list[Told]:
        found: list[Told] = []
        token = ""
        for _ in range(_MOST_PAGES if all_of else 1):
            page, token = self._page(path, {**query, **_turned(token)})
            found += page
            if not token:
                break
        return found

    def _new_messages(self, than: str) -> list[Told]:
        """The messages newer than an id, newest first: X lists them only from the newest on."""
        newer: list[Told] = []
        token = ""
        for _ in range(_MOST_PAGES if self.reads_messages else 0):
            page, token = self._page(_MESSAGES, {**_message_query(), **_turned(token)})
            fresh = [each for each in page if not than or int(each.id) > int(than)]
            newer += fresh
            if not than or len(fresh) < len(page) or not token:
                break
        return newer

    def _swept_messages(self, since: datetime, token: str) -> Page:
        told, following = self._page(_MESSAGES, {**_message_query(), **_turned(token)})
        late = [each for each in told if each.body.time("created_at") >= since]
        deliveries = tuple(each.delivery("message") for each in reversed(late))
        units = charged({rights.MESSAGE_READ: len(told)})
        is_more = bool(following and late) and len(late) == len(told)
        return Page(deliveries, f"messages {following}", more=is_more, units=units)

    def _page(self, path: str, query: Mapping[str, str]) -> tuple[list[Told], str]:
        """The things on a page, newest first, and the token of the older ones."""
        page = self.ask(Call("GET", path, query=query))
        meta, known = page.inner("meta"), posts.included(page)
        told = [Told(each, known) for each in page.maybe_each("data")]
        for each in told:
            if not posts.is_id(each.id):
                raise each.body.wrong("id", "is no id")
        return told, meta.maybe_text("next_token")


def charged(read: Mapping[str, int]) -> dict[str, int]:
    """What X charges for, without what it did not bring."""
    return {unit: count for unit, count in read.items() if count}


def near(since: datetime) -> str:
    """A little before a time, as X takes it: the two clocks need not agree."""
    return reading.moment(since - timedelta(seconds=5))


def _message_query() -> dict[str, str]:
    return {**posts.MESSAGE_QUERY, "max_results": _PAGE}


def _turned(token: str) -> dict[str, str]:
    return {"pagination_token": token} if token else {}


def _once(told: Sequence[Told]) -> list[Told]:
    """Each post once, newest first: a mention of us may also be found by the search."""
    found = {each.id: each for each in reversed(told)}
    return sorted(found.values(), key=lambda each: int(each.id), reverse=True)
