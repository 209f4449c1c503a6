"""The practice network at our webhook door: signs a body as it does, and pushes it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

import httpx
import orjson

from amends.api.hooks import HookDoor
from amends.channels import credentials
from amends.channels.models import Connection
from amends.practice.connection import signature
from amends.staff.models import Brand
from cast import NOON, make_connection

SECRET = "the-secret-that-signs-pushes"
SIGNATURE = "x-practice-signature"
LARGEST = 50_000
Answered = TypeVar("Answered")


def connect(brand: Brand, **fields: Any) -> Connection:
    """A connection to the practice network whose secrets can be read."""
    secrets = credentials.encrypted({"token": "tok", "webhook_secret": SECRET})
    given = {"base_url": "http://practice.example"}
    return make_connection(brand, secrets=secrets, settings=given, account_id="acc", **fields)


def door(**more: Any) -> HookDoor:
    """A door at which it is always `NOON`."""
    return HookDoor(max_body=LARGEST, clock=lambda: NOON, **more)


def signed(body: bytes, at: datetime = NOON, secret: str = SECRET) -> dict[str, str]:
    """The headers with which the network pushes this body."""
    return {SIGNATURE: signature(secret, body, at.timestamp())}


def event(number: int, **changes: object) -> dict[str, object]:
    """A customer's comment under one post, as the network tells it."""
    comment = {
        "object": "comment",
        "id": f"comment_{number}",
        "thread": "thr_1",
        "parent": "post_1",
        "author": {"id": f"usr_{number}", "handle": f"jo{number}", "name": f"Jo {number}"},
        "text": "Nobody picks up the phone.",
        "created_at": "2026-11-21T09:01:00.000Z",
        **changes,
    }
    return {
        "event_id": f"evt_{number}",
        "type": "comment.created",
        "created_at": "2026-11-21T09:01:00.000Z",
        "account": "acc",
        "object": comment,
    }


def push(number: int, *events: dict[str, object]) -> bytes:
    """A delivery's body; one comment unless events are given."""
    told = {"delivery_id": f"dlv_{number}", "account": "acc", "events": events or (event(number),)}
    return orjson.dumps(told)


def path_of(connection: Connection) -> str:
    return f"/hooks/{connection.public_id}"


@dataclass
class Request:
    """What is asked of the door."""

    path: str
    body: bytes | Iterable[bytes] = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "POST"


def deliver(connection: Connection, body: bytes) -> Request:
    """An honest push."""
    return Request(path_of(connection), body, signed(body))


def in_a_loop(doing: Coroutine[Any, Any, Answered]) -> Answered:
    """What it gives, from a loop in a thread of its own: a browser's may run in ours."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, doing).result()


def ask(to: HookDoor, *requests: Request) -> list[httpx.Response]:
    """The door's answers to requests that come at the same moment."""
    return in_a_loop(_ask(to, requests))


async def _ask(to: HookDoor, requests: Iterable[Request]) -> list[httpx.Response]:
    transport = httpx.ASGITransport(to)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://desk.example") as client:
        return await asyncio.gather(
            *[
                client.request(
                    each.method,
                    each.path,
                    content=_sent(each.body),
                    headers=[(name.encode(), value) for name, value in _latin(each.headers)],
                )
                for each in requests
            ]
        )


def _latin(headers: Mapping[str, str]) -> list[tuple[str, bytes]]:
    return [(name, value.encode("latin-1")) for name, value in headers.items()]


def _sent(body: bytes | Iterable[bytes]) -> Any:
    """In one piece, or as chunks without a Content-Length."""
    if isinstance(body, bytes):
        return body

    async def chunks() -> Any:
        for chunk in body:
            yield chunk

    return chunks()


Seen = Callable[[dict[str, Any]], None]


def ask_raw(to: HookDoor, scope: dict[str, Any], events: list[dict[str, Any]], seen: Seen) -> int:
    """The status for a hand-made scope; ``seen`` looks at each of the door's words as it is said."""
    statuses: list[int] = []

    async def receive() -> dict[str, Any]:
        return events.pop(0) if events else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        seen(message)
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    whole = {"type": "http", "method": "POST", "query_string": b"", "headers": [], **scope}
    answering: Awaitable[None] = to(whole, receive, send)  # type: ignore[arg-type]
    in_a_loop(_to_the_end(answering))
    [status] = statuses
    return status


async def _to_the_end(answering: Awaitable[None]) -> None:
    await answering
