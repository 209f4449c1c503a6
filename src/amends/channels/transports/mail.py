"""Mail's two doors, as adapters see them: an IMAP session and an SMTP session, opened on demand.

The real ones are `amends.channels.transports.imap.open_imap` and `…transports.smtp.open_smtp`.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Security(enum.StrEnum):
    """How the line is protected."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where a mailbox lives and who we are there. The password never prints. No user: no sign-in."""

    host: str
    port: int
    security: Security
    user: str
    password: str

    def __repr__(self) -> str:
        return f"MailServer({self.host}:{self.port}, {self.security}, {self.user})"


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the mailbox says of a mail without reading it: its size in bytes and when it came."""

    size: int
    at: datetime


class ImapSession(Protocol):
    """An authenticated IMAP session on one folder, opened read-only: we never touch \\Seen."""

    def uid_validity(self) -> int:
        """Changes when the server has numbered the folder anew."""
        ...

    def uids_after(self, uid: int) -> Sequence[int]:
        """UIDs greater than ``uid``, ascending."""
        ...

    def uids_since(self, day: str) -> Sequence[int]:
        """UIDs that came on ``day`` (``"21-Nov-2026"``, the server's own days) or later, ascending."""
        ...

    def uids_with_header(self, name: str, value: str) -> Sequence[int]:
        """UIDs whose header ``name`` contains ``value``, ascending."""
        ...

    def arrivals(self, uids: Sequence[int]) -> Mapping[int, Arrival]:
        """Size and time of arrival; a UID that is gone is left out."""
        ...

    def raw(self, uids: Sequence[int]) -> Mapping[int, bytes]:
        """The mails as they are, unread as they were; a UID that is gone is left out."""
        ...

    def idle(self, seconds: float) -> bool:
        """Wait at most so long; whether something new came. Unsupported where the server has no IDLE."""
        ...

    def append(self, message: bytes) -> None:
        """File a copy in the folder, marked as read."""
        ...


class ImapOpener(Protocol):
    """Opens a session; closes it at the end of the ``with``."""

    def __call__(self, server: MailServer, folder: str) -> AbstractContextManager[ImapSession]: ...


class SmtpSession(Protocol):
    """An authenticated SMTP session."""

    def send(self, sender: str, recipients: Sequence[str], message: bytes) -> None:
        """Hand over; returns when the server took it for everybody.

        Raises Refused (5xx), Throttled or Unreachable (4xx, or the line broke before the message
        left), Disconnected (sign-in), Unknown (the line broke after the message began to leave).
        """
        ...


class SmtpOpener(Protocol):
    """Opens a session; closes it at the end of the ``with``."""

    def __call__(self, server: MailServer) -> AbstractContextManager[SmtpSession]: ...
