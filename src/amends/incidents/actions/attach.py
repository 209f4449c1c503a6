"""Whose trouble it is: cases are attached by hand or from a search, taken off, and suggestions settled."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.audit.actions import record
from amends.inbox.actions import bell
from amends.inbox.models import Case, Person, SetAside
from amends.incidents.actions.note import require_incident, write_down
from amends.incidents.models import AffectedCase, Incident, LeftAlone, Resemblance, Watch
from amends.incidents.rules.words import Attached
from amends.refusals import Invalid, NotFound
from amends.staff.rules import Actor, Right

MOST_CASES = 5_000
_AT_ONCE = 1_000


@transaction.atomic
def attach(
    *,
    by: Actor,
    incident: Incident,
    case_ids: Collection[int],
    now: datetime,
    how: Attached = Attached.HAND,
) -> int:
    """Attach cases; how many there are more than before. What was taken off comes back by hand.

    Cases of other brands, and those whose messages went into another case, are left out. Raises
    NotAllowed, NotFound, and Invalid for more than 5,000 at once.
    """
    require_incident(by, incident, Right.HANDLE_INCIDENTS)
    if len(case_ids) > MOST_CASES:
        raise Invalid("At most 5,000 cases are attached at once; narrow the search.")
    own = Case.objects.filter(brand_id=incident.brand_id, pk__in=set(case_ids))
    ids = sorted(own.exclude(set_aside=SetAside.MERGED).values_list("pk", flat=True))
    fresh: dict[str, Any] = {
        "how": how,
        "score": None,
        "attached_at": now,
        "attached_by_id": by.user_id,
    }
    again = AffectedCase.objects.filter(incident=incident, case__in=ids, detached_at__isnull=False)
    back = again.update(**fresh, detached_at=None, detached_by=None)
    made = _attach_new(incident, ids, fresh)
    Resemblance.objects.filter(incident=incident, case__in=ids).delete()
    if made + back:
        facts = {"how": str(how), "cases": made + back}
        write_down(by=by, incident=incident, kind="attach", facts=facts, now=now)
        bell.ring(brand_id=incident.brand_id, cases=ids)
    return made + back


def _attach_new(incident: Incident, ids: list[int], fresh: dict[str, Any]) -> int:
    living = AffectedCase.objects.filter(incident=incident, case__in=ids)
    there = set(living.values_list("case_id", flat=True))
    rows = [
        AffectedCase(brand_id=incident.brand_id, incident=incident, case_id=each, **fresh)
        for each in ids
        if each not in there
    ]
    AffectedCase.objects.bulk_create(rows, batch_size=_AT_ONCE, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def detach(*, by: Actor, incident: Incident, case_id: int, now: datetime) -> None:
    """It is something else: the case is taken off, and others like it are judged by that.

    Again is no error. Raises NotAllowed, and NotFound for a case that was never attached.
    """
    require_incident(by, incident, Right.HANDLE_INCIDENTS)
    row = AffectedCase.objects.filter(incident=incident, case_id=case_id)
    if not row.exists():
        raise NotFound(case=case_id)
    if row.filter(detached_at=None).update(detached_at=now, detached_by_id=by.user_id):
        facts = {"case": case_id}
        write_down(by=by, incident=incident, kind="detach", facts=facts, now=now)
        bell.ring(brand_id=incident.brand_id, cases=[case_id])


@transaction.atomic
def dismiss(*, by: Actor, incident: Incident, case_id: int, now: datetime) -> None:
    """A suggestion is something else: it is not suggested again. Raises NotAllowed and NotFound."""
    require_incident(by, incident, Right.HANDLE_INCIDENTS)
    suggested = Resemblance.objects.filter(incident=incident, case_id=case_id)
    if not suggested.exists():
        raise NotFound(case=case_id)
    if suggested.filter(dismissed_at=None).update(dismissed_at=now, dismissed_by_id=by.user_id):
        target, facts = f"incident:{incident.pk}", {"case": case_id}
        record(by=by, action="incidents.dismiss", target=target, facts=facts, now=now)


@transaction.atomic
def watch(*, by: Actor, incident: Incident, is_on: bool, now: datetime) -> None:
    """Attach new cases by themselves from now on, or no longer. Raises NotAllowed and NotFound."""
    require_incident(by, incident, Right.HANDLE_INCIDENTS)
    found, _made = Watch.objects.get_or_create(
        incident=incident, defaults={"brand_id": incident.brand_id}
    )
    if found.is_on != is_on:
        Watch.objects.filter(pk=found.pk).update(is_on=is_on)
        write_down(by=by, incident=incident, kind="watch", facts={"on": is_on}, now=now)


@transaction.atomic
def leave_alone(*, by: Actor, person: Person, alone: bool, now: datetime) -> None:
    """This person wants to hear nothing that they did not ask for, or does again. Again is no error.

    Raises NotAllowed and NotFound.
    """
    by.require(Right.ANSWER)
    if person.brand_id != by.brand_id:
        raise NotFound(person=person.pk)
    known = LeftAlone.objects.filter(brand_id=by.brand_id, person=person)
    if alone == known.exists():
        return
    if alone:
        LeftAlone.objects.create(brand_id=by.brand_id, person=person, by_id=by.user_id, since=now)
    else:
        known.delete()
    target, facts = f"person:{person.pk}", {"alone": alone}
    record(by=by, action="incidents.leave_alone", target=target, facts=facts, now=now)
