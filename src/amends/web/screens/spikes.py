"""Spikes: what more people said than usual, and what colleagues answer to that."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.refusals import Invalid
from amends.staff.rules import Right
from amends.trends.actions import answer
from amends.trends.models import SpikeState
from amends.trends.queries import found
from amends.web import answers, frame, trend_words
from amends.web.desk import Desk, at_desk
from amends.web.screens.issues import spike_line


@require_safe
@at_desk
def one(request: HttpRequest, desk: Desk, spike_id: int) -> HttpResponse:
    """One spike: how far from usual, examples, and the two answers."""
    spike = found.spike_of(desk.brand.pk, spike_id)
    context = {
        **spike_line(spike),
        "examples": found.said_in_spike(spike),
        "may_handle": desk.may(Right.HANDLE_INCIDENTS),
        "is_answered": spike.state in {SpikeState.INCIDENT, SpikeState.NO_PROBLEM},
    }
    around = frame.around(desk, place="issues")
    return render(request, "web/trends/spike.html", {**around, **context})


@require_POST
@at_desk
def open_incident(request: HttpRequest, desk: Desk, spike_id: int) -> HttpResponse:
    """Open an incident with its cases: one press."""
    spike = found.spike_of(desk.brand.pk, spike_id)
    title = trend_words.title(spike)
    incident = answer.incident_of_spike(by=desk.actor, spike=spike, title=title, now=desk.now)
    answers.note(request, _("Opened. The words lie ready: look at them, then tell everyone."))
    return redirect("incident", desk.brand.slug, incident.pk)


@require_POST
@at_desk
def no_problem(request: HttpRequest, desk: Desk, spike_id: int) -> HttpResponse:
    """It is nothing; the desk learns that."""
    spike = found.spike_of(desk.brand.pk, spike_id)
    answer.no_problem(by=desk.actor, spike=spike, now=desk.now)
    answers.note(request, _("Learned: the same must come from more people to be told again."))
    return redirect("issues", desk.brand.slug)


@require_POST
@at_desk
def budget(request: HttpRequest, desk: Desk) -> HttpResponse:
    """How many false alarms a week are put up with."""
    try:
        alarms = float(request.POST.get("budget", "").replace(",", "."))
    except ValueError:
        raise Invalid("Choose from 0.25 to 14 false alarms a week.", field="budget") from None
    answer.set_budget(by=desk.actor, alarms=alarms, now=desk.now)
    answers.note(request, _("Kept. The bar follows with the next night."))
    return redirect("issues", desk.brand.slug)
