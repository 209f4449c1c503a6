"""The team's page as numbers: who is on duty, who holds what, what is late or soon will be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.inbox.queries import load
from amends.inbox.queries.load import Answered, Load, Work
from amends.staff import queries as staff
from amends.staff.models import Membership, Shift, Team
from amends.staff.rules.hours import Hours, Span, closing, hours_in, is_open, next_opening
from amends.web import words
from amends.web.desk import Desk


@dataclass(frozen=True, slots=True)
class Line:
    """A colleague or a team. ``share``: how full the bar is, 0 to 100; ``query`` finds their cases."""

    name: str
    number: int
    load: Load
    share: int
    room: int | None
    answered: int
    query: str
    duty: str = ""
    light: str = "off"


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the page."""

    colleagues: tuple[Line, ...]
    teams: tuple[Line, ...]
    nobody: Load
    together: Load
    answered: Answered


def board(desk: Desk) -> Board:
    """The page's numbers, in some eight questions to the database, however many colleagues there are."""
    work = load.work(desk.brand.pk, desk.now)
    done = load.answered(desk.brand.pk, _midnight(desk.now))
    places = [each for each in staff.staff_of(desk.brand.pk) if each.user.is_active]
    fullest = max((work.by_colleague.get(each.user_id, Load()).held for each in places), default=0)
    duties = _duties(desk, places)
    colleagues = [
        _colleague(each, work, done, duties[each.pk], fullest)
        for each in places
        if each.role != "viewer" or each.user_id in work.by_colleague
    ]
    return Board(
        colleagues=tuple(sorted(colleagues, key=_order)),
        teams=tuple(_teams(staff.teams_of(desk.brand.pk), work, done)),
        nobody=work.by_colleague.get(None, Load()),
        together=work.together,
        answered=done,
    )


def find(desk: Desk, query: str) -> str:
    """The address of the list that a number counts."""
    return f"{reverse('view', args=[desk.brand.slug, 'open'])}?{urlencode({'q': query})}"


def _order(line: Line) -> tuple[bool, int, str]:
    return line.light != "ok", -line.load.late, line.name.lower()


def _midnight(now: datetime) -> datetime:
    """The beginning of the day in the brand's time."""
    return timezone.make_aware(datetime.combine(timezone.localtime(now).date(), time()))


def _colleague(
    place: Membership, work: Work, done: Answered, duty: tuple[str, str], fullest: int
) -> Line:
    held = work.by_colleague.get(place.user_id, Load())
    light, said = duty
    return Line(
        name=place.user.name,
        number=place.user_id,
        load=held,
        share=_share(held.held, place.capacity or fullest),
        room=place.capacity,
        answered=done.by_colleague.get(place.user_id, 0),
        query=_quoted("assigned", place.user.name),
        duty=said,
        light=light,
    )


def _teams(teams: Iterable[Team], work: Work, done: Answered) -> list[Line]:
    known = list(teams)
    fullest = max((work.by_team.get(each.pk, Load()).held for each in known), default=0)
    return [
        Line(
            name=team.name,
            number=team.pk,
            load=(held := work.by_team.get(team.pk, Load())),
            share=_share(held.held, fullest),
            room=None,
            answered=sum(
                done.by_colleague.get(each.membership.user_id, 0) for each in team.members.all()
            ),
            query=_quoted("team", team.name),
        )
        for team in known
    ]


def _share(held: int, room: int) -> int:
    return min(100, round(100 * held / room)) if room else 100 * bool(held)


def _quoted(key: str, name: str) -> str:
    bare = name.replace('"', " ")
    return f'{key}:"{bare}"'


def _duties(desk: Desk, places: Iterable[Membership]) -> dict[int, tuple[str, str]]:
    """A light and words for each place: on duty until when, away, or when they come."""
    brand = staff.hours_of(desk.brand.pk)
    own = staff.duty_hours(desk.brand.pk)
    return {
        place.pk: _duty(place, _own(brand, own.get(place.pk, ())), desk.now) for place in places
    }


def _own(brand: Hours, shifts: Iterable[Shift]) -> Hours:
    """A colleague's week on the brand's calendar; without one, the brand's."""
    week: dict[int, list[Span]] = {}
    for shift in shifts:
        week.setdefault(shift.weekday, []).append((shift.starts, shift.ends))
    days: dict[date, Iterable[Span]] = dict(brand.days)
    return hours_in(brand.zone, week, days) if week else brand


def _duty(place: Membership, hours: Hours, now: datetime) -> tuple[str, str]:
    if staff.is_away(place, now):
        until = place.away_until
        back = _("Away until %(at)s") % {"at": words.upcoming(until, now)} if until else _("Away")
        return "soon", back
    if is_open(now, hours):
        ends = closing(now, hours)
        until_when = _("On duty until %(at)s") % {"at": words.upcoming(ends, now)} if ends else ""
        return "ok", until_when or _("On duty")
    begins = next_opening(now, hours)
    return "off", _("Back %(at)s") % {"at": words.upcoming(begins, now)} if begins else _(
        "Off duty"
    )
