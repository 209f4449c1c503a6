"""Settings of monitors: programs that watch the services and open incidents; they never tell anybody."""

from __future__ import annotations

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.incidents.actions import monitors as hearing
from amends.incidents.models import Monitor
from amends.incidents.queries import look
from amends.incidents.rules.alarms import example
from amends.incidents.rules.words import MonitorKind, Severity, Template
from amends.refusals import Invalid, NotFound, Refusal
from amends.staff.rules import Right
from amends.web import answers
from amends.web.desk import Desk, at_desk
from amends.web.incident_words import SEVERITIES, TEMPLATES
from amends.web.screens.settings.pages import page

_PLACE = "monitors"


@require_safe
@at_desk
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The monitors that are heard, and hearing another."""
    desk.actor.require(Right.MANAGE_CONNECTIONS)
    return _all(request, desk)


def _all(request: HttpRequest, desk: Desk, refusal: Refusal | None = None) -> HttpResponse:
    given = request.POST if refusal else {}
    context = {
        "monitors": [_line(each) for each in look.monitors_of(desk.brand.pk)],
        "kinds": [(value, name, value == given.get("kind")) for value, name in _kinds()],
        "templates": [(each.value, str(TEMPLATES[each][0])) for each in Template],
        "usual": given.get("template", Template.SITE_DOWN.value),
        "resolves": "resolves_alone" in given,
    }
    wrong = ("add", refusal) if refusal else None
    return page(request, desk, _PLACE, "monitors", context, wrong=wrong)


def _kinds() -> list[tuple[str, str]]:
    return [
        (MonitorKind.ALERTMANAGER.value, "Prometheus Alertmanager"),
        (MonitorKind.UPTIME_KUMA.value, "Uptime Kuma"),
        (MonitorKind.GENERIC.value, _("Anything else (signed)")),
    ]


def _line(monitor: Monitor) -> dict[str, object]:
    return {"monitor": monitor, "kind": dict(_kinds())[monitor.kind]}


@require_POST
@at_desk
def add(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Hear another; its secret is on the page that answers, and never again."""
    given = request.POST
    kind, template = given.get("kind", ""), given.get("template", "")
    if kind not in set(MonitorKind):
        raise NotFound(kind=kind)
    try:
        made, secret = hearing.add_monitor(
            by=desk.actor,
            kind=MonitorKind(kind),
            name=given.get("name", "").replace("\0", ""),
            template=Template(template) if template in set(Template) else Template.SITE_DOWN,
            services=given.get("services", "").replace("\0", "").split(","),
            resolves_alone="resolves_alone" in given,
            now=desk.now,
        )
    except Invalid as refusal:
        return _all(request, desk, refusal)
    return _one(request, desk, made, secret=secret)


@require_safe
@at_desk
def one(request: HttpRequest, desk: Desk, monitor_id: int) -> HttpResponse:
    """One monitor: what to set on its side, and when it was heard last."""
    return _one(request, desk, _own(desk, monitor_id))


def _own(desk: Desk, monitor_id: int) -> Monitor:
    desk.actor.require(Right.MANAGE_CONNECTIONS)
    return look.monitor_of(desk.brand.pk, monitor_id)


def _one(request: HttpRequest, desk: Desk, monitor: Monitor, secret: str = "") -> HttpResponse:
    context = {
        **_line(monitor),
        "address": f"{settings.PUBLIC_URL}/monitors/{monitor.public_id}/",
        "secret": secret,
        "template": str(TEMPLATES[Template(monitor.template)][0]),
        "example": json.dumps(example(MonitorKind(monitor.kind)), indent=2),
    }
    return page(request, desk, _PLACE, "monitor", context)


@require_POST
@at_desk
def rotate(request: HttpRequest, desk: Desk, monitor_id: int) -> HttpResponse:
    """Make a new secret, shown on the page that answers."""
    monitor = _own(desk, monitor_id)
    secret = hearing.rotate_monitor(by=desk.actor, monitor=monitor, now=desk.now)
    return _one(request, desk, _own(desk, monitor_id), secret=secret)


@require_POST
@at_desk
def trial(request: HttpRequest, desk: Desk, monitor_id: int) -> HttpResponse:
    """Take an example in, and say what it would open."""
    alarm = hearing.try_monitor(by=desk.actor, monitor=_own(desk, monitor_id), now=desk.now)
    severity = SEVERITIES[alarm.severity or Severity.MAJOR]
    said = _("Understood. Such an alarm would open “%(title)s” (%(severity)s). Nothing was opened.")
    answers.note(request, said % {"title": alarm.title, "severity": severity})
    return redirect("monitor", desk.brand.slug, monitor_id)


@require_POST
@at_desk
def close(request: HttpRequest, desk: Desk, monitor_id: int) -> HttpResponse:
    """Hear it no more; what it opened stays."""
    monitor = _own(desk, monitor_id)
    hearing.close_monitor(by=desk.actor, monitor=monitor, now=desk.now)
    answers.note(request, _("%(name)s is heard no more.") % {"name": monitor.name})
    return redirect("monitors", desk.brand.slug)
