"""Storms of rate limits: nobody asks before the time, others are untouched, answers go before broadcasts."""

from __future__ import annotations

import threading
import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from storm_world import NETWORKS, Network, Storm, Style

from amends.channels import registry
from amends.channels.base import Channel, Link
from amends.channels.conformance.worlds import no_imap, no_smtp
from amends.channels.contract import Account, Secrets, Throttled
from amends.channels.models import Connection
from amends.channels.transports import Transports
from amends.listening.actions import poll, sweep, trouble
from amends.listening.actions.stream import Streaming
from amends.listening.rules import pace
from amends.outbox import actions, queries
from amends.outbox.actions.claim import claim, make_lane_wait
from amends.outbox.actions.deliver import Courier, deliver_next
from amends.outbox.actions.settle import look_up
from amends.outbox.models import Attempt, Lane, Send, SendState
from amends.outbox.rules import SayKind
from cast import NOON, Cast, make_brand, make_connection, make_matter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.proof]

#: Every network in its own words; what all adapters read alike (checks 40 and 41 of the conformance
#: suite) goes once through the whole desk.
STORMS: list[tuple[str, Style]] = [(name, "own") for name in NETWORKS]
STORMS += [("demo", style) for style in ("seconds", "date", "missing", "absurd")]
SECRETS = Secrets(
    dict.fromkeys(("token", "access", "refresh", "bearer", "app_secret", "client_secret"), "secret")
)


@dataclass
class Weather:
    """A day at two brands' desks: a clock that is put forward, one worker, and one listener."""

    network: Network
    style: Style
    now: datetime = NOON
    polls: dict[int, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.storm = Storm(self.network, lambda: self.now, "north.example", self.style)
        self.transports = Transports(self.storm, no_imap, no_smtp, clock=lambda: self.now)
        self.courier = Courier(
            "worker", channel_of=self.channel_of, link_of=self.link_of, clock=lambda: self.now
        )

    def connect(self, cast: Cast, host: str, *, elsewhere: bool = False) -> Connection:
        connection = make_connection(
            make_brand("Tallybook") if elsewhere else cast.brand,
            self.network.channel,
            name=host,
            account_id="4711",
            account_handle="northpost",
            settings={"base_url": f"https://{host}", **self.network.settings},
        )
        if host == self.storm.limited:
            self.polls[connection.pk] = self.now
        return connection

    def channel_of(self, connection: Connection) -> Channel:
        return registry.channel(connection.channel)

    def link_of(self, connection: Connection) -> Link:
        account = Account(connection.account_id, connection.account_handle)
        return Link(connection.settings, SECRETS, self.transports, account)

    def say(self, cast: Cast, connection: Connection, text: str, *, in_bulk: bool = False) -> Send:
        matter = make_matter(
            connection,
            text="@northpost where is it?",
            is_public=self.network.is_public,
            at=self.now,
        )
        by = cast.actor(cast.ada)
        if connection.brand_id != cast.brand.pk:
            by = type(by)(
                brand_id=connection.brand_id, rights=by.rights, via=by.via, user_id=by.user_id
            )
        is_public = self.network.is_public
        return actions.say(
            by=by,
            case=matter.case,
            kind=SayKind.PUBLIC_REPLY if is_public else SayKind.PRIVATE_MESSAGE,
            text=text,
            request_key=str(uuid.uuid4()),
            now=self.now,
            undo_for=timedelta(0),
            in_bulk=in_bulk,
            channel_of=self.channel_of,
        )

    def pass_by(self, until: timedelta) -> None:
        """Let the worker and the listener work from moment to moment, each only when something is due."""
        end = self.now + until
        while self.now < end:
            self._work()
            self._listen()
            due = [*self.polls.values(), end]
            leaves_at = queries.next_due_at(self.now)
            self.now = min([*due, leaves_at] if leaves_at else due)

    def _work(self) -> None:
        for send_id, _ in queries.look_ups_due(self.now):
            look_up(courier=self.courier, send_id=send_id)
        for lane in queries.lanes_due(self.now):
            while deliver_next(courier=self.courier, connection_id=lane):
                pass

    def _listen(self) -> None:
        for connection in Connection.objects.filter(pk__in=self.polls):
            if self.polls[connection.pk] > self.now:
                continue
            polled = poll.poll(
                connection=connection,
                channel=self.channel_of(connection),
                link=self.link_of(connection),
                now=self.now,
                told_of_news=False,
            )
            # As its listener does; a good poll's next is put off, so that fewer are made here.
            after = pace.due_at(polled.next_at, self.now, connection.pk, has_failed=polled.failed)
            at_least = timedelta(milliseconds=1) if polled.failed else timedelta(minutes=3)
            self.polls[connection.pk] = max(after, self.now + at_least)

    def texts(self, host: str) -> list[str]:
        return [text for where, _, text in self.storm.taken if where == host]


@pytest.mark.parametrize(("name", "style"), STORMS)
def test_a_storm_over_one_account(cast: Cast, name: str, style: Style) -> None:
    weather = Weather(NETWORKS[name], style)
    weather.storm.room = 1
    north = weather.connect(cast, "north.example")
    south = weather.connect(cast, "south.example")
    other = weather.connect(cast, "other.example", elsewhere=True)
    for number in range(2):
        weather.say(cast, north, f"Broadcast {number}", in_bulk=True)
    weather.say(cast, south, "Reply")
    weather.say(cast, other, "Reply")
    weather.pass_by(timedelta(seconds=5))
    weather.say(cast, north, "Answer")
    # Where a thousand days are asked for, an hour is waited, twice here.
    weather.pass_by(timedelta(hours=2, minutes=1) if style == "absurd" else timedelta(minutes=15))

    assert not weather.storm.early
    assert {way for way, _ in weather.storm.refusals} == {"out", "in"}
    # The other account of the brand and the other brand's: at once.
    calm = [(host, at, text) for host, at, text in weather.storm.taken if host != "north.example"]
    hosts = ("other.example", "south.example")
    assert sorted(calm) == [(host, NOON, "Reply") for host in hosts]
    assert weather.texts("north.example") == ["Broadcast 0", "Answer", "Broadcast 1"]
    assert set(Send.objects.values_list("state", flat=True)) == {SendState.SENT}


@pytest.mark.parametrize("told", [timedelta(hours=2), timedelta(hours=23)], ids=str)
def test_hours_are_believed_too(cast: Cast, told: timedelta) -> None:
    weather = Weather(NETWORKS["x"], "seconds")
    weather.storm.room, weather.storm.wait = 0, told
    north = weather.connect(cast, "north.example")
    send = weather.say(cast, north, "Answer")
    weather.polls.clear()
    weather.pass_by(timedelta(minutes=1))
    weather.storm.room = 1
    weather.pass_by(timedelta(days=2))
    assert not weather.storm.early
    tries = send.attempts.order_by("began_at").values_list("began_at", flat=True)
    assert tries[1] - tries[0] == told


def test_of_two_waits_the_longer_counts(cast: Cast) -> None:
    weather = Weather(NETWORKS["demo"], "missing")
    north = weather.connect(cast, "north.example")
    weather.say(cast, north, "Answer")
    for seconds in (300, 15):
        until = NOON + timedelta(seconds=seconds)
        make_lane_wait(connection_id=north.pk, until=until)
    assert Lane.objects.get(connection=north).wait_until == NOON + timedelta(seconds=300)
    assert not deliver_next(courier=weather.courier, connection_id=north.pk)
    assert not Attempt.objects.exists()


def test_what_was_lost_is_not_asked_for_while_the_network_wants_quiet(cast: Cast) -> None:
    weather = Weather(NETWORKS["demo"], "missing")
    north = weather.connect(cast, "north.example")
    send = weather.say(cast, north, "Answer")
    make_lane_wait(connection_id=north.pk, until=NOON + timedelta(minutes=5))
    Send.objects.update(state=SendState.UNKNOWN, look_up_at=NOON)
    assert not look_up(courier=weather.courier, send_id=send.pk)
    assert not Attempt.objects.exists()


def test_a_line_that_cannot_be_renewed_yet_waits_as_long_as_it_was_asked_to(cast: Cast) -> None:
    weather = Weather(NETWORKS["x"], "missing")
    north = weather.connect(cast, "north.example")
    weather.say(cast, north, "Answer")

    def renewing(_: Connection) -> Link:
        raise Throttled("tokens", wait=timedelta(minutes=9))

    courier = replace(weather.courier, link_of=renewing)
    assert not deliver_next(courier=courier, connection_id=north.pk)
    assert Lane.objects.get(connection=north).wait_until == NOON + timedelta(minutes=9)


def test_everybody_who_listens_keeps_quiet(cast: Cast) -> None:
    weather = Weather(NETWORKS["demo"], "seconds")
    weather.storm.room = 0
    north = weather.connect(cast, "north.example")
    channel, link = weather.channel_of(north), weather.link_of(north)
    weather.pass_by(timedelta(seconds=1))
    swept = sweep.sweep(connection=north, channel=channel, link=link, now=weather.now)
    streaming = Streaming(
        connection=north,
        channel=channel,
        link=link,
        stop=threading.Event(),
        clock=lambda: weather.now,
        poll_now=lambda: None,
    )
    assert not swept.is_complete
    assert timedelta(minutes=6) < streaming.wants_quiet_for() <= timedelta(minutes=7)
    assert [way for way, _ in weather.storm.refusals] == ["in"]
    # A person who connects the account anew has a reason to.
    Connection.objects.update(state_since=weather.now)
    north.refresh_from_db()
    assert trouble.quiet_until(north, weather.now) is None


def test_an_answer_takes_the_broadcast_of_its_case_along(cast: Cast) -> None:
    weather = Weather(NETWORKS["demo"], "seconds")
    north = weather.connect(cast, "north.example")
    weather.say(cast, north, "Broadcast 0", in_bulk=True)
    last = weather.say(cast, north, "Broadcast 1", in_bulk=True)
    assert last.case is not None
    actions.say(
        by=cast.actor(cast.ada),
        case=last.case,
        kind=SayKind.PUBLIC_REPLY,
        text="Answer",
        request_key="answer",
        now=NOON,
        undo_for=timedelta(0),
    )
    weather.pass_by(timedelta(minutes=15))
    assert weather.texts("north.example") == ["Broadcast 1", "Answer", "Broadcast 0"]


def test_broadcasts_leave_a_place_for_answers(cast: Cast) -> None:
    weather = Weather(NETWORKS["demo"], "seconds")
    calm = weather.connect(cast, "south.example")
    for number in range(4):
        weather.say(cast, calm, f"Broadcast {number}", in_bulk=True)

    def taken() -> str:
        channel = weather.channel_of(calm)
        claimed = claim(connection=calm, channel=channel, worker="worker", now=NOON)
        return claimed.send.text if claimed else ""

    assert [taken() for _ in range(4)] == ["Broadcast 0", "Broadcast 1", "Broadcast 2", ""]
    weather.say(cast, calm, "Answer")
    assert taken() == "Answer"
