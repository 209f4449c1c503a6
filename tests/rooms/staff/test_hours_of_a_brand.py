"""A brand's hours and holidays: set by who manages the team, read as working time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from amends.audit.models import Entry
from amends.refusals import Invalid, NotAllowed, NotFound
from amends.staff import actions, queries
from amends.staff.actions import DayOff, DutyHours
from amends.staff.models import Holiday, Membership, Shift
from amends.staff.rules import calendars
from amends.staff.rules.hours import ALWAYS, ImpossibleSpan, OverlappingSpans, is_open
from cast import NOON, Cast, make_brand

EVE = date(2026, 12, 24)
SPLIT = [DutyHours(0, 780, 1080), DutyHours(0, 540, 720), DutyHours(1, 540, 1080)]


def test_a_brand_that_said_nothing_answers_around_the_clock(cast: Cast) -> None:
    hours = queries.hours_of(cast.brand.pk)
    assert (hours.zone, hours.week, hours.days) == ("UTC", ALWAYS, ())
    assert is_open(NOON, hours)


def test_split_shifts_are_kept_in_order_in_the_zone(cast: Cast) -> None:
    by = cast.actor(cast.bo)
    actions.set_hours(by=by, hours=SPLIT, time_zone="Europe/Berlin", now=NOON)
    hours = queries.hours_of(cast.brand.pk)
    assert hours.zone == "Europe/Berlin"
    assert hours.week[:3] == (((540, 720), (780, 1080)), ((540, 1080),), ())
    actions.set_hours(by=by, hours=SPLIT, time_zone="Europe/Berlin", now=NOON)
    assert Entry.objects.filter(action="staff.set_hours").count() == 1
    actions.set_hours(by=by, hours=[], time_zone="Europe/Berlin", now=NOON)
    assert queries.hours_of(cast.brand.pk).week == ALWAYS


def test_a_colleagues_own_hours_are_not_the_brands(cast: Cast) -> None:
    place = Membership.objects.get(user=cast.ada)
    Shift.objects.create(brand=cast.brand, membership=place, weekday=0, starts=0, ends=60)
    actions.set_hours(by=cast.actor(cast.bo), hours=SPLIT, time_zone="UTC", now=NOON)
    assert queries.hours_of(cast.brand.pk, place.pk).week[0] == ((0, 60),)
    assert queries.hours_of(cast.brand.pk).week[0] == ((540, 720), (780, 1080))


@pytest.mark.parametrize(
    ("hours", "zone", "refusal"),
    [
        ([DutyHours(0, 540, 720), DutyHours(0, 700, 900)], "UTC", OverlappingSpans),
        ([DutyHours(0, 720, 540)], "UTC", ImpossibleSpan),
        ([DutyHours(7, 540, 720)], "UTC", Invalid),
        (SPLIT, "Mars/Olympus", Invalid),
    ],
)
def test_hours_that_cannot_be_are_refused(cast: Cast, hours, zone: str, refusal) -> None:
    with pytest.raises(refusal):
        actions.set_hours(by=cast.actor(cast.bo), hours=hours, time_zone=zone, now=NOON)
    assert not Shift.objects.exists()


def test_a_day_is_closed_or_open_at_other_hours(cast: Cast) -> None:
    by = cast.actor(cast.bo)
    actions.set_holiday(by=by, off=DayOff(EVE, "  Christmas  Eve ", (540, 720)), now=NOON)
    actions.set_holiday(by=by, off=DayOff(EVE + timedelta(days=1), "Christmas"), now=NOON)
    days = dict(queries.hours_of(cast.brand.pk).days)
    assert days == {EVE: ((540, 720),), EVE + timedelta(days=1): ()}
    assert queries.holidays_of(cast.brand.pk, EVE)[0].name == "Christmas Eve"
    actions.set_holiday(by=by, off=DayOff(EVE, "Closed"), now=NOON)
    assert dict(queries.hours_of(cast.brand.pk).days)[EVE] == ()
    assert Holiday.objects.count() == 2


def test_imported_days_change_none_that_is_there(cast: Cast) -> None:
    by = cast.actor(cast.bo)
    actions.set_holiday(by=by, off=DayOff(EVE, "Half a day", (540, 720)), now=NOON)
    days = [DayOff(EVE, "Eve"), DayOff(EVE + timedelta(days=1), "Christmas")]
    assert actions.add_holidays(by=by, days=days, now=NOON) == 1
    assert actions.add_holidays(by=by, days=days, now=NOON) == 0
    assert Holiday.objects.get(day=EVE).opens == 540


def test_a_day_is_removed_once_and_by_its_brand(cast: Cast) -> None:
    by = cast.actor(cast.bo)
    actions.set_holiday(by=by, off=DayOff(EVE, "Eve"), now=NOON)
    holiday = Holiday.objects.get()
    theirs = Holiday.objects.create(brand=make_brand("Southpost"), day=EVE)
    with pytest.raises(NotFound):
        actions.remove_holiday(by=by, holiday=theirs, now=NOON)
    actions.remove_holiday(by=by, holiday=holiday, now=NOON)
    actions.remove_holiday(by=by, holiday=Holiday(pk=99, brand=cast.brand, day=EVE), now=NOON)
    assert list(Holiday.objects.all()) == [theirs]
    with pytest.raises(NotFound):
        queries.holiday_of(cast.brand.pk, theirs.pk)


def test_only_who_manages_the_team_sets_hours(cast: Cast) -> None:
    for user in (cast.ada, cast.vera):
        with pytest.raises(NotAllowed):
            actions.set_hours(by=cast.actor(user), hours=SPLIT, time_zone="UTC", now=NOON)
        with pytest.raises(NotAllowed):
            actions.set_holiday(by=cast.actor(user), off=DayOff(EVE, ""), now=NOON)


@pytest.mark.parametrize("off", [DayOff(date(1999, 1, 1), ""), DayOff(EVE, "x" * 121)])
def test_a_day_that_helps_nobody_is_refused(cast: Cast, off: DayOff) -> None:
    with pytest.raises(Invalid):
        actions.set_holiday(by=cast.actor(cast.bo), off=off, now=NOON)


class TestCalendars:
    def test_countries_and_their_parts_have_names(self) -> None:
        assert calendars.Place("DE", "Germany") in calendars.countries()
        assert calendars.Place("BY", "Bayern") in calendars.parts("DE")

    def test_a_part_adds_its_own_days(self) -> None:
        names = {each.name for each in calendars.public_holidays("DE", "BY", 2027)}
        plain = {each.name for each in calendars.public_holidays("DE", "", 2027)}
        assert "Good Friday" in plain
        assert "Epiphany" in names - plain

    @pytest.mark.parametrize(("country", "part"), [("XX", ""), ("DE", "XX"), ("", "")])
    def test_what_has_no_calendar_is_refused(self, country: str, part: str) -> None:
        with pytest.raises(calendars.NoSuchCalendar):
            calendars.public_holidays(country, part, 2027)
