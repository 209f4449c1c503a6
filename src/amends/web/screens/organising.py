"""Organising a case: who holds it, its tags, whose turn it is.

Each form says how the person saw the case (``seen``); the actions refuse when it changed since.
"""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from amends.inbox.actions import assign as holding
from amends.inbox.actions import tag as tagging
from amends.inbox.actions import turn as turns
from amends.inbox.models import Case
from amends.inbox.queries import thread as threads
from amends.inbox.queries import views
from amends.refusals import Invalid, NotFound
from amends.staff import queries as staff
from amends.web import answers, words
from amends.web.desk import Desk, at_desk

_TURNS = {
    "closed": (turns.close, gettext_lazy("Closed.")),
    "reopened": (turns.reopen, gettext_lazy("Open again.")),
    "waiting_colleague": (turns.wait_for_colleague, gettext_lazy("Waiting on a colleague.")),
    "waiting_customer": (turns.wait_for_customer, gettext_lazy("Waiting on the customer.")),
    "needs_answer": (turns.mark_needs_answer, gettext_lazy("Back in the queue.")),
}


@require_POST
@at_desk
def assign(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Give the case to somebody, or to nobody."""
    case = _as_seen(request, desk, case_id)
    to = request.POST.get("to", "")
    if not to:
        holding.unassign(by=desk.actor, case=case, now=desk.now)
        return answers.done(request, _("Nobody holds it now."))
    user = staff.colleague(desk.brand.pk, _number(to))
    holding.assign(by=desk.actor, case=case, to=user, now=desk.now)
    if user.pk == desk.user.pk:
        return answers.done(request, _("It is yours."))
    return answers.done(request, _("%(name)s holds it now.") % {"name": user.name})


@require_POST
@at_desk
def tag(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Put a tag on."""
    case = _as_seen(request, desk, case_id)
    name = request.POST.get("name", "")
    added = tagging.add_tag(by=desk.actor, case=case, name=name, now=desk.now)
    return answers.done(request, _("Tagged “%(name)s”.") % {"name": added.name})


@require_POST
@at_desk
def untag(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Take a tag off."""
    case = _as_seen(request, desk, case_id)
    wanted = _number(request.POST.get("tag", ""))
    known = views.tags_by_id(desk.brand.pk, [wanted])
    if wanted not in known:
        raise NotFound(tag=wanted)
    tagging.remove_tag(by=desk.actor, case=case, tag=known[wanted], now=desk.now)
    return answers.done(request, _("Tag “%(name)s” taken off.") % {"name": known[wanted].name})


@require_POST
@at_desk
def snooze(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Let the case sleep until a moment, or until the customer writes."""
    case = _as_seen(request, desk, case_id)
    until = _moment(request.POST.get("until", ""))
    turns.snooze(by=desk.actor, case=case, until=until, now=desk.now)
    facts = {"at": words.moment(until, desk.now)}
    return answers.done(request, _("Snoozed until %(at)s.") % facts)


@require_POST
@at_desk
def turn(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Close, reopen, or say for whom the case waits."""
    case = _as_seen(request, desk, case_id)
    wanted = request.POST.get("state", "")
    if wanted not in _TURNS:
        raise Invalid(state=wanted)
    act, sentence = _TURNS[wanted]
    act(by=desk.actor, case=case, now=desk.now)
    return answers.done(request, str(sentence))


def _as_seen(request: HttpRequest, desk: Desk, case_id: int) -> Case:
    """The case as the form showed it, so that a change meanwhile is noticed and not overwritten."""
    case = threads.case_of(desk.brand.pk, case_id)
    state, _bar, rest = request.POST.get("seen", "").partition("|")
    heard, _bar, holder = rest.partition("|")
    if state:
        case.state = state
        case.last_in_at = _moment(heard) if heard else None
        case.assignee_id = _number(holder) if holder else None
    return case


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 18):
        raise Invalid(number=text)
    return int(text)


def _moment(text: str) -> datetime:
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Invalid(_("Choose a time."))
    return moment
