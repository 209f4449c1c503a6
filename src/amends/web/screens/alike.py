"""Beside a case: the common issue it belongs to, and past cases like it with what was answered there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amends.inbox.queries import thread as threads
from amends.replies.queries.suggestions import solved_alike
from amends.trends.queries import found
from amends.web.desk import Desk, at_desk
from amends.web.screens.suggesting import why


@require_safe
@at_desk
def beside(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Nothing where nothing is alike."""
    case = threads.case_of(desk.brand.pk, case_id)
    issue = found.issue_of_case(desk.brand.pk, case.pk)
    solved = solved_alike(by=desk.actor, case=case, now=desk.now) if desk.may_answer else ()
    context = {
        "desk": desk,
        "told": found.told(desk.brand.pk, [issue], desk.now)[0] if issue else None,
        "solved": [(each, why(desk, each)) for each in solved],
    }
    return render(request, "web/trends/_beside.html", context)
