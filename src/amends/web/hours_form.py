"""A week's hours as a form: minutes of the day from and to what people type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from amends.refusals import Invalid
from amends.staff.actions import DutyHours
from amends.staff.models import Shift

#: As many stretches as a day's line offers: a day with two breaks.
STRETCHES = 3
_DAY = 1440
_TIME = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """From when to when, as a time control shows it; both empty where there is none."""

    number: int
    starts: str = ""
    ends: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A weekday's line of the form."""

    weekday: int
    name: Promise | str
    stretches: tuple[Stretch, ...]

    @property
    def is_free(self) -> bool:
        """Whether nobody works on it."""
        return not self.stretches[0].starts


def of(shifts: Iterable[Shift]) -> list[DutyHours]:
    """What is kept, as hours."""
    return [DutyHours(each.weekday, each.starts, each.ends) for each in shifts]


def week(hours: Iterable[DutyHours]) -> list[Day]:
    """Seven lines, Monday first, each with room for as many stretches as there may be."""
    known = sorted(hours, key=lambda each: (each.weekday, each.starts))
    return [
        _day(weekday, [each for each in known if each.weekday == weekday]) for weekday in range(7)
    ]


def _day(weekday: int, hours: list[DutyHours]) -> Day:
    room = range(max(STRETCHES, len(hours)))
    stretches = tuple(
        Stretch(at, told(hours[at].starts), told(hours[at].ends))
        if at < len(hours)
        else Stretch(at)
        for at in room
    )
    return Day(weekday, WEEKDAYS[weekday], stretches)


def told(minutes: int) -> str:
    """Minutes of the day as a clock shows them; the day's end is 00:00."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def read(given: Mapping[str, str]) -> list[DutyHours]:
    """The hours in a sent form (``day-0-1-from``, ``-to``); over midnight becomes two. Raises Invalid."""
    found: list[DutyHours] = []
    for weekday in range(7):
        for number in range(STRETCHES + 2):
            name = f"day-{weekday}-{number}"
            starts, ends = given.get(f"{name}-from", ""), given.get(f"{name}-to", "")
            if starts.strip() or ends.strip():
                found += _stretch(weekday, starts, ends)
    return found


def _stretch(weekday: int, starts: str, ends: str) -> list[DutyHours]:
    begin, end = _minutes(starts, weekday), _minutes(ends, weekday) or _DAY
    if begin < end:
        return [DutyHours(weekday, begin, end)]
    return [DutyHours(weekday, begin, _DAY), DutyHours((weekday + 1) % 7, 0, end)]


def _minutes(text: str, weekday: int) -> int:
    found = _TIME.fullmatch(text.strip())
    if found is None or int(found[1]) * 60 + int(found[2]) > _DAY:
        raise Invalid(_("Give both times, such as 09:00 and 17:30."), field=f"day-{weekday}")
    return int(found[1]) * 60 + int(found[2])


def summary(hours: Iterable[DutyHours]) -> str:
    """Someone's hours in a few words: the days they work and how many hours a week."""
    known = list(hours)
    if not known:
        return _("Whenever the brand is open")
    total = sum(each.ends - each.starts for each in known) / 60
    days = len({each.weekday for each in known})
    return _("%(hours)g h on %(days)d days") % {"hours": round(total, 1), "days": days}
