"""What the alerts' tests stand on: real servers on this machine for mail, push and chats."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from outsiders import ChatRoom, Mailbox, PushService

from amends.alerts.actions.ways.outside import Outside
from amends.channels.transports.http import AllowedAddresses, HttpTransport
from amends.channels.transports.mail import MailServer, Security
from amends.channels.transports.smtp import Smtp
from cast import NOON


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as mailbox:
        yield mailbox


@pytest.fixture
def push_service() -> Iterator[PushService]:
    with PushService() as service:
        yield service


@pytest.fixture
def chat_room() -> Iterator[ChatRoom]:
    with ChatRoom() as room:
        yield room


@pytest.fixture
def outside(mailbox: Mailbox, push_service: PushService) -> Outside:
    """The ways out, to this machine's servers and nowhere else private."""
    allowed = AllowedAddresses(["127.0.0.1", "localhost"])
    return Outside(
        http=HttpTransport(allowed, tls=push_service.trust),
        smtp=Smtp(timeout=3),
        mail=MailServer("127.0.0.1", mailbox.port, Security.NONE, "", ""),
        sender="Amends <desk@northpost.example>",
        allowed=allowed,
        clock=lambda: NOON,
    )
