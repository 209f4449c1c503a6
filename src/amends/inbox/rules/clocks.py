"""Which promise a case is under, and by when it is to be kept. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from amends.inbox.rules.turns import CLOSED, Turn
from amends.staff.rules.hours import Hours, due

#: The turn that is ours.
_OURS = "needs_answer"


@dataclass(frozen=True, slots=True)
class Promised:
    """Minutes of working time until the first and until each next answer; None: no promise."""

    first: int | None
    next: int | None


#: What a brand promises that has said nothing about it.
UNLESS_TOLD = Promised(first=60, next=240)


def was_answered(turn: Turn) -> bool:
    """Whether anybody ever answered in the case, here or on the network itself."""
    return turn.last_out_at is not None or turn.answered_elsewhere_at is not None


def promise_for(turn: Turn, promised: Promised) -> int | None:
    """The minutes of the promise that a case is under; None while it is not our turn, or without one."""
    if turn.state != _OURS:
        return None
    return promised.next if was_answered(turn) else promised.first


def due_at(turn: Turn, promised: Promised, hours: Hours) -> datetime | None:
    """By when a case is to be answered: its promise in working time, from when the customer began to wait.

    None while it is not our turn, without a promise, and for a brand that does not open in 400 days.
    """
    minutes = promise_for(turn, promised)
    return None if minutes is None else due(turn.state_since, minutes, hours)


def kept_quiet(was: Turn, turn: Turn, now: datetime) -> Turn:
    """The turn of a case that counts for nothing: what comes in is kept, and it is or stays closed."""
    since = was.state_since if was.state == CLOSED else now
    return replace(turn, state=CLOSED, state_since=since)
