"""What every change of a case has in common: whose case it is, its event, its audit entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from amends.audit.actions import record
from amends.audit.rules import plain
from amends.inbox.actions import bell
from amends.inbox.models import Case, CaseEvent, CaseEventKind
from amends.refusals import NotFound
from amends.staff.rules import Actor, Right


def require_case(by: Actor, case: Case, right: Right) -> None:
    """Raises NotAllowed without the right, and NotFound for a case of another brand."""
    by.require(right)
    if case.brand_id != by.brand_id:
        raise NotFound


def note_event(
    *,
    case: Case,
    kind: CaseEventKind,
    by_id: int | None,
    at: datetime,
    facts: Mapping[str, object],
) -> CaseEvent:
    """Append what happened to a case. ``facts`` hold what a replay needs; never a customer's words."""
    bell.ring(brand_id=case.brand_id, cases=[case.pk])
    kept = {key: plain(value) for key, value in facts.items()}
    return CaseEvent.objects.create(
        brand_id=case.brand_id, case_id=case.pk, kind=kind, at=at, by_id=by_id, facts=kept
    )


def note_events(
    events: Iterable[tuple[Case, CaseEventKind, Mapping[str, object]]],
    *,
    by_id: int | None,
    at: datetime,
) -> None:
    """Append what happened to many cases of a brand, in their order; as `note_event` does for one."""
    rows = [
        CaseEvent(
            brand_id=case.brand_id,
            case_id=case.pk,
            kind=kind,
            at=at,
            by_id=by_id,
            facts={key: plain(value) for key, value in facts.items()},
        )
        for case, kind, facts in events
    ]
    for brand_id in {row.brand_id for row in rows}:
        bell.ring(brand_id=brand_id, cases=[r.case_id for r in rows if r.brand_id == brand_id])
    CaseEvent.objects.bulk_create(rows)


def write_down(
    *,
    by: Actor,
    case: Case,
    what: tuple[str, CaseEventKind],
    facts: dict[str, object],
    now: datetime,
) -> None:
    """The event and the audit entry of a change. ``what``: the action's verb and the event's kind."""
    verb, kind = what
    note_event(case=case, kind=kind, by_id=by.user_id, at=now, facts=facts)
    record(by=by, action=f"inbox.{verb}", target=f"case:{case.pk}", facts=facts, now=now)
