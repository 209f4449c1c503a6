"""The ways out of the house that adapters are handed: HTTP, streams, IMAP, SMTP."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from amends.channels.transports.mail import ImapOpener, SmtpOpener


@dataclass(frozen=True, slots=True)
class Transports:
    """What an adapter may use to reach its network; tests hand in their own."""

    http: httpx.BaseTransport
    imap: ImapOpener
    smtp: SmtpOpener
