"""Cases that have to do with each other."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.inbox.actions.events import note_event, require_case, write_down
from amends.inbox.models import Case, CaseEventKind, CaseLink
from amends.refusals import Refusal
from amends.staff.rules import Actor, Right


class LinkedWithItself(Refusal):
    """A case cannot be linked with itself; choose another."""

    code = "linked-with-itself"


@transaction.atomic
def link(*, by: Actor, case: Case, other: Case, now: datetime) -> CaseLink:
    """Let two cases point at each other. Again is no error. Raises NotAllowed, NotFound, LinkedWithItself."""
    first, second = _in_order(by, case, other)
    made, is_new = CaseLink.objects.get_or_create(
        first_id=first,
        second_id=second,
        defaults={"brand_id": by.brand_id, "by_id": by.user_id, "at": now},
    )
    if is_new:
        _tell(by, case, other, ("link", CaseEventKind.LINKED), now)
    return made


@transaction.atomic
def unlink(*, by: Actor, case: Case, other: Case, now: datetime) -> None:
    """Take the link away; one that is not there is no error. Raises what `link` raises."""
    first, second = _in_order(by, case, other)
    gone, _ = CaseLink.objects.filter(first_id=first, second_id=second).delete()
    if gone:
        _tell(by, case, other, ("unlink", CaseEventKind.UNLINKED), now)


def _in_order(by: Actor, case: Case, other: Case) -> tuple[int, int]:
    require_case(by, case, Right.ORGANISE)
    require_case(by, other, Right.ORGANISE)
    if case.pk == other.pk:
        raise LinkedWithItself
    return min(case.pk, other.pk), max(case.pk, other.pk)


def _tell(
    by: Actor, case: Case, other: Case, what: tuple[str, CaseEventKind], now: datetime
) -> None:
    kind = what[1]
    note_event(case=other, kind=kind, by_id=by.user_id, at=now, facts={"case": case.pk})
    write_down(by=by, case=case, what=what, facts={"case": other.pk}, now=now)
