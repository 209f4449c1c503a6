"""What is usual for a brand: how often each term comes, and how much comes at each hour of the week. Pure.

Old weeks fade: a day counts 3 % less than the day after it. Terms are counted in two rows of fixed size, of
which the lower number holds (a count-min sketch): a brand's past weighs a megabyte however long it is.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

#: Places of one row.
PLACES = 1 << 17
HOURS = 168
_FADES = 0.97
_MOST_GAIN = 1e4
#: So many unseen messages and terms are believed in before anything is known.
_UNSEEN, _BEFORE = 0.7, 50.0
#: Hours of the same time of day, and of any time, that an hour of the week without a past is taken for.
_LIKE_DAY, _LIKE_ANY = 2.0, 3.0
_BEGUN, _KNOWN, _KNOWN_HOURS = 25.0, 200.0, 72.0
_TURN = 0x9E3779B1


def _empty() -> array[float]:
    return array("f", bytes(8 * PLACES))


def _slots() -> list[float]:
    return [0.0] * HOURS


@dataclass(slots=True)
class Usual:
    """A brand's past, as far as alarms need it."""

    counts: array[float] = field(default_factory=_empty)
    #: Messages that were counted, faded as they are.
    total: float = 0.0
    #: By hour of the week: messages, and how often that hour was seen.
    hits: list[float] = field(default_factory=_slots)
    seen: list[float] = field(default_factory=_slots)
    #: What a message counts today; older ones counted less when they came.
    gain: float = 1.0

    def learn_hour(self, slot: int, messages: Iterable[Iterable[int]]) -> None:
        """Take in the messages of one hour, as their terms; ``slot``: hour of the week from Monday, 0."""
        many = 0
        for terms in messages:
            many += 1
            for term in terms:
                for place in _places(term):
                    self.counts[place] += self.gain
        self.total += many * self.gain
        self.hits[slot] += many * self.gain
        self.seen[slot] += self.gain
        if slot % 24 == 23:
            self._age()

    def _age(self) -> None:
        self.gain /= _FADES
        if self.gain > _MOST_GAIN:
            by = 1 / self.gain
            self.counts = array("f", (each * by for each in self.counts))
            self.hits = [each * by for each in self.hits]
            self.seen = [each * by for each in self.seen]
            self.total, self.gain = self.total * by, 1.0

    def share(self, term: int) -> float:
        """The share of messages that have this term; never nothing."""
        one, two = _places(term)
        known = min(self.counts[one], self.counts[two]) / self.gain
        return (known + _UNSEEN) / (self.total / self.gain + _BEFORE)

    def rate(self, slot: int) -> float:
        """Messages an hour at this hour of the week."""
        everything = sum(self.seen)
        overall = self.total / everything if everything else 0.0
        own = slot % 24
        day_hits = sum(self.hits[own::24]) / self.gain + _LIKE_ANY * overall
        day = day_hits / (sum(self.seen[own::24]) / self.gain + _LIKE_ANY)
        hits, seen = self.hits[slot] / self.gain, self.seen[slot] / self.gain
        return (hits + _LIKE_DAY * day) / (seen + _LIKE_DAY)

    @property
    def is_begun(self) -> bool:
        """Whether there is a past at all: before that, everything would be more than usual."""
        return self.messages >= _BEGUN and sum(self.seen) / self.gain >= 24

    @property
    def is_known(self) -> bool:
        """Whether there is enough of a past to hold topics, moods and networks against."""
        return self.messages >= _KNOWN and sum(self.seen) / self.gain >= _KNOWN_HOURS

    @property
    def messages(self) -> float:
        """How many messages it knows, the old ones faded."""
        return self.total / self.gain


def _places(term: int) -> tuple[int, int]:
    mixed = (term * _TURN) & 0xFFFFFFFF
    return (term >> 3) % PLACES, PLACES + (mixed >> 15)
