"""Where the settings begin: every place with what it is for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amends.web import settings_places
from amends.web.desk import Desk, at_desk


@require_safe
@at_desk
def start(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every place of the settings that this person may open."""
    return render(request, "web/settings/start.html", settings_places.around(desk, ""))
