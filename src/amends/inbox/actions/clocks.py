"""Sets the clocks of cases: each with its turn, and all of a brand when it promises something else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection as database
from django.db import transaction

from amends.channels.base import Channel
from amends.channels.models import Connection
from amends.inbox.actions import bell
from amends.inbox.actions.intake import one_at_a_time
from amends.inbox.models import Case, CaseState
from amends.inbox.queries import rights
from amends.inbox.queries.clocks import Clocks, clocks_of, due_of
from amends.inbox.rules.rights import may_end, may_pull, pulled_up

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
    locked = waiting.select_related("connection").select_for_update(no_key=True, of=("self",))
    cases = list(locked[:limit])
    changed = _changed(cases, clocks_of(brand_id)) if cases else []
    if changed:
        _set(changed)
        bell.ring(brand_id=brand_id, cases=[case_id for case_id, _ in changed])
    return cases[-1].pk if len(cases) == limit else None


def pull_up(*, connection: Connection, case_ids: Iterable[int]) -> None:
    """Make these cases due before the last right to answer in them ends, where their promise is later.

    For who takes in: the cases' promises are set, and their messages are stored.
    """
    channel = rights.channel_of(connection)
    if channel is None or not may_end(channel):
        return
    waiting = Case.objects.filter(
        pk__in=list(case_ids), connection=connection, state=CaseState.NEEDS_ANSWER
    )
    stand = {
        pk: (since, due) for pk, since, due in waiting.values_list("pk", "state_since", "due_at")
    }
    ends = rights.ends_of(connection, _pullable(channel, stand))
    ahead = rights.ahead()
    due = {pk: pulled_up(stand[pk][1], end, stand[pk][0], ahead) for pk, end in ends.items()}
    changed = [(pk, at) for pk, at in due.items() if at != stand[pk][1]]
    if changed:
        _set(changed)


def _pullable(channel: Channel, stand: dict[int, tuple[datetime, datetime | None]]) -> list[int]:
    ahead = rights.ahead()
    return [pk for pk, (since, due) in stand.items() if may_pull(channel, due, since, ahead)]


def _changed(cases: Sequence[Case], clocks: Clocks) -> list[tuple[int, datetime | None]]:
    due = ((case, clocks.due_of(case)) for case in cases)
    return [(case.pk, at) for case, at in due if at != case.due_at]


def _set(changed: list[tuple[int, datetime | None]]) -> None:
    with database.cursor() as cursor:
        cursor.execute(_SET, [list(column) for column in zip(*changed, strict=True)])
