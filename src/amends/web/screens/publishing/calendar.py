"""The calendar: what goes out when, what waits for a look, and whether we answer as much as we tell."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.publishing import actions, queries
from amends.publishing.rules import NoSuchMoment, instant, shown_at
from amends.staff.rules import Right
from amends.web import answers, frame, publishing_month
from amends.web.desk import Desk, at_desk, is_fragment


@require_safe
@at_desk
def calendar(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A month or a week; its sheet alone when htmx asks."""
    context = {**_sheet(desk, request.GET.get("view", ""), request.GET.get("on", ""))}
    if is_fragment(request):
        return render(request, "web/publishing/_calendar.html", context)
    context |= frame.around(desk, place="publishing")
    context |= {
        "to_look_at": queries.to_look_at(desk.brand.pk),
        "asked": queries.asked(desk.brand.pk),
        "drafts": queries.drafts(desk.brand.pk),
        "balance": queries.balance(desk.brand.pk, desk.brand.time_zone, desk.now),
    }
    return render(request, "web/publishing/calendar.html", context)


def _sheet(desk: Desk, view: str, on: str) -> dict[str, Any]:
    today = timezone.localtime(desk.now).date()
    wanted = publishing_month.sheet(view, on, today)
    since, until = wanted.span(desk.brand.time_zone)
    places = queries.places(desk.brand.pk, since, until)
    return {
        "desk": desk,
        "sheet": wanted,
        "weeks": publishing_month.weeks(wanted, places, today),
        "is_empty": not places,
        "today": today,
        "may_publish": desk.may(Right.ANNOUNCE),
    }


@require_POST
@at_desk
def move(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Put a place on another day at the same hour (``day``), or at another moment (``at``)."""
    given = request.POST
    kind, _sep, number = given.get("what", "").partition("-")
    number = number if number.isascii() and number.isdigit() and len(number) < 18 else "0"
    if kind == "slot":
        slot = queries.slot_by_id(desk.brand.pk, int(number))
        at = _moment(desk, request, slot.at)
        actions.move(by=desk.actor, slot=slot, at=at, now=desk.now)
    else:
        version = queries.version_by_id(desk.brand.pk, int(number))
        at = _moment(desk, request, version.at or desk.now)
        actions.move_version(by=desk.actor, version=version, at=at, now=desk.now)
    words = _("Moved to %(when)s.") % {"when": _when(at)}
    if not is_fragment(request):
        return answers.done(request, words)
    context = _sheet(desk, given.get("view", ""), given.get("on", ""))
    return render(request, "web/publishing/_moved.html", {**context, "toast": {"words": words}})


def _moment(desk: Desk, request: HttpRequest, was: datetime) -> datetime:
    """The moment that a form chose, by the brand's clock. Raises `NoSuchMoment`."""
    zone = desk.brand.time_zone
    try:
        day = parse_date(request.POST.get("day", ""))
        at = parse_datetime(request.POST.get("at", ""))
    except ValueError:
        raise NoSuchMoment from None
    if day is not None:
        return instant(datetime.combine(day, shown_at(was, zone).time()), zone)
    if at is None:
        raise NoSuchMoment
    return instant(at.replace(tzinfo=None), zone)


def _when(at: datetime) -> str:
    return date_format(timezone.localtime(at), "l, j F, H:i")


@require_POST
@at_desk
def drop(request: HttpRequest, desk: Desk, slot_id: int) -> HttpResponse:
    """This one does not go out."""
    slot = queries.slot_by_id(desk.brand.pk, slot_id)
    actions.drop(by=desk.actor, slot=slot, now=desk.now)
    return answers.done(request, _("Taken off the calendar."))
