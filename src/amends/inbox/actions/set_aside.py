"""What counts for nothing: spam, and what somebody says who is blocked. Each goes back as it was."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.audit.actions import record
from amends.inbox.actions import retell
from amends.inbox.actions.events import note_event, require_case
from amends.inbox.actions.intake import one_at_a_time
from amends.inbox.models import Case, CaseEventKind, CaseState, Person, SetAside
from amends.refusals import NotFound, Refusal
from amends.staff.rules import Actor, Right


class NotSetAside(Refusal):
    """This case was not set aside, or went into another one; there is nothing to put back."""

    code = "not-set-aside"


class PersonIsBlocked(Refusal):
    """The customer is blocked; unblock them, and their cases come back."""

    code = "person-is-blocked"


@transaction.atomic
def mark_spam(*, by: Actor, case: Case, now: datetime) -> None:
    """Close a case as spam: no clock, no alarm, no figure. Again is no error.

    Raises NotAllowed, NotFound, and NotSetAside for a case that went into another.
    """
    require_case(by, case, Right.ORGANISE)
    one_at_a_time(by.brand_id)
    locked = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    if locked.set_aside == SetAside.MERGED:
        raise NotSetAside
    if locked.set_aside != SetAside.SPAM:
        facts = _set_aside(locked, SetAside.SPAM, by.user_id, now)
        _record(by, "mark_spam", locked, facts, now)
    _renew(case)


@transaction.atomic
def put_back(*, by: Actor, case: Case, now: datetime) -> None:
    """Spam after all was none: the case is as it was, or needs an answer when more was said since.

    Raises NotAllowed, NotFound, NotSetAside and PersonIsBlocked.
    """
    require_case(by, case, Right.ORGANISE)
    one_at_a_time(by.brand_id)
    locked = Case.objects.select_for_update(no_key=True).select_related("person").get(pk=case.pk)
    if locked.set_aside not in {SetAside.SPAM, SetAside.BLOCKED, SetAside.NOISE}:
        raise NotSetAside
    if locked.person.blocked_at is not None:
        raise PersonIsBlocked
    put_back_heard(locked, by_id=by.user_id, now=now)
    record(by=by, action="inbox.put_back", target=f"case:{case.pk}", facts={}, now=now)
    _renew(case)


@transaction.atomic
def block(*, by: Actor, person: Person, now: datetime) -> int:
    """Let what this person says reach nobody's queue; their open cases are closed. Again is no error.

    Raises NotAllowed and NotFound. Returns how many cases were closed.
    """
    _require_person(by, person)
    changed = Person.objects.filter(pk=person.pk, blocked_at=None).update(blocked_at=now)
    person.refresh_from_db(fields=["blocked_at"])
    if not changed:
        return 0
    found = Case.objects.select_for_update(no_key=True).filter(person=person).order_by("pk")
    open_cases = list(found.exclude(state=CaseState.CLOSED))
    for case in open_cases:
        _set_aside(case, SetAside.BLOCKED, by.user_id, now)
    facts = {"cases": [case.pk for case in open_cases]}
    record(by=by, action="inbox.block", target=f"person:{person.pk}", facts=facts, now=now)
    return len(open_cases)


@transaction.atomic
def unblock(*, by: Actor, person: Person, now: datetime) -> int:
    """Hear this person again; the cases that the block closed are as they were. Again is no error.

    Raises NotAllowed and NotFound. Returns how many cases came back.
    """
    _require_person(by, person)
    blocked = Person.objects.filter(pk=person.pk, blocked_at__isnull=False)
    changed = blocked.update(blocked_at=None)
    person.refresh_from_db(fields=["blocked_at"])
    if not changed:
        return 0
    cases = Case.objects.select_for_update(no_key=True).filter(
        person=person, set_aside=SetAside.BLOCKED
    )
    back = list(cases.order_by("pk"))
    for case in back:
        put_back_heard(case, by_id=by.user_id, now=now)
    facts = {"cases": [case.pk for case in back]}
    record(by=by, action="inbox.unblock", target=f"person:{person.pk}", facts=facts, now=now)
    return len(back)


def _require_person(by: Actor, person: Person) -> None:
    by.require(Right.ORGANISE)
    if person.brand_id != by.brand_id:
        raise NotFound
    one_at_a_time(by.brand_id)


def _set_aside(case: Case, why: SetAside, by_id: int | None, now: datetime) -> dict[str, object]:
    facts: dict[str, object] = {"why": why, "was": retell.snapshot(case)}
    note_event(case=case, kind=CaseEventKind.SET_ASIDE, by_id=by_id, at=now, facts=facts)
    aside = retell.NewTurn(CaseState.CLOSED, now, set_aside=why, closed_at=now)
    retell.turn(case, aside, retell.Because(by_id, now, why))
    return {"why": why}


def put_back_heard(case: Case, *, by_id: int | None, now: datetime) -> None:
    """A locked case that was set aside is as it was, or waits for an answer when more was said since.

    For whoever holds the intake (`intake.one_at_a_time`).
    """
    told = case.events.filter(kind=CaseEventKind.SET_ASIDE).order_by("-pk").first()
    facts = {"why": case.set_aside}
    note_event(case=case, kind=CaseEventKind.PUT_BACK, by_id=by_id, at=now, facts=facts)
    because = retell.Because(by_id, now, "put back")
    was = told.facts.get("was") if told else None
    if was and retell.tells_the_same(case, was):
        # Set aside twice (spam, then blocked) goes back to before the first.
        turn = retell.turn_in({**was, "set_aside": ""})
    else:
        before = retell.turn_in({**(was or retell.snapshot(case)), "set_aside": ""})
        retell.retell(case)
        turn = retell.turn_by_messages(case, before)
    retell.turn(case, turn, because)


def _record(by: Actor, verb: str, case: Case, facts: dict[str, object], now: datetime) -> None:
    record(by=by, action=f"inbox.{verb}", target=f"case:{case.pk}", facts=facts, now=now)


def _renew(case: Case) -> None:
    case.refresh_from_db(fields=["state", "state_since", "snoozed_until", "closed_at", "set_aside"])
