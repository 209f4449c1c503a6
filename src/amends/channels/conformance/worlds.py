"""The fakes that stand in for networks: a world answers from a script and notes what left the house."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import httpx

from amends.channels.conformance.verdict import Broken
from amends.channels.contract import ChannelError
from amends.channels.transports import Transports
from amends.channels.transports.mail import ImapSession, MailServer, SmtpSession


class World(Protocol):
    """A network that is not there. ``left``: everything that left the house, as raw bytes."""

    @property
    def transports(self) -> Transports: ...

    @property
    def left(self) -> list[bytes]: ...

    def finish(self) -> None:
        """Raises `Broken` when something in the script was never asked for."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A world in which a thing goes wrong, and the failure that an adapter must name it by."""

    name: str
    world: World
    due: type[ChannelError]


class Kit(Protocol):
    """The worlds of one kind of transport."""

    def world(self, script: Any) -> World:
        """A network that plays a recording's script."""

    def nowhere(self) -> World:
        """A network that nobody may call: every call is `Broken`."""

    def reading(self) -> Iterable[Trouble]:
        """What can go wrong while reading, and its name."""

    def silence(self) -> Iterable[Trouble]:
        """No connection, no answer, a broken line, while reading: each is Unreachable."""

    def gibberish(self) -> Iterable[Trouble]:
        """Answers that are not the network's own format: each is Malformed."""

    def sending(self) -> Iterable[Trouble]:
        """What can go wrong while sending, and its name; Unknown where it may have been accepted."""

    def lost(self) -> Iterable[Trouble]:
        """Answers lost after a send left, or that nobody can read: each is Unknown."""


class NoHttp(httpx.BaseTransport):
    """Nobody may call by HTTP here."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        raise Broken(f"{request.method} {request.url} was called, and nothing may be called here")


def no_imap(server: MailServer, folder: str) -> AbstractContextManager[ImapSession]:
    """Nobody may open a mailbox here."""
    raise Broken(f"the mailbox {folder} of {server!r} was opened; nothing may be called here")


def no_smtp(server: MailServer) -> AbstractContextManager[SmtpSession]:
    """Nobody may open a mail server here."""
    raise Broken(f"{server!r} was opened; nothing may be called here")


class Nowhere:
    """A world without any network."""

    def __init__(self, now: datetime) -> None:
        self.left: list[bytes] = []
        self.transports = Transports(NoHttp(), no_imap, no_smtp, clock=lambda: now)

    def finish(self) -> None:
        """Nothing was to be asked for."""


class NoKit:
    """For a channel without a network: nothing may be called, and so nothing can go wrong on the way."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def world(self, script: Any) -> World:  # noqa: ARG002 - there is nothing to play
        return Nowhere(self._now)

    def nowhere(self) -> World:
        return Nowhere(self._now)

    def reading(self) -> Iterable[Trouble]:
        return ()

    silence = gibberish = sending = lost = reading
