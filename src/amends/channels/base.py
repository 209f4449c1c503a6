"""The base of every adapter: what a channel is asked, and how every failure gets its name."""

from __future__ import annotations

import abc
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from amends.channels.contract import (
    Account,
    Capabilities,
    Delivery,
    Item,
    Outgoing,
    Page,
    Receipt,
    Secrets,
    Setting,
    Unsupported,
    Visibility,
)
from amends.channels.transports import Transports


@dataclass(frozen=True, slots=True)
class Link:
    """One connection as an adapter sees it: its settings, its secrets, its own account, and the lines out."""

    settings: Mapping[str, str]
    secrets: Secrets
    transports: Transports
    account: Account | None = None


class Channel(abc.ABC):
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
    capabilities: ClassVar[Capabilities]

    @abc.abstractmethod
    def identify(self, link: Link) -> Account:
        """Ask the network who we are there: the test of a new connection."""

    @abc.abstractmethod
    def fetch(self, link: Link, cursor: str) -> Page:
        """What is new after ``cursor`` (``""``: from now on, plus what the network calls unread)."""

    @abc.abstractmethod
    def sweep(self, link: Link, since: datetime, cursor: str) -> Page:
        """Read again what happened since ``since``; ``cursor`` is ``""`` first, then the page's own."""

    @abc.abstractmethod
    def parse(self, link: Link, delivery: Delivery) -> tuple[Item, ...]:
        """The items in a delivery, pushed or fetched. Unknown kinds are skipped; nonsense is Malformed."""

    @abc.abstractmethod
    def send(self, link: Link, outgoing: Outgoing) -> Receipt:
        """Say it. Unknown when the answer was lost; Unreachable only if the network surely has not got it."""

    @abc.abstractmethod
    def look_up(self, link: Link, outgoing: Outgoing, since: datetime) -> Receipt | None:
        """Find a send whose answer was lost. None: it is surely not there. Unsupported: nobody can know."""

    def verify(self, link: Link, delivery: Delivery, now: datetime) -> None:
        """Refused unless the push surely comes from the network; ``delivery.body`` is the raw body."""
        raise self.unsupported("push deliveries")

    def delivery_key(self, body: bytes, headers: Mapping[str, str]) -> str:
        """What makes a push the same when it comes again: the network's id, else a digest of the body."""
        raise self.unsupported("push deliveries")

    def challenge(self, link: Link, query: Mapping[str, str]) -> str | None:
        """The answer to a network's check of our address (a GET), or None if it is none."""
        return None

    def subscribe(self, link: Link, url: str) -> None:
        """Ask the network to push to ``url``, where the network takes that by request."""

    def count(self, text: str, visibility: Visibility) -> int:
        """The length of ``text`` as this network counts it, in its limit's unit."""
        raise self.unsupported(f"{visibility} messages")

    def stream(self, link: Link, stop: threading.Event) -> Iterator[Delivery | None]:
        """Deliveries as they come, or None for "something is new: fetch now". Ends when ``stop`` is set."""
        raise self.unsupported("streams")

    def unsupported(self, what: str) -> Unsupported:
        """The refusal, by name, of what this network cannot do; raised before anything is called."""
        return Unsupported(f"{self.name}: {what}.")
