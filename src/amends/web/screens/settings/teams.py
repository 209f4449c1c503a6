"""Teams: all of them, and one with its people and how it hands out its cases."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from amends.inbox.actions import release
from amends.refusals import Invalid, Refusal
from amends.staff import actions, queries
from amends.staff.models import HandsOut, Team
from amends.staff.rules import Right
from amends.web import answers
from amends.web.desk import Desk, at_desk
from amends.web.dialogs import number_in
from amends.web.screens.settings.pages import page, tried


@dataclass(frozen=True, slots=True)
class Way:
    """How a team hands out its cases, as a person chooses it."""

    value: str
    title: str
    says: str


def ways() -> list[Way]:
    """Every way of handing out."""
    return [
        Way(HandsOut.NO, _("Nobody hands them out"), _("whoever wants a case takes it")),
        Way(HandsOut.ROUND_ROBIN, _("By turn"), _("each who is on duty in turn")),
        Way(HandsOut.BY_LOAD, _("By load"), _("whoever is on duty and has most room")),
    ]


@require_safe
@at_desk
def teams(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The brand's teams."""
    return _all(request, desk)


def _all(request: HttpRequest, desk: Desk, refusal: Refusal | None = None) -> HttpResponse:
    titles = {way.value: way.title for way in ways()}
    lines = [
        {
            "team": team,
            "members": [each for each in team.members.all() if each.membership.user.is_active],
            "hands_out": titles[team.hands_out],
        }
        for team in queries.teams_of(desk.brand.pk)
    ]
    wrong = ("add", refusal) if refusal else None
    return page(request, desk, "teams", "teams", {"lines": lines}, wrong=wrong)


@require_POST
@at_desk
def add(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Make a team, and go on to who is in it."""
    name = request.POST.get("name", "")
    try:
        team = actions.add_team(by=desk.actor, name=name, now=desk.now)
    except Invalid as refusal:
        return _all(request, desk, refusal)
    answers.note(request, _("The team is there. Say who is in it."))
    return redirect("team-settings", desk.brand.slug, team.pk)


@require_safe
@at_desk
def team(request: HttpRequest, desk: Desk, team_id: int) -> HttpResponse:
    """One team."""
    desk.actor.require(Right.MANAGE_TEAM)
    return _one(request, desk, queries.team_of(desk.brand.pk, team_id))


def _one(
    request: HttpRequest, desk: Desk, team: Team, refusal: Refusal | None = None
) -> HttpResponse:
    context = {
        "team": team,
        "ways": ways(),
        "places": queries.colleagues(desk.brand.pk),
        "members": set(team.members.values_list("membership_id", flat=True)),
    }
    wrong = ("change", refusal) if refusal else None
    return page(request, desk, "teams", "team", context, wrong=wrong)


@require_POST
@at_desk
def change(request: HttpRequest, desk: Desk, team_id: int) -> HttpResponse:
    """Change a team's name, people and handing out."""
    team = queries.team_of(desk.brand.pk, team_id)

    def deed() -> str:
        actions.change_team(
            by=desk.actor,
            team=team,
            name=request.POST.get("name", ""),
            hands_out=_way(request.POST.get("hands_out", "")),
            members=[number_in(each) for each in request.POST.getlist("member")],
            now=desk.now,
        )
        return _("The team is changed.")

    again = partial(_one, request, desk, team)
    return tried(request, deed, back=("teams", desk.brand.slug), again=again)


@require_POST
@at_desk
def end(request: HttpRequest, desk: Desk, team_id: int) -> HttpResponse:
    """End a team; its cases have none then."""
    team = queries.team_of(desk.brand.pk, team_id)
    count = release.disband(by=desk.actor, team=team, now=desk.now)
    said = ngettext(
        "%(name)s ended. %(n)d open case has no team now.",
        "%(name)s ended. %(n)d open cases have no team now.",
        count,
    )
    answers.note(request, said % {"name": team.name, "n": count})
    return redirect("teams", desk.brand.slug)


def _way(text: str) -> HandsOut:
    try:
        return HandsOut(text)
    except ValueError:
        raise Invalid(_("Choose how its cases are handed out.")) from None
