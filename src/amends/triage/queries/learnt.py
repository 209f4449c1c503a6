"""What a brand has learnt, and which of it judges."""

from __future__ import annotations

from amends.refusals import NotFound
from amends.triage.models import Learning
from amends.triage.rules.labels import JUDGED, Kind


def in_force(brand_id: int, kind: Kind) -> Learning | None:
    """What judges this kind for the brand now; None: as the desk ships."""
    found = Learning.objects.filter(brand_id=brand_id, kind=kind, promoted_at__isnull=False)
    return found.filter(set_aside_at=None).first()


def in_force_id(brand_id: int, kind: Kind) -> int | None:
    """As `in_force`, its id alone."""
    found = Learning.objects.filter(brand_id=brand_id, kind=kind, promoted_at__isnull=False)
    return found.filter(set_aside_at=None).values_list("pk", flat=True).first()


def newest(brand_id: int, kind: Kind) -> Learning | None:
    """What was tried last, whatever became of it."""
    return Learning.objects.filter(brand_id=brand_id, kind=kind).order_by("-number").first()


def before(learning: Learning) -> Learning | None:
    """What judged before this one did and still could; None: as the desk ships."""
    earlier = Learning.objects.filter(
        brand_id=learning.brand_id, kind=learning.kind, number__lt=learning.number, why="replaced"
    )
    return earlier.exclude(data=b"").order_by("-number").first()


def judging(brand_id: int) -> list[tuple[int, Kind]]:
    """The ids and kinds of what judges the brand's messages now, beside the shipped model."""
    found = Learning.objects.filter(
        brand_id=brand_id, kind__in=JUDGED, promoted_at__isnull=False, set_aside_at=None
    )
    return [(pk, Kind(kind)) for pk, kind in found.order_by("pk").values_list("pk", "kind")]


def learning_of(brand_id: int, kind: str) -> Learning:
    """What judges a kind for the brand now. Raises NotFound."""
    found = in_force(brand_id, Kind(kind)) if kind in set(Kind) else None
    if found is None:
        raise NotFound(kind=kind)
    return found


def history(brand_id: int, kind: Kind, *, most: int = 6) -> list[Learning]:
    """What was learnt of a kind, the newest first, without its arrays."""
    found = Learning.objects.filter(brand_id=brand_id, kind=kind).defer("data")
    return list(found.order_by("-number")[:most])
