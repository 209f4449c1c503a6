"""How many cases each view holds, counted only as far as anybody wants to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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
class Counts:
    """The number of cases in each counted view, at most `ENOUGH`."""

    by_view: dict[View, int]
    #: Promised answers that are overdue.
    late: int
    #: Whether customers gave stars lately.
    has_ratings: bool = False

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
_COUNTS = f"SELECT {', '.join([*_PARTS.values(), _LATE, _RATED])}"


def counts(*, brand_id: int, user_id: int | None, now: datetime) -> Counts:
    """The sidebar's numbers in one round trip; each part reads at most `ENOUGH` index entries."""
    facts = {"brand": brand_id, "user": user_id, "now": now, "enough": ENOUGH}
    with database.cursor() as cursor:
        cursor.execute(_COUNTS, facts)
        *numbers, late, has_ratings = cursor.fetchone()
    return Counts(dict(zip(_PARTS, numbers, strict=True)), late, has_ratings)
