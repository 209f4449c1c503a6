"""Suggestions in the composer: what could be said, from where, and what the playbook says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amends.inbox.models import Case
from amends.inbox.queries import thread as threads
from amends.incidents.queries.approved import approved_answer
from amends.playbook.rules import Finding, Level
from amends.replies.queries.suggestions import Origin, Suggestion, suggestions
from amends.web import words
from amends.web.desk import Desk, at_desk


@dataclass(frozen=True, slots=True)
class Offer:
    """A suggestion as the picker shows it: its words, why it is offered, and what to look at first."""

    number: int
    text: str
    why: str
    icon: str
    told: tuple[tuple[str, bool], ...] = ()
    #: The saved reply that is counted as used, or the case to look at.
    saved_id: int = 0
    case_id: int = 0


@require_safe
@at_desk
def offered(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """What could be answered next, the best first."""
    case = threads.case_of(desk.brand.pk, case_id)
    is_public = request.GET.get("kind", "public") == "public"
    found = suggestions(by=desk.actor, case=case, is_public=is_public, now=desk.now)
    offers = [*_of_incident(case), *_offers(desk, found)]
    numbered = [replace(each, number=number) for number, each in enumerate(offers, 1)]
    context = {"desk": desk, "case_id": case.pk, "offers": numbered}
    return render(request, "web/inbox/_suggestions.html", context)


def _of_incident(case: Case) -> Iterator[Offer]:
    """What everybody affected was told last comes first: those words are approved."""
    approved = approved_answer(case)
    if approved is not None:
        said = _("Approved words: %(incident)s") % {"incident": approved.incident.title}
        yield Offer(number=1, text=approved.text, why=said, icon="alert")


def _offers(desk: Desk, found: tuple[Suggestion, ...]) -> Iterator[Offer]:
    for number, each in enumerate(found, 1):
        is_saved = each.origin is Origin.SAVED
        yield Offer(
            number=number,
            text=each.text,
            why=why(desk, each),
            icon="quote" if is_saved else "box",
            told=tuple((one.sentence, one.level is Level.BLOCK) for one in _heaviest(each)),
            saved_id=each.id if is_saved else 0,
            case_id=0 if is_saved else each.id,
        )


def _heaviest(each: Suggestion) -> list[Finding]:
    heavy = [one for one in each.findings if one.level is not Level.ADVISE]
    return sorted(heavy, key=lambda one: -one.level.weight)[:2]


def why(desk: Desk, suggested: Suggestion) -> str:
    """Why something is suggested, in a few words."""
    if suggested.origin is Origin.SAVED:
        return _("Saved reply “%(title)s”") % {"title": suggested.title}
    at = suggested.closed_at
    day = words.date(at, desk.now) if at is not None else ""
    if suggested.with_thanks:
        return _("From a case of %(day)s, closed with thanks") % {"day": day}
    return _("From a case of %(day)s, closed and quiet since") % {"day": day}
