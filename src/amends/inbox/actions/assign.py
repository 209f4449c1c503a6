"""Who holds a case."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.inbox.actions.events import require_case, write_down
from amends.inbox.models import Case, CaseEventKind
from amends.inbox.rules import ChangedMeanwhile
from amends.refusals import Refusal
from amends.staff.models import User
from amends.staff.queries import rights_of
from amends.staff.rules import Actor, Right


class CannotHold(Refusal):
    """Only somebody who may answer for the brand can hold a case."""

    code = "cannot-hold"


@transaction.atomic
def assign(*, by: Actor, case: Case, to: User, now: datetime) -> None:
    """Give a case to a colleague; to who holds it already is no error.

    Raises NotAllowed, NotFound, CannotHold, and ChangedMeanwhile when somebody else took or got it
    since the caller looked.
    """
    require_case(by, case, Right.ORGANISE)
    if Right.ANSWER not in rights_of(user_id=to.pk, brand_id=case.brand_id):
        raise CannotHold
    _hand(by, case, to.pk, "assign", now)


@transaction.atomic
def unassign(*, by: Actor, case: Case, now: datetime) -> None:
    """Put a case back for anybody. Raises NotAllowed, NotFound, ChangedMeanwhile."""
    require_case(by, case, Right.ORGANISE)
    _hand(by, case, None, "unassign", now)


def _hand(by: Actor, case: Case, to: int | None, verb: str, now: datetime) -> None:
    before = case.assignee_id
    if before == to:
        return
    as_seen = Case.objects.filter(pk=case.pk, assignee_id=before)
    changed = as_seen.update(assignee_id=to)
    case.refresh_from_db(fields=["assignee"])
    if changed:
        facts: dict[str, object] = {"from": before, "to": to}
        what = (verb, CaseEventKind.ASSIGNED)
        write_down(by=by, case=case, what=what, facts=facts, now=now)
    elif case.assignee_id != to:
        raise ChangedMeanwhile
