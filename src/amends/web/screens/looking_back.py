"""Looking back at an incident: its figures, why it happened, and what is done about it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amends.incidents.actions.review import write_review
from amends.incidents.queries import look
from amends.incidents.queries.figures import figures_of
from amends.incidents.rules.reviews import Written
from amends.staff.rules import Right
from amends.web import answers, frame
from amends.web.desk import Desk, at_desk


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def review(request: HttpRequest, desk: Desk, incident_id: int) -> HttpResponse:
    """The figures and the words of a review; it prints on paper."""
    incident = look.incident_of(desk.brand.pk, incident_id)
    if request.method == "POST":
        words = {part: request.POST.get(part, "").replace("\0", "") for part in Written.parts()}
        write_review(by=desk.actor, incident=incident, words=Written(**words), now=desk.now)
        answers.note(request, _("Kept."))
        return redirect("incident-review", desk.brand.slug, incident.pk)
    written = getattr(incident, "review", None)
    context = {
        "incident": incident,
        "figures": figures_of(incident, desk.now),
        "updates": look.updates_of(incident),
        "review": written,
        "fields": [
            ("summary", _("What happened"), written.summary if written else ""),
            ("causes", _("Why it happened"), written.causes if written else ""),
            ("went_well", _("What went well"), written.went_well if written else ""),
            ("went_badly", _("What went badly"), written.went_badly if written else ""),
            ("actions", _("What is done about it, one a line"), written.actions if written else ""),
        ],
        "may_handle": desk.may(Right.HANDLE_INCIDENTS),
    }
    around = frame.around(desk, place="incidents")
    return render(request, "web/incidents/review.html", {**around, **context})
