"""Being away: a word in the user menu, for oneself."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.refusals import Invalid
from amends.staff import actions, queries
from amends.web import answers, frame, words
from amends.web.desk import Desk, at_desk, is_fragment


@require_safe
@at_desk
def menu(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Whether one is away, and what to do about it."""
    place = queries.place_of(desk.brand.pk, desk.user.pk)
    until = place.away_until
    is_away = place.away_since is not None and (until is None or until > desk.now)
    context = {"desk": desk, "place_here": place, "is_away": is_away}
    if is_fragment(request):
        return render(request, "web/records/_away.html", context)
    around = frame.around(desk, place="away")
    return render(request, "web/records/away.html", {**around, **context})


@require_POST
@at_desk
def go(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take no new cases, for a while or until one is back."""
    place = queries.place_of(desk.brand.pk, desk.user.pk)
    until = _until(request.POST.get("for", ""), desk.now)
    actions.go_away(by=desk.actor, place=place, now=desk.now, until=until)
    if until is None:
        return answers.done(request, _("You are away: no new cases until you are back."))
    facts = {"at": words.moment(until, desk.now)}
    return answers.done(request, _("You are away until %(at)s: no new cases.") % facts)


@require_POST
@at_desk
def back(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take cases again."""
    place = queries.place_of(desk.brand.pk, desk.user.pk)
    actions.come_back(by=desk.actor, place=place, now=desk.now)
    return answers.done(request, _("Welcome back: you get cases again."))


def _until(chosen: str, now: datetime) -> datetime | None:
    """Half an hour, an hour, the rest of the day in the brand's time, or (empty) no end."""
    minutes = {"30": 30, "60": 60}
    if chosen in minutes:
        return now + timedelta(minutes=minutes[chosen])
    if chosen == "day":
        midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + timedelta(days=1)
    if chosen:
        raise Invalid
    return None
