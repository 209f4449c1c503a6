"""The whole desk on a real network: what a listener and a worker do in turn, as a person would see it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from amends.channels import actions as channels
from amends.channels import registry
from amends.channels.base import Channel, Link
from amends.channels.models import Connection
from amends.channels.queries import link_for
from amends.inbox.models import Case, Message
from amends.listening.actions.digest import digest
from amends.listening.actions.poll import poll
from amends.listening.actions.recheck import recheck
from amends.listening.models import Delivery, DeliveryState
from amends.outbox import actions as outbox
from amends.outbox.actions.deliver import Courier, deliver_next
from amends.outbox.actions.settle import look_up
from amends.outbox.models import Send, SendState
from amends.outbox.rules import Pace, SayKind
from cast import Cast
from peers.cut_lines import Closing
from peers.own_servers import eventually

#: What a desk waits for in life, it does not wait for here; nothing is skipped.
QUICK = Pace(look_up_after=timedelta(0), absent_after=timedelta(0), first_wait=timedelta(0))


@dataclass
class NetworkDesk:
    """Northpost with one account connected: listens and sends when it is told to."""

    cast: Cast
    connection: Connection
    looks: int = 0

    @property
    def channel(self) -> Channel:
        return registry.channel(self.connection.channel)

    @property
    def link(self) -> Link:
        self.connection.refresh_from_db()
        link = link_for(self.connection)
        transports = replace(link.transports, http=Closing(link.transports.http))
        return replace(link, transports=transports)

    def listen(self) -> None:
        """Polls the network and digests what was journalled; nothing of it may be put aside."""
        polled = poll(
            connection=self.connection,
            channel=self.channel,
            link=self.link,
            now=timezone.now(),
            told_of_news=False,
        )
        assert not polled.failed
        self.digest()

    def digest(self) -> None:
        while digest(limit=100, now=timezone.now()):
            pass

    def hears(self, text: str) -> Message:
        """Listens until somebody has said this."""

        def heard() -> Message | None:
            self.listen()
            return Message.objects.filter(text__contains=text).first()

        return eventually(heard)

    def hears_all(self, text: str, count: int) -> list[str]:
        """Listens until so many have said this; everything that they said, in order."""
        said = Message.objects.filter(text__contains=text)

        def heard() -> bool:
            self.listen()
            return said.count() >= count

        eventually(heard)
        return sorted(said.values_list("text", flat=True))

    def look_again(self) -> None:
        """Looks at customers' messages again, as it does every few minutes; may be asked at any time."""
        self.looks += 1
        recheck(
            connection=self.connection,
            channel=self.channel,
            link=self.link,
            now=timezone.now() + self.looks * timedelta(hours=1),
        )
        self.digest()

    def notices(self, message: Message, of: Callable[[Message], object]) -> Message:
        """Looks at messages again until that shows in this one."""

        def noticed() -> bool:
            self.look_again()
            message.refresh_from_db()
            return bool(of(message))

        eventually(noticed)
        return message

    def answer(self, case: Case, text: str, kind: SayKind = SayKind.PUBLIC_REPLY) -> Send:
        """Ada answers, and the worker sends."""
        send = self.ask(case, text, kind)
        self.send_out()
        send.refresh_from_db()
        return send

    def ask(self, case: Case, text: str, kind: SayKind = SayKind.PUBLIC_REPLY) -> Send:
        """Ada answers; it may leave at once."""
        return outbox.say(
            by=self.cast.actor(self.cast.ada),
            case=case,
            kind=kind,
            text=text,
            request_key=str(uuid.uuid4()),
            now=timezone.now(),
            undo_for=timedelta(0),
        )

    def send_out(self, courier: Courier | None = None) -> None:
        while deliver_next(courier=courier or self.courier(), connection_id=self.connection.pk):
            pass

    def settle(self, *, ahead: timedelta = timedelta(0)) -> None:
        """The worker looks up what is UNKNOWN, so much later by every clock."""
        for send in Send.objects.filter(state=SendState.UNKNOWN):
            look_up(courier=self.courier(ahead=ahead), send_id=send.pk)

    def courier(self, *, ahead: timedelta = timedelta(0), over: Any = None) -> Courier:
        """A worker whose clocks are so much ahead, and whose requests go over another transport."""

        def clock() -> datetime:
            return timezone.now() + ahead

        def link_of(connection: Connection) -> Link:
            link = link_for(connection)
            http = over or Closing(link.transports.http)
            return replace(link, transports=replace(link.transports, clock=clock, http=http))

        return Courier(worker="peers", link_of=link_of, clock=clock, pace=QUICK)

    def quarantined(self) -> list[str]:
        """Why something was put aside, but for kinds that a desk does not hear at all."""
        rows = Delivery.objects.filter(state=DeliveryState.QUARANTINED)
        return [each.problem for each in rows if "understands" not in each.problem]


def connect(cast: Cast, channel: str, given: Mapping[str, str]) -> NetworkDesk:
    """Olga connects the account as she would on its page."""
    connection = channels.connect(
        by=cast.actor(cast.olga), channel=channel, name="", given=given, now=timezone.now()
    )
    return NetworkDesk(cast, connection)
