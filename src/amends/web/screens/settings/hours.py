"""When the brand answers: its week in split shifts, its time zone, its holidays."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amends.inbox.queries.clocks import clocks_of
from amends.refusals import Invalid, NotFound, Refusal
from amends.staff import actions
from amends.staff import queries as staff
from amends.staff.actions import DayOff, DutyHours
from amends.staff.rules import Right, calendars
from amends.staff.rules.hours import Span
from amends.web import answers, hours_form, promise_words
from amends.web.desk import Desk, at_desk
from amends.web.screens.settings.brand import zones
from amends.web.screens.settings.pages import page, tried

#: Years of public holidays on offer, from this one.
_YEARS = 3


@require_safe
@at_desk
def hours(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The week, the holidays to come, and how to import a country's."""
    return _page(request, desk)


def _page(  # noqa: PLR0913 - a page's whole state
    request: HttpRequest,
    desk: Desk,
    form: str = "",
    refusal: Refusal | None = None,
    *,
    week: list[hours_form.Day] | None = None,
    zone: str = "",
) -> HttpResponse:
    desk.actor.require(Right.MANAGE_TEAM)
    brand_id, today = desk.brand.pk, timezone.localtime(desk.now).date()
    shifts = [DutyHours(s.weekday, s.starts, s.ends) for s in staff.shifts_of(brand_id)]
    clocks = clocks_of(brand_id)
    context = {
        "week": week or hours_form.week(shifts),
        "is_unsaved": week is not None,
        "zone": zone or desk.brand.time_zone,
        "zones": zones(),
        "is_always": not shifts,
        "now_words": promise_words.now_words(clocks.hours, desk.now),
        "examples": promise_words.examples(clocks, desk.now),
        "holidays": [_shown(each) for each in staff.holidays_of(brand_id, today)],
        "today": today,
        "countries": calendars.countries(),
        "years": range(today.year, today.year + _YEARS),
    }
    wrong = (form, refusal) if refusal else None
    return page(request, desk, "hours", "hours", context, wrong=wrong)


def _shown(holiday: Any) -> dict[str, Any]:
    """A holiday's line: its hours as a clock shows them, where it has any."""
    has_hours = holiday.opens is not None
    told = hours_form.told
    return {
        "holiday": holiday,
        "hours": f"{told(holiday.opens)}–{told(holiday.closes)}" if has_hours else "",
    }


@require_POST
@at_desk
def save(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep the week and the zone; or (``copy``) show Monday's hours on all workdays, not kept yet."""
    desk.actor.require(Right.MANAGE_TEAM)
    zone = request.POST.get("time_zone", "")
    if "copy" in request.POST:
        return _copied(request, desk, zone)

    def deed() -> str:
        week = hours_form.read(request.POST.dict())
        actions.set_hours(by=desk.actor, hours=week, time_zone=zone, now=desk.now)
        return _("The hours are kept. Clocks that run are being set to them.")

    again = partial(_page, request, desk, "week", week=_as_sent(request), zone=zone)
    return tried(request, deed, back=("hours", desk.brand.slug), again=again)


def _copied(request: HttpRequest, desk: Desk, zone: str) -> HttpResponse:
    sent = _as_sent(request)
    monday = sent[0].stretches
    week = [
        hours_form.Day(day.weekday, day.name, monday if day.weekday < 5 else day.stretches)
        for day in sent
    ]
    return _page(request, desk, week=week, zone=zone)


def _as_sent(request: HttpRequest) -> list[hours_form.Day]:
    """The form's week exactly as it was typed, also where it is wrong."""
    given = request.POST
    week = []
    for empty in hours_form.week(()):
        stretches = tuple(
            hours_form.Stretch(
                at,
                given.get(f"day-{empty.weekday}-{at}-from", ""),
                given.get(f"day-{empty.weekday}-{at}-to", ""),
            )
            for at in range(len(empty.stretches))
        )
        week.append(hours_form.Day(empty.weekday, empty.name, stretches))
    return week


@require_POST
@at_desk
def add_holiday(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Close on a day, or open at other hours."""

    def deed() -> str:
        day = _date(request.POST.get("day", ""))
        off = DayOff(day, request.POST.get("name", ""), _other_hours(request))
        actions.set_holiday(by=desk.actor, off=off, now=desk.now)
        return _("The day is kept.")

    again = partial(_page, request, desk, "holiday")
    return tried(request, deed, back=("hours", desk.brand.slug), again=again)


def _date(text: str) -> date:
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise Invalid(_("Choose a day."), field="day")
    return day


def _other_hours(request: HttpRequest) -> Span | None:
    opens, closes = request.POST.get("opens", "").strip(), request.POST.get("closes", "").strip()
    if not opens and not closes:
        return None
    found = hours_form.read({"day-0-0-from": opens, "day-0-0-to": closes})
    if len(found) > 1:
        raise Invalid(_("A day's hours end on that day."), field="closes")
    return (found[0].starts, found[0].ends)


@require_POST
@at_desk
def remove_holiday(request: HttpRequest, desk: Desk, holiday_id: int) -> HttpResponse:
    """Let the day be as its weekday."""
    holiday = staff.holiday_of(desk.brand.pk, holiday_id)
    actions.remove_holiday(by=desk.actor, holiday=holiday, now=desk.now)
    answers.note(request, _("The day is as its weekday again."))
    return redirect("hours", desk.brand.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def public(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A country's public holidays of a year to look at, and (posted) those that were picked added."""
    desk.actor.require(Right.MANAGE_TEAM)
    today = timezone.localtime(desk.now).date()
    asked = request.POST if request.method == "POST" else request.GET
    country, part = asked.get("country", ""), asked.get("part", "")
    year = _year(asked.get("year", ""), today)
    places = {place.code: place for place in calendars.countries()}
    if country not in places:
        raise NotFound
    parts = calendars.parts(country)
    if part not in {each.code for each in parts}:
        part = ""
    found = calendars.public_holidays(country, part, year)
    if request.method == "POST":
        return _import(request, desk, found)
    known = {each.day for each in staff.holidays_of(desk.brand.pk, date(year, 1, 1))}
    context = {
        "country": places[country],
        "part": part,
        "parts": parts,
        "year": year,
        "years": range(today.year, today.year + _YEARS),
        "days": [
            {"day": each.day, "name": each.name, "is_known": each.day in known}
            for each in found
            if each.day >= today - timedelta(days=1)
        ],
    }
    return page(request, desk, "hours", "public_holidays", context)


def _year(text: str, today: date) -> int:
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else today.year
    return min(max(year, today.year), today.year + _YEARS - 1)


def _import(request: HttpRequest, desk: Desk, found: list[calendars.PublicHoliday]) -> HttpResponse:
    picked = set(request.POST.getlist("day"))
    days = [DayOff(each.day, each.name[:120]) for each in found if each.day.isoformat() in picked]
    count = actions.add_holidays(by=desk.actor, days=days, now=desk.now)
    said = ngettext("%(n)d holiday is added.", "%(n)d holidays are added.", count) % {"n": count}
    answers.note(request, said)
    return redirect("hours", desk.brand.slug)
