"""How often a target is written to, when a failed notice is tried again, and when it is given up."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import datetime, timedelta


class Way(enum.StrEnum):
    """A way out of the desk."""

    PUSH = "push"
    MAIL = "mail"
    CHAT = "chat"


#: Whoever writes to a target has it for so long; then its worker is taken for dead.
LEASE = timedelta(minutes=2)
#: A target rests so long after each writing: what comes meanwhile goes together.
RESTS: Mapping[Way, timedelta] = {
    Way.PUSH: timedelta(seconds=5),
    Way.MAIL: timedelta(minutes=1),
    Way.CHAT: timedelta(seconds=10),
}
#: So many are written one by one; more are one sentence: "37 new".
SINGLY: Mapping[Way, int] = {Way.PUSH: 3, Way.MAIL: 50, Way.CHAT: 3}
#: What could not be told for so long is not worth telling any more.
GIVES_UP_AFTER: Mapping[Way, timedelta] = {
    Way.PUSH: timedelta(hours=12),
    Way.MAIL: timedelta(days=3),
    Way.CHAT: timedelta(hours=12),
}
_FIRST_RETRY = timedelta(seconds=30)
_LONGEST_RETRY = timedelta(hours=1)


class Fault(Exception):
    """A writing that failed; it is tried again, later each time.

    ``wait`` is what the other side asked for.
    """

    def __init__(self, reason: str, *, wait: timedelta | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait


class Refused(Fault):
    """The other side will not take this one, however often it is tried."""


class Gone(Fault):
    """The target is no more."""


def next_try(failures: int, wait: timedelta | None = None) -> timedelta:
    """How long a target is left alone after so many failures in a row (1 or more)."""
    doubled = 1 << max(0, min(failures - 1, 10))
    grown = min(_FIRST_RETRY * doubled, _LONGEST_RETRY)
    return max(grown, min(wait or grown, _LONGEST_RETRY))


def is_given_up(way: Way, asked_at: datetime, now: datetime) -> bool:
    """Whether a notice has waited for too long."""
    return now - asked_at > GIVES_UP_AFTER[way]
