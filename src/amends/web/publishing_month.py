"""The calendar as weeks of days: a month or a week around a day, by the brand's clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from amends.publishing.queries import Place, Shown
from amends.publishing.rules import instant

MONTH, WEEK = "month", "week"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar with what stands on it."""

    day: date
    places: tuple[Place, ...]
    is_today: bool
    is_beside: bool
    is_past: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """What of the calendar is looked at: whole weeks that hold a day's month, or its week."""

    kind: str
    on: date
    first: date
    last: date

    @property
    def title(self) -> str:
        if self.kind == MONTH:
            return date_format(self.on, "F Y")
        told = {"first": date_format(self.first, "j M"), "last": date_format(self.last, "j M Y")}
        return _("%(first)s – %(last)s") % told

    @property
    def before(self) -> str:
        """A day of the month or week before, for an address."""
        month = (self.on.replace(day=1) - _DAY).replace(day=1)
        return (month if self.kind == MONTH else self.first - 7 * _DAY).isoformat()

    @property
    def after(self) -> str:
        """A day of the next month or week, for an address."""
        month = (self.on.replace(day=28) + 4 * _DAY).replace(day=1)
        return (month if self.kind == MONTH else self.first + 7 * _DAY).isoformat()

    def span(self, zone: str) -> tuple[datetime, datetime]:
        """From the first day's beginning to the last one's end."""
        midnight = datetime.min.time()
        return (
            instant(datetime.combine(self.first, midnight), zone),
            instant(datetime.combine(self.last + _DAY, midnight), zone),
        )


def sheet(kind: str, on: str, today: date) -> Sheet:
    """The sheet that an address asks for; today's month where it says nothing that is a day."""
    day = _day(on) or today
    chosen = WEEK if kind == WEEK else MONTH
    begin, end = (day, day) if chosen == WEEK else _month(day)
    monday = begin - begin.weekday() * _DAY
    return Sheet(chosen, day, monday, end + (6 - end.weekday()) * _DAY)


def _day(text: str) -> date | None:
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return found if found is not None and 2000 < found.year < 2200 else None


def _month(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, (first.replace(day=28) + 4 * _DAY).replace(day=1) - _DAY


def weeks(wanted: Sheet, places: Iterable[Place], today: date) -> list[list[Day]]:
    """Rows of seven days with what stands on each."""
    standing: dict[date, list[Place]] = defaultdict(list)
    for place in places:
        standing[timezone.localtime(place.at).date()].append(place)
    count = (wanted.last - wanted.first).days + 1
    days = [wanted.first + n * _DAY for n in range(count)]
    made = [
        Day(
            day,
            tuple(standing[day]),
            is_today=day == today,
            is_beside=wanted.kind == MONTH and day.month != wanted.on.month,
            is_past=day < today,
        )
        for day in days
    ]
    return [made[at : at + 7] for at in range(0, count, 7)]


def said(shown: Shown) -> str:
    """What a place on the calendar is, in a word."""
    return {
        Shown.DRAFT: _("Draft"),
        Shown.ASKED: _("Waits for approval"),
        Shown.SCHEDULED: _("Scheduled"),
        Shown.SENDING: _("Going out"),
        Shown.OUT: _("Out"),
        Shown.HELD: _("Held"),
        Shown.FAILED: _("Not out"),
        Shown.UNKNOWN: _("Nobody knows"),
    }[shown]


def tint(shown: Shown) -> str:
    """The colour of its tag."""
    return {
        Shown.OUT: "fine",
        Shown.SCHEDULED: "act",
        Shown.SENDING: "act",
        Shown.ASKED: "soon",
        Shown.HELD: "soon",
        Shown.UNKNOWN: "late",
        Shown.FAILED: "late",
    }.get(shown, "")
