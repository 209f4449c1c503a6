"""Webhooks: batches, signs and delivers each account's events, and tries again when refused."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Coroutine
from dataclasses import dataclass, field
from itertools import count

import orjson

from amends.practice.connection import Connection, Target, signature
from amends.practice.network import Network
from amends.practice.objects import Account, Attempt, Delivery, Event, wire_time

BACKOFF_SECONDS = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
OVERTAKEN_SECONDS = (0.05, 0.4)


def envelope(account: Account, delivery_id: str, events: list[Event], moment: float) -> bytes:
    """The raw body of a delivery; the events keep the bytes they were written with."""
    head = {"delivery_id": delivery_id, "sent_at": wire_time(moment), "account": account.profile.id}
    raws = b",".join(each.raw for each in events)
    return orjson.dumps(head)[:-1] + b',"events":[' + raws + b"]}"


@dataclass(slots=True)
class _Round:
    """The events of one account that wait for delivery, and the deliveries under way."""

    waiting: deque[Event] = field(default_factory=deque)
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    under_way: set[asyncio.Task[None]] = field(default_factory=set)


class Courier:
    """Delivers webhooks while the network is served; lives on the serving event loop."""

    def __init__(self, network: Network, *, backoff: tuple[float, ...] = BACKOFF_SECONDS) -> None:
        self.network = network
        self.backoff = backoff
        self._ids = count(1)
        self._rounds: dict[str, _Round] = {}
        self._walkers: list[asyncio.Task[None]] = []
        self._later: set[asyncio.Task[None]] = set()
        self._idle: defaultdict[Target, list[Connection]] = defaultdict(list)
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Begin to deliver what happens from now on; call on the running loop."""
        self._loop = asyncio.get_running_loop()
        self.network.listeners.append(self.hear)

    async def stop(self) -> None:
        """Stop at once; what was not delivered stays in the events for a sweep."""
        self.network.listeners.remove(self.hear)
        for each in self._rounds.values():
            self._later |= each.under_way
        tasks = [*self._walkers, *self._later]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for connections in self._idle.values():
            for connection in connections:
                connection.close()

    def hear(self, account: Account, event: Event) -> None:
        """Note an event for delivery; safe from any thread."""
        if account.webhook is None or self.network.trouble(account).muted():
            return
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._queue, account, event)

    def _queue(self, account: Account, event: Event) -> None:
        if account.handle not in self._rounds:
            self._rounds[account.handle] = _Round()
            self._walkers.append(asyncio.create_task(self._walk(account)))
        round_ = self._rounds[account.handle]
        round_.waiting.append(event)
        round_.woken.set()

    async def _walk(self, account: Account) -> None:
        round_ = self._rounds[account.handle]
        while True:
            await round_.woken.wait()
            while round_.waiting:
                await self._room(account, round_)
                for delivery in self._packed(account, round_.waiting):
                    self._send_off(account, delivery, round_)
            round_.woken.clear()

    async def _room(self, account: Account, round_: _Round) -> None:
        while len(round_.under_way) >= max(1, self.network.trouble(account).parallel()):
            await asyncio.wait(round_.under_way, return_when=asyncio.FIRST_COMPLETED)

    def _packed(self, account: Account, waiting: deque[Event]) -> list[Delivery]:
        webhook = account.webhook
        if webhook is None:
            waiting.clear()
            return []
        events = [waiting.popleft() for _ in range(min(len(waiting), webhook.max_events))]
        delivery_id = f"dlv_{next(self._ids):08d}"
        body = envelope(account, delivery_id, events, self.network.clock())
        delivery = Delivery(delivery_id, body, tuple(each.event_id for each in events))
        account.deliveries.append(delivery)
        twice = self.network.trouble(account).hits("duplicate_deliveries")
        return [delivery, delivery] if twice else [delivery]

    def _send_off(self, account: Account, delivery: Delivery, round_: _Round) -> None:
        if self.network.trouble(account).hits("shuffled_deliveries"):
            self._do_later(self._overtaken(account, delivery))
            return
        task = asyncio.create_task(self._first_try(account, delivery))
        round_.under_way.add(task)
        task.add_done_callback(round_.under_way.discard)

    async def _overtaken(self, account: Account, delivery: Delivery) -> None:
        await asyncio.sleep(self.network.rng.uniform(*OVERTAKEN_SECONDS))
        await self._first_try(account, delivery)

    async def _first_try(self, account: Account, delivery: Delivery) -> None:
        if not await self._try(account, delivery):
            self._do_later(self._try_again(account, delivery))

    async def _try_again(self, account: Account, delivery: Delivery) -> None:
        for pause in self.backoff:
            await asyncio.sleep(pause)
            if await self._try(account, delivery):
                return

    def _do_later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    async def _try(self, account: Account, delivery: Delivery) -> bool:
        webhook = account.webhook
        if webhook is None:
            return True
        trouble = self.network.trouble(account)
        body = delivery.body
        if trouble.hits("malformed_deliveries"):
            body = body[: len(body) * 2 // 3]
        signed = signature(webhook.secret, body, self.network.clock())
        if trouble.hits("wrong_signatures"):
            signed = signed[:-8] + ("0" * 8 if not signed.endswith("0" * 8) else "1" * 8)
        attempt = await self._attempt(Target.of(webhook.url), body, signed)
        delivery.attempts.append(attempt)
        return attempt.status is not None and 200 <= attempt.status < 300

    async def _attempt(self, target: Target, body: bytes, signed: str) -> Attempt:
        at, began = self.network.clock(), time.perf_counter()
        idle = self._idle[target]
        connection = idle.pop() if idle else Connection(target)
        status, error = None, None
        try:
            status = await connection.post(body, signed)
            idle.append(connection)
        except OSError as failure:
            error = f"{type(failure).__name__}: {failure}"
        return Attempt(at, status, error, round((time.perf_counter() - began) * 1000, 1))
