"""Colleagues and teams that end: their open cases go back to everybody, and none is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.audit.actions import record
from amends.inbox.actions import bell
from amends.inbox.actions.intake import one_at_a_time
from amends.inbox.models import Case, CaseEvent, CaseEventKind, CaseState
from amends.staff import actions as staff
from amends.staff.models import Team, User
from amends.staff.rules import Actor, Right

#: So many cases change in one statement.
_AT_ONCE = 1_000


@transaction.atomic
def remove_colleague(*, by: Actor, user: User, now: datetime) -> int:
    """End a colleague's place in the brand; how many open cases went back to everybody.

    Raises NotAllowed, NotFound and LastOwner.
    """
    by.require(Right.MANAGE_STAFF)
    return _take_from(by, user, staff.remove_member, now)


@transaction.atomic
def leave_brand(*, by: Actor, user: User, now: datetime) -> int:
    """End one's own place in the brand; how many open cases went back to everybody.

    Raises NotFound and LastOwner.
    """
    return _take_from(by, user, staff.leave, now)


@transaction.atomic
def close_account(*, by: Actor, user: User, now: datetime) -> int:
    """Close a colleague's account; how many open cases went back to everybody.

    Raises NotAllowed, NotFound, LastOwner and WorksElsewhere.
    """
    by.require(Right.MANAGE_STAFF)
    return _take_from(by, user, staff.deactivate, now)


@transaction.atomic
def disband(*, by: Actor, team: Team, now: datetime) -> int:
    """End a team; how many open cases have no team now. Closed ones lose it without an event.

    Raises NotAllowed and NotFound.
    """
    team_id, name = team.pk, team.name
    # Rights first, then the cases; the key would empty itself, but without a word in each case.
    staff.require_team(by, team)
    # The team before its cases, as whoever hands them out; before both, who takes in.
    one_at_a_time(by.brand_id)
    Team.objects.select_for_update(no_key=True).filter(pk=team_id).first()
    facts: dict[str, object] = {"from": team_id, "to": None, "name": name}
    count = _release(by, {"team_id": team_id}, (CaseEventKind.TEAM_ASSIGNED, facts), now)
    Case.objects.filter(brand_id=by.brand_id, team_id=team_id).update(team_id=None)
    staff.delete_team(by=by, team=team, now=now)
    return count


def _take_from(by: Actor, user: User, end: Callable[..., None], now: datetime) -> int:
    """The cases first, as everywhere: whoever holds the audit trail waits for no case."""
    facts: dict[str, object] = {"from": user.pk, "to": None}
    count = _release(by, {"assignee_id": user.pk}, (CaseEventKind.ASSIGNED, facts), now)
    end(by=by, user=user, now=now)
    if count:
        told = {"count": count}
        record(by=by, action="inbox.release", target=f"user:{user.pk}", facts=told, now=now)
    return count


def _release(
    by: Actor, held: dict[str, int], what: tuple[CaseEventKind, dict[str, object]], now: datetime
) -> int:
    """Empty the one column in ``held`` of every open case that has this value there."""
    kind, facts = what
    (column,) = held
    one_at_a_time(by.brand_id)
    found = Case.objects.filter(brand_id=by.brand_id, **held).exclude(state=CaseState.CLOSED)
    count = 0
    while ids := list(found.select_for_update(no_key=True).values_list("pk", flat=True)[:_AT_ONCE]):
        nobody: dict[str, Any] = {column: None}
        Case.objects.filter(pk__in=ids).update(**nobody)
        CaseEvent.objects.bulk_create(
            CaseEvent(
                brand_id=by.brand_id, case_id=each, kind=kind, at=now, by_id=by.user_id, facts=facts
            )
            for each in ids
        )
        bell.ring(brand_id=by.brand_id, cases=ids)
        count += len(ids)
    return count
