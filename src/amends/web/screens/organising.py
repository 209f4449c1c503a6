"""Organising a case: who holds it, its tags, whose turn it is.

Each form says how the person saw the case (``seen``); the actions refuse when it changed since.
"""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

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
from amends.web.dialogs import dialog, number_in
from amends.web.screens.case import seen
from amends.web.screens.menus import assignable, teams_of

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
    if "team" in request.POST:
        return _to_team(request, desk, case)
    to = request.POST.get("to", "")
    if not to:
        holding.unassign(by=desk.actor, case=case, now=desk.now)
        return answers.done(request, _("Nobody holds it now."))
    user = staff.colleague(desk.brand.pk, number_in(to))
    holding.assign(by=desk.actor, case=case, to=user, now=desk.now)
    if user.pk == desk.user.pk:
        return answers.done(request, _("It is yours."))
    return answers.done(request, _("%(name)s holds it now.") % {"name": user.name})


def _to_team(request: HttpRequest, desk: Desk, case: Case) -> HttpResponse:
    chosen = request.POST["team"]
    team = staff.team_of(desk.brand.pk, number_in(chosen)) if chosen else None
    holding.assign_team(by=desk.actor, case=case, team=team, now=desk.now)
    if team is None:
        return answers.done(request, _("It is in no team’s queue now."))
    return answers.done(request, _("It is in the queue of %(name)s.") % {"name": team.name})


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def hand_over(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Give the case away and say why, in one."""
    if request.method != "POST":
        case = threads.case_of(desk.brand.pk, case_id)
        people = [each for each in assignable(desk) if each.member.user_id != desk.user.pk]
        context = {
            "case": case,
            "colleagues": people,
            "teams": teams_of(desk),
            "seen": seen(case),
            "heading": _("Hand the case over"),
        }
        return dialog(request, desk, "_hand_over", context)
    case = _as_seen(request, desk, case_id)
    kind, _colon, number = request.POST.get("to", "").partition(":")
    if kind not in {"user", "team"}:
        raise Invalid(_("Choose who takes it."))
    found = staff.team_of if kind == "team" else staff.colleague
    to = found(desk.brand.pk, number_in(number))
    text = request.POST.get("text", "")
    holding.hand_over(by=desk.actor, case=case, to=to, text=text, now=desk.now)
    return answers.done(request, _("Handed over to %(name)s.") % {"name": to.name})


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
    wanted = number_in(request.POST.get("tag", ""))
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
    until = _until(request)
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
        case.assignee_id = number_in(holder) if holder else None
    return case


def _until(request: HttpRequest) -> datetime:
    """A moment of the menu, else the day and time that somebody typed, in the brand's time."""
    typed = request.POST.get("own", "")
    if request.POST.get("until") or not typed:
        return _moment(request.POST.get("until", ""))
    try:
        own = parse_datetime(typed)
    except ValueError:
        own = None
    if own is None or own.tzinfo is not None:
        raise Invalid(_("Choose a time."))
    return timezone.make_aware(own)


def _moment(text: str) -> datetime:
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Invalid(_("Choose a time."))
    return moment
