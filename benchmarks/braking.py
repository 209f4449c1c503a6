"""The race between the brake and everything that is due. Imported once Django is set up."""

# ruff: noqa: ARG002 - what a channel is asked with is the contract's

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import connection as database
from django.utils import timezone

from amends.channels.base import Channel, Link
from amends.channels.contract import (
    Account,
    Capabilities,
    Delivery,
    Item,
    Outgoing,
    Page,
    Receipt,
    Secrets,
)
from amends.channels.models import Connection
from amends.inbox.models import Case, CaseThread, Identity, Person, Thread
from amends.outbox import actions
from amends.outbox.actions import gate
from amends.outbox.actions.aim import target_of
from amends.outbox.actions.deliver import Courier
from amends.outbox.models import Send
from amends.outbox.rules import SayKind
from amends.outbox.tasks import dispatch_until
from amends.staff.models import Brand
from amends.staff.rules import system

_LANES = 8
#: Seconds that the network takes for a call.
_CALL = 0.04
#: The brake is pulled once so many were accepted: a moment after everything came due, all lanes in full run.
_BEFORE = 0.05


@dataclass(frozen=True, slots=True)
class Raced:
    """How a race ended; ``latest``: seconds from the commit to the last acceptance, 0 for none after it."""

    latest: float
    accepted: int
    held: int
    lost: int
    took: float


@dataclass
class Slow(Channel):
    """A network that takes its time and remembers when it accepted what."""

    slug: ClassVar[str] = "slow"
    name: ClassVar[str] = "Slow"
    mark: ClassVar[str] = "S"
    colour: ClassVar[str] = "#000000"
    capabilities: ClassVar[Capabilities] = Capabilities(
        hears=frozenset(), replies_publicly=True, posts=True, reads_back=True
    )
    accepted: list[float] = field(default_factory=list)

    def deliver(self, link: Link, outgoing: Outgoing) -> Receipt:
        time.sleep(_CALL)
        self.accepted.append(time.monotonic())
        return Receipt(f"on-network-{uuid.uuid4()}")

    def look_up(self, link: Link, outgoing: Outgoing, since: datetime) -> Receipt | None:
        return None

    def identify(self, link: Link) -> Account:
        return Account("brand")

    def fetch(self, link: Link, cursor: str) -> Page:
        return Page((), cursor)

    def sweep(self, link: Link, since: datetime, cursor: str) -> Page:
        return Page((), cursor)

    def parse(self, link: Link, delivery: Delivery) -> tuple[Item, ...]:
        return ()


def race(*, sends: int, workers: int, number: int) -> Raced:
    """Plan ``sends`` for one moment, let the workers go, and pull the brake in the same second."""
    brand = Brand.objects.create(name=f"Braked {number}", slug=f"braked-{number}")
    network, due = Slow(), timezone.now() + timedelta(hours=1)
    _plan_posts(brand, network, sends, due)
    due = timezone.now() + timedelta(seconds=2)
    Send.objects.filter(brand=brand).update(not_before=due, scheduled_at=due)
    stop = threading.Event()
    threads = [threading.Thread(target=_work, args=(stop, network, n)) for n in range(workers)]
    for each in threads:
        each.start()
    _wait_until(lambda: len(network.accepted) >= sends * _BEFORE)
    began = time.monotonic()
    actions.pull_brake(by=system(brand.pk), reason="storm", now=timezone.now())
    pulled = time.monotonic()
    time.sleep(3)
    stop.set()
    for each in threads:
        each.join(timeout=30)
    states = list(Send.objects.filter(brand=brand).values_list("state", flat=True))
    sent, held = states.count("sent"), states.count("held")
    return Raced(
        latest=max(0.0, max(network.accepted, default=pulled) - pulled),
        accepted=len(network.accepted),
        held=held,
        lost=sends - sent - held + abs(sent - len(network.accepted)),
        took=pulled - began,
    )


def _wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not condition() and time.monotonic() < until:
        time.sleep(0.01)


def gate_taken(times: int) -> list[float]:
    """Milliseconds that the gate takes of each send, asked when it is said and when it leaves."""
    brand, network = Brand.objects.create(name="Gated", slug="gated"), Slow()
    _plan(brand, network, times, timezone.now() + timedelta(hours=1))
    sends = Send.objects.filter(brand=brand).select_related("case", "connection").order_by("pk")
    return [_gated(send, network) for send in sends]


def _gated(send: Send, network: Slow) -> float:
    if send.case is None:
        raise TypeError
    now, by = timezone.now(), system(send.brand_id)
    target = target_of(send.case, SayKind.PUBLIC_REPLY, None)
    began = time.perf_counter()
    gate.at_asking(
        channel=network,
        case=send.case,
        target=target,
        kind=SayKind.PUBLIC_REPLY,
        text=send.text,
        leaves_at=now,
        brake=None,
        now=now,
        by=by,
    )
    gate.at_leaving(channel=network, send=send, brake=None, now=now)
    return (time.perf_counter() - began) * 1000


def _work(stop: threading.Event, network: Slow, number: int) -> None:
    courier = Courier(worker=f"race-{number}", channel_of=lambda _: network, link_of=_link)
    try:
        dispatch_until(stop, courier=courier, threads=16)
    finally:
        database.close()


def _link(_connection: Connection) -> Link:
    nowhere: Any = None
    return Link(settings={}, secrets=Secrets(), transports=nowhere)


def _lanes(brand: Brand, now: datetime) -> list[Connection]:
    return [
        Connection.objects.create(
            brand=brand, channel="demo", name=f"Lane {n}", state_since=now, account_id=f"lane-{n}"
        )
        for n in range(_LANES)
    ]


def _plan_posts(brand: Brand, network: Slow, sends: int, due: datetime) -> None:
    now = timezone.now()
    lanes = _lanes(brand, now)
    for n in range(sends):
        actions.post(
            by=system(brand.pk),
            connection=lanes[n % _LANES],
            parts=[f"Tonight: parcel stories, number {n}."],
            request_key=f"plan-{n}",
            now=now,
            at=due,
            channel_of=lambda _: network,
        )


def _plan(brand: Brand, network: Slow, sends: int, due: datetime) -> None:
    now = timezone.now()
    lanes = _lanes(brand, now)
    for n in range(sends):
        actions.say(
            by=system(brand.pk),
            case=_case(brand, lanes[n % _LANES], n, now),
            kind=SayKind.PUBLIC_REPLY,
            text=f"So sorry! Your parcel is on its way again, number {n}.",
            request_key=f"plan-{n}",
            now=now,
            at=due,
            channel_of=lambda _: network,
        )


def _case(brand: Brand, lane: Connection, n: int, now: datetime) -> Case:
    person = Person.objects.create(brand=brand, name=f"Person {n}", created_at=now)
    identity = Identity.objects.create(
        brand=brand, person=person, realm="demo", external_id=f"person-{n}", created_at=now
    )
    thread = Thread.objects.create(
        brand=brand,
        connection=lane,
        external_id=f"thread-{n}",
        kind="post",
        is_public=True,
        created_at=now,
    )
    case = Case.objects.create(
        brand=brand,
        person=person,
        identity=identity,
        connection=lane,
        thread=thread,
        state_since=now,
        opened_at=now,
        last_in_at=now,
    )
    CaseThread.objects.create(brand=brand, case=case, thread=thread, person=person)
    case.messages.create(
        brand=brand,
        connection=lane,
        thread=thread,
        identity=identity,
        direction="in",
        is_public=True,
        external_id=f"message-{n}",
        text="Where is my parcel?",
        sent_at=now,
        received_at=now,
    )
    return case
