"""Sets the clocks of cases: each with its turn, and all of a brand when it promises something else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection as database
from django.db import transaction

from amends.inbox.actions import bell
from amends.inbox.actions.intake import one_at_a_time
from amends.inbox.models import Case, CaseState
from amends.inbox.queries.clocks import Clocks, clocks_of, due_of, turn_of

#: Cases that one transaction sets anew: a tenth of a second.
BATCH = 1_000

_SET = """
UPDATE inbox_case c SET due_at = n.due_at FROM unnest(%s::bigint[], %s::timestamptz[]) AS n (id, due_at)
WHERE c.id = n.id
"""


def wind(case: Case) -> None:
    """Set the clock of a locked case to its turn: what everything calls that turned one by hand."""
    due_at = due_of(case)
    if case.due_at != due_at:
        case.due_at = due_at
        case.save(update_fields=["due_at"])


@transaction.atomic
def rewind(*, brand_id: int, after: int, limit: int = BATCH) -> int | None:
    """Set the clocks of up to ``limit`` cases above id ``after`` to what the brand promises now.

    Returns the id to go on from, None when there are no more. A case that is turned meanwhile gets its
    clock from the same promises: in whatever order, both come to the same.
    """
    # Many cases in one transaction: who takes in has many as well, in another order.
    one_at_a_time(brand_id)
    waiting = Case.objects.filter(
        brand_id=brand_id, state=CaseState.NEEDS_ANSWER, pk__gt=after
    ).order_by("pk")
    cases = list(waiting.select_for_update(no_key=True)[:limit])
    changed = _changed(cases, clocks_of(brand_id)) if cases else []
    if changed:
        _set(changed)
        bell.ring(brand_id=brand_id, cases=[case_id for case_id, _ in changed])
    return cases[-1].pk if len(cases) == limit else None


def _changed(cases: Sequence[Case], clocks: Clocks) -> list[tuple[int, datetime | None]]:
    due = ((case, clocks.due_at(case.connection_id, turn_of(case))) for case in cases)
    return [(case.pk, at) for case, at in due if at != case.due_at]


def _set(changed: list[tuple[int, datetime | None]]) -> None:
    with database.cursor() as cursor:
        cursor.execute(_SET, [list(column) for column in zip(*changed, strict=True)])
