"""The networks' door: one address per connection, raw ASGI, a 2xx only after the bytes are committed.

Every delivery that arrives while a commit is running shares the next commit (group commit): that is
what makes hundreds a second possible on two cores without promising anything that is not written.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl

from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    close_old_connections,
    connections,
    transaction,
)
from django.utils import timezone
from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, HTTPScope

from amends.channels import queries as channels
from amends.channels import registry
from amends.channels.base import Channel, Link
from amends.channels.contract import ChannelError, Delivery
from amends.channels.models import Connection
from amends.listening.actions import webhook
from amends.refusals import Refusal

log = logging.getLogger(__name__)

#: How long a connection's settings may be remembered before they are read again, in seconds.
REMEMBER_FOR = 2.0
#: Deliveries waiting for a commit beyond this are told to come again (503) instead of piling up.
MOST_WAITING = 2000
_COME_AGAIN = "Not written down; please deliver it again."


@dataclass(frozen=True, slots=True)
class _Known:
    connection: Connection
    channel: Channel
    link: Link
    until: float


@dataclass(frozen=True, slots=True)
class _Waiting:
    connection: Connection
    delivery: Delivery
    written: asyncio.Future[bool]


class _Answer(Exception):
    """The answer to a request that ends here."""

    def __init__(self, status: int, words: str = "") -> None:
        super().__init__(words)
        self.status = status
        self.words = words


class HookDoor:
    """An ASGI application for ``/hooks/<connection's public id>``.

    Answers: 200 committed; 400 not understood as HTTP; 401 not proven to come from the network; 404 no
    such connection; 405; 413 larger than ``max_body`` bytes; 503 not written down, come again.
    """

    def __init__(
        self,
        *,
        max_body: int,
        clock: Callable[[], datetime] = timezone.now,
        database_lost: Callable[[], None] = close_old_connections,
    ) -> None:
        self._max_body = max_body
        self._database_lost = database_lost
        self._clock = clock
        self._known: dict[uuid.UUID, _Known] = {}
        self._waiting: list[_Waiting] = []
        self._writer: asyncio.Task[None] | None = None

    async def __call__(
        self, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        try:
            answer = await self._answer(scope, receive)
        except _Answer as refused:
            answer = refused
        except Exception:
            log.exception("The networks' door failed")
            answer = _Answer(503, _COME_AGAIN)
        body = answer.words.encode()
        headers = [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"x-content-type-options", b"nosniff"),
        ]
        headers.append((b"content-length", str(len(body)).encode()))
        if answer.status == 503:
            headers.append((b"retry-after", b"2"))
        if answer.status == 405:
            headers.append((b"allow", b"POST"))
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": False})

    async def _answer(self, scope: HTTPScope, receive: ASGIReceiveCallable) -> _Answer:
        known = await self._connection(scope["path"])
        if scope["method"] == "GET":
            return self._challenge(known, scope)
        if scope["method"] != "POST":
            raise _Answer(405)
        body = await self._body(receive)
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in scope["headers"]
        }
        delivery = self._verified(known, body, headers)
        if await self._written(known.connection, delivery):
            return _Answer(200)
        raise _Answer(503, _COME_AGAIN)

    async def _connection(self, path: str) -> _Known:
        try:
            public_id = uuid.UUID(path.removeprefix("/hooks/").rstrip("/"))
        except ValueError:
            raise _Answer(404) from None
        known = self._known.get(public_id)
        if known is not None and known.until > time.monotonic():
            return known
        try:
            found = await asyncio.to_thread(_look_up, public_id)
        except (DatabaseError, InterfaceError):
            await asyncio.to_thread(self._database_lost)
            if known is None:
                raise _Answer(503) from None
            return known  # The database is away for a moment; the write below decides.
        except (ChannelError, Refusal) as failure:
            # Its key is lost or its adapter is not installed: nothing can be verified until that is mended.
            log.warning("Connection %s cannot be served: %s", public_id, failure)
            raise _Answer(503, _COME_AGAIN) from None
        if found is None:
            self._known.pop(public_id, None)
            raise _Answer(404)
        self._known[public_id] = found
        return found

    def _challenge(self, known: _Known, scope: HTTPScope) -> _Answer:
        try:
            query = dict(parse_qsl(scope["query_string"].decode("latin-1"), max_num_fields=50))
        except ValueError:
            raise _Answer(405) from None
        answer = known.channel.challenge(known.link, query)
        if answer is None:
            raise _Answer(405)
        return _Answer(200, answer)

    async def _body(self, receive: ASGIReceiveCallable) -> bytes:
        parts: list[bytes] = []
        size = 0
        while True:
            event = await receive()
            if event["type"] == "http.disconnect":
                raise _Answer(400)
            if event["type"] != "http.request":
                continue
            parts.append(event.get("body", b""))
            size += len(parts[-1])
            if size > self._max_body:
                raise _Answer(413, f"At most {self._max_body} bytes in one delivery.")
            if not event.get("more_body", False):
                return b"".join(parts)

    def _verified(self, known: _Known, body: bytes, headers: Mapping[str, str]) -> Delivery:
        """Fail closed: whatever goes wrong while proving where it comes from is a 401."""
        claimed = Delivery(key="", body=body, headers=headers)
        try:
            known.channel.verify(known.link, claimed, self._clock())
        except ChannelError:
            raise _Answer(401, "The signature does not prove where this comes from.") from None
        except Exception:
            log.exception("Verifying a delivery of connection %s failed", known.connection.pk)
            raise _Answer(401) from None
        return Delivery(key=_key(known.channel, body, headers), body=body, headers={})

    async def _written(self, connection: Connection, delivery: Delivery) -> bool:
        if len(self._waiting) >= MOST_WAITING:
            return False
        written: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(connection, delivery, written))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_on())
        return await written

    async def _write_on(self) -> None:
        """Commit what waits, batch after batch, until nothing waits."""
        while self._waiting:
            batch, self._waiting = self._waiting, []
            for waiting, written in zip(batch, await self._write(batch), strict=True):
                if not waiting.written.done():
                    waiting.written.set_result(written)

    async def _write(self, batch: list[_Waiting]) -> list[bool]:
        """Whatever happens, everybody who waits is told."""
        try:
            return await asyncio.to_thread(_write, batch, self._clock(), self._database_lost)
        except Exception:
            log.exception("Writing %s deliveries failed", len(batch))
            return [False] * len(batch)

    async def lifespan(self, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """Start and stop with the server; a commit that runs at the end is waited for."""
        while True:
            event = await receive()
            if event["type"] == "lifespan.startup":
                await send({"type": "lifespan.startup.complete"})
            elif event["type"] == "lifespan.shutdown":
                if self._writer is not None:
                    await asyncio.wait([self._writer], timeout=3)
                await send({"type": "lifespan.shutdown.complete"})
                return


def _key(channel: Channel, body: bytes, headers: Mapping[str, str]) -> str:
    """The network's own id of a verified delivery; what has none that can be read is known by its bytes."""
    try:
        return channel.delivery_key(body, headers)
    except Exception:
        log.exception("The adapter %s found no key", channel.slug)
        return "sha256:" + hashlib.sha256(body).hexdigest()


def _look_up(public_id: uuid.UUID) -> _Known | None:
    try:
        connection = channels.connection_by_public_id(public_id)
        if connection is None:
            return None
        return _Known(
            connection=connection,
            channel=registry.channel(connection.channel),
            link=channels.link_for(connection),
            until=time.monotonic() + REMEMBER_FOR,
        )
    finally:
        # Back to the pool: a thread that idles with a connection keeps it from people's requests.
        connections.close_all()


def _write(batch: list[_Waiting], now: datetime, database_lost: Callable[[], None]) -> list[bool]:
    """Whether each was written. One transaction for all; tried once more, for the database may be back.

    What cannot be written at all (its connection has just been removed) must not take the others with
    it: the batch is halved until the bad ones are alone.
    """
    for _ in range(2):
        try:
            _commit(batch, now)
        except (DataError, IntegrityError) as failure:
            log.warning("Of %s deliveries some cannot be written: %s", len(batch), failure)
            return _write_halves(batch, now, database_lost)
        except (DatabaseError, InterfaceError) as failure:
            log.warning("%s deliveries could not be written: %s", len(batch), failure)
            database_lost()
        else:
            return [True] * len(batch)
        finally:
            connections.close_all()
    return [False] * len(batch)


def _write_halves(
    batch: list[_Waiting], now: datetime, database_lost: Callable[[], None]
) -> list[bool]:
    if len(batch) == 1:
        return [False]
    middle = len(batch) // 2
    halves = (batch[:middle], batch[middle:])
    return [written for half in halves for written in _write(half, now, database_lost)]


@transaction.atomic
def _commit(batch: list[_Waiting], now: datetime) -> None:
    for connection, deliveries in _by_connection(batch).items():
        webhook.receive(connection=connection, deliveries=deliveries, now=now)


def _by_connection(batch: list[_Waiting]) -> dict[Connection, list[Delivery]]:
    """In the order of ids, so that two web processes lock rows in one order."""
    found: dict[Connection, list[Delivery]] = {}
    for waiting in sorted(batch, key=lambda waiting: waiting.connection.pk):
        found.setdefault(waiting.connection, []).append(waiting.delivery)
    return found
