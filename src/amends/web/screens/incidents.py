"""Incidents: the list of them, and one with its words, networks, people and timeline."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amends.incidents.actions import change
from amends.incidents.actions.note import add_note
from amends.incidents.models import Incident, IncidentUpdate
from amends.incidents.queries import look
from amends.incidents.queries.pinned import pins_of
from amends.incidents.queries.standing import There, standings
from amends.incidents.rules.words import IncidentState, Severity
from amends.staff import queries as staff
from amends.staff.rules import Right
from amends.web import answers, frame, incident_words
from amends.web.desk import Desk, at_desk
from amends.web.dialogs import number_in
from amends.web.incident_draft import writing
from amends.web.screens import inbox
from amends.web.screens.affected import summary

_A_PAGE = 50
_TIMELINE = 200


@require_safe
@at_desk
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every incident, the open ones with their clocks first, then those behind us."""
    before = inbox.number(request.GET.get("before", ""))
    found = look.incidents_page(desk.brand.pk, before=before, limit=_A_PAGE + 1)
    shown = found[:_A_PAGE]
    is_open = [each for each in shown if each.state != IncidentState.RESOLVED]
    context = {
        "open": sorted(
            is_open, key=lambda each: (each.next_update_at is None, each.next_update_at)
        ),
        "over": [each for each in shown if each.state == IncidentState.RESOLVED],
        "before": shown[-1].pk if len(found) > _A_PAGE else None,
        "may_handle": desk.may(Right.HANDLE_INCIDENTS),
    }
    around = frame.around(desk, place="incidents")
    return render(request, "web/incidents/list.html", {**around, **context})


@require_safe
@at_desk
def one(request: HttpRequest, desk: Desk, incident_id: int) -> HttpResponse:
    """One incident: what everybody reads next, where it stands on each network, who and what happened."""
    incident = look.incident_of(desk.brand.pk, incident_id)
    around = frame.around(desk, place="incidents")
    word = request.GET.get("state", "")
    chosen = IncidentState(word) if word in set(IncidentState) else None
    context = {**around, **standing(desk, incident), **writing(desk, incident, state=chosen)}
    return render(request, "web/incidents/one.html", context)


@require_safe
@at_desk
def live(request: HttpRequest, desk: Desk, incident_id: int) -> HttpResponse:
    """What changes by itself, without the words that somebody may be writing."""
    incident = look.incident_of(desk.brand.pk, incident_id)
    context = {"desk": desk, **standing(desk, incident)}
    return render(request, "web/incidents/_live.html", context)


def standing(desk: Desk, incident: Incident) -> dict[str, Any]:
    """All of an incident but its draft."""
    updates = look.updates_of(incident)
    notices = [update.notice for update in updates if hasattr(update, "notice")]
    there = standings(notices)
    told = [
        {
            "update": update,
            "state": incident_words.STATES[IncidentState(update.state)],
            "networks": [incident_words.on_network(each) for each in _networks(update, there)],
        }
        for update in reversed(updates)
    ]
    first = updates[0] if updates else None
    timeline = look.timeline_of(incident, limit=_TIMELINE)
    return {
        **summary(incident, desk.now),
        "incident": incident,
        "state_words": incident_words.STATES[IncidentState(incident.state)],
        "severity_words": incident_words.SEVERITIES[Severity(incident.severity)],
        "severity_tint": incident_words.SEVERITY_TINTS[Severity(incident.severity)],
        "steps": incident_words.steps(incident, updates, desk.now),
        "told": told,
        "pins": [incident_words.pinned(each) for each in pins_of(incident)],
        "may_pin": desk.may(Right.ANNOUNCE) and incident.state != IncidentState.RESOLVED,
        "kept": look.kept_of(updates),
        "first_notice_after": first.at - incident.opened_at if first else None,
        "timeline": [(each, incident_words.happened(each)) for each in timeline],
        "may_handle": desk.may(Right.HANDLE_INCIDENTS),
        "may_tell": desk.may(Right.ANNOUNCE),
    }


def _networks(update: IncidentUpdate, there: dict[int, list[There]]) -> list[There]:
    """Where the update's notice stands on each network; none when it was said on no network."""
    return there[update.notice.pk] if hasattr(update, "notice") else []


@require_POST
@at_desk
def note(request: HttpRequest, desk: Desk, incident_id: int) -> HttpResponse:
    """Write into the timeline; customers never see it."""
    incident = look.incident_of(desk.brand.pk, incident_id)
    text = request.POST.get("text", "").replace("\0", "")
    add_note(by=desk.actor, incident=incident, text=text, now=desk.now)
    answers.note(request, _("Noted in the timeline."))
    return redirect("incident", desk.brand.slug, incident.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def describe(request: HttpRequest, desk: Desk, incident_id: int) -> HttpResponse:
    """What it is called, how bad it is, what and where, and who looks after it."""
    incident = look.incident_of(desk.brand.pk, incident_id)
    desk.actor.require(Right.HANDLE_INCIDENTS)
    if request.method == "POST":
        _describe(request, desk, incident)
        answers.note(request, _("Kept. Words that were written before stay as they are."))
        return redirect("incident", desk.brand.slug, incident.pk)
    context = {
        "incident": incident,
        "colleagues": staff.names_at_work(desk.brand.pk),
        "severities": [(each.value, incident_words.SEVERITIES[each]) for each in Severity],
    }
    around = frame.around(desk, place="incidents")
    return render(request, "web/incidents/describe.html", {**around, **context})


def _describe(request: HttpRequest, desk: Desk, incident: Incident) -> None:
    given = request.POST
    owner = given.get("owner", "")
    severity = given.get("severity", "")
    change.describe(
        by=desk.actor,
        incident=incident,
        title=given.get("title", "").replace("\0", ""),
        severity=Severity(severity if severity in set(Severity) else incident.severity),
        services=given.get("services", "").replace("\0", "").split(","),
        areas=given.get("areas", "").replace("\0", "").split(","),
        owner_id=number_in(owner) if owner else None,
        now=desk.now,
    )


@require_POST
@at_desk
def close(request: HttpRequest, desk: Desk, incident_id: int) -> HttpResponse:
    """A false alarm: nobody was told, so nobody is owed a word."""
    incident = look.incident_of(desk.brand.pk, incident_id)
    change.close_untold(by=desk.actor, incident=incident, now=desk.now)
    answers.note(request, _("Closed. Nobody was told of it."))
    return redirect("incidents", desk.brand.slug)
