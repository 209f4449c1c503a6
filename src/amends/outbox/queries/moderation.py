"""What was taken from sight, and how much of it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from amends.outbox.models import Moderation
from amends.refusals import NotFound


def moderation_page(
    brand_id: int, *, ground: str = "", before: int | None = None, limit: int = 50
) -> list[Moderation]:
    """A brand's records below id ``before``, newest first, of one class where one is given."""
    wanted = Q() if before is None else Q(pk__lt=before)
    if ground:
        wanted &= Q(ground=ground)
    return list(_records(brand_id).filter(wanted).order_by("-pk")[:limit])


def moderation_by_id(brand_id: int, record_id: int) -> Moderation:
    """One record of a brand. Raises `NotFound`, also for another brand's."""
    found = _records(brand_id).filter(pk=record_id).first()
    if found is None:
        raise NotFound(moderation=record_id)
    return found


def hidden_counts(brand_id: int, since: datetime) -> dict[str, int]:
    """How many pieces were taken from sight since then, by class, and are so still; only classes with any."""
    done = Moderation.objects.filter(brand_id=brand_id, done_at__gte=since, undone_at=None)
    counted = done.order_by().values("ground").annotate(n=Count("pk"))
    return {row["ground"]: row["n"] for row in counted}


def _records(brand_id: int) -> QuerySet[Moderation]:
    related = ("asked_by", "decided_by", "connection", "deed")
    return Moderation.objects.filter(brand_id=brand_id).select_related(*related)
