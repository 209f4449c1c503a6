"""When a notice that failed is tried again, when it is given up, and how often somebody may ask. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from amends.status.rules.states import Way

#: Whoever sends notices has them for so long; then its worker is taken for dead.
LEASE = timedelta(minutes=5)
#: News that nobody took for so long is no news.
GIVES_UP_AFTER = {Way.MAIL: timedelta(hours=24), Way.WEBHOOK: timedelta(days=3)}
#: Who took nothing for so long is told nothing any more.
STOPS_AFTER = timedelta(days=14)
#: A question whether somebody really wants this is good for so long.
ASKED_FOR = timedelta(days=3)
#: One address is asked once in this time, however often its form is sent.
ASKS_AGAIN_AFTER = timedelta(minutes=15)
#: So many new addresses may be asked for one page in an hour.
MOST_ASKED_AN_HOUR = 500
_RETRIES = (
    *(timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15)),
    *(timedelta(minutes=30), timedelta(hours=1), timedelta(hours=2)),
)
_LONGEST_RETRY = timedelta(hours=4)


def next_try(tries: int, asked: timedelta | None = None) -> timedelta:
    """How long a notice waits after so many tries that failed (1 or more), or as long as was asked."""
    wait = _RETRIES[tries - 1] if tries <= len(_RETRIES) else _LONGEST_RETRY
    return max(wait, min(asked or wait, _LONGEST_RETRY))


def is_given_up(way: Way, asked_at: datetime, now: datetime) -> bool:
    """Whether a notice was tried for too long."""
    return now - asked_at >= GIVES_UP_AFTER[way]
