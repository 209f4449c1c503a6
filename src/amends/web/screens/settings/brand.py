"""The brand itself: its name and time zone, and brands beside it."""

from __future__ import annotations

from functools import partial
from zoneinfo import available_timezones

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.refusals import Invalid, Refusal
from amends.staff import actions
from amends.staff.rules import Right
from amends.web import answers
from amends.web.desk import Desk, at_desk
from amends.web.screens.settings.pages import page, tried


def zones() -> list[str]:
    """The time zones that people live in, by name."""
    return sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")


@require_safe
@at_desk
def brand(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The brand's name, address and time zone."""
    desk.actor.require(Right.MANAGE_STAFF)
    return _page(request, desk)


def _page(
    request: HttpRequest, desk: Desk, form: str = "", refusal: Refusal | None = None
) -> HttpResponse:
    wrong = (form, refusal) if refusal else None
    return page(request, desk, "brand", "brand", {"zones": zones()}, wrong=wrong)


@require_POST
@at_desk
def change(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Change the brand's name and time zone."""

    def deed() -> str:
        actions.change_brand(
            by=desk.actor,
            name=request.POST.get("name", ""),
            time_zone=request.POST.get("time_zone", ""),
            now=desk.now,
        )
        return _("The brand is changed.")

    again = partial(_page, request, desk, "brand")
    return tried(request, deed, back=("brand-settings", desk.brand.slug), again=again)


@require_POST
@at_desk
def add(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Add another brand, which whoever adds it owns."""
    name, zone = request.POST.get("brand_name", ""), request.POST.get("time_zone", "")
    try:
        made = actions.add_brand(by=desk.actor, name=name, time_zone=zone, now=desk.now)
    except Invalid as refusal:
        return _page(request, desk, "another", refusal)
    answers.note(request, _("%(name)s is there, and you own it.") % {"name": made.name})
    return redirect("settings", made.slug)
