"""Where cases stand in their lists, as somebody above judged them; and those that leave the queue for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection as database
from django.db import transaction

from amends.inbox.actions import bell
from amends.inbox.actions.events import require_case, write_down
from amends.inbox.actions.intake import one_at_a_time
from amends.inbox.actions.set_aside import put_back_heard
from amends.inbox.models import Case, CaseEvent, CaseEventKind, CaseState, SetAside
from amends.inbox.rules.turns import latest
from amends.staff.rules import Actor, Right

_SET = """
UPDATE inbox_case c SET sooner = n.sooner, marks = string_to_array(n.marks, ',')
FROM unnest(%s::bigint[], %s::integer[], %s::text[]) AS n (id, sooner, marks)
WHERE c.id = n.id
"""


@dataclass(frozen=True, slots=True)
class Rank:
    """What was made of a case: seconds before its promise, its marks, and whether nobody waits.

    ``seen_at`` is its newest message that was judged: when more was said since, it stays in the queue.
    Marks have no commas.
    """

    case_id: int
    sooner: int
    marks: tuple[str, ...]
    is_noise: bool = False
    seen_at: datetime | None = None


@transaction.atomic
def rank(*, brand_id: int, ranks: Sequence[Rank], now: datetime) -> int:
    """Set where these cases of a brand stand; what needs no answer leaves the queue. Returns how many left.

    What was set aside as noise and is none comes back. Cases of other brands are passed by.
    """
    if not ranks:
        return 0
    one_at_a_time(brand_id)
    wanted = {each.case_id: each for each in ranks}
    found = Case.objects.filter(brand_id=brand_id, pk__in=wanted).order_by("pk")
    locked = {case.pk: case for case in found.select_for_update(no_key=True, of=("self",))}
    changed = [wanted[pk] for pk, case in locked.items() if _differs(case, wanted[pk])]
    _set(changed)
    noise = [case for pk, case in locked.items() if _may_leave(case, wanted[pk])]
    _let_go(noise, now)
    back = [pk for pk, case in locked.items() if _comes_back(case, wanted[pk])]
    for case in Case.objects.filter(pk__in=back).order_by("pk"):
        put_back_heard(case, by_id=None, now=now)
    left = {case.pk for case in noise}
    bell.ring(brand_id=brand_id, cases={each.case_id for each in changed} | left | set(back))
    return len(noise)


def _differs(case: Case, to: Rank) -> bool:
    return (case.sooner, tuple(case.marks)) != (to.sooner, to.marks)


def _set(ranks: Sequence[Rank]) -> None:
    if not ranks:
        return
    rows = [(each.case_id, each.sooner, ",".join(each.marks)) for each in ranks]
    with database.cursor() as cursor:
        cursor.execute(_SET, [list(column) for column in zip(*rows, strict=True)])


def _may_leave(case: Case, to: Rank) -> bool:
    """Only what nobody has in hand, and to which nothing was added since it was judged."""
    is_waiting = case.state == CaseState.NEEDS_ANSWER and not case.set_aside
    is_free = case.assignee_id is None and case.pinned_at is None
    return to.is_noise and is_waiting and is_free and case.last_in_at == to.seen_at


def _comes_back(case: Case, to: Rank) -> bool:
    return case.set_aside == SetAside.NOISE and not to.is_noise


def _let_go(cases: Sequence[Case], now: datetime) -> None:
    """Back to the customer where somebody answered before; else set aside, for it counts for nothing."""
    fresh = [case.pk for case in cases if _answered_at(case) is None]
    told = {case.pk: at for case in cases if (at := _answered_at(case)) is not None}
    Case.objects.filter(pk__in=fresh).update(
        state=CaseState.CLOSED,
        state_since=now,
        closed_at=now,
        due_at=None,
        set_aside=SetAside.NOISE,
    )
    _to_customer(told)
    CaseEvent.objects.bulk_create([event for case in cases for event in _events(case, now)])


def _to_customer(cases: Mapping[int, datetime]) -> None:
    if not cases:
        return
    with database.cursor() as cursor:
        cursor.execute(
            "UPDATE inbox_case c SET state = 'waiting_customer', state_since = n.at, due_at = NULL"
            " FROM unnest(%s::bigint[], %s::timestamptz[]) AS n (id, at) WHERE c.id = n.id",
            [list(cases), list(cases.values())],
        )


def _answered_at(case: Case) -> datetime | None:
    return latest(case.last_out_at, case.answered_elsewhere_at)


def _events(case: Case, now: datetime) -> list[CaseEvent]:
    because = {"because": "needs no answer", "from": case.state}
    if _answered_at(case) is not None:
        return [_event(case, CaseEventKind.WAITING_CUSTOMER, now, because)]
    aside: dict[str, object] = {"why": SetAside.NOISE.value}
    return [
        _event(case, CaseEventKind.SET_ASIDE, now, aside),
        _event(case, CaseEventKind.CLOSED, now, because),
    ]


def _event(
    case: Case, kind: CaseEventKind, now: datetime, facts: Mapping[str, object]
) -> CaseEvent:
    return CaseEvent(brand_id=case.brand_id, case=case, kind=kind, at=now, facts=dict(facts))


# ------------------------------------------------------------------------------------- pins


@transaction.atomic
def pin(*, by: Actor, case: Case, now: datetime) -> None:
    """Put a case before everything that nobody put there. Again is no error. Raises NotAllowed, NotFound."""
    require_case(by, case, Right.MANAGE_TEAM)
    if Case.objects.filter(pk=case.pk, pinned_at=None).update(pinned_at=now):
        write_down(by=by, case=case, what=("pin", CaseEventKind.PINNED), facts={}, now=now)
    case.refresh_from_db(fields=["pinned_at", "order_at"])


@transaction.atomic
def unpin(*, by: Actor, case: Case, now: datetime) -> None:
    """Let a case stand where it would stand by itself. Raises NotAllowed and NotFound."""
    require_case(by, case, Right.MANAGE_TEAM)
    if Case.objects.filter(pk=case.pk, pinned_at__isnull=False).update(pinned_at=None):
        write_down(by=by, case=case, what=("unpin", CaseEventKind.UNPINNED), facts={}, now=now)
    case.refresh_from_db(fields=["pinned_at", "order_at"])
