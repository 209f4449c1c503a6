"""The feed's door: one address per brand, raw ASGI, a stream of events for as long as the page is open."""

from __future__ import annotations

import asyncio
import logging
import secrets
from contextlib import suppress

from django.db import DatabaseError, InterfaceError, connections
from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, HTTPScope

from amends.refusals import NotAllowed, NotFound, Refusal
from amends.web.live import entrance, notices
from amends.web.live.hub import Hub, Pass, Stream
from amends.web.live.line import Line, OpenLine

log = logging.getLogger(__name__)

PREFIX = "/live/"
HEARTBEAT_SECONDS = 15.0
#: Somebody who was removed or signed out hears nothing after this.
CHECK_SECONDS = 60.0
#: A page that takes nothing for so long is gone.
_PATIENCE_SECONDS = 30.0
_CHECKED_AT_ONCE = 50
_STATUS: dict[type[Refusal], int] = {
    entrance.NotSignedIn: 401,
    entrance.NotFromHere: 403,
    NotAllowed: 403,
    NotFound: 404,
}


class LiveDoor:
    """An ASGI application for ``/live/<a brand's slug>/``.

    Answers: 200 the stream; 401 not signed in; 403 another site's page; 404 not a member of the brand;
    405; 429 too many streams; 503 the database is away, or the desk is stopping. ``open_line`` gives a
    connection that hears the bell.
    """

    def __init__(self, *, open_line: OpenLine, check_seconds: float = CHECK_SECONDS) -> None:
        self.hub = Hub()
        self._open_line = open_line
        self._check_seconds = check_seconds
        self._loop: asyncio.AbstractEventLoop | None = None
        self._line: Line | None = None
        self._clocks: list[asyncio.Task[None]] = []
        self._is_over = False

    # ------------------------------------------------------------------------------ its life

    def start(self) -> None:
        """Begin to hear the bell and to take streams. Called in the loop."""
        self._is_over = False
        self._loop = asyncio.get_running_loop()
        self._line = Line(self._open_line, self._heard, self._missed)
        self._line.start()
        self._clocks = [
            asyncio.create_task(self._beat()),
            asyncio.create_task(self._check()),
        ]

    def end(self) -> None:
        """Close every stream and take no more; may be called in a signal's handler."""
        self._is_over = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.hub.end_all)

    def stop(self) -> None:
        """Hang up. Called in the loop."""
        self.end()
        for clock in self._clocks:
            clock.cancel()
        if self._line is not None:
            self._line.close()

    def _heard(self, payload: str) -> None:
        alerted = notices.alerted(payload)
        if alerted is not None:
            self._in_loop(self.hub.alert, alerted)
            return
        notice = notices.parsed(payload)
        if notice is not None:
            self._in_loop(self.hub.publish, notice)

    def _missed(self) -> None:
        self._in_loop(self.hub.tell_all, notices.resync())

    def _in_loop(self, call: object, argument: object) -> None:
        with suppress(RuntimeError):  # the loop has closed: nobody is left to tell
            self._loop.call_soon_threadsafe(call, argument)  # type: ignore[union-attr, arg-type]

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            self.hub.tell_all(notices.HEARTBEAT)

    async def _check(self) -> None:
        """Cut off who may not listen any more."""
        while True:
            await asyncio.sleep(self._check_seconds)
            streams = self.hub.streams
            for first in range(0, len(streams), _CHECKED_AT_ONCE):
                with suppress(DatabaseError, InterfaceError):  # they are asked again next time
                    await self._check_some(streams[first : first + _CHECKED_AT_ONCE])

    async def _check_some(self, streams: list[Stream]) -> None:
        holders = {stream.holder for stream in streams}
        staying = await asyncio.to_thread(_staying, holders)
        for stream in streams:
            if stream.holder not in staying:
                stream.end()

    # ------------------------------------------------------------------------------ a stream

    async def __call__(
        self, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        status, holder = await self._answer(scope)
        stream = self.hub.join(holder) if holder is not None else None
        if stream is None:
            await _refuse(send, status if holder is None else 429)
            return
        gone = asyncio.create_task(_until_gone(receive, stream))
        try:
            await _pour(stream, send, is_again=b"last-event-id" in dict(scope["headers"]))
        finally:
            gone.cancel()
            self.hub.leave(stream)

    async def _answer(self, scope: HTTPScope) -> tuple[int, Pass | None]:
        if scope["method"] != "GET":
            return 405, None
        if self._is_over:
            return 503, None
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in scope["headers"]
        }
        brand = scope["path"].removeprefix(PREFIX).strip("/")
        try:
            entrance.require_own_page(headers, is_secure=scope["scheme"] == "https")
            cookie = headers.get("cookie", "")
            return 200, await asyncio.to_thread(_admitted, cookie, brand)
        except Refusal as refusal:
            return _STATUS.get(type(refusal), 403), None
        except (DatabaseError, InterfaceError):
            return 503, None


def _admitted(cookie: str, brand: str) -> Pass:
    try:
        return entrance.admitted(cookie, brand)
    finally:
        # Back to the pool: a stream is open for hours and needs no connection meanwhile.
        connections.close_all()


def _staying(holders: set[Pass]) -> set[Pass]:
    try:
        return {holder for holder in holders if entrance.may_stay(holder)}
    finally:
        connections.close_all()


async def _until_gone(receive: ASGIReceiveCallable, stream: Stream) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end()


async def _pour(stream: Stream, send: ASGISendCallable, *, is_again: bool) -> None:
    """The events as they come. A page that was here before may have missed some: it looks at everything."""
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    # After a restart everybody comes back: not all in the same second.
    events: bytes | None = notices.hello(retry_ms=1_000 + secrets.randbelow(3_000))
    if is_again and events is not None:
        events += notices.resync()
    while events is not None:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await send({"type": "http.response.body", "body": events, "more_body": True})
        events = await stream.next()
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _refuse(send: ASGISendCallable, status: int) -> None:
    headers = [(b"content-length", b"0"), (b"cache-control", b"no-store")]
    if status == 405:
        headers.append((b"allow", b"GET"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
