"""Lets go of what programs were told long ago."""

from __future__ import annotations

from datetime import datetime, timedelta

from amends.subscriptions.models import Announcement, FollowedAnswer

KEPT_FOR = timedelta(days=30)
_AT_ONCE = 5_000


def forget(*, now: datetime) -> int:
    """Forget some of what was settled a month ago, and answers that never arrived; how many there were."""
    before = now - KEPT_FOR
    settled = Announcement.objects.filter(settled_at__lt=before).order_by("settled_at")
    ids = list(settled.values_list("pk", flat=True)[:_AT_ONCE])
    Announcement.objects.filter(pk__in=ids).delete()
    lost, _ = FollowedAnswer.objects.filter(
        since__lt=before, send__state__in=["failed", "refused", "unknown"]
    ).delete()
    return len(ids) + lost
