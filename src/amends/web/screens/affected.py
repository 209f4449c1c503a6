"""Who is affected by an incident: attached by hand, by a search, by themselves; suggested; taken off."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from amends.inbox.queries import views
from amends.incidents.actions import attach as attaching
from amends.incidents.models import Incident
from amends.incidents.queries import affected, ledger
from amends.incidents.queries.look import incident_of
from amends.incidents.rules.words import Attached
from amends.staff.rules import Right
from amends.web import answers, frame
from amends.web.complaints import plot
from amends.web.desk import Desk, at_desk
from amends.web.judged import MOODS
from amends.web.screens import inbox

_A_PAGE = 50
_SUGGESTED = 20
_READ_AT_ONCE = 500


@require_safe
@at_desk
def people(request: HttpRequest, desk: Desk, incident_id: int) -> HttpResponse:
    """Everybody affected, and what is perhaps the same; a search shows how many it would attach."""
    incident = incident_of(desk.brand.pk, incident_id)
    sought = request.GET.get("q", "").replace("\0", "").strip()
    found = _found(request, desk) if sought else []
    page = Paginator(affected.attached_cases(incident), _A_PAGE).get_page(request.GET.get("page"))
    context = {
        **summary(incident, desk.now),
        "suggested": affected.suggested_cases(incident, limit=_SUGGESTED),
        "page": page,
        "sought": sought,
        "found": len(found),
        "may_handle": desk.may(Right.HANDLE_INCIDENTS),
    }
    around = frame.around(desk, place="incidents")
    return render(request, "web/incidents/affected.html", {**around, **context})


def summary(incident: Incident, now: datetime) -> dict[str, Any]:
    """What an incident's own page says of those affected."""
    spans = affected.complaints_of(incident, now)
    watched = affected.watched(incident)
    precision = watched.precision
    return {
        "incident": incident,
        "affected": (found := affected.affected_of(incident)),
        "moods": [(_(MOODS[mood]), n) for mood, n in found.moods if mood in MOODS],
        "plot": plot(spans),
        "watched": watched,
        "precision": None if precision is None else round(100 * precision),
        "closing": ledger.closing_of(incident),
        "is_telling": ledger.is_under_way(incident),
    }


@require_POST
@at_desk
def attach(request: HttpRequest, desk: Desk, incident_id: int) -> HttpResponse:
    """Attach chosen cases, or all that the search of the address finds."""
    incident = incident_of(desk.brand.pk, incident_id)
    given = [inbox.number(text) for text in request.POST.getlist("case")]
    ids = [each for each in given if each is not None]
    how = Attached.HAND
    if not ids and request.GET.get("q"):
        ids, how = _found(request, desk), Attached.SEARCH
    n = attaching.attach(by=desk.actor, incident=incident, case_ids=ids, how=how, now=desk.now)
    said = ngettext("%(n)d case was attached.", "%(n)d cases were attached.", n) % {"n": n}
    answers.note(request, said)
    return _back(desk, incident)


@require_POST
@at_desk
def of_case(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Attach the open case to an incident, or take it off, from the case itself."""
    incident = incident_of(desk.brand.pk, inbox.number(request.POST.get("incident", "")) or 0)
    named = {"title": incident.title}
    if request.POST.get("do") == "detach":
        attaching.detach(by=desk.actor, incident=incident, case_id=case_id, now=desk.now)
        return answers.done(request, _("It does not belong to “%(title)s”.") % named)
    attaching.attach(by=desk.actor, incident=incident, case_ids=[case_id], now=desk.now)
    return answers.done(request, _("It belongs to “%(title)s” now.") % named)


@require_POST
@at_desk
def detach(request: HttpRequest, desk: Desk, incident_id: int, case_id: int) -> HttpResponse:
    """It is something else; others like it are judged by that."""
    incident = incident_of(desk.brand.pk, incident_id)
    attaching.detach(by=desk.actor, incident=incident, case_id=case_id, now=desk.now)
    answers.note(request, _("Taken off. Others like it are judged by that."))
    return _back(desk, incident)


@require_POST
@at_desk
def dismiss(request: HttpRequest, desk: Desk, incident_id: int, case_id: int) -> HttpResponse:
    """A suggestion is something else."""
    incident = incident_of(desk.brand.pk, incident_id)
    attaching.dismiss(by=desk.actor, incident=incident, case_id=case_id, now=desk.now)
    answers.note(request, _("It is not suggested again."))
    return _back(desk, incident)


@require_POST
@at_desk
def watch(request: HttpRequest, desk: Desk, incident_id: int) -> HttpResponse:
    """Attach new cases by themselves, or no longer."""
    incident = incident_of(desk.brand.pk, incident_id)
    is_on = request.POST.get("on") == "1"
    attaching.watch(by=desk.actor, incident=incident, is_on=is_on, now=desk.now)
    return _back(desk, incident)


def _back(desk: Desk, incident: Incident) -> HttpResponse:
    return redirect("incident-people", desk.brand.slug, incident.pk)


def _found(request: HttpRequest, desk: Desk) -> list[int]:
    """The ids of all that the search of the address finds, as many as can be attached at once."""
    wanted = inbox.wanted_by(request, desk, views.View.ALL)
    found: list[int] = []
    after = ""
    while len(found) < attaching.MOST_CASES:
        page = views.cases(wanted, after=after, limit=_READ_AT_ONCE)
        found += [row.case_id for row in page.rows]
        after = page.following
        if not after:
            break
    return found[: attaching.MOST_CASES]
