"""Feeds of posts and of reviews: RSS, Atom and JSON Feed. It only listens; answers are given on the site.

Sources: RSS 2.0 (rssboard.org), RFC 4287 and 4685 (Atom, threads), jsonfeed.org 1.1, RFC 9110 (conditional
requests).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

import orjson

from amends.channels import calls, fetching, wire
from amends.channels.base import Channel, Link
from amends.channels.calls import Answer, Call
from amends.channels.contract import (
    Account,
    Author,
    Capabilities,
    ChannelError,
    Delivery,
    Disconnected,
    Edited,
    Gone,
    Hears,
    Item,
    Malformed,
    Outgoing,
    Page,
    Receipt,
    Said,
    Setting,
    SettingKind,
    ThreadKind,
    ThreadRef,
)
from amends.channels.feeds import documents
from amends.channels.feeds.entries import Entry
from amends.channels.plain import times
from amends.channels.rights import Offer, Standing, Way

ACCEPT = "application/feed+json, application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5"
#: How far back the first reading of a feed goes: what is older has been answered, or never will be.
FIRST_READING = timedelta(days=7)
#: Entries remembered by id and content, so that a changed one is known; the newest.
MOST_REMEMBERED = 500


class Ended(Disconnected, Gone):
    """The feed says that it is gone for good (410), so it is not asked again."""


class Feed(Channel):
    """Anything that publishes a feed: review sites, app shops, forums, blogs."""

    slug: ClassVar[str] = "feed"
    name: ClassVar[str] = "Feed (RSS, Atom, reviews)"
    mark: ClassVar[str] = "F"
    colour: ClassVar[str] = "#b45309"
    needs: ClassVar[tuple[str, ...]] = (
        "The address of the feed: RSS, Atom or JSON Feed. Many sites show it behind an orange mark.",
    )
    settings: ClassVar[tuple[Setting, ...]] = (
        Setting("url", "Address of the feed", help="For example https://shop.example/reviews.xml"),
        Setting("user", "User name, where the feed asks for one", required=False),
        Setting("password", "Its password", SettingKind.SECRET, required=False),
    )
    capabilities: ClassVar[Capabilities] = Capabilities(
        hears=frozenset({Hears.MENTION, Hears.COMMENT, Hears.REVIEW, Hears.EDIT}),
        poll_every=timedelta(minutes=5),
        sweep_back=FIRST_READING,
    )

    # How it is read

    def identify(self, link: Link) -> Account:
        fetched = self._fetched(link, {})
        feed = documents.read(fetched.answer.body)
        url = link.settings["url"]
        name = feed.title or url.partition("://")[2]
        return Account(external_id=url, name=name, url=feed.url)

    def fetch(self, link: Link, cursor: str) -> Page:
        kept = _Kept.read(cursor)
        fetched = self._fetched(link, kept.conditions())
        if fetched.answer.status == 304:
            return Page((), cursor)
        feed, now = documents.read(fetched.answer.body), link.transports.clock()
        known = kept.seen if cursor else None
        news = [_News(*each, now, known) for each in feed.entries]
        deliveries = [each.delivery() for each in reversed(news) if each.is_news]
        seen = {**kept.seen, **{each.short_id: each.digest for each in reversed(news)}}
        headers = fetched.answer.headers
        after = _Kept(
            headers.get("etag", "")[:500],
            headers.get("last-modified", "")[:100],
            dict(list(seen.items())[-MOST_REMEMBERED:]),
        )
        return Page(tuple(deliveries), after.written())

    def sweep(self, link: Link, since: datetime, cursor: str) -> Page:  # noqa: ARG002 - see below
        """A feed shows all it has at every fetch: reading it again brings nothing that a fetch does not."""
        documents.read(self._fetched(link, {}).answer.body)
        return Page((), cursor)

    def parse(self, link: Link, delivery: Delivery) -> tuple[Item, ...]:
        told = wire.read(delivery.body)
        entry = documents.entry(told.text("format"), told.text("entry"))
        if not entry.text:
            return ()
        seen_at = told.time("seen_at")
        said = _said(entry, seen_at, link.settings["url"])
        if not told.flag("edited"):
            return (said,)
        # Not the entry's own time of change: many feeds never move it, and a later edit must be later.
        return (Edited(said, edited_at=max(seen_at, said.sent_at)),)

    def _fetched(self, link: Link, conditions: Mapping[str, str]) -> fetching.Fetched:
        headers = {"accept": ACCEPT, **conditions, **_authorisation(link)}
        try:
            fetched = fetching.read(link.transports, link.settings["url"], headers)
            answer = fetched.answer
            if answer.status == 200 or (answer.status == 304 and conditions):
                return fetched
            raise _failure(answer, link.transports.clock())
        except ChannelError as error:
            raise link.discreet(error) from None

    # What may be said

    def offers(self, standing: Standing, now: datetime) -> tuple[Offer, ...]:  # noqa: ARG002 - at any time
        because = "A feed takes no answers; answer where it was written."
        return (Offer(Way.SITE, is_open=True, because=because),)

    def deliver(self, link: Link, outgoing: Outgoing) -> Receipt:  # noqa: ARG002 - never
        raise self.unsupported("answers")

    def look_up(self, link: Link, outgoing: Outgoing, since: datetime) -> Receipt | None:  # noqa: ARG002 - never
        raise self.unsupported("answers")


@dataclass(frozen=True, slots=True)
class _Kept:
    """The cursor: what makes the next request a cheap one, and which entries were seen with which content."""

    etag: str = ""
    modified: str = ""
    seen: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, cursor: str) -> _Kept:
        """From a cursor; one that is none begins anew."""
        try:
            found = orjson.loads(cursor) if cursor else {}
            return cls(str(found["etag"]), str(found["modified"]), dict(found["seen"]))
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
            return cls()

    def written(self) -> str:
        found = {"etag": self.etag, "modified": self.modified, "seen": dict(self.seen)}
        return orjson.dumps(found).decode()

    def conditions(self) -> dict[str, str]:
        """Answer only when it has changed."""
        asked = {"if-none-match": self.etag, "if-modified-since": self.modified}
        return {name: value for name, value in asked.items() if value}


class _News:
    """One entry as it was found in a feed; ``known``: None at the first reading."""

    def __init__(
        self, format_: str, raw: str, now: datetime, known: Mapping[str, str] | None
    ) -> None:
        self._format, self._raw, self._now = format_, raw, now
        self.short_id, self.digest, moment = _identity(format_, raw, now)
        self._was = (known or {}).get(self.short_id)
        is_recent = moment is not None and moment >= now - FIRST_READING
        #: At the first reading only what is dated, and lately; afterwards what is new or reads otherwise.
        self.is_news = is_recent if known is None else self._was != self.digest

    def delivery(self) -> Delivery:
        body = {
            "format": self._format,
            "entry": self._raw,
            "seen_at": self._now.isoformat(),
            "edited": self._was is not None,
        }
        return Delivery(f"entry:{self.short_id}:{self.digest}", orjson.dumps(body))


def _identity(format_: str, raw: str, now: datetime) -> tuple[str, str, datetime | None]:
    """What tells an entry from others, its content from others, and its time; for odd ones too."""
    try:
        entry = documents.entry(format_, raw)
    except Malformed:
        # It gets a key of its own, and is quarantined when it is parsed.
        whole = hashlib.sha256(raw.encode(errors="replace")).hexdigest()
        return whole[:24], whole[-16:], now
    short = hashlib.sha256(entry.id.encode(errors="replace")).hexdigest()[:24]
    return short, entry.digest, _time(entry.published or entry.updated, now)


def _said(entry: Entry, seen_at: datetime, url: str) -> Said:
    entry_id = _opaque(entry.id)
    thread = _opaque(entry.reply_to) or entry_id
    is_review = entry.rating is not None
    return Said(
        external_id=entry_id,
        thread=ThreadRef(
            external_id=thread,
            kind=ThreadKind.REVIEW if is_review else ThreadKind.POST,
            is_public=True,
            title=entry.title[:500],
            url=entry.url,
        ),
        author=_author(entry, url),
        text=entry.text,
        sent_at=_time(entry.published, seen_at) or _time(entry.updated, seen_at) or seen_at,
        reply_to="" if is_review else _opaque(entry.reply_to),
        url=entry.url,
        language=entry.language,
        rating=entry.rating,
        media=entry.media,
    )


def _author(entry: Entry, url: str) -> Author:
    """Who wrote it. A bare name tells nobody from others of that name: each such entry has its own person."""
    whose = entry.author_id or f"{_opaque(entry.id)} {entry.author}".strip()
    return Author(
        external_id=f"{fetching.permitted(url).host} {whose}"[:500],
        name=entry.author,
        avatar_url=entry.avatar_url,
    )


def _opaque(found: str) -> str:
    """An id as the feed gives it, whatever it looks like; one that is absurdly long by its digest."""
    if len(found) <= 500:
        return found
    return "sha256:" + hashlib.sha256(found.encode(errors="replace")).hexdigest()


def _time(words: str, seen_at: datetime) -> datetime | None:
    try:
        return times.read(words, seen_at) if words else None
    except times.NoTime:
        return None


def _failure(answer: Answer, now: datetime) -> ChannelError:
    if answer.status == 410:
        return Ended("HTTP 410")
    if answer.status < 300:
        return Malformed(f"HTTP {answer.status} is no answer to a reader of feeds.")
    return calls.failure(answer, Call("GET", ""), "", now)


def _authorisation(link: Link) -> dict[str, str]:
    user, password = link.settings.get("user", ""), link.secrets.get("password", "")
    if not (user or password):
        return {}
    return {"authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}
