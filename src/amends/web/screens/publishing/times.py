"""Posting times: the hours of the week at which the brand likes to post, and what its figures advise."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amends.publishing import actions, queries
from amends.publishing.models import PostingTime
from amends.publishing.rules import Hour
from amends.refusals import Invalid, NotFound
from amends.staff.rules import Right
from amends.web import answers, frame
from amends.web.desk import Desk, at_desk

_MOST = 70


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def times(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Each account's hours of the week, as lines that a person reads and writes."""
    desk.actor.require(Right.ANNOUNCE)
    if request.method == "POST":
        return _set(request, desk)
    kept = queries.times_of(desk.brand.pk)
    zone = desk.brand.time_zone
    context = {
        **frame.around(desk, place="publishing"),
        "accounts": [
            {
                "connection": each,
                "days": _days(kept.get(each.pk, [])),
                "hint": queries.best_times(desk.brand.pk, zone, desk.now, each.pk),
            }
            for each in queries.connections(desk.brand.pk)
        ],
    }
    return render(request, "web/publishing/times.html", context)


def _days(kept: list[PostingTime]) -> list[tuple[int, str]]:
    """Each weekday with its hours as they are typed: ``09:00 17:30``."""
    said: dict[int, list[str]] = {day: [] for day in range(7)}
    for each in kept:
        said[each.weekday].append(f"{each.minute // 60:02}:{each.minute % 60:02}")
    return [(day, " ".join(hours)) for day, hours in said.items()]


def _set(request: HttpRequest, desk: Desk) -> HttpResponse:
    number = request.POST.get("connection", "")
    able = {str(each.pk): each for each in queries.connections(desk.brand.pk)}
    connection = able.get(number)
    if connection is None:
        raise NotFound
    hours = [
        Hour(day, _minute(each))
        for day in range(7)
        for each in request.POST.get(f"day-{day}", "").replace(",", " ").split()
    ]
    if len(hours) > _MOST:
        raise Invalid(_("That is more than anybody reads; keep ten a day at most."))
    actions.set_times(by=desk.actor, connection=connection, hours=hours, now=desk.now)
    return answers.done(request, _("Posting times saved."))


def _minute(text: str) -> int:
    hour, _sep, minute = text.partition(":")
    told = (hour, minute or "00")
    if all(each.isascii() and each.isdigit() and len(each) <= 2 for each in told):
        found = int(told[0]) * 60 + int(told[1])
        if int(told[0]) < 24 and int(told[1]) < 60:
            return found
    raise Invalid(_("“%(text)s” is no time of day; write it as 09:30.") % {"text": text[:20]})
