"""A network that does what the test tells it, and remembers what it took."""

from __future__ import annotations

import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from django.db import connection as database

from amends.channels.base import Channel, Link
from amends.channels.contract import (
    Account,
    Capabilities,
    Delivery,
    Item,
    Limit,
    Outgoing,
    Page,
    Receipt,
    Secrets,
    Unit,
)
from amends.channels.models import Connection
from amends.inbox.models import Case
from amends.outbox import actions
from amends.outbox.actions.deliver import Courier
from amends.outbox.models import Send
from amends.outbox.rules import Pace, SayKind
from amends.outbox.tasks import dispatch_until
from amends.staff.rules import Actor

#: Everything at once: what takes seconds in life takes none here.
QUICK = Pace(
    stale_after=timedelta(0),
    look_up_after=timedelta(0),
    absent_after=timedelta(0),
    first_wait=timedelta(milliseconds=50),
    wait_if_unsaid=timedelta(seconds=1),
)


@dataclass(frozen=True)
class Taken:
    """What the network took, and when."""

    outgoing: Outgoing
    at: datetime
    receipt: Receipt


@dataclass
class Script:
    """What the network does next: `on_send` runs before it takes a send, `after_send` when it has."""

    on_send: Callable[[Outgoing], None] = lambda _: None
    after_send: Callable[[Outgoing], None] = lambda _: None
    on_look_up: Callable[[Outgoing], None] = lambda _: None
    forgets: bool = False
    taken: list[Taken] = field(default_factory=list)
    calls: list[Outgoing] = field(default_factory=list)
    asked: list[Outgoing] = field(default_factory=list)

    def times(self) -> Counter[str]:
        """How often each key was taken."""
        return Counter(each.outgoing.key for each in self.taken)


class Scripted(Channel):
    """A channel that plays a script instead of calling anybody."""

    slug: ClassVar[str] = "scripted"
    name: ClassVar[str] = "Scripted"
    mark: ClassVar[str] = "S"
    colour: ClassVar[str] = "#000000"
    capabilities: ClassVar[Capabilities] = Capabilities(
        hears=frozenset(),
        replies_publicly=True,
        posts=True,
        replies_privately=True,
        opens_private=True,
        reads_back=True,
        public_limit=Limit(100, Unit.GRAPHEMES),
        private_limit=Limit(1000, Unit.GRAPHEMES),
        private_window=timedelta(days=7),
    )

    def __init__(self, script: Script) -> None:
        self.script = script

    def deliver(self, link: Link, outgoing: Outgoing) -> Receipt:
        self.script.calls.append(outgoing)
        self.script.on_send(outgoing)
        thread = outgoing.thread or f"opened-{outgoing.key}"
        receipt = Receipt(f"on-network-{uuid.uuid4()}", thread=thread)
        self.script.taken.append(Taken(outgoing, datetime.now(UTC), receipt))
        self.script.after_send(outgoing)
        return receipt

    def look_up(self, link: Link, outgoing: Outgoing, since: datetime) -> Receipt | None:
        self.script.asked.append(outgoing)
        self.script.on_look_up(outgoing)
        known = [each for each in self.script.taken if each.outgoing.key == outgoing.key]
        return known[0].receipt if known and not self.script.forgets else None

    def identify(self, link: Link) -> Account:
        return Account("brand")

    def fetch(self, link: Link, cursor: str) -> Page:
        return Page((), cursor)

    def sweep(self, link: Link, since: datetime, cursor: str) -> Page:
        return Page((), cursor)

    def parse(self, link: Link, delivery: Delivery) -> tuple[Item, ...]:
        return ()


def link_of(connection: Connection) -> Link:
    """A link to nowhere: the script calls nobody."""
    nowhere: Any = None
    return Link(settings={}, secrets=Secrets(), transports=nowhere)


@dataclass
class Desk:
    """The outbox with a scripted network: asks, sends and waits as a person and a worker would."""

    script: Script
    channel: Scripted
    by: Actor

    def say(self, case: Case, text: str = "We are on it.", **more: Any) -> Send:
        """Say it at once, with no time for undo, unless told otherwise."""
        values: dict[str, Any] = {
            "by": self.by,
            "kind": SayKind.PUBLIC_REPLY,
            "request_key": str(uuid.uuid4()),
            "now": datetime.now(UTC),
            "undo_for": timedelta(0),
            "channel_of": self.channel_of,
        }
        return actions.say(case=case, text=text, **{**values, **more})

    def channel_of(self, connection: Connection) -> Channel:
        return self.channel

    def courier(self, worker: str = "tester", pace: Pace = QUICK, **more: Any) -> Courier:
        """A worker of this network."""
        values: dict[str, Any] = {"channel_of": self.channel_of, "link_of": link_of, "pace": pace}
        return Courier(worker=worker, **{**values, **more})

    @contextmanager
    def dispatching(self, *couriers: Courier, threads: int = 8) -> Iterator[None]:
        """Workers run for as long as the block lasts."""
        stop = threading.Event()
        loops = [
            threading.Thread(
                target=dispatch_until,
                args=(stop,),
                kwargs={"courier": courier, "threads": threads},
            )
            for courier in couriers or (self.courier("one"),)
        ]
        for loop in loops:
            loop.start()
        try:
            yield
        finally:
            stop.set()
            for loop in loops:
                loop.join(timeout=20)


def eventually(condition: Callable[[], bool], seconds: float = 15.0) -> None:
    """Wait until it is so; fail when it does not come."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.02)


def at_once(*works: Callable[[], object]) -> list[object]:
    """Run everything at the same moment, each on its own connection; results or exceptions in order."""
    barrier = threading.Barrier(len(works))
    results: list[object] = [None] * len(works)

    def run(n: int) -> None:
        try:
            barrier.wait()
            results[n] = works[n]()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            results[n] = error
        finally:
            database.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    return results
