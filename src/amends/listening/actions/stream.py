"""Listening to a stream: each delivery is journalled as it comes; "something is new" asks for a poll."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connections, transaction

from amends.channels.base import Channel, Link
from amends.channels.contract import Delivery, Disconnected, Throttled
from amends.channels.models import Connection
from amends.listening.actions import keep, trouble
from amends.listening.models import Position, Source
from amends.listening.rules.pace import NOTHING, Sum

log = logging.getLogger(__name__)

#: A stream's turn: its deliveries are summed up in one row about this often.
TURN = timedelta(seconds=10)
_DATABASE_RETRY_SECONDS = 0.5


@dataclass(slots=True)
class Streaming:
    """One connection's open stream; ``poll_now`` is called when the network says that something is new."""

    connection: Connection
    channel: Channel
    link: Link
    stop: threading.Event
    clock: Callable[[], datetime]
    poll_now: Callable[[], None]
    turn: Sum = NOTHING
    turn_began_at: datetime | None = None

    def wants_quiet_for(self) -> timedelta:
        """How long the network still wants to be left alone; nothing when the stream may be opened."""
        now = self.clock()
        quiet = trouble.quiet_until(self.connection, now)
        return quiet - now if quiet else timedelta()

    def run(self) -> bool:
        """Listen until ``stop`` or the stream's end; whether it ended well.

        After a failure the network is polled at once: that poll finds out how bad it is. A database that
        is away is waited for, because most streams cannot be read again.
        """
        try:
            for said in self.channel.stream(self.link, self.stop):
                if said is None:
                    self.poll_now()
                else:
                    self._persistently(said)
                if self.stop.is_set():
                    break
        except trouble.DATABASE_IS_AWAY:
            raise
        except Exception as error:  # noqa: BLE001 - one connection's trouble never stops another
            trouble.log_failure("The stream", self.connection, error)
            if isinstance(error, Disconnected | Throttled | keep.Unbalanced):
                trouble.note(connection=self.connection, error=error, now=self.clock())
            self.poll_now()
            return False
        finally:
            self._end_turn()
        return True

    def _persistently(self, delivery: Delivery) -> None:
        while True:
            try:
                self._keep(delivery)
            except trouble.DATABASE_IS_AWAY:
                connections.close_all()
                if self.stop.wait(_DATABASE_RETRY_SECONDS):
                    raise
            else:
                return

    def _keep(self, delivery: Delivery) -> None:
        now = self.clock()
        with transaction.atomic():
            kept = keep.journal_given(
                connection=self.connection, source=Source.STREAM, deliveries=[delivery], now=now
            )
            self.turn_began_at = self.turn_began_at or now
            if now - self.turn_began_at >= TURN or self.turn is NOTHING:
                self._write_turn(self.turn + kept, now)
            else:
                self.turn += kept

    def _write_turn(self, total: Sum, now: datetime) -> None:
        keep.count(connection=self.connection, source=Source.STREAM, kept=total, now=now)
        changes = {"healthy_at": now, "last_delivery_at": now}
        Position.objects.filter(connection=self.connection).update(**changes)
        self.turn, self.turn_began_at = Sum(0, 0, 0, 0), now

    def _end_turn(self) -> None:
        if self.turn.seen:
            try:
                self._write_turn(self.turn, self.clock())
            except trouble.DATABASE_IS_AWAY:
                log.warning("The last sum of a stream of connection %s is lost", self.connection.pk)
