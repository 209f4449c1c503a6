"""A connection to a peer's mailbox as the desk uses it, and the mails that go back and forth."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime

import pytest

from amends.channels.adapters.email import Email
from amends.channels.base import Link
from amends.channels.contract import (
    Delivery,
    Outgoing,
    Said,
    Secrets,
    ThreadKind,
    Visibility,
)
from amends.channels.transports import Transports
from amends.channels.transports.http import AllowedAddresses, HttpTransport
from amends.channels.transports.imap import Imap
from amends.channels.transports.smtp import Smtp
from peers.mail import MailPeer

CUSTOMER = "ana@customer.example"
channel = Email()


@dataclass
class Desk:
    """A connection to the peer's mailbox, how far it was read, and what was heard (as the journal knows)."""

    peer: MailPeer
    link: Link
    cursor: str = ""
    known: set[str] = field(default_factory=set)

    def hear(self) -> list[Delivery]:
        """Everything new since the last time."""
        return [each for each in self.fetched() if self.is_new(each)]

    def fetched(self) -> list[Delivery]:
        """Everything that the network brings, with its overlap."""
        found: list[Delivery] = []
        while True:
            page = channel.fetch(self.link, self.cursor)
            found += page.deliveries
            self.cursor = page.cursor
            if not page.more:
                return found

    def is_new(self, delivery: Delivery) -> bool:
        """Whether its key has not been heard; it has been from now on."""
        is_new = delivery.key not in self.known
        self.known.add(delivery.key)
        return is_new

    def said(self) -> list[Said]:
        items = [item for each in self.hear() for item in channel.parse(self.link, each)]
        return [item for item in items if isinstance(item, Said) and not item.own]

    def changed(self, **settings: str) -> Desk:
        link = Link({**self.link.settings, **settings}, self.link.secrets, self.link.transports)
        return Desk(self.peer, link, self.cursor, self.known)


@pytest.fixture
def desk(mail_peer: MailPeer) -> Desk:
    return Desk(mail_peer, link_to(mail_peer))


def link_to(peer: MailPeer, *, ahead: timedelta = timedelta(0)) -> Link:
    transports = Transports(
        HttpTransport(AllowedAddresses()),
        Imap(timeout=30, tls=peer.host.trust),
        Smtp(timeout=30, tls=peer.host.trust),
        clock=lambda: datetime.now(UTC) + ahead,
    )
    secrets = Secrets({**peer.secrets, "reply_key": "a key that only we know"})
    return Link(peer.settings, secrets, transports)


def written(
    peer: MailPeer, subject: str = "Where is my order?", text: str = "It is late.", **more: str
) -> EmailMessage:
    """A customer's mail; ``more``: headers, with _ for -."""
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = f"Ana Novak <{CUSTOMER}>"
    mail["To"] = more.pop("To", peer.address)
    mail["Subject"] = subject
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail["Message-ID"] = f"<{time.time_ns()}@customer.example>"
    for name, value in more.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def answer(said: Said, text: str = "It left today.", key: str = "send-1") -> Outgoing:
    return Outgoing(
        key=key,
        visibility=Visibility.PRIVATE,
        text=text,
        thread=said.thread.external_id,
        thread_kind=ThreadKind.MAIL,
        reply_to=said.external_id,
        recipient=said.author.external_id,
        recipient_name=said.author.name,
        subject=said.thread.title,
        references=(said.external_id,),
    )
