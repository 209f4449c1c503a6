"""A team's new cases find somebody: in turn, or whoever has most room.

The team's row is held while its cases are given out, so that turns and room are counted once; each case
is given by a conditional update, so that nobody gets what a colleague has just taken by hand.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count

from amends.inbox.actions.events import note_event
from amends.inbox.actions.intake import one_at_a_time
from amends.inbox.models import Case, CaseEventKind, CaseState
from amends.staff.models import HandsOut, Team, TeamMember
from amends.staff.queries import on_duty, rights_in
from amends.staff.rules import Right

#: Of more waiting cases, the next minute's round gives out the rest.
_AT_ONCE = 500
_USUAL = 20
#: What counts against a colleague's capacity: what they must act on.
HELD = (CaseState.NEEDS_ANSWER, CaseState.WAITING_COLLEAGUE)


@dataclass(slots=True)
class _Candidate:
    """A member of the team who may get a case now, and how much they hold."""

    place: TeamMember
    held: int
    #: When the team last gave them one, before this round; and how many it gave them in this round.
    given_before: float
    given_now: int = 0

    @property
    def room(self) -> int | None:
        """How many more they take; None: any number."""
        capacity = self.place.membership.capacity
        return None if capacity is None else capacity - self.held

    @property
    def has_room(self) -> bool:
        return self.room is None or self.room > 0


def hand_out(*, team_id: int, now: datetime) -> int:
    """Give the waiting cases of a team to its members on duty who have room; returns how many."""
    with transaction.atomic():
        brand = Team.objects.filter(pk=team_id).values_list("brand_id", flat=True).first()
        if brand is not None:
            # Many cases in one transaction: who takes in has many as well, in another order.
            one_at_a_time(brand)
        team = Team.objects.select_for_update(no_key=True).filter(pk=team_id).first()
        if team is None or team.hands_out == HandsOut.NO:
            return 0
        waiting = _waiting(team)
        candidates = _candidates(team, now) if waiting else []
        return sum(_give(team, case, candidates, now) for case in waiting)


def hand_out_everywhere(*, now: datetime) -> int:
    """One round for every team that hands out and has cases waiting; returns how many were given."""
    waiting = Case.objects.filter(state=CaseState.NEEDS_ANSWER, assignee=None)
    teams = waiting.filter(team__in=Team.objects.exclude(hands_out=HandsOut.NO))
    ids = teams.order_by().values_list("team_id", flat=True).distinct()
    return sum(hand_out(team_id=team_id, now=now) for team_id in list(ids) if team_id)


def _waiting(team: Team) -> list[Case]:
    """The team's cases that nobody holds, the most urgent first."""
    found = Case.objects.filter(
        brand_id=team.brand_id, team=team, state=CaseState.NEEDS_ANSWER, assignee=None
    )
    return list(found.order_by("order_at", "state_since", "pk")[:_AT_ONCE])


def _candidates(team: Team, now: datetime) -> list[_Candidate]:
    """Members on duty who may answer, with what they hold."""
    working = on_duty(team.brand_id, now)
    places = TeamMember.objects.filter(team=team, membership__user__is_active=True)
    able = [
        place
        for place in places.select_related("membership").order_by("pk")
        if place.membership_id in working and Right.ANSWER in rights_in(place.membership)
    ]
    held = held_by(team.brand_id, [place.membership.user_id for place in able])
    return [
        _Candidate(
            place,
            held.get(place.membership.user_id, 0),
            place.given_at.timestamp() if place.given_at else 0.0,
        )
        for place in able
    ]


def held_by(brand_id: int, users: Collection[int]) -> dict[int, int]:
    """How many cases each of these holds that they must act on, by the user's id."""
    found = Case.objects.filter(brand_id=brand_id, assignee__in=users, state__in=HELD)
    counted = found.order_by().values("assignee").annotate(n=Count("pk"))
    return {row["assignee"]: row["n"] for row in counted}


def _give(team: Team, case: Case, candidates: list[_Candidate], now: datetime) -> bool:
    able = [each for each in candidates if each.has_room]
    if not able:
        return False
    chosen = min(able, key=_least_loaded if team.hands_out == HandsOut.BY_LOAD else _whose_turn)
    to = chosen.place.membership.user_id
    free = Case.objects.filter(pk=case.pk, team=team, assignee=None, state=CaseState.NEEDS_ANSWER)
    if not free.update(assignee=to):
        return False
    turn = sum(each.given_now for each in candidates)
    chosen.held, chosen.given_now = chosen.held + 1, chosen.given_now + 1
    # Within a round the clock stands still: the order in which they got theirs is kept all the same.
    given_at = now + timedelta(microseconds=turn)
    TeamMember.objects.filter(pk=chosen.place.pk).update(given_at=given_at)
    facts = {"from": None, "to": to, "team": team.pk, "because": team.hands_out}
    note_event(case=case, kind=CaseEventKind.ASSIGNED, by_id=None, at=now, facts=facts)
    return True


def _whose_turn(each: _Candidate) -> tuple[int, float, int]:
    """Who has waited longest for one."""
    return (each.given_now, each.given_before, each.place.pk)


def _least_loaded(each: _Candidate) -> tuple[float, int, float, int]:
    """The fullest last: by the share of the capacity, which without a limit is taken as twenty."""
    share = each.held / (each.place.membership.capacity or _USUAL)
    return (share, each.given_now, each.given_before, each.place.pk)
