"""How many cases each view holds, counted only as far as anybody wants to read."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection as database

from amends.inbox.models import Case, CaseState
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

    def of(self, view: View) -> int:
        """How many cases the view holds."""
        return self.by_view.get(view, 0)


def counts(*, brand_id: int, user_id: int | None) -> Counts:
    """The sidebar's numbers in one round trip; each part reads at most `ENOUGH` index entries."""
    parts = [
        Case.objects.filter(brand_id=brand_id, state=state).order_by()[:ENOUGH]
        for state in _VIEWS.values()
    ]
    mine = Case.objects.filter(brand_id=brand_id, assignee_id=user_id)
    parts.append(mine.exclude(state=CaseState.CLOSED).order_by()[:ENOUGH])
    compiled = [part.values("pk").query.sql_with_params() for part in parts]
    selects = ", ".join(f"(SELECT count(*) FROM ({sql}) AS part)" for sql, _ in compiled)  # noqa: S608 - Django's own SQL
    with database.cursor() as cursor:
        cursor.execute(f"SELECT {selects}", [value for _, values in compiled for value in values])
        numbers = cursor.fetchone() or ()
    return Counts(dict(zip([*_VIEWS, View.MINE], numbers, strict=True)))
