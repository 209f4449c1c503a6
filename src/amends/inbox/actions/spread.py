"""Writes down how far messages spread: what a network counted, and that it was asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from amends.inbox.models import Direction, Message, Spread, SpreadCount
from amends.inbox.rules import spreading
from amends.inbox.rules.spreading import Course

#: A network may count as high as it likes: beyond a billion it is all the same.
_MOST = 1_000_000_000
_KINDS = ("likes", "shares", "replies")


def note_counts(message: Message, counts: Mapping[str, object], now: datetime) -> None:
    """Keep what a network counted of a customer's public message, in the caller's transaction."""
    if message.direction != Direction.IN or not message.is_public:
        return
    told = {kind: _number(counts.get(kind)) for kind in _KINDS}
    total = min(sum(told.values()), _MOST)
    known = Spread.objects.select_for_update().filter(message=message).first()
    spread = known or _first(message)
    if total == spread.total:
        return
    course = Course(spread.total, spread.held_at, timedelta(seconds=spread.wait))
    spread.growth = spreading.growth(course, total, now)
    wait = spreading.wait_while(spread.growth, course.wait)
    spread.total, spread.held_at, spread.wait = total, now, int(wait.total_seconds())
    if known is None or spread.due_at is not None:
        spread.due_at = now + wait
    spread.save()
    kept = {"brand_id": message.brand_id, **told}
    SpreadCount.objects.update_or_create(message=message, at=now, defaults=kept)


def note_asked(
    *, brand_id: int, message_ids: Collection[int], back: timedelta, now: datetime
) -> list[int]:
    """Note that it was asked how far these messages have spread, and when they are asked about next.

    Nothing is asked about that is older than ``back`` by then. Returns those that grew until now and, if
    nothing more is told of them, grow more slowly.
    """
    messages = Message.objects.filter(brand_id=brand_id, pk__in=message_ids)
    known = Spread.objects.select_for_update().filter(brand_id=brand_id).in_bulk(list(message_ids))
    slowed = []
    for message in messages:
        spread = known.get(message.pk) or _first(message)
        if spread.growth > 0:
            slowed.append(message.pk)
        _asked(spread, message.sent_at + back, now)
    return slowed


def _asked(spread: Spread, until: datetime, now: datetime) -> None:
    wait = spreading.wait_at_rest(timedelta(seconds=spread.wait))
    due = now + wait
    # What was asked last time and told nothing new held until then.
    held_at = max(spread.held_at, spread.asked_at or spread.held_at)
    spread.growth = spreading.slowed(spread.growth, held_at - spread.held_at)
    spread.held_at = held_at
    spread.asked_at, spread.wait = now, int(wait.total_seconds())
    spread.due_at = due if due < until else None
    spread.save()


def _first(message: Message) -> Spread:
    """Where a message stands that nobody counted again yet: as it came, or at nothing when it was said."""
    counts = message.counts if isinstance(message.counts, dict) else {}
    return Spread(
        message=message,
        brand_id=message.brand_id,
        connection_id=message.connection_id,
        total=min(sum(_number(counts.get(kind)) for kind in _KINDS), _MOST),
        held_at=message.received_at if counts else message.sent_at,
        wait=int(spreading.FIRST.total_seconds()),
    )


def _number(told: object) -> int:
    return min(max(told, 0), _MOST) if isinstance(told, int) else 0
