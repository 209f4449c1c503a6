"""Opening an incident: from chosen cases, a search, or nothing but a template; one press and it is there."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amends.inbox.models import Case
from amends.inbox.queries import views
from amends.incidents.actions.attach import MOST_CASES
from amends.incidents.actions.open import open_incident
from amends.incidents.rules.opening import Opening
from amends.incidents.rules.words import Severity, Source, Template
from amends.staff.rules import Right
from amends.web import answers, frame
from amends.web.desk import Desk, at_desk
from amends.web.incident_words import SEVERITIES, TEMPLATES, default_title
from amends.web.screens import inbox

_READ_AT_ONCE = 500
#: So many ids still fit into an address.
MOST_NAMED = 300
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class From:
    """Where the cases come from: named one by one, or all of a list."""

    ids: tuple[int, ...] = ()
    view: str = ""
    query: str = ""

    @property
    def address(self) -> str:
        """The same as parts of an address."""
        if self.view:
            return urlencode({"view": self.view, "q": self.query})
        return urlencode([("case", each) for each in self.ids])


def address(desk: Desk, origin: From) -> str:
    """Where an incident is opened from these cases."""
    return f"{reverse('incident-open', args=[desk.brand.slug])}?{origin.address}"


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def opening(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The templates to begin with, and what is known already; a template's button opens the incident."""
    desk.actor.require(Right.HANDLE_INCIDENTS)
    origin = _origin(request)
    ids = _ids(request, desk, origin)
    if request.method == "POST":
        return _open(request, desk, origin, ids)
    found = Case.objects.filter(brand_id=desk.brand.pk, pk__in=ids[:_SHOWN])
    context = {
        "key": uuid.uuid4().hex,
        "origin": origin,
        "n": len(ids),
        "cases": found.select_related("person", "connection").order_by("pk"),
        "templates": [(each.value, *TEMPLATES[each]) for each in Template],
        "severities": [(each.value, SEVERITIES[each]) for each in Severity],
    }
    around = frame.around(desk, place="incidents")
    return render(request, "web/incidents/open.html", {**around, **context})


def _origin(request: HttpRequest) -> From:
    given = [inbox.number(text) for text in request.GET.getlist("case")]
    ids = tuple(each for each in given if each is not None)
    view = "" if ids else request.GET.get("view", "")
    return From(ids, view, request.GET.get("q", "") if view else "")


def _ids(request: HttpRequest, desk: Desk, origin: From) -> list[int]:
    if not origin.view:
        own = Case.objects.filter(brand_id=desk.brand.pk, pk__in=origin.ids)
        return list(own.order_by("pk").values_list("pk", flat=True))
    wanted = inbox.wanted_by(request, desk, origin.view)
    found: list[int] = []
    after = ""
    while len(found) < MOST_CASES:
        page = views.cases(wanted, after=after, limit=_READ_AT_ONCE)
        found += [row.case_id for row in page.rows]
        after = page.following
        if not after:
            break
    return found[:MOST_CASES]


def _open(request: HttpRequest, desk: Desk, origin: From, ids: list[int]) -> HttpResponse:
    given = request.POST
    template = _one_of(Template, given.get("template", ""), Template.OTHER)
    source = Source.SEARCH if origin.view else Source.CASES if ids else Source.HAND
    severity = given.get("severity", "")
    incident = open_incident(
        by=desk.actor,
        opening=Opening(
            title=given.get("title", "").replace("\0", "").strip() or default_title(template),
            request_key=given.get("key", "")[:200] or uuid.uuid4().hex,
            template=template,
            severity=Severity(severity) if severity in set(Severity) else None,
            services=_names(given.get("services", "")),
            areas=_names(given.get("areas", "")),
            source=source,
            origin=origin.query if origin.view else "",
            case_ids=tuple(ids),
        ),
        now=desk.now,
    )
    answers.note(request, _("Opened. The words lie ready: look at them, then tell everyone."))
    return redirect("incident", desk.brand.slug, incident.pk)


def _names(text: str) -> tuple[str, ...]:
    """What was typed with commas between."""
    return tuple(text.replace("\0", "").replace("\n", ",").split(","))


def _one_of(kind: type[Template], word: str, usual: Template) -> Template:
    return kind(word) if word in set(kind) else usual
