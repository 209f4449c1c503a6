"""Pushing many webhooks fast: what a benchmark drives a receiver with, from its own process."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from amends.practice.connection import Connection, Target, signature
from amends.practice.courier import envelope
from amends.practice.objects import Account, Event


@dataclass(slots=True, frozen=True)
class Parcel:
    """One delivery ready to go: its raw body and the events in it."""

    delivery_id: str
    body: bytes
    events: int


@dataclass(slots=True)
class PushReport:
    """What came of a push: how many were acknowledged, how fast, and what else was answered."""

    deliveries: int = 0
    events: int = 0
    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    latencies: list[float] = field(default_factory=list)
    """Seconds from the first byte sent to the acknowledgement, one for each answer."""
    acknowledged: list[str] = field(default_factory=list)
    """The ids of the deliveries that were answered with a 2xx; one that was pushed twice is there twice."""

    @property
    def per_second(self) -> float:
        return self.deliveries / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """The latency in seconds that this share (0.0 to 1.0) of the answers did not exceed."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def parcels(
    account: Account, events: Sequence[Event], *, batch: int = 1, moment: float
) -> list[Parcel]:
    """Pack events into deliveries of `batch` each, sent at the unix time `moment`."""
    packed = []
    for number, start in enumerate(range(0, len(events), batch), start=1):
        some = list(events[start : start + batch])
        delivery_id = f"dlv_{account.number:02d}{number:08d}"
        body = envelope(account, delivery_id, some, moment)
        packed.append(Parcel(delivery_id, body, len(some)))
    return packed


def troubled(
    given: Sequence[Parcel], *, rng: random.Random, duplicates: float = 0.0, shuffled: float = 0.0
) -> list[Parcel]:
    """The same parcels with a share of them twice, and a share up to 50 places late."""
    placed: list[tuple[float, Parcel]] = []
    for place, parcel in enumerate(given):
        late = rng.uniform(1, 50) if rng.random() < shuffled else 0.0
        placed.append((place + late, parcel))
        if rng.random() < duplicates:
            placed.append((place + rng.uniform(0, 50), parcel))
    placed.sort(key=lambda each: each[0])
    return [parcel for _, parcel in placed]


class Pusher:
    """Posts parcels over kept-open connections; refused ones again, up to `tries` times."""

    def __init__(self, url: str, secret: str, *, connections: int = 16, tries: int = 1) -> None:
        self.target = Target.of(url)
        self.secret = secret
        self.connections = connections
        self.tries = tries

    def push(self, given: Iterable[Parcel], *, per_second: float | None = None) -> PushReport:
        """Push everything, paced when `per_second` is given, and say what came of it."""
        return asyncio.run(self.push_on_loop(given, per_second=per_second))

    async def push_on_loop(
        self, given: Iterable[Parcel], *, per_second: float | None = None
    ) -> PushReport:
        """As `push`, on a running event loop."""
        report = PushReport()
        began = time.perf_counter()
        due = _due(given, began, 1 / per_second if per_second else 0.0)
        await asyncio.gather(*(self._work(due, report) for _ in range(self.connections)))
        report.seconds = time.perf_counter() - began
        return report

    async def _work(self, due: Iterator[tuple[float, Parcel]], report: PushReport) -> None:
        connection = Connection(self.target)
        try:
            for moment, parcel in due:
                if (early := moment - time.perf_counter()) > 0:
                    await asyncio.sleep(early)
                await self._deliver(connection, parcel, report)
        finally:
            connection.close()

    async def _deliver(self, connection: Connection, parcel: Parcel, report: PushReport) -> None:
        report.deliveries += 1
        report.events += parcel.events
        for pause in islice(_pauses(), self.tries):
            await asyncio.sleep(pause)
            if await self._try(connection, parcel, report):
                return

    async def _try(self, connection: Connection, parcel: Parcel, report: PushReport) -> bool:
        signed = signature(self.secret, parcel.body, time.time())
        began = time.perf_counter()
        try:
            status = await connection.post(parcel.body, signed)
        except OSError as error:
            report.errors[type(error).__name__] += 1
            return False
        report.latencies.append(time.perf_counter() - began)
        report.statuses[status] += 1
        if not 200 <= status < 300:
            return False
        report.acknowledged.append(parcel.delivery_id)
        return True


def _due(given: Iterable[Parcel], began: float, pause: float) -> Iterator[tuple[float, Parcel]]:
    for place, parcel in enumerate(given):
        yield began + place * pause, parcel


def _pauses() -> Iterator[float]:
    yield 0.0
    pause = 0.05
    while True:
        yield pause
        pause = min(2.0, pause * 2)
