"""Who is told and who is not: the words of the closure ledger, whose turn it is, and how it adds up. Pure."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from amends.refusals import Refusal

#: So many answers of a broadcast wait for one network at a time: what is stopped is stopped at once,
#: and what becomes urgent meanwhile does not stand behind thousands.
AHEAD = 40
#: A person is tried by this many ways at most.
MOST_TRIES = 4
LONGEST = 10_000


class Occasion(enum.StrEnum):
    """Why everybody is told."""

    ANSWER = "answer"
    CLOSING = "closing"


class Course(enum.StrEnum):
    """How far a broadcast is."""

    DRAFT = "draft"
    RUNNING = "running"
    CANCELLED = "cancelled"
    DONE = "done"


class Standing(enum.StrEnum):
    """What became of one person."""

    WAITING = "waiting"
    ASKED = "asked"
    TOLD = "told"
    NOT_TOLD = "not_told"


class NobodyAffected(Refusal):
    """Nobody waits for this: no case is attached, or everybody was answered."""

    code = "nobody-affected"


class NotResolved(Refusal):
    """This incident is not resolved yet; say so first, then tell each one that it is over."""

    code = "not-resolved"


class ClosedBefore(Refusal):
    """Everybody was told already that it is over; look at the ledger."""

    code = "closed-before"


class NotADraft(Refusal):
    """This was begun already; look at how far it is."""

    code = "not-a-draft"


class NotUnderWay(Refusal):
    """This has ended already."""

    code = "not-under-way"


class CannotGoOn(Refusal):
    """There is nothing left to go on with."""

    code = "cannot-go-on"


class NoWords(Refusal):
    """There are no words to send yet."""

    code = "no-words"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people are at which point; together they are all of them."""

    waiting: int = 0
    asked: int = 0
    told: int = 0
    not_told: int = 0

    @property
    def total(self) -> int:
        return self.waiting + self.asked + self.told + self.not_told

    @property
    def settled(self) -> int:
        """Of how many it is known for good what became of them."""
        return self.told + self.not_told

    @property
    def percent(self) -> int:
        """The share of which it is known; 100 only when it is all of them."""
        return 100 * self.settled // self.total if self.total else 100


def tally(counted: Mapping[str, int]) -> Tally:
    """From the number of people in each state."""
    return Tally(**{state.value: counted.get(state.value, 0) for state in Standing})


def request_key(broadcast_id: int, recipient_id: int, tries: int) -> str:
    """What makes an answer to a person one send, however often their turn comes."""
    return f"incident:{broadcast_id}:{recipient_id}:{tries}"
