"""The whole desk on real mail: what a worker and a listener do in turn, and a customer with a mailbox."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from django.db import connection as database
from django.utils import timezone

from amends.channels import actions as channels
from amends.channels import registry
from amends.channels.base import Link
from amends.channels.models import Connection
from amends.channels.queries import link_for
from amends.inbox.models import Case, Message
from amends.listening.actions.digest import digest
from amends.listening.actions.poll import poll
from amends.outbox import actions as outbox
from amends.outbox.actions.deliver import Courier, deliver_next
from amends.outbox.actions.settle import look_up
from amends.outbox.models import Send, SendState
from amends.outbox.rules import Pace, SayKind
from amends.staff.rules import Actor
from cast import Cast
from peers.mail import MailPeer

#: Ids stay whole, as mail programs write them; Python's own way would fold them into encoded words.
_WHOLE = policy.SMTP.clone(max_line_length=0)
#: What a desk waits for in life, it does not wait for here; nothing is skipped.
QUICK = Pace(look_up_after=timedelta(0), absent_after=timedelta(0), first_wait=timedelta(0))


@dataclass
class Customer:
    """Somebody with a mailbox at the same provider, and a mail program."""

    peer: MailPeer
    name: str = "Ana Novak"

    def write(
        self, to: str, subject: str = "Where is my order?", text: str = "It is late.", **more: str
    ) -> EmailMessage:
        """A mail of theirs, ready to go; ``more``: headers, with _ for -."""
        mail = EmailMessage(policy=policy.SMTP)
        mail["From"] = f"{self.name} <{self.peer.address}>"
        mail["To"] = to
        mail["Subject"] = subject
        mail["Date"] = format_datetime(datetime.now(UTC))
        mail["Message-ID"] = f"<{time.time_ns()}@customer.example>"
        for header, value in more.items():
            mail[header.replace("_", "-")] = value
        mail.set_content(text)
        return mail

    def received(self) -> list[EmailMessage]:
        """What is in their mailbox, oldest first."""
        with self.peer.mailbox() as program:
            found = program.fetch(program.search(), ["BODY.PEEK[]"])
        raw = [found[uid][b"BODY[]"] for uid in sorted(found)]
        return [
            message_from_bytes(each, _class=EmailMessage, policy=policy.default) for each in raw
        ]


@dataclass
class MailDesk:
    """Northpost with its mailbox connected: listens and sends when it is told to."""

    cast: Cast
    peer: MailPeer
    connection: Connection

    @property
    def ada(self) -> Actor:
        return self.cast.actor(self.cast.ada)

    def receive(self, *mails: EmailMessage) -> None:
        """These arrive in the brand's mailbox, and the desk listens."""
        for mail in mails:
            self.peer.deliver(mail.as_bytes(policy=_WHOLE))
        self.listen()

    def listen(self) -> None:
        """Polls the mailbox and digests what was journalled."""
        self.connection.refresh_from_db()
        link = link_for(self.connection)
        polled = poll(
            connection=self.connection,
            channel=registry.channel("email"),
            link=link,
            now=timezone.now(),
            told_of_news=False,
        )
        assert not polled.failed
        while digest(limit=100, now=timezone.now()):
            pass

    def case(self) -> Case:
        """The one case there is."""
        return Case.objects.get(brand=self.cast.brand)

    def say(self, text: str = "It left today.", **more: Any) -> Send:
        """Ada answers the one case; it may leave at once."""
        values: dict[str, Any] = {
            "by": self.ada,
            "case": self.case(),
            "kind": SayKind.PRIVATE_MESSAGE,
            "text": text,
            "request_key": str(uuid.uuid4()),
            "now": timezone.now(),
            "undo_for": timedelta(0),
        }
        return outbox.say(**{**values, **more})

    def send_out(self) -> int:
        """The worker sends what is due; how many it handed over."""
        handed = 0
        while deliver_next(courier=self.courier(), connection_id=self.connection.pk):
            handed += 1
        return handed

    def settle(self, *, ahead: timedelta = timedelta(0)) -> None:
        """The worker looks up what is UNKNOWN, so much later by every clock."""
        for send in Send.objects.filter(state=SendState.UNKNOWN):
            look_up(courier=self.courier(ahead=ahead), send_id=send.pk)

    def answer(self, text: str = "It left today.", **more: Any) -> Send:
        """Ada answers, the worker sends, and the provider's copy is heard."""
        send = self.say(text, **more)
        assert self.send_out() == 1
        self.listen()
        send.refresh_from_db()
        return send

    def courier(self, *, ahead: timedelta = timedelta(0)) -> Courier:
        """A worker whose clocks, and those of its transports, are so much ahead."""

        def clock() -> datetime:
            return timezone.now() + ahead

        def link_of(connection: Connection) -> Link:
            link = link_for(connection)
            return replace(link, transports=replace(link.transports, clock=clock))

        return Courier(worker="mail", link_of=link_of, clock=clock, pace=QUICK)

    def texts(self) -> list[str]:
        """Everything said in the case, in order."""
        said = Message.objects.filter(case=self.case()).order_by("pk")
        return list(said.values_list("text", flat=True))


def connect(cast: Cast, peer: MailPeer, **given: str) -> MailDesk:
    """Olga connects the mailbox as she would on its page."""
    values = {**peer.given, **given}
    connection = channels.connect(
        by=cast.actor(cast.olga), channel="email", name="", given=values, now=timezone.now()
    )
    return MailDesk(cast, peer, connection)


def eventually(condition: Callable[[], object], seconds: float = 30.0) -> None:
    """Wait until it is so; fail when it does not come."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come"
        database.close()
        time.sleep(0.05)
