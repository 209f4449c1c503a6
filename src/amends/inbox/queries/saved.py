"""Saved views, and those that every brand has because they mean something there."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from amends.inbox.models import Case, SavedView
from amends.refusals import NotFound


@dataclass(frozen=True, slots=True)
class Given:
    """A view that the desk offers by itself: what it is, and its search."""

    name: str
    query: str


LATE = Given("late", "is:late")
UNASSIGNED = Given("unassigned", "is:unanswered is:unassigned")
BAD_REVIEWS = Given("bad-reviews", "is:open rating:<=3")
MENTIONS = Given("mentions", "is:mentioned is:open")


def given(brand_id: int) -> tuple[Given, ...]:
    """The views that the desk offers; those of reviews only where customers give stars."""
    newest = Case.objects.filter(brand_id=brand_id).order_by("-pk").values("rating")[:200]
    rated = any(case["rating"] is not None for case in newest)
    return (LATE, UNASSIGNED, *((BAD_REVIEWS,) if rated else ()), MENTIONS)


def views_for(brand_id: int, user_id: int | None) -> list[SavedView]:
    """The brand's views and then this person's own, in their orders."""
    mine = Q(owner__isnull=True) | Q(owner_id=user_id)
    found = SavedView.objects.filter(mine, brand_id=brand_id)
    return sorted(found, key=lambda view: (view.owner_id is not None, view.position, view.pk))


def view_of(brand_id: int, user_id: int | None, view_id: int) -> SavedView:
    """One view that this person may see. Raises NotFound."""
    mine = Q(owner__isnull=True) | Q(owner_id=user_id)
    view = SavedView.objects.filter(mine, brand_id=brand_id, pk=view_id).first()
    if view is None:
        raise NotFound
    return view
