"""How often networks are asked for a brand's words, and for which of them this time. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

ASK_EVERY = timedelta(minutes=5)
#: Terms of one asking: networks allow a few hundred requests in five minutes, and others want some, too.
MOST_TERMS = 10


def terms_now(terms: Sequence[str], now: datetime) -> tuple[str, ...]:
    """The terms whose turn it is: all of them where they are few, else as many as may be, in turns."""
    if len(terms) <= MOST_TERMS:
        return tuple(terms)
    turn = int(now.timestamp() // ASK_EVERY.total_seconds())
    start = turn * MOST_TERMS % len(terms)
    return tuple([*terms, *terms][start : start + MOST_TERMS])


def is_due(searched_at: datetime | None, now: datetime) -> bool:
    """Whether a network should be asked again."""
    return searched_at is None or now - searched_at >= ASK_EVERY
