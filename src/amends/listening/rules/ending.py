"""When it is time to say that what an account's owner allowed us ends. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

#: Time enough for an owner who is on holiday for a week; tokens that renew themselves never get so near.
WARN_BEFORE = timedelta(days=10)


def is_near(ends_at: datetime | None, now: datetime) -> bool:
    """Whether a person must do something about it now."""
    return ends_at is not None and ends_at - now <= WARN_BEFORE
