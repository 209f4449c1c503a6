"""A network that does what a test tells it, handed to the code under test in place of a real one."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx

from amends.channels.base import Channel, Link
from amends.channels.contract import (
    Account,
    Author,
    Capabilities,
    Delivery,
    Hears,
    Item,
    Malformed,
    Outgoing,
    Page,
    Receipt,
    Said,
    Secrets,
    ThreadKind,
    ThreadRef,
    Unreachable,
)
from amends.channels.transports import Transports
from amends.listening.actions.digest import Networks

CAN = Capabilities(hears=frozenset({Hears.COMMENT}), poll_every=timedelta(seconds=60))
STREAMS = Capabilities(
    hears=frozenset({Hears.COMMENT}), streams=True, poll_every=timedelta(seconds=60)
)
PUSHES = Capabilities(
    hears=frozenset({Hears.COMMENT}), pushes=True, poll_every=timedelta(seconds=60)
)

Step = Page | Exception | Callable[[], Page]


def raw(number: int, body: bytes | None = None) -> Delivery:
    """Delivery ``number``: somebody of that number says something in thread ``number``."""
    return Delivery(key=f"event-{number}", body=body if body is not None else str(number).encode())


def page(*numbers: int, cursor: str = "", more: bool = False) -> Page:
    return Page(tuple(raw(number) for number in numbers), cursor or f"after-{numbers}", more)


@dataclass
class Scripted(Channel):
    """Gives the scripted answers one by one, then empty pages."""

    slug = "scripted"
    name = "Scripted"
    mark = "S"
    colour = "#000000"

    capabilities: Capabilities = CAN  # type: ignore[misc]
    fetches: Sequence[Step] = ()
    sweeps: Sequence[Step] = ()
    streamed: Sequence[Delivery | Exception | None] = ()
    cursors: list[str] = field(default_factory=list)
    swept: list[tuple[datetime, str]] = field(default_factory=list)
    fetched_in: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.to_fetch = deque(self.fetches)
        self.to_sweep = deque(self.sweeps)
        self.to_stream = deque(self.streamed)

    def identify(self, link: Link) -> Account:
        return Account("brand")

    def fetch(self, link: Link, cursor: str) -> Page:
        self.cursors.append(cursor)
        self.fetched_in.append(threading.current_thread().name)
        return self._next(self.to_fetch, cursor)

    def sweep(self, link: Link, since: datetime, cursor: str) -> Page:
        self.swept.append((since, cursor))
        return self._next(self.to_sweep, cursor)

    def _next(self, steps: deque[Step], cursor: str) -> Page:
        step = steps.popleft() if steps else Page((), cursor)
        if isinstance(step, Exception):
            raise step
        return step if isinstance(step, Page) else step()

    def parse(self, link: Link, delivery: Delivery) -> tuple[Item, ...]:
        if not delivery.body.isdigit():
            raise Malformed("no number")
        number = delivery.body.decode()
        thread = ThreadRef(f"thread-{number}", ThreadKind.POST, is_public=True)
        author = Author(f"person-{number}", name=f"Person {number}")
        at = datetime(2026, 11, 21, 12, tzinfo=UTC)
        return (Said(f"message-{number}", thread, author, f"This is {number}", at),)

    def deliver(self, link: Link, outgoing: Outgoing) -> Receipt:
        raise Unreachable

    def look_up(self, link: Link, outgoing: Outgoing, since: datetime) -> Receipt | None:
        return None

    def stream(self, link: Link, stop: threading.Event) -> Iterator[Delivery | None]:
        while not stop.is_set():
            if not self.to_stream:
                stop.wait(0.01)
                continue
            said = self.to_stream.popleft()
            if isinstance(said, Exception):
                raise said
            yield said


def _never(*_: object) -> object:
    raise AssertionError("a scripted channel needs no line out")


LINK = Link(
    settings={},
    secrets=Secrets(),
    transports=Transports(
        http=httpx.MockTransport(_never),  # type: ignore[arg-type]
        imap=_never,  # type: ignore[arg-type]
        smtp=_never,  # type: ignore[arg-type]
    ),
)


def networks(**channels: Channel) -> Networks:
    """These channels by their slugs, and nothing else."""
    return Networks(channel_of=channels.__getitem__, link_of=lambda _: LINK)
