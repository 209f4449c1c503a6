"""Connections: how well each is heard, the networks there are, and pausing, resuming and letting go."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.channels import actions, keeping, metering, queries, registry
from amends.channels.contract import SettingKind
from amends.channels.models import Connection
from amends.listening import queries as listening
from amends.listening.queries import Health
from amends.refusals import NotFound
from amends.staff import queries as staff
from amends.web import abilities, answers, frame, health, quickness
from amends.web.desk import Desk, at_desk
from amends.web.dialogs import number_in


@require_safe
@at_desk
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every connection in a line, the brake, and the networks that can be connected."""
    known = listening.health_of_brand(desk.brand.pk, now=desk.now)
    context = {
        **frame.around(desk, place="connections"),
        "lines": [health.told(each, desk.now) for each in known],
        "choices": abilities.choices(),
    }
    return render(request, "web/connections/overview.html", context)


@require_safe
@at_desk
def one(request: HttpRequest, desk: Desk, connection_id: int) -> HttpResponse:
    """One connection's health in words and numbers, and what to do."""
    found = _health(desk, connection_id)
    context = {
        **frame.around(desk, place="connections"),
        "line": health.told(found, desk.now),
        "webhook_address": _webhook_address(found.connection),
        "parts": listening.living_parts(now=desk.now),
        "teams": staff.teams_of(desk.brand.pk),
        "spending": metering.spending(found.connection, desk.now),
        "tariffs": metering.tariffs(found.connection),
        "quickness": quickness.shown(found.connection, desk.now),
        "erasing_address": quickness.erasing_address(found.connection),
        "has_key": bool(found.connection.secrets) or not _needs_key(found.connection),
    }
    return render(request, "web/connections/one.html", context)


def _health(desk: Desk, connection_id: int) -> Health:
    known = listening.health_of_brand(desk.brand.pk, now=desk.now)
    found = next((each for each in known if each.connection.pk == connection_id), None)
    if found is None:
        raise NotFound(connection=connection_id)
    return found


def _needs_key(connection: Connection) -> bool:
    """Whether there is a secret without which this network does not let us in."""
    try:
        settings = registry.channel(connection.channel).settings
    except registry.NoSuchChannel:
        return False
    return any(each.kind is SettingKind.SECRET and each.required for each in settings)


def _webhook_address(connection: Connection) -> str:
    try:
        pushes = registry.channel(connection.channel).capabilities.pushes
    except registry.NoSuchChannel:
        return ""
    return queries.webhook_address(connection) if pushes else ""


@require_POST
@at_desk
def pause(request: HttpRequest, desk: Desk, connection_id: int) -> HttpResponse:
    """Neither listen nor speak there for now."""
    connection = queries.connection_of(desk.brand.pk, connection_id)
    actions.pause(by=desk.actor, connection=connection, now=desk.now)
    return answers.done(request, _("%(name)s is paused.") % {"name": connection.name})


@require_POST
@at_desk
def resume(request: HttpRequest, desk: Desk, connection_id: int) -> HttpResponse:
    """Listen and speak there again."""
    connection = queries.connection_of(desk.brand.pk, connection_id)
    actions.resume(by=desk.actor, connection=connection, now=desk.now)
    return answers.done(
        request, _("%(name)s listens and speaks again.") % {"name": connection.name}
    )


@require_POST
@at_desk
def give_team(request: HttpRequest, desk: Desk, connection_id: int) -> HttpResponse:
    """Say in whose queue its new cases begin."""
    connection = queries.connection_of(desk.brand.pk, connection_id)
    chosen = request.POST.get("team", "")
    team = staff.team_of(desk.brand.pk, number_in(chosen)) if chosen else None
    keeping.give_team(by=desk.actor, connection=connection, team=team, now=desk.now)
    if team is None:
        return answers.done(request, _("Its new cases begin without a team."))
    return answers.done(request, _("Its new cases begin with %(team)s.") % {"team": team.name})


@require_POST
@at_desk
def give_budget(request: HttpRequest, desk: Desk, connection_id: int) -> HttpResponse:
    """Say what it may cost in a month."""
    connection = queries.connection_of(desk.brand.pk, connection_id)
    dollars = request.POST.get("budget", "")
    metering.set_budget(by=desk.actor, connection=connection, dollars=dollars, now=desk.now)
    return answers.done(request, _("The budget is kept."))


@require_POST
@at_desk
def give_prices(request: HttpRequest, desk: Desk, connection_id: int) -> HttpResponse:
    """Say what things cost by the contract with the network."""
    connection = queries.connection_of(desk.brand.pk, connection_id)
    given = {each.unit: request.POST.get(each.unit, "") for each in metering.tariffs(connection)}
    metering.set_prices(by=desk.actor, connection=connection, given=given, now=desk.now)
    return answers.done(request, _("The prices are kept; they count from now on."))


@require_POST
@at_desk
def let_go(request: HttpRequest, desk: Desk, connection_id: int) -> HttpResponse:
    """Disconnect it and forget its key; or, where nobody was heard through it, remove it."""
    connection = queries.connection_of(desk.brand.pk, connection_id)
    facts = {"name": connection.name}
    if request.POST.get("remove"):
        keeping.remove(by=desk.actor, connection=connection, now=desk.now)
        answers.note(request, _("%(name)s is removed.") % facts)
        return redirect("connections", desk.brand.slug)
    keeping.disconnect(by=desk.actor, connection=connection, now=desk.now)
    return answers.done(request, _("%(name)s is disconnected and its key forgotten.") % facts)
