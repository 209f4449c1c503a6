"""The listener's loop: every active connection is polled, and streamed where it can be, by one of us."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import psycopg
from django.db import connections
from django.utils import timezone

from amends.channels import actions as channels
from amends.channels.models import Connection
from amends.channels.overhearing import is_wanted
from amends.listening import queries
from amends.listening.actions import alarms, overhear, poll, stream, trouble
from amends.listening.actions.digest import Networks
from amends.listening.rules import overhearing, pace
from amends.listening.tasks.line import drop_stale, open_line
from amends.listening.tasks.seats import Seats
from amends.listening.tasks.turns import take_turns

log = logging.getLogger(__name__)

_TICK_SECONDS = 0.2
_REREAD_SECONDS = 2.0
_CHECK_SECONDS = 20.0
_LAST_SECONDS = 2.0
_LONGEST_WAIT_SECONDS = 5.0
#: Polls at once; each may hold a database connection of the process's pool of 12.
MOST_POLLS = 8
#: A stream that has stood this long works: polls become a safety net.
_STREAM_STANDS_AFTER = timedelta(seconds=10)


@dataclass(slots=True)
class Served:
    """One connection that this listener serves."""

    connection: Connection
    due_at: datetime
    stop: threading.Event = field(default_factory=threading.Event)
    is_polling: bool = False
    is_failing: bool = False
    is_wanted: bool = False
    threads: list[threading.Thread] = field(default_factory=list)
    streaming_since: datetime | None = None

    @property
    def is_idle(self) -> bool:
        """Whether nothing of it runs, so that the seat may be left."""
        return not self.is_polling and not any(each.is_alive() for each in self.threads)

    def want(self) -> None:
        """Poll as soon as possible, unless the network has just failed or asked us to wait."""
        self.is_wanted = True

    def is_due(self, now: datetime) -> bool:
        """Whether a poll should start."""
        if self.is_polling or self.stop.is_set():
            return False
        return now >= self.due_at or (self.is_wanted and not self.is_failing)


def listen_until(
    stop: threading.Event,
    *,
    networks: Networks | None = None,
    clock: Callable[[], datetime] = timezone.now,
) -> None:
    """Serve connections until told to stop; ends within three seconds of that."""
    Listener(stop, networks or Networks(link_of=channels.live_link), clock).run()


class Listener:
    """Serves its share of all active connections. Its loop only hands out work; threads do it."""

    def __init__(
        self, stop: threading.Event, networks: Networks, clock: Callable[[], datetime]
    ) -> None:
        self.stop = stop
        self.networks = networks
        self.clock = clock
        self.seats = Seats(lambda: open_line(channels.CHANGED))
        self.services: dict[int, Served] = {}
        self._reread_at = self._check_at = 0.0
        self._failures = 0

    def run(self) -> None:
        """Go on until told to stop, through every restart of the database."""
        while not self.stop.is_set():
            try:
                self._tick()
                self._failures = 0
            except (psycopg.Error, *trouble.DATABASE_IS_AWAY) as error:
                self._lose(error)
            except Exception:
                log.exception("The listener's turn failed; going on")
                self.stop.wait(_TICK_SECONDS)
        self._finish()

    def _tick(self) -> None:
        if not self.seats.is_open:
            self.seats.open()
            self._reread_at = 0.0
        if time.monotonic() >= self._reread_at:
            self._reread()
            self._reread_at = time.monotonic() + _REREAD_SECONDS
        if time.monotonic() >= self._check_at:
            self._check_at = time.monotonic() + _CHECK_SECONDS
            alarms.check(now=self.clock())
            connections.close_all()
        self._leave_the_idle()
        self._start_due()
        if self.seats.wait(_TICK_SECONDS):
            self._reread_at = 0.0

    def _reread(self) -> None:
        """Take and leave seats as the connections and the number of listeners are now."""
        try:
            active = {row.pk: row for row in queries.connections_to_hear()}
        finally:
            connections.close_all()
        for pk, service in self.services.items():
            if pk not in active or _differ(service.connection, active[pk]):
                service.stop.set()
        share = pace.fair_share(len(active), self.seats.listeners())
        for service in list(self.services.values())[share:]:
            service.stop.set()
        for pk, connection in active.items():
            if pk not in self.services and len(self.services) < share and self.seats.take(pk):
                self._serve(connection)

    def _serve(self, connection: Connection) -> None:
        service = Served(connection, queries.first_poll_at(connection, self.clock()))
        self.services[connection.pk] = service
        self._start(service, self._stream, f"stream-{connection.pk}")
        if is_wanted(connection.settings):
            self._start(service, self._overhear, f"overhear-{connection.pk}")

    def _start(self, service: Served, serve: Callable[[Served], None], name: str) -> None:
        thread = threading.Thread(target=serve, args=[service], daemon=True, name=name)
        service.threads.append(thread)
        thread.start()

    def _leave_the_idle(self) -> None:
        """Leave the seats of services that were told to stop, once nothing of them runs."""
        for pk, service in list(self.services.items()):
            if service.stop.is_set() and service.is_idle:
                del self.services[pk]
                self.seats.leave(pk)
                self._reread_at = 0.0

    def _start_due(self) -> None:
        """Start polls, oldest due first; networks in trouble get half of the places at most."""
        now = self.clock()
        running = [service for service in self.services.values() if service.is_polling]
        failing = sum(service.is_failing for service in running)
        due = sorted(
            (service for service in self.services.values() if service.is_due(now)),
            key=lambda service: service.due_at,
        )
        places = MOST_POLLS - len(running)
        for service in due:
            if places <= 0 or (service.is_failing and failing >= MOST_POLLS // 2):
                continue
            places -= 1
            failing += service.is_failing
            self._start_poll(service)

    def _start_poll(self, service: Served) -> None:
        service.is_polling, service.is_wanted = True, False
        name = f"poll-{service.connection.pk}"
        threading.Thread(target=self._poll, args=[service], daemon=True, name=name).start()

    def _poll(self, service: Served) -> None:
        now = self.clock()
        try:
            polled = self._polled(service, now)
            pk, has_failed = service.connection.pk, polled.failed
            service.due_at = pace.due_at(polled.next_at, now, pk, has_failed=has_failed)
            service.is_failing = has_failed
        except trouble.DATABASE_IS_AWAY:
            service.due_at = now + timedelta(seconds=1)
        except Exception:
            log.exception("Polling connection %s failed", service.connection.pk)
            service.due_at, service.is_failing = now + pace.FIRST_RETRY, True
        finally:
            connections.close_all()
            service.is_polling = False

    def _polled(self, service: Served, now: datetime) -> poll.Polled:
        connection = service.connection
        try:
            channel = self.networks.channel_of(connection.channel)
            link = self.networks.link_of(connection)
        except Exception as error:
            if isinstance(error, trouble.DATABASE_IS_AWAY):
                raise
            next_at = trouble.note(connection=connection, error=error, now=now)
            return poll.Polled(pace.NOTHING, next_at, failed=True)
        stands = service.streaming_since
        told = stands is not None and now - stands >= _STREAM_STANDS_AFTER
        if not told and channel.capabilities.pushes:
            told = queries.is_told_of_news(connection, now)
        return poll.poll(
            connection=connection, channel=channel, link=link, now=now, told_of_news=told
        )

    def _stream(self, service: Served) -> None:
        """Keep the connection's stream open, if its network has streams."""
        take_turns(service.stop, lambda: self._streamed(service), "The stream", service.connection)

    def _overhear(self, service: Served) -> None:
        """Keep an ear on all that is posted on the connection's network, if it lets us."""
        take_turns(service.stop, lambda: self._overheard(service), "The ear", service.connection)

    def _streamed(self, service: Served) -> bool | None:
        connection = service.connection
        channel = self.networks.channel_of(connection.channel)
        if not channel.capabilities.streams:
            return None
        streaming = stream.Streaming(
            connection=connection,
            channel=channel,
            link=self.networks.link_of(connection),
            stop=service.stop,
            clock=self.clock,
            poll_now=service.want,
        )
        if quiet := streaming.wants_quiet_for():
            service.stop.wait(quiet.total_seconds())
            return True
        service.streaming_since = self.clock()
        try:
            return streaming.run()
        finally:
            service.streaming_since = None

    def _overheard(self, service: Served) -> bool | None:
        connection = service.connection
        channel = self.networks.channel_of(connection.channel)
        if not channel.capabilities.overhears:
            return None
        link = self.networks.link_of(connection)
        ear = overhear.Overhearing(connection, channel, link, service.stop, self.clock)
        if ear.is_wanted():
            return ear.run()
        connections.close_all()
        service.stop.wait(overhearing.LOOK_AGAIN.total_seconds())
        return True

    def _lose(self, error: Exception) -> None:
        """Our line is dead, and with it all seats: others may serve our connections already."""
        log.warning("The listener waits for the database: %s", str(error).strip() or "no answer")
        self._let_all_go()
        drop_stale()
        self._failures += 1
        self.stop.wait(min(0.1 * 2**self._failures, _LONGEST_WAIT_SECONDS))

    def _let_all_go(self) -> None:
        for service in self.services.values():
            service.stop.set()
        self.services = {}
        self.seats.close()
        connections.close_all()

    def _finish(self) -> None:
        """Give what runs a moment: a poll cut short has done nothing, and is done again."""
        for service in self.services.values():
            service.stop.set()
        deadline = time.monotonic() + _LAST_SECONDS
        while time.monotonic() < deadline and not all(s.is_idle for s in self.services.values()):
            time.sleep(0.02)
        self._let_all_go()


def _differ(ours: Connection, now: Connection) -> bool:
    """Whether the connection was changed since we began to serve it."""
    names = ("channel", "settings", "account_id", "state_since")
    changed = any(getattr(ours, name) != getattr(now, name) for name in names)
    return changed or bytes(ours.secrets) != bytes(now.secrets)
