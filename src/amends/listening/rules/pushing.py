"""How often a network is asked whether it still pushes to us. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

#: Networks give up on an address after hours; asking costs nothing on any of them.
EVERY = timedelta(hours=1)


def is_due(checked_at: datetime | None, now: datetime) -> bool:
    """Whether to ask again."""
    return checked_at is None or now - checked_at >= EVERY
