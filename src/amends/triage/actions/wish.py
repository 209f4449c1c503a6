"""How a brand wants its noise kept, and what people say who look after it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.audit.actions import record
from amends.inbox.actions.events import require_case
from amends.inbox.actions.set_aside import NotSetAside, PersonIsBlocked
from amends.inbox.actions.turn import reopen
from amends.inbox.models import Case, Direction, Message, SetAside
from amends.refusals import Invalid, NotFound
from amends.staff.rules import Actor, Right
from amends.triage.actions.correct import Correction, correct
from amends.triage.models import NoiseCheck, TriageSettings

#: Above this chance of needing an answer nobody lets go of anything.
MOST = 30


@transaction.atomic
def set_wishes(*, by: Actor, lets_go: bool, below: int, now: datetime) -> None:
    """Let go of what needs no answer, below this chance in percent, or of nothing.

    Raises NotAllowed and Invalid.
    """
    by.require(Right.MANAGE_INTAKE)
    if not 1 <= below <= MOST:
        raise Invalid(f"Choose a chance from 1 to {MOST} percent.", field="below")
    wish, _made = TriageSettings.objects.select_for_update().get_or_create(brand_id=by.brand_id)
    if (wish.lets_go, wish.below) == (lets_go, below):
        return
    facts = {"lets_go": lets_go, "below": below, "was": [wish.lets_go, wish.below]}
    wish.lets_go, wish.below = lets_go, below
    wish.save(update_fields=["lets_go", "below"])
    target = f"brand:{by.brand_id}"
    record(by=by, action="triage.set_wishes", target=target, facts=facts, now=now)


@transaction.atomic
def look_at(*, by: Actor, check: NoiseCheck, needed: bool, now: datetime) -> None:
    """Say of a case that was let go whether it needed an answer; then it comes back.

    Another word goes before the first. Raises NotAllowed and NotFound.
    """
    by.require(Right.ORGANISE)
    if check.brand_id != by.brand_id:
        raise NotFound
    check.needed, check.by_id, check.at = needed, by.user_id, now
    check.save(update_fields=["needed", "by", "at"])
    _say(by=by, case_id=check.case_id, needed=needed, now=now)


@transaction.atomic
def bring_back(*, by: Actor, case: Case, now: datetime) -> None:
    """Say of a case that the desk let go that it needs an answer: it comes back, and that teaches.

    Raises NotAllowed, NotFound, PersonIsBlocked, and NotSetAside for a case that was not let go.
    """
    require_case(by, case, Right.ORGANISE)
    if case.set_aside != SetAside.NOISE:
        raise NotSetAside
    if case.person.blocked_at is not None:
        raise PersonIsBlocked
    _say(by=by, case_id=case.pk, needed=True, now=now)
    case.refresh_from_db()
    if case.set_aside == SetAside.NOISE:
        # All that it said was deleted since: there is nothing to learn from, but a person wants it.
        reopen(by=by, case=case, now=now)


def _say(*, by: Actor, case_id: int, needed: bool, now: datetime) -> None:
    said = Message.objects.filter(
        brand_id=by.brand_id, case_id=case_id, direction=Direction.IN, deleted_at=None
    )
    newest = said.order_by("-sent_at", "-pk").first()
    if newest is not None:
        wish = Correction(needs_answer=needed)
        correct(by=by, message=newest, correction=wish, now=now)
