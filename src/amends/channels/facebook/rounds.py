"""Reads a Page from its newest on, edge by edge, each page of an edge from a cursor of our own.

No push is ever repeated by the network on request: what was lost is found here.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

from amends.channels.base import Link
from amends.channels.contract import Delivery, Gone, Malformed, Page, Refused
from amends.channels.facebook import read
from amends.channels.graph.batches import known, maybe_moment
from amends.channels.graph.channel import ENOUGH, GraphChannel, Listing
from amends.channels.wire import Wire

#: What was said before the Page was connected is nobody's news, but for its last day.
FIRST_BACK = timedelta(hours=24)
#: Things show up a little late, and clocks differ.
OVERLAP = timedelta(minutes=1)
#: How old a post may be whose new comments a sweep still finds.
OLDEST_POST = timedelta(days=28)
MOST_PAGES_OF_COMMENTS = 50


@dataclass(frozen=True, slots=True)
class Place:
    """Where a round of reading is: since when it reads, when it began, at which edge and page."""

    since: datetime
    began: datetime
    step: int = 0
    after: str = ""

    @classmethod
    def of(cls, cursor: str, now: datetime) -> Place:
        """The place that a cursor names. Raises Malformed for one that is not ours."""
        if not cursor:
            return cls(now - FIRST_BACK, now)
        try:
            since, began, step, after = cursor.split("|", 3)
            start = datetime.fromisoformat(began) if began else now
            return cls(datetime.fromisoformat(since), start, int(step), after)
        except ValueError:
            raise Malformed("This cursor is not one of ours.") from None

    def __str__(self) -> str:
        return f"{self.since.isoformat()}|{self.began.isoformat()}|{self.step}|{self.after}"

    def next_round(self) -> str:
        """The cursor from which the next round begins."""
        return f"{(self.began - OVERLAP).isoformat()}||0|"


class Round:
    """One round over everything that can be read of a Page. ``deep``: old posts' new comments as well."""

    #: The edges in their order; each reads one page and says where the next begins.
    STEPS: ClassVar[tuple[str, ...]] = ("feed", "ads_posts", "tagged", "ratings", "conversations")

    def __init__(self, channel: GraphChannel, link: Link, *, deep: bool) -> None:
        self._channel = channel
        self._link = link
        self._deep = deep
        self._page = link.account.external_id if link.account else "me"
        self._is_full = False

    def page(self, place: Place) -> Page:
        """What stands at a place, and the cursor of the next one; no more when our quota is nearly used."""
        if not 0 <= place.step < len(self.STEPS):
            raise Malformed("This cursor is not one of ours.")
        deliveries, after = self._reader(place.step)(place)
        if after:
            following = str(replace(place, after=after))
        elif place.step + 1 < len(self.STEPS):
            following = str(replace(place, step=place.step + 1, after=""))
        else:
            return Page(tuple(deliveries), place.next_round())
        return Page(tuple(deliveries), following, more=not self._is_full or self._deep)

    def _reader(self, step: int) -> Callable[[Place], tuple[list[Delivery], str]]:
        readers = (self._posts, self._optional(self._posts), self._tagged)
        rest = (self._optional(self._ratings), self._conversations)
        return (*readers, *rest)[step]

    def _optional(
        self, reader: Callable[[Place], tuple[list[Delivery], str]]
    ) -> Callable[[Place], tuple[list[Delivery], str]]:
        """What not every Page has or every app may read is left out: the rest must still be heard."""

        def reading(place: Place) -> tuple[list[Delivery], str]:
            with contextlib.suppress(Refused, Gone):
                return reader(place)
            return [], ""

        return reading

    def _listed(self, path: str, after: str, **query: str) -> Listing:
        found = self._channel.listed(self._link, path, after, **query)
        self._is_full = self._is_full or found.used >= ENOUGH
        return found

    # Posts and their comments

    def _posts(self, place: Place) -> tuple[list[Delivery], str]:
        edge = self.STEPS[place.step]
        fields = {"fields": read.POST_FIELDS, "limit": "25"}
        listing = self._listed(f"/{self._page}/{edge}", place.after, **fields)
        found = [each for post in listing.data for each in self._post(post, place.since)]
        back_to = place.since - OLDEST_POST if self._deep else place.since
        return found, listing.after if _reaches(listing, "created_time", back_to) else ""

    def _post(self, post: Wire, since: datetime) -> Iterator[Delivery]:
        created = post.time("created_time")
        is_touched = (maybe_moment(post, "updated_time") or created) >= since
        if not (is_touched or self._deep):
            return
        # Of what customers said long ago only how far it spreads is new; our own posts say what it is about.
        is_old = created < since and not self._is_own(post)
        yield read.delivery("post", post, **({"old": True} if is_old else {}))
        if is_touched:
            yield from self._comments(known(post, "id"), since)

    def _comments(self, post: str, since: datetime) -> Iterator[Delivery]:
        """Comments and answers to them, newest first, back to a moment."""
        after = ""
        for _ in range(MOST_PAGES_OF_COMMENTS):
            listing = self._listed(
                f"/{post}/comments",
                after,
                fields=read.COMMENT_FIELDS,
                filter="stream",
                order="reverse_chronological",
                limit="100",
            )
            for comment in listing.data:
                if comment.time("created_time") >= since:
                    yield read.delivery("comment", comment, above=post)
            after = listing.after
            if not after or not _reaches(listing, "created_time", since):
                return

    def _tagged(self, place: Place) -> tuple[list[Delivery], str]:
        fields = {"fields": read.POST_FIELDS, "limit": "25"}
        listing = self._listed(f"/{self._page}/tagged", place.after, **fields)
        late = [each for each in listing.data if each.time("created_time") >= place.since]
        found = [read.delivery("post", each) for each in late]
        return found, listing.after if _reaches(listing, "created_time", place.since) else ""

    def _ratings(self, place: Place) -> tuple[list[Delivery], str]:
        fields = {"fields": read.RATING_FIELDS, "limit": "25"}
        listing = self._listed(f"/{self._page}/ratings", place.after, **fields)
        late = [each for each in listing.data if each.time("created_time") >= place.since]
        found = [read.delivery("rating", each) for each in late]
        return found, listing.after if _reaches(listing, "created_time", place.since) else ""

    # Messenger

    def _conversations(self, place: Place) -> tuple[list[Delivery], str]:
        messages = f"messages.limit(25){{{read.MESSAGE_FIELDS}}}"
        listing = self._listed(
            f"/{self._page}/conversations",
            place.after,
            platform="messenger",
            fields=f"id,updated_time,participants,{messages}",
            limit="25",
        )
        late = [each for each in listing.data if each.time("updated_time") >= place.since]
        found = [each for told in late for each in self._conversation(told, place.since)]
        return found, listing.after if _reaches(listing, "updated_time", place.since) else ""

    def _conversation(self, told: Wire, since: datetime) -> Iterator[Delivery]:
        person = self._person(told)
        if not person or "messages" not in told:
            return
        first = told.inner("messages")
        yield from _messages(first.each("data"), person, since)
        if len(first.listed("data")) == 25 and first.each("data")[-1].time("created_time") >= since:
            listing = self._listed(
                f"/{known(told, 'id')}/messages", "", fields=read.MESSAGE_FIELDS, limit="100"
            )
            yield from _messages(listing.data[25:], person, since)

    def _person(self, told: Wire) -> str:
        """Who the Page talks with; ``""`` where nobody is told."""
        if "participants" not in told:
            return ""
        names = [known(each, "id") for each in told.inner("participants").each("data")]
        return next((each for each in names if each != self._page), "")

    def _is_own(self, post: Wire) -> bool:
        return "from" in post and post.inner("from").maybe_text("id") == self._page


def _messages(
    messages: list[Wire] | tuple[Wire, ...], person: str, since: datetime
) -> Iterator[Delivery]:
    for message in messages:
        if message.time("created_time") >= since:
            yield read.delivery("message", message, person=person)


def _reaches(listing: Listing, name: str, since: datetime) -> bool:
    """Whether a page, newest first, ends with what is late enough for the next one to matter."""
    return bool(listing.data) and listing.data[-1].time(name) >= since
