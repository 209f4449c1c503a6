"""Common issues: what many people say alike, and what colleagues make of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.staff.rules import Right
from amends.trends.actions import answer, tend
from amends.trends.models import Habit
from amends.trends.queries import found
from amends.web import answers, frame, trend_words
from amends.web.desk import Desk, at_desk
from amends.web.dialogs import number_in
from amends.web.screens import inbox

_A_PAGE, _EXAMPLES = 50, 40
#: Answered spikes that are still shown.
_SHOWN = 6
_SPREADS_FOR = timedelta(days=2)


@require_safe
@at_desk
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Spikes first, then every common issue with its counts and its trend."""
    around = frame.around(desk, place="issues")
    return render(request, "web/trends/list.html", {**around, **_standing(request, desk)})


@require_safe
@at_desk
def live(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What changes by itself."""
    return render(request, "web/trends/_live.html", {"desk": desk, **_standing(request, desk)})


def _standing(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    brand_id, is_away = desk.brand.pk, "away" in request.GET
    offset = min(inbox.number(request.GET.get("from", "")) or 0, 5_000)
    page = found.issues_page(
        brand_id, now=desk.now, is_away=is_away, limit=_A_PAGE + 1, offset=offset
    )
    spikes = list(found.open_spikes(brand_id)[:_A_PAGE])
    lately = [each for each in found.spikes_page(brand_id, limit=_SHOWN) if each not in spikes]
    spreading = found.spread_of(brand_id, since=desk.now - _SPREADS_FOR)[:_SHOWN]
    return {
        "is_away": is_away,
        "issues": [issue_line(each) for each in page[:_A_PAGE] if each.people],
        "following": offset + _A_PAGE if len(page) > _A_PAGE else None,
        "spikes": [spike_line(each) for each in spikes],
        "lately": [spike_line(each) for each in lately],
        "spreading": [(each, trend_words.why_it_spreads(each)) for each in spreading],
        "tally": found.tally(brand_id, desk.now),
        "habit": Habit.objects.defer("counts").filter(pk=brand_id).first(),
        "may_set": desk.may(Right.MANAGE_INTAKE),
    }


def issue_line(told: found.Told) -> dict[str, Any]:
    """An issue as a line shows it."""
    said, tint = trend_words.trend(told)
    return {
        "told": told,
        "issue": told.issue,
        "line": trend_words.line_of(told.days),
        "trend": said,
        "tint": tint,
    }


def spike_line(spike: Any) -> dict[str, Any]:
    """A spike as a line shows it."""
    said, tint = trend_words.state(spike)
    return {
        "spike": spike,
        "title": trend_words.title(spike),
        "how_many": trend_words.how_many(spike),
        "who": trend_words.who(spike),
        "state": said,
        "tint": tint,
    }


@require_safe
@at_desk
def one(request: HttpRequest, desk: Desk, issue_id: int) -> HttpResponse:
    """One issue: its counts, examples to split off, what it can be merged into."""
    issue = found.issue_of(desk.brand.pk, issue_id)
    if issue.merged_into_id is not None:
        return redirect("issue", desk.brand.slug, issue.merged_into_id)
    [told] = found.told(desk.brand.pk, [issue], desk.now)
    named = request.GET.get("named", "").replace("\0", "").strip()[: tend.LONGEST_NAME]
    context = {
        **issue_line(told),
        "examples": found.said_in(issue, limit=_EXAMPLES),
        "others": found.others(issue, named=named),
        "named": named,
        "most_counted": found.MOST_COUNTED,
        "may_handle": desk.may(Right.HANDLE_INCIDENTS),
        "is_longer": told.messages > _EXAMPLES,
    }
    around = frame.around(desk, place="issues")
    return render(request, "web/trends/issue.html", {**around, **context})


@require_POST
@at_desk
def rename(request: HttpRequest, desk: Desk, issue_id: int) -> HttpResponse:
    """Give it a name; empty: the desk names it."""
    issue = found.issue_of(desk.brand.pk, issue_id)
    tend.rename(by=desk.actor, issue=issue, to=request.POST.get("name", ""), now=desk.now)
    answers.note(request, _("The name is kept."))
    return redirect("issue", desk.brand.slug, issue.pk)


@require_POST
@at_desk
def merge(request: HttpRequest, desk: Desk, issue_id: int) -> HttpResponse:
    """It is the same as another one."""
    issue = found.issue_of(desk.brand.pk, issue_id)
    into = found.issue_of(desk.brand.pk, number_in(request.POST.get("into", "")))
    tend.merge(by=desk.actor, issue=issue, into=into, now=desk.now)
    answers.note(request, _("Merged. What comes later goes there too."))
    return redirect("issue", desk.brand.slug, into.pk)


@require_POST
@at_desk
def split(request: HttpRequest, desk: Desk, issue_id: int) -> HttpResponse:
    """Some messages are about something else."""
    issue = found.issue_of(desk.brand.pk, issue_id)
    given = [inbox.number(each) for each in request.POST.getlist("message")]
    ids = [each for each in given if each is not None]
    other = tend.split(by=desk.actor, issue=issue, message_ids=ids, now=desk.now)
    answers.note(request, _("Split off. This is the new issue; give it a name."))
    return redirect("issue", desk.brand.slug, other.pk)


@require_POST
@at_desk
def put_away(request: HttpRequest, desk: Desk, issue_id: int) -> HttpResponse:
    """It is no issue, or it is one again."""
    issue = found.issue_of(desk.brand.pk, issue_id)
    is_away = request.POST.get("away") != "no"
    tend.put_away(by=desk.actor, issue=issue, is_away=is_away, now=desk.now)
    answers.note(request, _("Put away.") if is_away else _("It is shown again."))
    return redirect("issues", desk.brand.slug)


@require_POST
@at_desk
def open_incident(request: HttpRequest, desk: Desk, issue_id: int) -> HttpResponse:
    """Open an incident with its cases: one press."""
    issue = found.issue_of(desk.brand.pk, issue_id)
    incident = answer.incident_of_issue(by=desk.actor, issue=issue, now=desk.now)
    answers.note(request, _("Opened. The words lie ready: look at them, then tell everyone."))
    return redirect("incident", desk.brand.slug, incident.pk)
