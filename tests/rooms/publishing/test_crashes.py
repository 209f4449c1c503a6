"""A scheduled post whose process dies at any step stands on the practice network exactly once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from amends.channels.adapters.demo import Demo
from amends.channels.base import Link
from amends.channels.conformance.worlds import no_imap, no_smtp
from amends.channels.contract import Delivery, Outgoing, Receipt, Said, Secrets
from amends.channels.models import Connection
from amends.channels.transports import Transports
from amends.channels.transports.http import AllowedAddresses, HttpTransport
from amends.inbox.actions.take_in import take_in
from amends.inbox.models import Case
from amends.outbox import queries as outbox
from amends.outbox.actions.deliver import Courier, deliver_next
from amends.outbox.actions.settle import look_up, settle_stale
from amends.outbox.models import Send, SendState
from amends.outbox.rules import Pace
from amends.practice import Network, Served, running, token_for
from amends.publishing import actions
from amends.publishing.actions import VersionWording, Wording
from amends.publishing.models import Post, Slot
from amends.staff.rules import Actor
from cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)

QUICK = Pace(stale_after=timedelta(0), look_up_after=timedelta(0), absent_after=timedelta(0))


class Crash(BaseException):
    """The process is gone: nothing of ours catches this."""


@dataclass
class Life:
    """A clock that can be put forward, and the step at which the process dies."""

    dies_at: str = ""
    ahead: timedelta = timedelta(0)
    ticks: int = 0
    steps: list[str] = field(default_factory=list)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def step(self, name: str) -> None:
        self.steps.append(name)
        if name == self.dies_at:
            self.dies_at = ""
            raise Crash(name)

    def tick(self) -> datetime:
        """The courier's clock: looked at before the claim, for it, and when the result is written."""
        self.ticks += 1
        self.step(f"clock {self.ticks}")
        return self.now()


class Mortal(Demo):
    """The practice network's adapter in a process that may die around every call."""

    slug = "demo"

    def __init__(self, life: Life) -> None:
        self.life = life

    def deliver(self, link: Link, outgoing: Outgoing) -> Receipt:
        self.life.step("claimed")
        receipt = super().deliver(link, outgoing)
        self.life.step("accepted")
        return receipt

    def look_up(self, link: Link, outgoing: Outgoing, since: datetime) -> Receipt | None:
        self.life.step("looking")
        found = super().look_up(link, outgoing, since)
        self.life.step("looked")
        return found


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with running(Network(seed=23)) as network:
        yield network


@dataclass
class Desk:
    """A desk, the network it posts to, and its one life after another."""

    by: Actor
    connection: Connection
    network: Network
    link: Link
    life: Life

    def courier(self) -> Courier:
        self.life.ticks = 0
        return Courier(
            worker="tester",
            channel_of=lambda _: Mortal(self.life),
            link_of=self._linked,
            clock=self.life.tick,
            pace=QUICK,
        )

    def _linked(self, _: Connection) -> Link:
        self.life.step("linked")
        return self.link

    def approve(self, post: Post) -> None:
        now = self.life.now()

        def channel_of(_: Connection) -> Mortal:
            self.life.step("placed")
            return Mortal(self.life)

        actions.approve(by=self.by, post=post, seen=1, now=now, channel_of=channel_of)

    def work(self) -> None:
        """What a worker does until nothing is due: one turn after another, dying where it must."""
        for _ in range(12):
            self.life.ahead += timedelta(seconds=30)
            try:
                if not self._turn():
                    return
            except Crash:
                continue
        raise AssertionError("it never came to rest")

    def _turn(self) -> bool:
        now = self.life.now()
        settled = settle_stale(now=now, pace=QUICK)
        looked = [
            look_up(courier=self.courier(), send_id=each) for each, _ in outbox.look_ups_due(now)
        ]
        sent = deliver_next(courier=self.courier(), connection_id=self.connection.pk)
        return (
            bool(settled or looked or sent)
            or Send.objects.exclude(state__in=[SendState.SENT, SendState.WITHDRAWN]).exists()
        )


@pytest.fixture
def desk(served: Served, cast: Cast, connection: Connection) -> Iterator[Desk]:
    http, life = HttpTransport(AllowedAddresses(["127.0.0.1"])), Life()
    account = served.network.accounts["northpost"]
    served.network.faults.calm()
    # It does not know a send again by its key: only our looking it up keeps it from being there twice.
    account.idempotency = False
    secrets = Secrets({"token": token_for("northpost", 23), "webhook_secret": "x"})
    lines = Transports(http, no_imap, no_smtp, life.now)
    link = Link({"base_url": served.url}, secrets, lines)
    yield Desk(cast.actor(cast.bo), connection, served.network, link, life)
    http.close()


def planned(desk: Desk, text: str) -> Post:
    version = VersionWording(desk.connection.pk, at=desk.life.now() + timedelta(minutes=5))
    return actions.write(by=desk.by, wording=Wording(text, (version,)), now=desk.life.now())


def times_there(desk: Desk, text: str) -> int:
    """How often it really stands on the network, whatever we believe."""
    return sum(
        each["object"] == "post" and each["text"] == text for each in desk.network.truth().objects
    )


STEPS = ["linked", "clock 1", "clock 2", "claimed", "accepted", "clock 3"]
LOOKS = [
    ("accepted", "looking"),
    ("accepted", "looked"),
    ("claimed", "looked"),
    ("clock 3", "looking"),
]


@pytest.mark.parametrize("step", STEPS)
def test_whatever_step_is_the_last_it_is_there_once(desk: Desk, step: str) -> None:
    text = f"We are open on Sunday, said after {step}."
    desk.approve(planned(desk, text))
    desk.life.ahead += timedelta(minutes=6)
    desk.life.dies_at = step
    desk.work()
    assert step in desk.life.steps
    assert desk.life.dies_at == ""
    send = Send.objects.get()
    assert (send.state, times_there(desk, text)) == (SendState.SENT, 1)
    assert desk.network.truth().sends()[str(send.key)] == 1


@pytest.mark.parametrize(("first", "second"), LOOKS)
def test_it_may_die_again_while_it_looks(desk: Desk, first: str, second: str) -> None:
    text = f"Twice unlucky: {first}, then {second}."
    desk.approve(planned(desk, text))
    desk.life.ahead += timedelta(minutes=6)
    desk.life.dies_at = first
    with pytest.raises(Crash):
        deliver_next(courier=desk.courier(), connection_id=desk.connection.pk)
    desk.life.dies_at = second
    desk.work()
    assert second in desk.life.steps
    assert (Send.objects.get().state, times_there(desk, text)) == (SendState.SENT, 1)


def test_dying_while_it_is_planned_leaves_nothing_half_planned(desk: Desk) -> None:
    post = planned(desk, "Planned in one breath.")
    desk.life.dies_at = "placed"
    with pytest.raises(Crash):
        desk.approve(post)
    post.refresh_from_db()
    assert (post.state, Slot.objects.count(), Send.objects.count()) == ("draft", 0, 0)
    desk.approve(post)
    desk.life.ahead += timedelta(minutes=6)
    desk.work()
    assert times_there(desk, "Planned in one breath.") == 1


def test_every_part_of_a_thread_is_there_once(desk: Desk) -> None:
    text = " ".join(f"Part of a story, sentence {n}." for n in range(60))
    desk.approve(planned(desk, text))
    desk.life.ahead += timedelta(minutes=6)
    desk.life.dies_at = "accepted"
    desk.work()
    sends = list(Send.objects.order_by("pk"))
    assert len(sends) > 1
    assert {each.state for each in sends} == {SendState.SENT}
    counted = desk.network.truth().sends()
    assert [counted[str(each.key)] for each in sends] == [1] * len(sends)


def test_a_comment_under_it_comes_into_the_inbox(desk: Desk, served: Served) -> None:
    desk.approve(planned(desk, "Tell us what you think!"))
    desk.life.ahead += timedelta(minutes=6)
    desk.work()
    send = Send.objects.select_related("message__thread").get()

    def answer() -> str:
        return served.network.comment(
            served.network.person("ida"),
            served.network.items[send.external_id],
            "Lovely, but where is my parcel?",
        ).id

    comment_id = served.call(answer)
    channel = Demo()
    items = [
        item
        for delivery in _all(channel, desk.link)
        for item in channel.parse(desk.link, delivery)
        if isinstance(item, Said) and item.thread.external_id == send.message.thread.external_id  # type: ignore[union-attr]
    ]
    with transaction.atomic():
        take_in(connection=desk.connection, items=items, now=desk.life.now())
    case = Case.objects.get()
    assert case.thread_id == send.message.thread_id
    assert case.messages.get(direction="in").external_id == comment_id
    assert Send.objects.get().message.external_id == send.external_id


def _all(channel: Demo, link: Link) -> Iterator[Delivery]:
    cursor, more = "", True
    while more:
        page = channel.fetch(link, cursor)
        yield from page.deliveries
        cursor, more = page.cursor, page.more
