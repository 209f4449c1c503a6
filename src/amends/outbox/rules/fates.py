"""What a network's answer means for a send, and how long to wait. Pure."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import timedelta

from amends.channels.contract import (
    ChannelError,
    Disconnected,
    Gone,
    Refused,
    Throttled,
    Unreachable,
    Unsupported,
)


class AttemptKind(enum.StrEnum):
    """Why the network was called: to say it, or to ask whether it was said."""

    TRY = "try"
    LOOK_UP = "look_up"


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast, how often and how long. Tests and rehearsals hand in a quicker one."""

    #: A send that nobody's living worker carries is taken for lost after this.
    stale_after: timedelta = timedelta(seconds=10)
    #: A worker that lives but has not come back from the network for so long never will.
    abandoned_after: timedelta = timedelta(minutes=10)
    #: The first look-up comes so long after the answer was lost.
    look_up_after: timedelta = timedelta(seconds=2)
    #: "It is not there" counts only so long after the last try began: networks show things late.
    absent_after: timedelta = timedelta(seconds=30)
    #: A look-up that says nothing for so long is asked again by somebody else.
    look_up_lease: timedelta = timedelta(minutes=2)
    #: The first wait after a try that did not reach the network; each next one is twice as long.
    first_wait: timedelta = timedelta(seconds=2)
    longest_wait: timedelta = timedelta(minutes=10)
    #: One unreachable send makes its whole lane wait, but never so long that recovery goes unseen.
    longest_lane_wait: timedelta = timedelta(minutes=1)
    #: So many tries that surely did not reach the network make a send failed.
    most_tries: int = 10
    #: A network that asks for a longer wait than this is not believed.
    longest_believed: timedelta = timedelta(hours=24)
    wait_if_unsaid: timedelta = timedelta(seconds=15)
    wait_if_absurd: timedelta = timedelta(minutes=15)


class Fate(enum.StrEnum):
    """What becomes of a send after the network failed it."""

    REFUSED = "refused"
    HELD = "held"
    AGAIN = "again"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows from one failed try: the send's fate, its wait, and the whole lane's wait."""

    fate: Fate
    reason: str
    wait: timedelta = timedelta()
    lane_wait: timedelta | None = None
    counts: bool = True


def after_failure(error: BaseException, *, tries: int, failures: int, pace: Pace) -> Decision:
    """What a failed try means. ``tries`` counts this one; ``failures`` are the lane's in a row.

    Only what the network surely has not taken may be tried again. Everything that has no other
    name, a fault of ours during the call included, is UNKNOWN.
    """
    reason = str(error)
    if isinstance(error, Refused | Gone | Unsupported):
        return Decision(Fate.REFUSED, reason)
    if isinstance(error, Disconnected):
        return Decision(Fate.HELD, reason)
    if isinstance(error, Throttled):
        wait = believed(error.wait, failures, pace)
        return Decision(Fate.AGAIN, reason, wait, lane_wait=wait, counts=False)
    if isinstance(error, Unreachable):
        wait = backoff(tries, pace)
        fate = Fate.AGAIN if tries < pace.most_tries else Fate.FAILED
        lane_wait = min(backoff(failures + 1, pace), pace.longest_lane_wait)
        return Decision(fate, reason, wait, lane_wait)
    if not isinstance(error, ChannelError):
        reason = f"{type(error).__name__} during the call."
    return Decision(Fate.UNKNOWN, reason, pace.look_up_after)


def backoff(times: int, pace: Pace) -> timedelta:
    """The wait after so many failures in a row: twice as long each time, up to the longest."""
    doubled: timedelta = pace.first_wait * 2 ** min(max(times, 1) - 1, 20)
    return min(doubled, pace.longest_wait)


def believed(wait: timedelta | None, failures: int, pace: Pace) -> timedelta:
    """How long we wait when a network asks us to: its own word if it is sensible, else ours."""
    if wait is None or wait < timedelta():
        return max(pace.wait_if_unsaid, backoff(failures, pace))
    return wait if wait <= pace.longest_believed else pace.wait_if_absurd


def look_again(look_ups: int, pace: Pace) -> timedelta:
    """The wait before the next look-up when the last one said nothing."""
    doubled: timedelta = pace.look_up_after * 2 ** min(look_ups, 20)
    return min(doubled, pace.longest_wait)


#: So many sends of one connection may be under way at once, over all workers.
LANE_WIDTH = 4


def width(threads: int, lanes: int) -> int:
    """How many of a worker's threads one lane may take, so that a slow lane never takes them all."""
    return min(LANE_WIDTH, max(1, threads // max(lanes, 1)))
