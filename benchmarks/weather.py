"""A storm on the practice network, pushed at a desk's door while the desk also reads the network itself."""

from __future__ import annotations

import random
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from amends.practice import Account, Served
from amends.practice.courier import envelope
from amends.practice.objects import Event
from amends.practice.pusher import Parcel, Pusher, PushReport, troubled

SECRET = "a-secret-that-signs-what-is-pushed"
#: The network's people never give up: what was refused is pushed again until it is taken.
FOR_EVER = 1_000_000
_SLICE = 60
#: Signed by the network and yet not its format: each must be kept, in quarantine.
NONSENSE = (
    b"",
    b"{",
    b"[" * 5_000,
    b"\xff\xfe\x00nonsense",
    b'{"delivery_id":"dlv_odd_1","events":"none"}',
    b'{"delivery_id":"dlv_odd_2","events":[{"type":"comment.created"}]}',
    b'{"delivery_id":"dlv_odd_3","events":[]}',
    b'{"delivery_id":"dlv_odd_4","sent_at":"yesterday","events":[{"type":42,"object":null}]}',
)


@dataclass
class Front:
    """The storm over one brand: makes matters, and pushes each event while the next are being made."""

    served: Served
    account: Account
    url: str
    deliveries: int
    per_second: float
    seed: int
    report: PushReport = field(default_factory=PushReport)
    refused: PushReport = field(default_factory=PushReport)
    odd: PushReport = field(default_factory=PushReport)
    made: int = 0

    def start(self) -> threading.Thread:
        """Let it begin."""
        thread = threading.Thread(target=self._rage, name=f"storm-{self.account.handle}")
        thread.start()
        return thread

    def _rage(self) -> None:
        pusher = Pusher(self.url, SECRET, connections=8, tries=FOR_EVER)
        self.report = pusher.push(self._parcels(), per_second=self.per_second)
        self.odd = pusher.push(Parcel(f"odd-{n}", body, 1) for n, body in enumerate(NONSENSE))
        liar = Pusher(self.url, "not-the-secret-of-this-brand", connections=1)
        lies = self.report.acknowledged[:5]
        body = b'{"delivery_id":"%s","events":[]}'
        self.refused = liar.push(Parcel(each, body % f"lie-{each}".encode(), 1) for each in lies)

    def _parcels(self) -> Iterator[Parcel]:
        """A tenth of them twice, a tenth overtaken by up to fifty others, one to four events in each."""
        chance = random.Random(self.seed)
        heard = 0
        while self.made < self.deliveries:
            self.served.call(lambda: _live(self.served, self.account, chance))
            events = list(self.account.events[heard:])
            heard += len(events)
            some = list(self._packed(events, chance))[: self.deliveries - self.made]
            self.made += len(some)
            yield from troubled(some, rng=chance, duplicates=0.1, shuffled=0.1)

    def _packed(self, events: list[Event], chance: random.Random) -> Iterator[Parcel]:
        start = 0
        while start < len(events):
            size = chance.choice((1, 1, 1, 1, 1, 2, 4))
            some = events[start : start + size]
            delivery_id = f"dlv_{uuid.UUID(int=chance.getrandbits(128))}"
            yield Parcel(
                delivery_id, envelope(self.account, delivery_id, some, time.time()), len(some)
            )
            start += size


def _live(served: Served, account: Account, chance: random.Random) -> None:
    """A slice of life: a crowd in a few threads, reviews, second thoughts and words taken back."""
    network = served.network
    report = network.storm(brand=account.handle, people=15, threads=4, messages=_SLICE)
    said = [network.items[each] for each in report.object_ids]
    author = chance.choice(said).author
    said.append(network.review(author, account, chance.randint(1, 5), "It came late, but it came."))
    everybody = " ".join(f"@{handle}" for handle in network.accounts)
    said.append(network.post(author, f"{everybody} one of you has my parcel, which of you is it?"))
    said.append(network.comment(author, said[-1], "Well?"))
    # The network tells times in milliseconds: second thoughts take a little longer than that.
    later = network.clock()
    for item in chance.sample(said, 6):
        network.edit(item, f"{item.text} (corrected)", at=later + 0.1)
    changed = chance.choice(said)
    network.edit(changed, "Never mind what I said.", at=later + 0.2)
    network.edit(changed, "No: I meant every word of it.", at=later + 0.3)
    for item in chance.sample(said, 3):
        network.delete(item, at=later + 0.4)
