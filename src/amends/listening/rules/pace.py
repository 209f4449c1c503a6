"""How often to ask a network, how long to wait after trouble, and when trouble is worth an alarm. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.channels.contract import Capabilities

SHORTEST_POLL = timedelta(seconds=1)
FIRST_RETRY = timedelta(seconds=5)
LONGEST_RETRY = timedelta(minutes=5)
LONGEST_THROTTLE = timedelta(hours=24)
UNSAID_THROTTLE = timedelta(minutes=1)
#: A network that works by push or stream is still polled, this many times less often.
SAFETY_NET = 5
FAILING_AFTER = timedelta(seconds=45)
FAILING_TIMES = 2
#: A network may ask us to wait; hearing nothing for this long is trouble all the same.
THROTTLED_TOO_LONG = timedelta(minutes=10)
#: A connection that is due and that nobody has asked for this long has no listener.
UNHEARD_AFTER = timedelta(minutes=2)
#: A process whose last sign of life is older than this is taken for dead.
DEAD_AFTER = timedelta(seconds=45)
BACKLOG_AFTER = timedelta(minutes=2)
BACKLOG_CLEARED = timedelta(minutes=1)

SWEEP_EVERY = timedelta(minutes=15)
GAP_SWEEP_EVERY = timedelta(minutes=2)
#: A connection that is heard but could not be read again for this long may have lost something.
UNSWEPT_AFTER = timedelta(hours=1)
SWEEP_OVERLAP = timedelta(hours=1)
#: The depth of an ordinary sweep is `SWEEP_OVERLAP`; the first of each such span goes back all the way.
DEEP_SWEEP_EVERY = timedelta(hours=6)

_EPOCH_SPREAD = 2_654_435_761


@dataclass(frozen=True, slots=True)
class Sum:
    """What one reading of a network brought: all of it must have gone somewhere."""

    seen: int
    stored: int
    duplicate: int
    quarantined: int

    @property
    def balances(self) -> bool:
        """Whether every delivery the network gave is stored, known already, or in quarantine."""
        return self.seen == self.stored + self.duplicate + self.quarantined

    def __add__(self, other: Sum) -> Sum:
        return Sum(
            self.seen + other.seen,
            self.stored + other.stored,
            self.duplicate + other.duplicate,
            self.quarantined + other.quarantined,
        )


NOTHING = Sum(0, 0, 0, 0)


def poll_interval(
    capabilities: Capabilities, settings: Mapping[str, str], *, told_of_news: bool
) -> timedelta:
    """The time between two polls: the adapter's, or the connection's own when that is shorter.

    ``told_of_news``: the network pushes or streams to us and that works, so polls are a safety net.
    A setting that is no positive number is as if it were not there.
    """
    interval = min(capabilities.poll_every, _wanted(settings) or capabilities.poll_every)
    return max(interval, SHORTEST_POLL) * (SAFETY_NET if told_of_news else 1)


def _wanted(settings: Mapping[str, str]) -> timedelta | None:
    try:
        seconds = float(settings.get("poll_every", 0) or 0)
        return timedelta(seconds=seconds) if seconds > 0 else None
    except (TypeError, ValueError, OverflowError):
        return None


def spread(interval: timedelta, connection_id: int) -> timedelta:
    """The interval made up to a tenth shorter, differently for each connection: no thundering herd."""
    return interval * (1 - (connection_id * _EPOCH_SPREAD % 1000) / 10_000)


def due_at(next_at: datetime, now: datetime, connection_id: int, *, has_failed: bool) -> datetime:
    """When to ask again. After trouble not a moment before ``next_at``: the network may have named it."""
    return next_at if has_failed else now + spread(next_at - now, connection_id)


def backoff(failures: int) -> timedelta:
    """How long to leave a network alone after so many failures in a row: 5 s doubling to 5 min."""
    doublings = min(max(failures - 1, 0), 10)
    return min(LONGEST_RETRY, FIRST_RETRY * (1 << doublings))


def throttle(wait: timedelta | None) -> timedelta:
    """How long to wait when the network asks us to; a minute when it does not say how long."""
    return min(LONGEST_THROTTLE, max(wait if wait is not None else UNSAID_THROTTLE, SHORTEST_POLL))


def is_failing(failing_since: datetime | None, failures: int, now: datetime) -> bool:
    """Whether trouble has gone on long enough, or often enough, for somebody to be told."""
    if failing_since is None:
        return False
    return failures >= FAILING_TIMES or now - failing_since >= FAILING_AFTER


def is_unheard(due_at: datetime | None, now: datetime) -> bool:
    """Whether a connection's turn has long come and nobody asked its network."""
    return due_at is not None and now - due_at >= UNHEARD_AFTER


def sweep_is_due(swept_at: datetime | None, active_since: datetime, now: datetime) -> bool:
    """Whether the network must be read again: it is time, or the connection was just resumed."""
    return swept_at is None or swept_at < active_since or now - swept_at >= SWEEP_EVERY


def sweep_from(
    swept_at: datetime | None, connected_at: datetime, depth: timedelta, now: datetime
) -> datetime:
    """The moment from which to read again.

    Always a little before the last complete sweep, so that what the network shows late is seen; four
    times a day ``depth`` back (the adapter's `sweep_back`); never from before the connection was made.
    """
    since = swept_at or connected_at
    if swept_at is None or _span(swept_at) != _span(now):
        since = min(since, now) - depth
    else:
        since -= min(SWEEP_OVERLAP, depth)
    return max(since, connected_at)


def _span(moment: datetime) -> int:
    return int(moment.timestamp() // DEEP_SWEEP_EVERY.total_seconds())


def fair_share(connections: int, listeners: int) -> int:
    """How many connections one of so many listeners serves at most; together they serve all."""
    return -(-connections // max(listeners, 1))
