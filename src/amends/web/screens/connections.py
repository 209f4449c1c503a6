"""Connections: how well each is heard, and connecting, changing, pausing and resuming them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amends.channels import actions, keeping, queries, registry
from amends.channels.base import Channel
from amends.channels.contract import Setting, SettingKind
from amends.channels.models import Connection
from amends.listening import queries as listening
from amends.listening.queries import Health
from amends.refusals import NotFound, Refusal
from amends.staff import queries as staff
from amends.staff.rules import Right
from amends.web import answers, frame, health
from amends.web.desk import Desk, at_desk, status_of
from amends.web.dialogs import number_in


@dataclass(frozen=True, slots=True)
class Field:
    """One setting of a channel as a form asks for it. A secret's value is never sent back."""

    setting: Setting
    value: str
    wrong: str = ""

    @property
    def kind(self) -> str:
        """Which control shows it."""
        return self.setting.kind.value


@require_safe
@at_desk
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every connection in a line, the brake, and the networks that can be connected."""
    known = listening.health_of_brand(desk.brand.pk, now=desk.now)
    context = {
        **frame.around(desk, place="connections"),
        "lines": [health.told(each, desk.now) for each in known],
        "channels": list(registry.channels().values()),
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


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@at_desk
def new(request: HttpRequest, desk: Desk, channel: str) -> HttpResponse:
    """Connect an account: the form is what the adapter declares."""
    desk.actor.require(Right.MANAGE_CONNECTIONS)
    network = registry.channel(channel)
    given = _given(request, network)
    if request.method != "POST":
        return _form(request, desk, network, given)
    name = request.POST.get("connection_name", "")
    try:
        made = actions.connect(by=desk.actor, channel=channel, name=name, given=given, now=desk.now)
    except Refusal as refusal:
        return _form(request, desk, network, given, refusal=refusal)
    if queries.connections_of(desk.brand.pk).count() == 1:
        return redirect("begin", desk.brand.slug)
    return redirect("connection", desk.brand.slug, made.pk)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@at_desk
def change(request: HttpRequest, desk: Desk, connection_id: int) -> HttpResponse:
    """Change a connection's name, settings or secrets; a secret left empty stays."""
    desk.actor.require(Right.MANAGE_CONNECTIONS)
    connection = queries.connection_of(desk.brand.pk, connection_id)
    network = registry.channel(connection.channel)
    if request.method != "POST":
        return _form(request, desk, network, connection.settings, connection=connection)
    given = _given(request, network)
    name = request.POST.get("connection_name", "")
    try:
        actions.update(by=desk.actor, connection=connection, name=name, given=given, now=desk.now)
    except Refusal as refusal:
        return _form(request, desk, network, given, connection=connection, refusal=refusal)
    return redirect("connection", desk.brand.slug, connection.pk)


def _given(request: HttpRequest, network: Channel) -> dict[str, str]:
    """What the form says; a toggle that is off is not sent by browsers, and means no."""
    return {
        setting.name: request.POST.get(f"setting-{setting.name}", _unsent(request, setting))
        for setting in network.settings
    }


def _unsent(request: HttpRequest, setting: Setting) -> str:
    if request.method != "POST":
        return setting.default
    return "false" if setting.kind is SettingKind.TOGGLE else ""


def _form(  # noqa: PLR0913 - a form's whole state
    request: HttpRequest,
    desk: Desk,
    network: Channel,
    values: dict[str, Any],
    *,
    connection: Connection | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    wrong = refusal.facts.get("fields") if refusal else None
    sentences = wrong if isinstance(wrong, dict) else {}
    fields = [
        Field(
            setting,
            "" if setting.kind is SettingKind.SECRET else str(values.get(setting.name, "")),
            sentences.get(setting.name, ""),
        )
        for setting in network.settings
    ]
    kept_name = connection.name if connection else ""
    context = {
        **frame.around(desk, place="connections"),
        "network": network,
        "connection": connection,
        "fields": fields,
        "name": request.POST.get("connection_name", kept_name),
        "refusal": refusal,
    }
    status = status_of(refusal) if refusal else 200
    return render(request, "web/connections/form.html", context, status=status)


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
def test(request: HttpRequest, desk: Desk, connection_id: int) -> HttpResponse:
    """Ask the network now, and tell what it said."""
    found = _health(desk, connection_id)
    cursor = found.position.cursor if found.position else ""
    trial = keeping.try_out(by=desk.actor, connection=found.connection, cursor=cursor)
    facts = {"account": trial.account, "seconds": f"{trial.took.total_seconds():.1f}"}
    known = (
        _("It works: the network knows us as %(account)s and answered in %(seconds)s s.") % facts
    )
    new = ngettext("%(n)d delivery is new there.", "%(n)d deliveries are new there.", trial.new)
    return answers.done(request, f"{known} {new % {'n': trial.new}}")


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
