"""The first steps after the set-up: an account, then the first answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amends.channels import queries
from amends.inbox.queries import load
from amends.staff.rules import Right
from amends.web import abilities, frame
from amends.web.desk import Desk, at_desk


@require_safe
@at_desk
def begin(request: HttpRequest, desk: Desk) -> HttpResponse:
    """How far the new desk is: connect an account, or see that it is heard and go on to the inbox."""
    desk.actor.require(Right.MANAGE_CONNECTIONS)
    connected = list(queries.connections_of(desk.brand.pk)[:5])
    context = {
        **frame.around(desk, place="connections"),
        "step": 3 if connected else 2,
        "connected": connected,
        "choices": abilities.choices(),
        "waiting": load.work(desk.brand.pk, desk.now).together.waiting if connected else 0,
    }
    return render(request, "web/begin.html", context)
