"""When colleagues take cases: their capacity, their own hours, and being away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from amends import queue
from amends.audit.actions import record
from amends.refusals import Invalid, NotFound
from amends.staff.models import Membership, Shift
from amends.staff.rules import Actor, Right

MOST_CAPACITY = 999
#: Who stays away for longer has left.
LONGEST_AWAY = timedelta(days=366)
_DAY = 1440


@dataclass(frozen=True, slots=True)
class DutyHours:
    """A stretch of a weekday (0 is Monday), in minutes of the day in the brand's time."""

    weekday: int
    starts: int
    ends: int


@transaction.atomic
def set_capacity(*, by: Actor, place: Membership, capacity: int | None, now: datetime) -> None:
    """How many open cases are enough for automatic assignment (None: no limit).

    Raises NotAllowed, NotFound and Invalid.
    """
    _require(by, place)
    if capacity is not None and not 0 <= capacity <= MOST_CAPACITY:
        raise Invalid("A capacity is a number from 0 to 999, or empty.", field="capacity")
    before, place.capacity = place.capacity, capacity
    if before != capacity:
        place.save(update_fields=["capacity"])
        _record(by, "set_capacity", place, {"from": before, "to": capacity}, now)


@transaction.atomic
def set_duty_hours(
    *, by: Actor, place: Membership, hours: Iterable[DutyHours], now: datetime
) -> None:
    """A colleague's own hours; without any they are on duty whenever the brand is.

    Raises NotAllowed, NotFound and Invalid (hours that end before they begin, or overlap).
    """
    _require(by, place)
    wanted = sorted(set(hours), key=lambda each: (each.weekday, each.starts))
    _check(wanted)
    place.shifts.all().delete()
    Shift.objects.bulk_create(
        Shift(
            brand_id=place.brand_id,
            membership=place,
            weekday=each.weekday,
            starts=each.starts,
            ends=each.ends,
        )
        for each in wanted
    )
    facts: dict[str, object] = {
        "hours": [[each.weekday, each.starts, each.ends] for each in wanted]
    }
    _record(by, "set_duty_hours", place, facts, now)


@transaction.atomic
def go_away(*, by: Actor, place: Membership, now: datetime, until: datetime | None = None) -> None:
    """Take no new cases for now; anybody for themselves, leads for others.

    Raises NotAllowed, NotFound and Invalid (a return that is past, or further off than a year).
    """
    _require_own(by, place)
    if until is not None and until <= now:
        raise Invalid("The return must be in the future.", field="until")
    if until is not None and until > now + LONGEST_AWAY:
        raise Invalid("Choose a return within a year, or none.", field="until")
    place.away_since, place.away_until = now, until
    place.save(update_fields=["away_since", "away_until"])
    _record(by, "go_away", place, {"until": until}, now)


@transaction.atomic
def come_back(*, by: Actor, place: Membership, now: datetime) -> None:
    """Take cases again; whoever was not away is no error. Raises NotAllowed and NotFound."""
    _require_own(by, place)
    if place.away_since is None:
        return
    place.away_since = place.away_until = None
    place.save(update_fields=["away_since", "away_until"])
    _record(by, "come_back", place, {}, now)
    for team_id in place.teams.values_list("team_id", flat=True):
        queue.defer("inbox.hand_out", team_id=team_id)


def _check(hours: list[DutyHours]) -> None:
    last: DutyHours | None = None
    for each in hours:
        if not (0 <= each.weekday <= 6 and 0 <= each.starts < each.ends <= _DAY):
            raise Invalid("Hours must end after they begin.", field=f"day-{each.weekday}")
        if last and last.weekday == each.weekday and each.starts < last.ends:
            raise Invalid("These hours overlap.", field=f"day-{each.weekday}")
        last = each


def _require(by: Actor, place: Membership) -> None:
    by.require(Right.MANAGE_TEAM)
    if place.brand_id != by.brand_id:
        raise NotFound


def _require_own(by: Actor, place: Membership) -> None:
    if place.brand_id != by.brand_id:
        raise NotFound
    if place.user_id != by.user_id:
        by.require(Right.MANAGE_TEAM)


def _record(
    by: Actor, verb: str, place: Membership, facts: dict[str, object], now: datetime
) -> None:
    target = f"user:{place.user_id}"
    record(by=by, action=f"staff.{verb}", target=target, facts=facts, now=now)
