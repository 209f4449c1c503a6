"""Saved views, and those that every brand has because they mean something there."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from amends.inbox.models import SavedView
from amends.joined import Joined
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


def given(*, has_ratings: bool) -> tuple[Given, ...]:
    """The views that the desk offers; those of reviews only where customers give stars."""
    return (LATE, UNASSIGNED, *((BAD_REVIEWS,) if has_ratings else ()), MENTIONS)


#: Written out, as everything that stands around every screen: building the SQL costs more than running it.
_KEPT = Joined(kept=SavedView)
_FOR = f"""
SELECT {_KEPT.columns} FROM inbox_savedview kept
WHERE kept.brand_id = %(brand)s AND (kept.owner_id IS NULL OR kept.owner_id = %(user)s)
ORDER BY kept.owner_id IS NOT NULL, kept.position, kept.id
"""  # noqa: S608 - our own columns


def views_for(brand_id: int, user_id: int | None) -> list[SavedView]:
    """The brand's views and then this person's own, in their orders."""
    return _KEPT.only(_FOR, {"brand": brand_id, "user": user_id})


def view_of(brand_id: int, user_id: int | None, view_id: int) -> SavedView:
    """One view that this person may see. Raises NotFound."""
    mine = Q(owner__isnull=True) | Q(owner_id=user_id)
    view = SavedView.objects.filter(mine, brand_id=brand_id, pk=view_id).first()
    if view is None:
        raise NotFound
    return view
