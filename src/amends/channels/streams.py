"""Server-sent events from a network: as they come, bounded, and over as soon as we are told to stop."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import httpx

from amends.channels import calls
from amends.channels.calls import Answer, Call
from amends.channels.contract import Malformed, Unreachable
from amends.channels.transports import Transports

LONGEST_EVENT = 1024 * 1024
_LOOK_EVERY = 0.5
_LINE_END = re.compile(rb"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its name (``message`` where it has none), its data, and the id to go on from."""

    name: str
    data: str
    last_id: str = ""


class NotOpened(Exception):
    """The network answered, but not with a stream."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"HTTP {answer.status}")
        self.answer = answer


def listen(transports: Transports, call: Call, stop: threading.Event) -> Iterator[Event]:
    """The events of a stream, until ``stop`` is set.

    ``call.timeout``: how many seconds of silence mean that the line is dead; networks that stream
    send comments meanwhile. Raises `NotOpened`, `Unreachable` when the line breaks, is silent or is
    closed by the network, and `Malformed` for an event without end.
    """
    with calls.opened(transports, call) as response:
        if response.status_code != httpx.codes.OK:
            raise NotOpened(calls.read(response, transports, call))
        with ended_by(stop, response):
            yield from _until(stop, events(_lines(response.iter_bytes())))
    if not stop.is_set():
        raise Unreachable("The network closed the stream")


def _until(stop: threading.Event, found: Iterator[Event]) -> Iterator[Event]:
    try:
        for event in found:
            if stop.is_set():
                return
            yield event
    except httpx.TransportError:
        # We broke the line ourselves when we were told to stop.
        if not stop.is_set():
            raise


def events(lines: Iterable[str]) -> Iterator[Event]:
    """Events from the lines of a stream. Source: the HTML standard, 9.2.6; unknown fields are ignored."""
    name, data, last_id = "", list[str](), ""
    for line in lines:
        if not line:
            if data:
                yield Event(name or "message", "\n".join(data), last_id)
            name, data = "", []
            continue
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "data":
            data.append(value)
            if sum(map(len, data)) > LONGEST_EVENT:
                raise Malformed(f"An event is longer than {LONGEST_EVENT} characters")
        elif field == "event":
            name = value
        elif field == "id" and "\x00" not in value:
            last_id = value


def _lines(chunks: Iterable[bytes]) -> Iterator[str]:
    rest = b""
    for chunk in chunks:
        # A CR at the end may be half of a CRLF: it waits for the next chunk.
        whole, tail = (
            (rest + chunk, b"") if not chunk.endswith(b"\r") else (rest + chunk[:-1], b"\r")
        )
        *lines, rest = _LINE_END.split(whole)
        rest += tail
        if len(rest) > LONGEST_EVENT:
            raise Malformed(f"A line is longer than {LONGEST_EVENT} bytes")
        yield from (line.decode("utf-8", "replace") for line in lines)


@contextlib.contextmanager
def ended_by(stop: threading.Event, response: httpx.Response) -> Iterator[None]:
    """Shuts the line when ``stop`` is set: the thread that reads would otherwise wait for words."""
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            if stop.wait(_LOOK_EVERY):
                _shut(response)
                return

    watcher = threading.Thread(target=watch, name="stream-stop", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()


def _shut(response: httpx.Response) -> None:
    stream = response.extensions.get("network_stream")
    line = stream.get_extra_info("socket") if stream is not None else None
    if line is not None:
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
