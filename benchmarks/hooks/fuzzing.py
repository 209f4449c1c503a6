"""Mutated webhooks at the real door and through the real digesting. Imported only once Django is set up."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import httpx

from amends.api.hooks import HookDoor
from amends.channels import queries, registry
from amends.channels.contract import Delivery as Raw
from amends.channels.contract import Malformed
from amends.channels.models import Connection
from amends.listening.actions.digest import MAX_TRIES, digest
from amends.listening.models import Delivery, DeliveryState
from benchmarks.hooks.family import Family, Headers
from benchmarks.hooks.mutations import mutated
from benchmarks.hooks.proofs import proof

LARGEST = 50_000
#: So many come at the same moment, and are digested together.
_AT_ONCE = 100


@dataclass
class Findings:
    """What came of the pushes; every field from ``failures`` on must be 0."""

    pushed: int = 0
    accepted: int = 0
    refused: int = 0
    quarantined: int = 0
    failures: int = 0
    believed: int = 0
    turned_away: int = 0
    lost: int = 0
    changed: int = 0
    stumbled: int = 0
    undigested: int = 0
    wrong_answers: int = 0

    def faults(self) -> dict[str, int]:
        """What must not be, by name."""
        named = [each.name for each in fields(self)][4:]
        return {name: getattr(self, name) for name in named}


@dataclass(frozen=True, slots=True)
class _Push:
    body: bytes
    headers: Headers
    is_proven: bool

    @property
    def is_welcome(self) -> bool:
        return self.is_proven and len(self.body) <= LARGEST


def fuzz(
    family: Family, connection: Connection, count: int, now: datetime, *, digested: int = 1_000_000
) -> Findings:
    """Push ``count`` mutated webhooks at ``now``, and look at every trace of what was accepted.

    The first ``digested`` go the whole way into cases; the others are only parsed, which is where an
    adapter stumbles, and costs a hundredth.
    """
    dice, found = random.Random(f"{family.name} {count}"), Findings()
    door = HookDoor(max_body=LARGEST, clock=lambda: now)
    for start in range(0, count, _AT_ONCE):
        numbers = range(start, min(start + _AT_ONCE, count))
        pushes = [_push(dice, family, number, now) for number in numbers]
        with ThreadPoolExecutor(1) as pool:
            statuses = pool.submit(asyncio.run, _push_all(door, connection, pushes)).result()
        _answers(pushes, statuses, found)
        welcome = [each for each in pushes if each.is_welcome]
        if start < digested:
            _traces(family, connection, welcome, found, now)
        else:
            _parsed(family, connection, welcome, found)
        _questions(dice, family, connection, found)
    return found


def _push(dice: random.Random, family: Family, number: int, now: datetime) -> _Push:
    body = mutated(dice, family.good(dice, number))
    headers, is_proven = proof(dice, family, body, now)
    return _Push(body, headers, is_proven)


async def _push_all(door: HookDoor, connection: Connection, pushes: Sequence[_Push]) -> list[int]:
    path = f"/hooks/{connection.public_id}"
    return list(await asyncio.gather(*(_pushed(door, path, each) for each in pushes)))


async def _pushed(door: HookDoor, path: str, push: _Push) -> int:
    """The status of one push, handed to the door as a server hands it: a client would cost more than it."""
    statuses: list[int] = []
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [(k.encode(), v.encode("latin-1")) for k, v in push.headers.items()],
    }

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": push.body, "more_body": False}

    async def send(event: dict[str, Any]) -> None:
        if event["type"] == "http.response.start":
            statuses.append(event["status"])

    await door(scope, receive, send)  # type: ignore[arg-type]
    return statuses[0]


def _answers(pushes: Sequence[_Push], statuses: Sequence[int], found: Findings) -> None:
    for push, status in zip(pushes, statuses, strict=True):
        found.pushed += 1
        found.accepted += status == 200
        found.refused += status in {401, 413}
        found.failures += status >= 500
        found.believed += status < 400 and not push.is_welcome
        found.turned_away += 400 <= status < 500 and push.is_welcome


def _traces(
    family: Family, connection: Connection, welcome: list[_Push], found: Findings, now: datetime
) -> None:
    """Each accepted push lies in the journal byte for byte, and was either understood or put aside."""
    for _ in range(MAX_TRIES):
        while digest(limit=_AT_ONCE, now=now) == _AT_ONCE:
            pass
    _kept(family, connection, welcome, found)
    rows = Delivery.objects.filter(connection=connection)
    found.quarantined += rows.filter(state=DeliveryState.QUARANTINED).count()
    found.stumbled += rows.filter(tries__gt=0).count()
    found.undigested += rows.filter(state=DeliveryState.WAITING).count()
    # The next ones may bear the same keys: what a mutation cut away is often cut the same way.
    rows.delete()


def _kept(
    family: Family, connection: Connection, welcome: list[_Push], found: Findings
) -> list[bytes]:
    """The bodies in the journal; each accepted push must lie there byte for byte."""
    channel = registry.channel(family.channel)
    bodies: dict[str, set[bytes]] = {}
    for push in welcome:
        headers = {name.lower(): value for name, value in push.headers.items()}
        bodies.setdefault(channel.delivery_key(push.body, headers), set()).add(push.body)
    kept = []
    for row in Delivery.objects.filter(connection=connection, key__in=bodies):
        kept.append(bytes(row.body))
        found.changed += kept[-1] not in bodies.pop(row.key)
    found.lost += len(bodies)
    return kept


def _parsed(family: Family, connection: Connection, welcome: list[_Push], found: Findings) -> None:
    """What was accepted is understood, or is nonsense by name; nothing else comes of it."""
    channel, link = registry.channel(family.channel), queries.link_for(connection)
    for body in _kept(family, connection, welcome, found):
        try:
            is_understood = bool(channel.parse(link, Raw("", body)))
        except Malformed:
            is_understood = False
        except Exception:  # noqa: BLE001 - that is what is looked for
            found.stumbled += 1
            continue
        found.quarantined += not is_understood
    Delivery.objects.filter(connection=connection).delete()


def _questions(
    dice: random.Random, family: Family, connection: Connection, found: Findings
) -> None:
    """The network's checks of our address, right ones and odd ones."""
    if family.asks is None:
        return
    questions = [family.asks(dice) for _ in range(10)]
    with ThreadPoolExecutor(1) as pool:
        asked = _ask_all(connection, [each.query for each in questions])
        answers = pool.submit(asyncio.run, asked).result()
    for question, answer in zip(questions, answers, strict=True):
        told = answer.text if answer.status_code == 200 else None
        found.wrong_answers += told != question.answer
        found.failures += answer.status_code >= 500


async def _ask_all(connection: Connection, queries: Sequence[str]) -> list[httpx.Response]:
    transport = httpx.ASGITransport(HookDoor(max_body=LARGEST))  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://desk.example") as client:
        path = f"/hooks/{connection.public_id}"
        return list(await asyncio.gather(*[client.get(f"{path}?{each}") for each in queries]))
