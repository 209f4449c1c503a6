"""Messages of a network's WebSocket: as they come, bounded, and over as soon as we are told to stop.

The line is opened by the HTTP transport that was handed in: what that may not reach, this may not either.
Source: RFC 6455; its frames are read and written by wsproto.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import itertools
import secrets as chance
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol, cast

import httpcore
import httpx
from wsproto import ConnectionType
from wsproto.connection import Connection
from wsproto.events import BytesMessage, CloseConnection, Event, Message, Ping
from wsproto.utilities import LocalProtocolError, RemoteProtocolError

from amends.channels import calls
from amends.channels.calls import Call
from amends.channels.contract import Malformed, Unreachable
from amends.channels.streams import ended_by
from amends.channels.transports import Transports

LONGEST_MESSAGE = 1024 * 1024
_CHUNK = 64 * 1024
_MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class _Line(Protocol):
    """The line under an answer of 101, as httpcore hands it out."""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes: ...

    def write(self, buffer: bytes, timeout: float | None = None) -> None: ...


def listen(transports: Transports, call: Call, stop: threading.Event) -> Iterator[str]:
    """The text messages of a WebSocket, until ``stop`` is set.

    ``call``: a GET; its ``timeout`` is how many seconds of silence mean that the line is dead. Raises the
    named failures of an HTTP answer that opens nothing, `Unreachable` when the line breaks, is silent or is
    closed by the network, and `Malformed` for what is no WebSocket or a message without end.
    """
    key = base64.b64encode(chance.token_bytes(16)).decode()
    asked = replace(call, headers={**call.headers, **_handshake(key)})
    with calls.opened(transports, asked) as response:
        if response.status_code != httpx.codes.SWITCHING_PROTOCOLS:
            answer = calls.read(response, transports, asked)
            raise calls.failure(answer, asked, "", transports.clock())
        if response.headers.get("sec-websocket-accept", "") != _accepting(key):
            raise Malformed("The network did not accept a WebSocket as it should.")
        with ended_by(stop, response):
            line = cast("_Line", response.extensions["network_stream"])
            yield from _messages(line, call.timeout, stop)


def _handshake(key: str) -> dict[str, str]:
    return {
        "connection": "Upgrade",
        "upgrade": "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": key,
    }


def _accepting(key: str) -> str:
    # RFC 6455, 4.2.2: no secret, only a sign that the other side speaks the protocol.
    digest = hashlib.sha1((key + _MAGIC).encode(), usedforsecurity=False).digest()
    return base64.b64encode(digest).decode()


def _messages(line: _Line, silence: float, stop: threading.Event) -> Iterator[str]:
    protocol, parts, size = Connection(ConnectionType.CLIENT), list[str](), 0
    for event in _events(line, protocol, silence, stop):
        if not isinstance(event, Message):
            continue
        if isinstance(event, BytesMessage):
            raise Malformed("A message of bytes, where only texts were asked for.")
        parts.append(str(event.data))
        size += len(parts[-1])
        if size > LONGEST_MESSAGE:
            raise Malformed(f"A message is longer than {LONGEST_MESSAGE} characters")
        if event.message_finished:
            yield "".join(parts)
            parts, size = [], 0


def _events(
    line: _Line, protocol: Connection, silence: float, stop: threading.Event
) -> Iterator[Event]:
    """What happens on the line, pings answered; ends when ``stop`` is set."""
    while not stop.is_set():
        with _named(stop):
            # Nothing at all: it was closed without a word.
            protocol.receive_data(line.read(_CHUNK, timeout=silence) or None)
        for event in _whole(protocol, stop):
            if isinstance(event, CloseConnection):
                raise Unreachable(f"The network closed the line ({event.code})")
            if isinstance(event, Ping):
                with _named(stop):
                    line.write(protocol.send(event.response()), timeout=silence)
            yield event


def _whole(protocol: Connection, stop: threading.Event) -> Iterator[Event]:
    """The events that are whole so far, as long as anybody wants them."""
    with _named(stop):
        found = list(protocol.events())
    return itertools.takewhile(lambda _: not stop.is_set(), found)


@contextlib.contextmanager
def _named(stop: threading.Event) -> Iterator[None]:
    """Names what breaks; nothing is wrong where we broke the line ourselves, told to stop."""
    try:
        yield
    except (httpcore.TimeoutException, httpcore.NetworkError, httpx.TransportError) as error:
        if not stop.is_set():
            raise Unreachable(f"{type(error).__name__}: {error}"[:300]) from None
    except (LocalProtocolError, RemoteProtocolError) as error:
        raise Malformed(f"What came is no WebSocket: {error}"[:300]) from None
