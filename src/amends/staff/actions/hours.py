"""When a brand answers: its week, and the days that differ. Each change sets the clocks of its cases anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from amends import queue
from amends.audit.actions import record
from amends.refusals import Invalid, NotFound
from amends.staff.actions.accounts import known_zone
from amends.staff.actions.duty import DutyHours
from amends.staff.models import Brand, Holiday, Shift
from amends.staff.rules import Actor, Right
from amends.staff.rules.hours import Span, tidy

#: Enough for decades of a country's holidays, and no flood.
MOST_HOLIDAYS = 1_000
_FURTHEST = timedelta(days=10 * 366)


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day that differs from its weekday: closed, or (with ``hours``) open only then."""

    day: date
    name: str
    hours: Span | None = None


@transaction.atomic
def set_hours(*, by: Actor, hours: Iterable[DutyHours], time_zone: str, now: datetime) -> None:
    """The brand's week and the zone that it is told in; without any hours it answers around the clock.

    Raises NotAllowed, Invalid, ImpossibleSpan and OverlappingSpans.
    """
    by.require(Right.MANAGE_TEAM)
    brand, zone, week = _brand(by), known_zone(time_zone), _week(hours)
    before = {"zone": brand.time_zone, "week": _week_of(brand)}
    after = {"zone": zone, "week": week}
    if before == after:
        return
    Shift.objects.filter(brand=brand, membership=None).delete()
    Shift.objects.bulk_create(
        Shift(brand=brand, weekday=day, starts=starts, ends=ends) for day, starts, ends in week
    )
    brand.time_zone = zone
    brand.save(update_fields=["time_zone"])
    _changed(by, "set_hours", {"from": before, "to": after}, now)


@transaction.atomic
def set_holiday(*, by: Actor, off: DayOff, now: datetime) -> None:
    """Close on a day, or open at other hours; a day that is there already gets these.

    Raises NotAllowed, Invalid and ImpossibleSpan.
    """
    _keep(by, [off], now, replace=True)


@transaction.atomic
def add_holidays(*, by: Actor, days: Iterable[DayOff], now: datetime) -> int:
    """Add days off; those that the brand has already stay as they are. Returns how many were new.

    Raises what `set_holiday` raises.
    """
    return _keep(by, list(days), now, replace=False)


@transaction.atomic
def remove_holiday(*, by: Actor, holiday: Holiday, now: datetime) -> None:
    """Let the day be as its weekday. One that is gone is no error. Raises NotAllowed and NotFound."""
    by.require(Right.MANAGE_TEAM)
    if holiday.brand_id != by.brand_id:
        raise NotFound
    gone, _ = Holiday.objects.filter(pk=holiday.pk).delete()
    if gone:
        _changed(by, "remove_holiday", {"day": holiday.day, "name": holiday.name}, now)


def _keep(by: Actor, days: list[DayOff], now: datetime, *, replace: bool) -> int:
    by.require(Right.MANAGE_TEAM)
    brand = _brand(by)
    wanted = [_holiday(brand, off, now) for off in days]
    known = set(Holiday.objects.filter(brand=brand).values_list("day", flat=True))
    new = [each for each in wanted if each.day not in known]
    if len(known) + len(new) > MOST_HOLIDAYS:
        raise Invalid("A brand has at most 1,000 holidays.", field="day")
    if replace:
        Holiday.objects.bulk_create(
            wanted,
            update_conflicts=True,
            unique_fields=["brand", "day"],
            update_fields=["name", "opens", "closes"],
        )
    else:
        Holiday.objects.bulk_create(new)
    kept = wanted if replace else new
    if kept:
        _changed(by, "set_holidays", {"days": [_told(each) for each in kept]}, now)
    return len(new)


def _holiday(brand: Brand, off: DayOff, now: datetime) -> Holiday:
    name = " ".join(off.name.replace("\0", "").split())
    if len(name) > 120:
        raise Invalid("A holiday's name has at most 120 characters.", field="name")
    if abs(off.day - now.date()) > _FURTHEST:
        raise Invalid("Choose a day within ten years.", field="day")
    opens, closes = tidy([off.hours])[0] if off.hours else (None, None)
    return Holiday(brand=brand, day=off.day, name=name, opens=opens, closes=closes)


def _told(holiday: Holiday) -> list[object]:
    return [holiday.day.isoformat(), holiday.name, holiday.opens, holiday.closes]


def _brand(by: Actor) -> Brand:
    """The brand, held: of two who change its hours at once, one comes after the other."""
    brand = Brand.objects.select_for_update(no_key=True).filter(pk=by.brand_id).first()
    if brand is None:
        raise NotFound
    return brand


def _week(hours: Iterable[DutyHours]) -> list[list[int]]:
    days: dict[int, list[Span]] = {}
    for each in hours:
        if not 0 <= each.weekday <= 6:
            raise Invalid("A week has seven days.", field="hours")
        days.setdefault(each.weekday, []).append((each.starts, each.ends))
    return [[day, starts, ends] for day in sorted(days) for starts, ends in tidy(days[day])]


def _week_of(brand: Brand) -> list[list[int]]:
    shifts = Shift.objects.filter(brand=brand, membership=None).order_by("weekday", "starts")
    return [[each.weekday, each.starts, each.ends] for each in shifts]


def _changed(by: Actor, verb: str, facts: Mapping[str, object], now: datetime) -> None:
    rewind_clocks(by.brand_id)
    target = f"brand:{by.brand_id}"
    record(by=by, action=f"staff.{verb}", target=target, facts=facts, now=now)


def rewind_clocks(brand_id: int) -> None:
    """Have the clocks of the brand's cases set to its hours as they are now, after this transaction."""
    lock = f"inbox.rewind_clocks:{brand_id}"
    queue.defer("inbox.rewind_clocks", lock=lock, brand_id=brand_id, after=0)
