"""Where looking at messages again is, written down between two looks. Pure."""

from __future__ import annotations

from datetime import datetime

from amends.channels.rechecks import Recheck, Recount


def is_due(looked_at: datetime | None, pace: Recheck | Recount, now: datetime) -> bool:
    """Whether it is time for another look."""
    return looked_at is None or now - looked_at >= pace.every


def written(at: datetime, message_id: int) -> str:
    """A place in the walk from the newest message to the oldest, as it is kept."""
    return f"{at.isoformat()} {message_id}"


def read(place: str) -> tuple[datetime, int] | None:
    """The place that was kept; None: begin with the newest."""
    at, _, message_id = place.partition(" ")
    try:
        return datetime.fromisoformat(at), int(message_id)
    except ValueError:
        return None
