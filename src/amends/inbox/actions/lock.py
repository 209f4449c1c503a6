"""A case for one colleague alone: taken, handed back, opened by a lead, or over by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from amends.audit.actions import record
from amends.inbox.actions import bell
from amends.inbox.actions.events import require_case
from amends.inbox.models import Case, CaseLock
from amends.inbox.queries.presence import Lock, lock_of
from amends.refusals import Invalid, Refusal
from amends.staff.rules import Actor, Right

#: A lock ends so long after its holder last did something in the case.
LOCKED_FOR = timedelta(minutes=10)


class LockedByColleague(Refusal):
    """A colleague locked this case to answer it alone; ask them, or wait until they hand it back."""

    code = "locked"

    @classmethod
    def of(cls, lock: Lock) -> LockedByColleague:
        """Says whose lock it is."""
        return cls(f"{lock.name} locked this case to answer it alone; ask them to hand it back.")


class NotLocked(Refusal):
    """This case is not locked any more."""

    code = "not-locked"


@transaction.atomic
def take_lock(*, by: Actor, case: Case, now: datetime) -> Lock:
    """Only ``by`` may answer the case from now on, until ten minutes without activity.

    Who holds it already holds on. Raises NotAllowed, NotFound and LockedByColleague.
    """
    require_case(by, case, Right.ANSWER)
    if by.user_id is None:
        raise Invalid("Only people lock a case.")
    # In one row with whoever answers it at this moment.
    Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    held = lock_of(case.pk, now)
    if held is not None and held.user_id != by.user_id:
        raise LockedByColleague.of(held)
    until = now + LOCKED_FOR
    CaseLock.objects.update_or_create(
        case_id=case.pk,
        defaults={
            "brand_id": case.brand_id,
            "user_id": by.user_id,
            "taken_at": held.taken_at if held else now,
            "until": until,
        },
    )
    if held is None:
        _tell(by, "take_lock", case, {}, now)
    return Lock(by.user_id, by.name, held.taken_at if held else now, until)


@transaction.atomic
def hand_back_lock(*, by: Actor, case: Case, now: datetime) -> None:
    """Everybody may answer again; without a lock of theirs it is no error. Raises NotAllowed, NotFound."""
    require_case(by, case, Right.ANSWER)
    if by.user_id is None:
        return
    given, _ = CaseLock.objects.filter(case_id=case.pk, user_id=by.user_id).delete()
    if given:
        _tell(by, "hand_back_lock", case, {}, now)


@transaction.atomic
def break_lock(*, by: Actor, case: Case, now: datetime) -> None:
    """A lead opens a colleague's lock. Raises NotAllowed, NotFound, and NotLocked when it is over."""
    require_case(by, case, Right.MANAGE_TEAM)
    held = lock_of(case.pk, now)
    if held is None:
        raise NotLocked
    broken, _ = CaseLock.objects.filter(case_id=case.pk, user_id=held.user_id).delete()
    if not broken:
        raise NotLocked
    _tell(by, "break_lock", case, {"of": held.user_id, "since": held.taken_at}, now)


def _tell(by: Actor, verb: str, case: Case, facts: dict[str, object], now: datetime) -> None:
    bell.ring_presence(brand_id=case.brand_id, case_id=case.pk)
    record(by=by, action=f"inbox.{verb}", target=f"case:{case.pk}", facts=facts, now=now)
