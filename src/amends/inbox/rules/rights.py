"""When a right to answer ends, and how early that pulls a case up. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from amends.channels.base import Channel
from amends.channels.rights import Offer, Standing, Way

#: Where an answer can be free words; a template or the network's own site are poorer ways.
_FREE = frozenset({Way.PUBLIC, Way.PRIVATE})
_NEXT = timedelta(microseconds=1)
#: Rights that follow each other: 24 hours, then seven days by a person's own hand.
_MOST_STAGES = 4


def may_end(channel: Channel) -> bool:
    """Whether any right of this network can end: most have none, and nobody need look."""
    return _has_own_rules(channel) or channel.capabilities.private_window is not None


def may_pull(
    channel: Channel, promised: datetime | None, since: datetime, ahead: timedelta
) -> bool:
    """Whether a right may end so early that it counts: most promises are much shorter than any window."""
    if not may_end(channel):
        return False
    window = channel.capabilities.private_window
    if promised is None or window is None or _has_own_rules(channel):
        return True
    return promised > since + window - ahead


def _has_own_rules(channel: Channel) -> bool:
    return type(channel).offers is not Channel.offers


def rights_end(channel: Channel, standing: Standing) -> datetime | None:
    """The moment after which nothing more can be said in free words, from the customer's last word on.

    None: one way has no end, or none was ever open. It depends on nothing but what was heard, so
    whenever it is asked it says the same.
    """
    at = max((each.sent_at for each in standing.heard), default=None)
    end = None
    for _ in range(_MOST_STAGES):
        ways = _open(channel, standing, at) if at is not None else ()
        if not ways:
            break
        untils = [offer.until for offer in ways if offer.until is not None]
        if len(untils) < len(ways):
            return None
        end = max(untils)
        at = end + _NEXT
    return end


def _open(channel: Channel, standing: Standing, at: datetime) -> tuple[Offer, ...]:
    return tuple(
        offer for offer in channel.offers(standing, at) if offer.is_open and offer.way in _FREE
    )


def pulled_up(
    due_at: datetime | None, ends_at: datetime | None, since: datetime, ahead: timedelta
) -> datetime | None:
    """By when a case is due whose right to answer ends: ``ahead`` of that, where its promise is later.

    Never before the customer began to wait.
    """
    if ends_at is None:
        return due_at
    latest = max(since, ends_at - ahead)
    return latest if due_at is None else min(due_at, latest)
