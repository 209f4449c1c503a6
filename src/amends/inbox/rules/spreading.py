"""How often it is looked how far a message has spread: more often while it grows, seldom at rest. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

#: From a message to the first look at it, and between two looks.
FIRST, SHORTEST, LONGEST = timedelta(minutes=10), timedelta(minutes=5), timedelta(hours=12)
#: More likes, shares and replies an hour than this, and it grows.
GROWS = 2.0
#: So many new ones are waited for, at the pace of the last look.
_AWAITED = 5.0
#: What was counted within a quarter of an hour is taken as if it came in that.
_LEAST_HOURS = 0.25
#: Fewer an hour are none.
_NOTHING = 0.5


@dataclass(frozen=True, slots=True)
class Course:
    """How far a message had spread when it was last told, until when that held, and the pause since."""

    total: int
    held_at: datetime
    wait: timedelta = FIRST


def growth(was: Course, total: int, now: datetime) -> float:
    """How many more an hour there are since then; fewer are none."""
    hours = (now - was.held_at).total_seconds() / 3600
    return max(total - was.total, 0) / max(hours, _LEAST_HOURS)


def slowed(grows: float, rested: timedelta) -> float:
    """The growth of what told nothing new for so long: half of it, and less than one in that time."""
    hours = rested.total_seconds() / 3600
    left = min(grows / 2, 1 / hours) if hours > 0 else grows / 2
    return left if left >= _NOTHING else 0.0


def wait_while(grows: float, wait: timedelta) -> timedelta:
    """The pause to the next look at something that grows by so many an hour: until some more have come."""
    if grows < GROWS:
        return min(max(wait, SHORTEST), LONGEST)
    return min(max(timedelta(hours=_AWAITED / grows), SHORTEST), wait, LONGEST)


def wait_at_rest(wait: timedelta) -> timedelta:
    """The pause after a look that showed nothing new: twice as long."""
    return min(2 * max(wait, SHORTEST), LONGEST)
