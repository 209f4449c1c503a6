"""The base of every adapter: what a channel is asked, and how every failure gets its name."""

from __future__ import annotations

import abc
import contextlib
import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from amends.channels import counting, derived, fetching, media, splitting
from amends.channels.consent import Ask, Beginning, Permission
from amends.channels.contract import (
    Account,
    Capabilities,
    Delivery,
    Item,
    Limit,
    Malformed,
    Media,
    Outgoing,
    Page,
    Receipt,
    Renewal,
    Setting,
    TooLong,
    Unknown,
    Unsupported,
    Visibility,
)
from amends.channels.costs import Price
from amends.channels.overhearing import Wants
from amends.channels.pushes import Pushes
from amends.channels.rights import Offer, Standing
from amends.channels.speaking import Link
from amends.channels.templates import TemplateOffer

#: The line of a connection belongs to it, from a file of its own.
__all__ = ["Channel", "Link"]


class Channel(Pushes, abc.ABC):
    """A network: it names itself, says what it can do, and translates to and from its wire format.

    Every method raises only `amends.channels.contract.ChannelError` for what the network does. Adapters
    keep no state: everything they know is in the `Link` and the arguments.
    """

    slug: ClassVar[str]
    name: ClassVar[str]
    #: One or two letters and a colour for the badge on a face in the inbox.
    mark: ClassVar[str]
    colour: ClassVar[str]
    settings: ClassVar[tuple[Setting, ...]] = ()
    #: Names of secrets that `renew` brings: sessions and tokens that nobody types in.
    learns: ClassVar[tuple[str, ...]] = ()
    #: What a person has at hand before connecting, one sentence each, in order.
    needs: ClassVar[tuple[str, ...]] = ()
    #: What the account's owner must allow on the network, and why.
    permissions: ClassVar[tuple[Permission, ...]] = ()
    #: The account is connected by asking its owner there (`begin_asking`, `finish_asking`).
    asks: ClassVar[bool] = False
    #: What the network charges for; none where it is free.
    prices: ClassVar[tuple[Price, ...]] = ()
    capabilities: ClassVar[Capabilities]

    @abc.abstractmethod
    def identify(self, link: Link) -> Account:
        """Ask the network who we are there: the test of a new connection."""

    def try_writing(self, link: Link) -> str:
        """Show that we may write there without disturbing anybody; in one sentence what was done.

        A note that only the brand's own account sees, or a question whether the right to write stands.
        Nothing of it stays there.
        """
        raise self.unsupported("a test of writing that nobody else would see")

    def renew(self, link: Link) -> Renewal | None:
        """Secrets in place of those that grow old, asked for before they end; None where none do.

        Asked first of all for a new connection. What it brings must be named in `learns`.
        """
        return None

    @abc.abstractmethod
    def fetch(self, link: Link, cursor: str) -> Page:
        """What is new after ``cursor`` (``""``: from now on, plus what the network calls unread).

        Where nothing can be asked for (`Capabilities.fetches`) a call that shows whether the key still
        works, and an empty page; `sweep` is Unsupported there.
        """

    @abc.abstractmethod
    def sweep(self, link: Link, since: datetime, cursor: str) -> Page:
        """Read again what happened since ``since``; ``cursor`` is ``""`` first, then the page's own."""

    def search(self, link: Link, terms: Sequence[str], cursor: str) -> Page:
        """New public posts with any of these words (several: as a phrase), not those addressed to us."""
        raise self.unsupported("searches for words")

    def recheck(self, link: Link, external_ids: Sequence[str]) -> Page:
        """What became of messages that we have: one delivery for each that was edited or taken away.

        None for those that stand as they did, as far as the network tells, and for ids that are not asked
        about there. A change has the same key each time, so it may come again. The page has no cursor.
        """
        raise self.unsupported("a second look at messages")

    def recount(self, link: Link, external_ids: Sequence[str]) -> Page:
        """How far public messages have spread by now: one `recounts.delivery` for each that is shown."""
        raise self.unsupported("counts of single messages")

    def file(self, link: Link, url: str) -> Media:
        """The bytes of a picture or file that was heard, by its address (`Media.url`).

        At most `fetching.MOST_FILE_BYTES`; ``content_type`` is ``""`` where the network does not say.
        Here: from anybody's site and without a key; networks that want one override it.
        """
        return fetching.file(link.transports, url)

    @abc.abstractmethod
    def parse(self, link: Link, delivery: Delivery) -> tuple[Item, ...]:
        """The items in a delivery, pushed or fetched. Unknown kinds are skipped; nonsense is Malformed."""

    @abc.abstractmethod
    def deliver(self, link: Link, outgoing: Outgoing) -> Receipt:
        """Say it, what `send` has checked. Unknown when the answer was lost; Unreachable only if the
        network surely has not got it.
        """

    @abc.abstractmethod
    def look_up(self, link: Link, outgoing: Outgoing, since: datetime) -> Receipt | None:
        """Find a send whose answer was lost; ``since``: when its newest try began.

        None: it is surely not there. Unknown: it may still show up, look again later
        (`Capabilities.shows_sends_within`). Unsupported: nobody can ever know.
        """

    def send(self, link: Link, outgoing: Outgoing) -> Receipt:
        """Say it, unless this network cannot: Unsupported and TooLong are raised before anything is called.

        Unknown when the answer was lost or makes no sense; Unreachable only if the network surely
        has not got it. Call this; adapters implement `deliver`.
        """
        self.check(outgoing)
        try:
            return self.deliver(link, outgoing)
        except Malformed as error:
            raise Unknown(error.detail) from None

    def stream(self, link: Link, stop: threading.Event) -> Iterator[Delivery | None]:
        """Deliveries as they come, or None for "something is new: fetch now". Ends when ``stop`` is set."""
        raise self.unsupported("streams")

    def overhear(
        self, link: Link, cursor: str, wants: Wants, stop: threading.Event
    ) -> Iterator[Page]:
        """Of all that is posted there after ``cursor``, what ``wants`` wants and is not addressed to us.

        Ends when ``stop`` is set. Every page's cursor is where to go on from, also of those without
        deliveries, which come every few seconds. What went by long before is left out.
        """
        raise self.unsupported("hearing all that is posted")

    # The owner's consent

    def begin_asking(self, link: Link, ask: Ask) -> Beginning:
        """Where the owner allows us in. What it brings must be named in `learns`."""
        raise self.unsupported("connecting by asking the owner")

    def finish_asking(self, link: Link, ask: Ask, code: str) -> Renewal:
        """The secrets for the ``code`` with which the browser came back. Named in `learns`."""
        raise self.unsupported("connecting by asking the owner")

    def introduction(self, address: str, back: str, key: str) -> Mapping[str, object]:
        """What the network may read of us at ``address``, where it wants that before asking anybody.

        Of ``key``, the desk's private one, only the public half may stand in it.
        """
        raise self.unsupported("an introduction of the desk")

    # What can be done to what stands there

    def edit(self, link: Link, external_id: str, outgoing: Outgoing) -> Receipt:
        """Give our own message other words. Asking twice does no harm. Failures as for `send`."""
        raise self.unsupported("edits of what was said")

    def delete(self, link: Link, external_id: str, thread: str) -> None:
        """Take our message away, or where it `removes` one under our post; gone already is no failure."""
        raise self.unsupported("taking back what was said")

    def hide(self, link: Link, external_id: str, thread: str, *, hidden: bool) -> None:
        """Hide what somebody put under our post, or show it again. Asking twice does no harm."""
        raise self.unsupported("hiding of answers")

    def like(self, link: Link, external_id: str, thread: str) -> None:
        """Like a customer's message, as a thank-you. Asking twice does no harm."""
        raise self.unsupported("likes")

    def pin(self, link: Link, external_id: str, thread: str, *, pinned: bool) -> None:
        """Keep a post of our own at the top of the account, or no longer. Asking twice does no harm."""
        raise self.unsupported("pinned posts")

    # What may be said

    def suited(self, settings: Mapping[str, str]) -> Channel:
        """This channel as it is for one connection: the limits of the server that the account lives on."""
        return self

    def offers(self, standing: Standing, now: datetime) -> tuple[Offer, ...]:
        """The ways to answer, best first: open or closed, until when, at what price. Calls nobody.

        Here: what the capabilities say; networks with rules of their own override it.
        """
        return derived.offers(self.name, self.capabilities, standing, now)

    def templates(self, link: Link) -> tuple[TemplateOffer, ...]:
        """The forms of words that the network has approved for this account, in alphabetical order."""
        raise self.unsupported("approved templates")

    def check(self, outgoing: Outgoing) -> None:
        """Raises Unsupported or TooLong for what this network cannot carry. Calls nobody."""
        can, visibility = self.capabilities, outgoing.visibility
        if not self._speaks(visibility):
            raise self.unsupported(f"{visibility} messages")
        if visibility is Visibility.PRIVATE and not outgoing.thread and not can.opens_private:
            raise self.unsupported("private messages to somebody who has not written privately")
        self._check_post(outgoing)
        if outgoing.media and not can.sends_media:
            raise self.unsupported("pictures and files")
        if can.media_limit:
            enclosed = [
                media.Enclosure(each.name, each.content_type, len(each.content or b""))
                for each in outgoing.media
            ]
            for problem in media.problems(can.media_limit, enclosed):
                raise Unsupported(f"{self.name} {problem}.")
        if not outgoing.text.strip() and not outgoing.media:
            raise self.unsupported("messages without words")
        limit = self.limit_for(visibility)
        if limit and (length := self.count(outgoing.text, visibility)) > limit.size:
            split = self._in_pieces(outgoing.text, visibility, limit)
            raise TooLong(f"{self.name}: {length} of {limit.size} {limit.unit}.{split}")

    def _check_post(self, outgoing: Outgoing) -> None:
        """What answers nobody begins a thread of its own before everybody."""
        is_post = outgoing.visibility is Visibility.PUBLIC and not (
            outgoing.thread or outgoing.reply_to
        )
        if is_post and not self.capabilities.posts:
            raise self.unsupported("posts of its own")
        if outgoing.warning and not self.capabilities.warns:
            raise self.unsupported("warnings before the words")

    def _in_pieces(self, text: str, visibility: Visibility, limit: Limit) -> str:
        """Into how many messages it would fit, as a sentence; ``""`` where it cannot be cut."""
        with contextlib.suppress(TooLong):
            parts = splitting.pieces(text, limit.size, lambda each: self.count(each, visibility))
            return f" It would fit into {len(parts)} messages."
        return ""

    def limit_for(self, visibility: Visibility) -> Limit | None:
        """The longest text the network takes there; None where it sets no limit."""
        can = self.capabilities
        return can.public_limit if visibility is Visibility.PUBLIC else can.private_limit

    def count(self, text: str, visibility: Visibility) -> int:
        """The length of ``text`` as this network counts it, in its limit's unit; graphemes without one.

        Networks that weigh characters (links, emoji) override this. Raises Unsupported where the
        network takes no such messages.
        """
        if not self._speaks(visibility):
            raise self.unsupported(f"{visibility} messages")
        limit = self.limit_for(visibility)
        return counting.count(text, limit.unit) if limit else counting.graphemes(text)

    def _speaks(self, visibility: Visibility) -> bool:
        can = self.capabilities
        return can.replies_publicly if visibility is Visibility.PUBLIC else can.replies_privately
