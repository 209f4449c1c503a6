"""The bell and the page behind it: what somebody was told, and reading it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.alerts.actions.read import read, read_all
from amends.alerts.models import Alert
from amends.alerts.queries import bell, sentences
from amends.alerts.rules.kinds import Kind
from amends.refusals import Invalid
from amends.web import alerts_form, answers, frame
from amends.web.desk import Desk, at_desk, is_fragment

_SHOWN, _PAGE = 8, 40


@require_safe
@at_desk
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every alert of the person at the desk, newest first, by kind or only the unread."""
    kind, is_unread = _kind(request.GET.get("kind", "")), "unread" in request.GET
    found = bell.page_of(desk.brand.pk, desk.user.pk, kind=kind, is_unread=is_unread)
    first = _number(request.GET.get("from", "0"))
    listed = list(found[first : first + _PAGE + 1])
    context = {
        **frame.around(desk, place="alerts"),
        "lines": _lines(desk, listed[:_PAGE]),
        "kinds": [(each.value, title) for each, title in alerts_form.KINDS.items()],
        "kind": kind.value if kind else "",
        "is_unread": is_unread,
        "older": first + _PAGE if len(listed) > _PAGE else None,
        "unread": bell.unread_count(desk.brand.pk, desk.user.pk),
    }
    return render(request, "web/alerts/overview.html", context)


@require_safe
@at_desk
def panel(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The newest alerts, for the bell's panel."""
    newest = list(bell.alerts_of(desk.brand.pk, desk.user.pk)[:_SHOWN])
    context = {"desk": desk, "lines": _lines(desk, newest)}
    return render(request, "web/alerts/_panel.html", context)


@require_safe
@at_desk
def count(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The bell's number, for every place where it stands."""
    return render(request, "web/alerts/_count.html", {"desk": desk, "oob": True})


@require_safe
@at_desk
def one(_request: HttpRequest, desk: Desk, alert_id: int) -> HttpResponse:
    """Where an alert leads; it is read by that."""
    alert = read(by=desk.actor, alert_id=alert_id, now=desk.now)
    return redirect(where(desk, alert))


@require_POST
@at_desk
def all_read(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everything that was there when the page was made is read."""
    read_all(by=desk.actor, up_to=_moment(request.POST.get("up_to", "")), now=desk.now)
    if is_fragment(request):
        newest = list(bell.alerts_of(desk.brand.pk, desk.user.pk)[:_SHOWN])
        context = {"desk": desk, "lines": _lines(desk, newest), "oob": True}
        return render(request, "web/alerts/_all_read.html", context)
    answers.note(request, _("All of them are read."))
    return redirect("alerts", desk.brand.slug)


def where(desk: Desk, alert: Alert) -> str:
    """The address of what an alert tells of."""
    slug = desk.brand.slug
    if alert.kind == Kind.TEAM_LATE and alert.times > 1 and "incident" not in alert.facts:
        return f"{reverse('view', args=[slug, 'needs-answer'])}?q=is%3Alate"
    is_of_case = alert.case_id is not None and alert.kind != Kind.APPROVAL
    if is_of_case and (alert.times == 1 or alert.kind == Kind.REPLY):
        return reverse("case-link", args=[slug, alert.case_id])
    return _page_of(slug, alert)


def _page_of(slug: str, alert: Alert) -> str:
    """The address of what is no case."""
    if "incident" in alert.facts:
        return reverse("incident", args=[slug, alert.facts["incident"]])
    if "spike" in alert.facts:
        return reverse("spike", args=[slug, alert.facts["spike"]])
    if "subscription" in alert.facts:
        return reverse("subscriptions", args=[slug])
    if alert.kind == Kind.CONNECTION:
        return reverse("connection", args=[slug, alert.facts.get("connection", 0)])
    name = {Kind.QUARANTINE: "quarantine", Kind.APPROVAL: "approvals"}.get(Kind(alert.kind))
    return reverse(name, args=[slug]) if name else reverse("view", args=[slug, "needs-answer"])


def _lines(desk: Desk, alerts: list[Alert]) -> list[dict[str, Any]]:
    return [
        {
            "alert": said.alert,
            "sentence": said.sentence,
            "icon": alerts_form.ICONS[Kind(said.alert.kind)],
        }
        for said in sentences.said(alerts, zone=desk.brand.time_zone)
    ]


def _kind(text: str) -> Kind | None:
    try:
        return Kind(text) if text else None
    except ValueError:
        return None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _moment(text: str) -> datetime:
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise Invalid(_("Open the alerts again, please."))
    return found
