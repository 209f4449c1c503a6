"""The ways out of the house that adapters are handed: HTTP, streams, IMAP, SMTP, and the time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx

from amends.channels.transports.mail import ImapOpener, SmtpOpener


def utc_now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Transports:
    """What an adapter may use to reach its network, and its clock; tests hand in their own."""

    http: httpx.BaseTransport
    imap: ImapOpener
    smtp: SmtpOpener
    clock: Callable[[], datetime] = utc_now
