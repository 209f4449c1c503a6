"""What an open page says of itself: its reader is at a case, writes, leaves; and the case's lock."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amends.inbox.actions import lock as locks
from amends.inbox.actions import presence
from amends.inbox.queries import thread as threads
from amends.refusals import Invalid
from amends.web import answers
from amends.web.company import company
from amends.web.desk import Desk, at_desk


@require_POST
@at_desk
def here(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """A page's heartbeat; answers who else is there if it reads differently than ``stamp``, else 204."""
    case = threads.case_of(desk.brand.pk, case_id)
    page = presence.Page(
        _mark(request),
        writes=bool(request.POST.get("writes")),
        is_active=bool(request.POST.get("active")),
    )
    presence.be_here(by=desk.actor, case=case, page=page, now=desk.now)
    found = company(desk, case.pk)
    if request.POST.get("stamp") == found.stamp:
        return HttpResponse(status=204)
    context = {"desk": desk, "company": found, "case_id": case.pk, "oob": True}
    return render(request, "web/live/_here.html", context)


@require_POST
@at_desk
def away(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A page was closed."""
    presence.leave(by=desk.actor, mark=_mark(request))
    return HttpResponse(status=204)


@require_POST
@at_desk
def lock(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Take a case's lock, hand it back, or open a colleague's."""
    case = threads.case_of(desk.brand.pk, case_id)
    verb = request.POST.get("verb", "")
    if verb == "take":
        locks.take_lock(by=desk.actor, case=case, now=desk.now)
        return answers.done(request, _("Locked: only you can answer, until you hand it back."))
    if verb == "hand_back":
        locks.hand_back_lock(by=desk.actor, case=case, now=desk.now)
        return answers.done(request, _("Handed back: everybody can answer."))
    if verb == "break":
        locks.break_lock(by=desk.actor, case=case, now=desk.now)
        return answers.done(request, _("The lock is open: everybody can answer."))
    raise Invalid(verb=verb)


def _mark(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("page", ""))
    except ValueError:
        raise Invalid(_("This page has no mark of its own.")) from None
