"""Sends through the practice network under every name it goes by. Imported once Django is set up.

Each customer is answered once, a fifth of the answers is cut off after the network took the send, and the
desk finds out what became of those. Then the desk reads everything again: it must know its own words.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from amends.channels import actions as channels
from amends.channels import registry
from amends.channels.contract import Delivery
from amends.channels.models import Connection
from amends.channels.queries import link_for
from amends.listening.models import Source
from amends.outbox.actions.deliver import Courier
from amends.outbox.actions.dispatch import new_worker
from amends.outbox.models import SendState
from amends.outbox.rules import SayKind
from amends.practice import Bucket, Network, Served, Strike, running, token_for
from amends.practice.graph import whatsapp
from amends.practice.graph.pushes import signed, written
from amends.practice.graph.whatsapp import Numbers
from amends.practice.objects import Account, Event
from amends.practice.personalities import samples
from amends.practice.samples import Sample
from amends.staff.models import Brand
from amends.staff.rules import operator
from benchmarks import lost_sends
from benchmarks.lost_sends import Found

BRAND, SEED = "northpost", 11
#: Customers under one post of the brand's.
_UNDER_ONE = 25
_PRIVATE, _PUBLIC = SayKind.PRIVATE_MESSAGE, SayKind.PUBLIC_REPLY


@dataclass(frozen=True, slots=True)
class Way:
    """One way to speak: by which adapter, and how. ``by_push``: what became of sends is only pushed."""

    name: str
    channel: str
    kind: SayKind
    by_push: bool = False


WAYS: Mapping[str, Way] = {
    way.name: way
    for way in (
        Way("demo", "demo", _PUBLIC),
        Way("x", "x", _PUBLIC),
        Way("x-private", "x", _PRIVATE),
        Way("facebook", "facebook", _PUBLIC),
        Way("messenger", "facebook", _PRIVATE),
        Way("instagram", "instagram", _PUBLIC),
        Way("instagram-private", "instagram", _PRIVATE),
        Way("whatsapp", "whatsapp", _PRIVATE, by_push=True),
    )
}


def speak(way: Way, sends: int, patience: float = 300.0) -> Found:
    """Answer so many customers; ``patience`` in seconds, for the network to say what became of them."""
    network = Network(seed=SEED, brands=(BRAND,))
    # What is pushed is handed over here (`_Desk`).
    network.faults.mute_webhooks = True
    with running(network) as served:
        desk = _Desk(way, served)
        served.call(lambda: _write(network, way, sends))
        desk.hear_all()
        served.call(lambda: _trouble(network))
        began = time.monotonic()
        lost_sends.answer_all(desk.connection, way.kind)
        with lost_sends.working(Courier(worker=new_worker(), pace=lost_sends.QUICK)):
            is_over = lost_sends.wait(desk.is_settled, patience)
        found = Found(sends, seconds=time.monotonic() - began)
        served.call(network.faults.calm)
        desk.hear_all()
        taken = Counter(item.text for item in network.account(BRAND).sent)
        lost_sends.compare(desk.connection, taken, found)
    found.unsettled += not is_over
    return found


class _Desk:
    """A brand with one connection, through which it hears as it does in life."""

    def __init__(self, way: Way, served: Served) -> None:
        self.way, self.network = way, served.network
        self.pushed: list[Delivery] = []
        account = self.network.account(BRAND)
        account.bucket = Bucket(per_second=100_000, burst=100_000)
        # No keys against doubles: looking up is all that helps.
        account.idempotency = False
        brand = Brand.objects.create(name=way.name, slug=f"lost-{way.name}")
        self.connection = _connected(brand, way, served.url)
        if way.by_push:
            numbers = Numbers(self.network)
            self.network.listeners.append(lambda a, e: self._push(numbers, a, e))

    def hear_all(self) -> None:
        """Take in all that the network has or has pushed."""
        channel, link = registry.channel(self.way.channel), link_for(self.connection)
        since, cursor, more = timezone.now() - timedelta(hours=1), "", not self.way.by_push
        deliveries = [self.pushed.pop(0) for _ in range(len(self.pushed))]
        while more:
            page = channel.sweep(link, since, cursor)
            deliveries += page.deliveries
            cursor, more = page.cursor, page.more
        source = Source.WEBHOOK if self.way.by_push else Source.SWEEP
        lost_sends.hear(self.connection, source, deliveries)

    def is_settled(self) -> bool:
        """Whether all is sent. Where only pushes can say, they are heard once nothing else moves."""
        states = lost_sends.states(self.connection)
        moving = states[SendState.QUEUED] + states[SendState.SENDING]
        if self.way.by_push and not moving:
            self.hear_all()
        return set(states) == {SendState.SENT}

    def _push(self, numbers: Numbers, account: Account, event: Event) -> None:
        for entry in numbers.told(account, event):
            body = written({"object": whatsapp.KIND, "entry": [entry]})
            head = {"x-hub-signature-256": signed("", body)}
            channel = registry.channel(self.way.channel)
            self.pushed.append(Delivery(channel.delivery_key(body, head), body, head))


def _connected(brand: Brand, way: Way, url: str) -> Connection:
    """As a person would connect it, with a key, or with what the owner's consent would have brought."""
    if way.channel == "demo":
        sample = Sample("demo", {"base_url": url, "token": token_for(BRAND, SEED)})
    else:
        sample = samples()[way.channel](url, BRAND, SEED)
    given = {"by": operator(brand.pk), "channel": way.channel, "name": way.name}
    return channels.connect(**given, given=sample.given, now=timezone.now())


def _write(network: Network, way: Way, people: int) -> None:
    """So many people write: in private, naming the brand, or under posts of the brand's own."""
    account = network.account(BRAND)
    said = f"@{BRAND} where is my parcel?"
    above = None
    for number in range(people):
        person = network.person(f"customer_{number}")
        if way.kind is _PRIVATE:
            network.message(person, account, said)
        elif way.channel in {"demo", "x"}:
            network.post(person, said)
        else:
            if number % _UNDER_ONE == 0:
                above = network.post(account.profile, f"News number {number}")
            assert above is not None
            network.comment(person, above, said)


def _trouble(network: Network) -> None:
    """The first answer is lost in any case, and of the others a fifth."""
    network.faults.lost_answers = Strike(share=0.2, next=1)
    network.faults.lookup_lag_seconds = 0.5
