"""Fake mail: mailboxes and mail servers made of recorded mails, or in trouble."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from amends.channels.conformance.worlds import NoHttp, Nowhere, Trouble, World
from amends.channels.contract import (
    ChannelError,
    Disconnected,
    Malformed,
    Refused,
    Throttled,
    Unknown,
    Unreachable,
)
from amends.channels.transports import Transports
from amends.channels.transports.mail import Arrival, ImapSession, MailServer, SmtpSession


@dataclass(frozen=True, slots=True)
class Kept:
    """A mail in a fake mailbox."""

    raw: bytes
    at: datetime


@dataclass(slots=True)
class Mailbox:
    """A fake folder; an `ImapSession`."""

    validity: int
    mails: dict[int, Kept] = field(default_factory=dict)
    appended: list[bytes] = field(default_factory=list)

    def uid_validity(self) -> int:
        return self.validity

    def uids_after(self, uid: int) -> Sequence[int]:
        return sorted(each for each in self.mails if each > uid)

    def uids_since(self, day: str) -> Sequence[int]:
        first = datetime.strptime(day, "%d-%b-%Y").date()  # noqa: DTZ007 - a day of the server's own
        return sorted(uid for uid, kept in self.mails.items() if kept.at.date() >= first)

    def uids_with_header(self, name: str, value: str) -> Sequence[int]:
        return sorted(uid for uid, kept in self.mails.items() if value in _header(kept.raw, name))

    def arrivals(self, uids: Sequence[int]) -> Mapping[int, Arrival]:
        found = {uid: self.mails[uid] for uid in uids if uid in self.mails}
        return {uid: Arrival(len(kept.raw), kept.at) for uid, kept in found.items()}

    def raw(self, uids: Sequence[int]) -> Mapping[int, bytes]:
        return {uid: self.mails[uid].raw for uid in uids if uid in self.mails}

    def idle(self, seconds: float) -> bool:  # noqa: ARG002 - nothing ever comes
        return False

    def append(self, message: bytes) -> None:
        self.appended.append(message)


def _header(raw: bytes, name: str) -> str:
    return " ".join(
        str(each) for each in message_from_bytes(raw, policy=policy.default).get_all(name, [])
    )


class Mail:
    """A world of mailboxes by folder, and a mail server that takes everything or fails as told.

    ``opening``, ``reading``, ``handing_over``: what is raised when a session opens, when a mailbox is
    read, and when a message is handed over.
    """

    def __init__(
        self,
        now: datetime,
        folders: Mapping[str, Mailbox] | None = None,
        *,
        opening: ChannelError | None = None,
        handing_over: ChannelError | None = None,
    ) -> None:
        self.left: list[bytes] = []
        self._folders = folders or {}
        self._opening = opening
        self._handing_over = handing_over
        self.transports = Transports(NoHttp(), self._imap, self._smtp, clock=lambda: now)

    @contextmanager
    def _imap(self, server: MailServer, folder: str) -> Iterator[ImapSession]:  # noqa: ARG002
        if self._opening:
            raise self._opening
        if folder not in self._folders:
            raise Refused(f"The folder “{folder}” cannot be opened.")
        yield self._folders[folder]

    @contextmanager
    def _smtp(self, server: MailServer) -> Iterator[SmtpSession]:  # noqa: ARG002
        if self._opening:
            raise self._opening
        yield _Post(self.left, self._handing_over)

    def finish(self) -> None:
        """A mailbox need not be read to its end."""


@dataclass(frozen=True, slots=True)
class _Post:
    """A fake `SmtpSession`."""

    left: list[bytes]
    failure: ChannelError | None

    def send(self, sender: str, recipients: Sequence[str], message: bytes) -> None:
        if self.failure:
            raise self.failure
        self.left.append(f"{sender} → {' '.join(recipients)}\n".encode() + message)


class MailKit:
    """Worlds for channels that speak IMAP and SMTP.

    A script is ``{"folders": {"INBOX": {"uid_validity": 7, "mails": {"1": {"file": "mails/a.eml",
    "at": "2026-11-21T09:00:00+00:00"}}}}}``; files are in the recording's folder.
    """

    def __init__(self, now: datetime, folder: Path, echoes: Sequence[str] = ()) -> None:
        self._now = now
        self._folder = folder
        self._words = " ".join(echoes)

    def world(self, script: Any) -> World:
        folders = {name: self._mailbox(told) for name, told in script.get("folders", {}).items()}
        return Mail(self._now, folders)

    def nowhere(self) -> World:
        return Nowhere(self._now)

    def reading(self) -> Iterator[Trouble]:
        for kind in (Disconnected, Refused, Throttled, Unreachable, Malformed):
            yield Trouble(f"IMAP: {kind.__name__}", Mail(self._now, opening=kind("no")), kind)

    def silence(self) -> Iterator[Trouble]:
        yield Trouble("no line", Mail(self._now, opening=Unreachable("no line")), Unreachable)

    def gibberish(self) -> Iterator[Trouble]:
        yield Trouble("no IMAP", Mail(self._now, opening=Malformed("no IMAP")), Malformed)

    def sending(self) -> Iterator[Trouble]:
        for kind in (Disconnected, Refused, Throttled, Unreachable):
            world = Mail(self._now, self._any(), opening=kind("no"))
            yield Trouble(f"SMTP sign-in: {kind.__name__}", world, kind)
            world = Mail(self._now, self._any(), handing_over=kind("no"))
            yield Trouble(f"SMTP: {kind.__name__}", world, kind)

    def lost(self) -> Iterator[Trouble]:
        failure = Unknown("the line broke after the message began to leave")
        yield Trouble("a cut line", Mail(self._now, self._any(), handing_over=failure), Unknown)

    def _any(self) -> dict[str, Mailbox]:
        return {name: Mailbox(1) for name in ("INBOX", "Sent")}

    def _mailbox(self, told: Mapping[str, Any]) -> Mailbox:
        mails = {
            int(uid): Kept(
                (self._folder / each["file"]).read_bytes(), datetime.fromisoformat(each["at"])
            )
            for uid, each in told.get("mails", {}).items()
        }
        return Mailbox(told["uid_validity"], mails)
