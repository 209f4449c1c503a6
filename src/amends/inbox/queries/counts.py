"""How many cases each view holds, counted only as far as anybody wants to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import orjson
from django.db import connection as database

from amends.inbox.models import CaseState
from amends.inbox.queries.views import View

#: Counting ends here; the sidebar then says "999+".
ENOUGH = 1_000

_VIEWS = {
    View.NEEDS_ANSWER: CaseState.NEEDS_ANSWER,
    View.WAITING_CUSTOMER: CaseState.WAITING_CUSTOMER,
    View.WAITING_COLLEAGUE: CaseState.WAITING_COLLEAGUE,
    View.SNOOZED: CaseState.SNOOZED,
}


@dataclass(frozen=True, slots=True)
class KeptView:
    """A saved view as the sidebar shows it: the brand's, or this person's own."""

    name: str
    query: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """The number of cases in each counted view, at most `ENOUGH`; and what else the sidebar names."""

    by_view: dict[View, int]
    #: Promised answers that are overdue.
    late: int
    #: Whether customers gave stars lately.
    has_ratings: bool = False
    kept: tuple[KeptView, ...] = ()
    #: The first of the tags that the brand offers, by their names.
    tags: tuple[str, ...] = ()

    def of(self, view: View) -> int:
        """How many cases the view holds."""
        return self.by_view.get(view, 0)


_COUNT = (
    "(SELECT count(*) FROM (SELECT FROM inbox_case"
    " WHERE brand_id = %(brand)s AND {} LIMIT %(enough)s) AS part)"
)
_PARTS = {
    **{view: _COUNT.format(f"state = '{state.value}'") for view, state in _VIEWS.items()},
    View.MINE: _COUNT.format("assignee_id = %(user)s AND state <> 'closed'"),
}
_LATE = _COUNT.format("due_at < %(now)s")
_RATED = (
    "EXISTS (SELECT FROM (SELECT rating FROM inbox_case WHERE brand_id = %(brand)s"
    " ORDER BY id DESC LIMIT 200) AS newest WHERE rating IS NOT NULL)"
)
_KEPT = (
    "(SELECT coalesce(json_agg(json_build_array(name, query, owner_id IS NOT NULL)"
    " ORDER BY owner_id IS NOT NULL, position, id), '[]') FROM inbox_savedview"
    " WHERE brand_id = %(brand)s AND (owner_id IS NULL OR owner_id = %(user)s))"
)
_TAGS = (
    "ARRAY(SELECT name FROM inbox_tag WHERE brand_id = %(brand)s AND archived_at IS NULL"
    " ORDER BY name LIMIT %(most)s)"
)
_COUNTS = f"SELECT {', '.join([*_PARTS.values(), _LATE, _RATED, _KEPT, _TAGS])}"


def counts(*, brand_id: int, user_id: int | None, now: datetime, tags: int = 12) -> Counts:
    """What the sidebar shows in one round trip; each number reads at most `ENOUGH` index entries.

    ``tags``: how many of them it names.
    """
    facts = {"brand": brand_id, "user": user_id, "now": now, "enough": ENOUGH, "most": tags}
    with database.cursor() as cursor:
        cursor.execute(_COUNTS, facts)
        *numbers, late, has_ratings, kept, named = cursor.fetchone()
    found = orjson.loads(kept) if isinstance(kept, str) else kept
    return Counts(
        dict(zip(_PARTS, numbers, strict=True)),
        late,
        has_ratings,
        tuple(KeptView(*each) for each in found),
        tuple(named),
    )
