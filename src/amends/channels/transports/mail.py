"""Mail's two doors, as adapters see them: an IMAP session and an SMTP session, opened on demand."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol


class Security(enum.StrEnum):
    """How the line is protected."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where a mailbox lives and who we are there. The password never prints."""

    host: str
    port: int
    security: Security
    user: str
    password: str

    def __repr__(self) -> str:
        return f"MailServer({self.host}:{self.port}, {self.security}, {self.user})"


class ImapSession(Protocol):
    """An authenticated IMAP session on one folder, opened read-only: we never touch \\Seen."""

    def uid_validity(self) -> int: ...
    def uids_after(self, uid: int) -> Sequence[int]: ...
    def uids_since(self, day: str) -> Sequence[int]: ...
    def uids_with_header(self, name: str, value: str) -> Sequence[int]: ...
    def raw(self, uids: Sequence[int]) -> Mapping[int, bytes]: ...
    def idle(self, seconds: float) -> bool: ...


class ImapOpener(Protocol):
    """Opens a session; closes it at the end of the ``with``."""

    def __call__(self, server: MailServer, folder: str) -> AbstractContextManager[ImapSession]: ...


class SmtpSession(Protocol):
    """An authenticated SMTP session."""

    def send(self, sender: str, recipients: Sequence[str], message: bytes) -> None: ...


class SmtpOpener(Protocol):
    """Opens a session; closes it at the end of the ``with``."""

    def __call__(self, server: MailServer) -> AbstractContextManager[SmtpSession]: ...
