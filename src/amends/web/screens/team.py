"""The team's page: what a lead steers by."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amends.staff.rules import Right
from amends.web import frame, team_board
from amends.web.desk import Desk, at_desk, is_fragment


@require_safe
@at_desk
def team(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Load, oldest waiting, breaches to come and who is on duty; its board alone when htmx looks again."""
    desk.actor.require(Right.MANAGE_TEAM)
    context = {"desk": desk, "board": team_board.board(desk)}
    if is_fragment(request):
        return render(request, "web/team/_board.html", context)
    return render(request, "web/team/page.html", {**frame.around(desk, place="team"), **context})
