"""Connecting an account step by step: what is needed and why, asking its owner or giving a key, a test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from amends.channels import actions, asking, keeping, queries, registry, rules
from amends.channels.base import Channel
from amends.channels.contract import Entry, Setting, SettingKind
from amends.channels.models import Asking, Connection
from amends.listening import queries as listening
from amends.outbox.queries import is_braked
from amends.refusals import Refusal
from amends.staff.models import User
from amends.staff.rules import Right
from amends.web import abilities, answers, frame, remedies
from amends.web.desk import Desk, at_desk, desk_of, refused, status_of


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


@dataclass(frozen=True, slots=True)
class Form:
    """One way of connecting with the settings that it needs."""

    entry: Entry
    fields: tuple[Field, ...]
    refusal: Refusal | None = None

    @property
    def remedy(self) -> str:
        """What to do about the network's no."""
        return remedies.of(self.refusal.facts.get("failure")) if self.refusal else ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a test brought: its sentence, and where it failed what to do."""

    is_good: bool
    sentence: str
    remedy: str = ""


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@at_desk
def new(request: HttpRequest, desk: Desk, channel: str) -> HttpResponse:
    """Connect an account: everything on the page is what the adapter declares."""
    desk.actor.require(Right.MANAGE_CONNECTIONS)
    return _guide(request, desk, registry.channel(channel), None)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@at_desk
def change(request: HttpRequest, desk: Desk, connection_id: int) -> HttpResponse:
    """Change a connection's settings or connect it again; a secret left empty stays."""
    desk.actor.require(Right.MANAGE_CONNECTIONS)
    connection = queries.connection_of(desk.brand.pk, connection_id)
    return _guide(request, desk, registry.channel(connection.channel), connection)


def _guide(
    request: HttpRequest, desk: Desk, network: Channel, connection: Connection | None
) -> HttpResponse:
    if request.method != "POST":
        values = connection.settings if connection else _defaults(network)
        return _page(request, desk, network, connection, forms=_forms(network, values))
    entry = Entry.ASKING if request.POST.get("way") == Entry.ASKING else Entry.KEY
    given = _given(request, network, entry)
    try:
        if entry is Entry.ASKING:
            return _asked(request, desk, network, given, connection)
        return _kept(request, desk, network, given, connection)
    except Refusal as refusal:
        forms = _forms(network, given, (entry, refusal))
        status = status_of(refusal)
        return _page(request, desk, network, connection, forms=forms, status=status)


def _asked(
    request: HttpRequest,
    desk: Desk,
    network: Channel,
    given: Mapping[str, str],
    connection: Connection | None,
) -> HttpResponse:
    """A page of ours that leads to the network: a form of ours may not be answered from elsewhere."""
    url = asking.begin(
        by=desk.actor,
        channel=network.slug,
        name=request.POST.get("connection_name", ""),
        given=given,
        connection=connection,
        now=desk.now,
    )
    context = {**frame.around(desk, place="connections"), "network": network, "url": url}
    return render(request, "web/connections/leaving.html", context)


def _kept(
    request: HttpRequest,
    desk: Desk,
    network: Channel,
    given: Mapping[str, str],
    connection: Connection | None,
) -> HttpResponse:
    name, by, now = request.POST.get("connection_name", ""), desk.actor, desk.now
    if connection is not None:
        actions.update(by=by, connection=connection, name=name, given=given, now=now)
        return redirect("connection-test", desk.brand.slug, connection.pk)
    made = actions.connect(by=by, channel=network.slug, name=name, given=given, now=now)
    return _onward(desk, made)


def _onward(desk: Desk, made: Connection) -> HttpResponse:
    """To the test of the account, or on in the first steps of a new desk."""
    if queries.connections_of(desk.brand.pk).count() == 1:
        return redirect("begin", desk.brand.slug)
    return redirect("connection-test", desk.brand.slug, made.pk)


def _given(request: HttpRequest, network: Channel, entry: Entry) -> dict[str, str]:
    """What the form says; a toggle that is off is not sent by browsers, and means no."""
    return {
        setting.name: request.POST.get(
            f"setting-{setting.name}",
            rules.FALSE if setting.kind is SettingKind.TOGGLE else "",
        )
        for setting in rules.needed_by(network.settings, entry)
    }


def _defaults(network: Channel) -> dict[str, str]:
    return {setting.name: setting.default for setting in network.settings}


def _forms(
    network: Channel,
    values: Mapping[str, Any],
    refused: tuple[Entry, Refusal] | None = None,
) -> tuple[Form, ...]:
    """The ways of connecting, asking first: with a key only where there is such a key."""
    has_key = any(each.entry is Entry.KEY for each in network.settings)
    ways = ([Entry.ASKING] if network.asks else []) + (
        [Entry.KEY] if has_key or not network.asks else []
    )
    refusals = dict([refused] if refused else [])
    return tuple(
        Form(way, _fields(network, way, values, refusals.get(way)), refusals.get(way))
        for way in ways
    )


def _fields(
    network: Channel, entry: Entry, values: Mapping[str, Any], refusal: Refusal | None
) -> tuple[Field, ...]:
    wrong = refusal.facts.get("fields") if refusal else None
    sentences = wrong if isinstance(wrong, dict) else {}
    return tuple(
        Field(
            setting,
            "" if setting.kind is SettingKind.SECRET else str(values.get(setting.name, "")),
            sentences.get(setting.name, ""),
        )
        for setting in rules.needed_by(network.settings, entry)
    )


def _page(  # noqa: PLR0913 - a page's whole state
    request: HttpRequest,
    desk: Desk,
    network: Channel,
    connection: Connection | None,
    *,
    forms: tuple[Form, ...],
    status: int = 200,
) -> HttpResponse:
    kept_name = connection.name if connection else ""
    context = {
        **frame.around(desk, place="connections"),
        "network": network,
        "connection": connection,
        "forms": forms,
        "abilities": abilities.of(network.suited(connection.settings if connection else {})),
        "name": request.POST.get("connection_name", kept_name),
        "back": asking.back_address() if network.asks else "",
    }
    return render(request, "web/connections/guide.html", context, status=status)


@never_cache
@require_safe
def answer(request: HttpRequest) -> HttpResponseBase:
    """Where every network sends the browser back, with its owner's word."""
    if not isinstance(request.user, User):
        return redirect_to_login(request.get_full_path())
    brought = asking.Brought(
        state=request.GET.get("state", ""),
        code=request.GET.get("code", ""),
        error=request.GET.get("error", ""),
        words=request.GET.get("error_description", ""),
        issuer=request.GET.get("iss", ""),
    )
    try:
        question = asking.question_of(request.user.pk, brought.state)
        desk = desk_of(request.user, question.brand.slug)
    except Refusal as refusal:
        return refused(request, None, refusal)
    try:
        made = asking.finish(by=desk.actor, brought=brought, now=timezone.now())
    except Refusal as refusal:
        return _unanswered(request, desk, question, refusal)
    facts = {"name": made.name, "account": made.account_handle or made.account_name}
    answers.note(request, _("%(name)s is connected: the network knows us as %(account)s.") % facts)
    return _onward(desk, made)


def _unanswered(
    request: HttpRequest, desk: Desk, question: Asking, refusal: Refusal
) -> HttpResponse:
    """Why the account was not connected, and the way to try again."""
    context = {
        **frame.around(desk, place="connections"),
        "question": question,
        "refusal": refusal,
        "remedy": remedies.of(refusal.facts.get("failure")),
    }
    return render(request, "web/connections/unanswered.html", context, status=status_of(refusal))


@require_safe
def introduction(request: HttpRequest, channel: str) -> HttpResponseBase:
    """What networks may read of us before they ask anybody: nothing in it is a secret."""
    try:
        return JsonResponse(dict(asking.introduction(channel)))
    except Refusal as refusal:
        return refused(request, None, refusal)


@require_http_methods(["GET", "POST"])
@at_desk
def test(request: HttpRequest, desk: Desk, connection_id: int) -> HttpResponse:
    """Read there now and, if the person asks for it, write where nobody is disturbed."""
    desk.actor.require(Right.MANAGE_CONNECTIONS)
    connection = queries.connection_of(desk.brand.pk, connection_id)
    network = registry.channel(connection.channel)
    tests = {"read": _read, "write": _write}
    asked = request.POST.get("what", "read") if request.method == "POST" else ""
    outcome = tests.get(asked, _read)(desk, connection) if asked else None
    context = {
        **frame.around(desk, place="connections"),
        "connection": connection,
        "network": network,
        "asked": asked,
        "outcome": outcome,
        "abilities": abilities.of(network.suited(connection.settings)),
        "braked": is_braked(desk.brand.pk),
    }
    status = 200 if outcome is None or outcome.is_good else 422
    return render(request, "web/connections/test.html", context, status=status)


def _read(desk: Desk, connection: Connection) -> Outcome:
    cursor = _cursor(desk, connection)
    try:
        trial = keeping.try_out(by=desk.actor, connection=connection, cursor=cursor)
    except Refusal as refusal:
        return _failed(refusal)
    facts = {"account": trial.account, "seconds": f"{trial.took.total_seconds():.1f}"}
    known = _("The network knows us as %(account)s and answered in %(seconds)s s.") % facts
    more = ngettext("%(n)d delivery is new there.", "%(n)d deliveries are new there.", trial.new)
    return Outcome(is_good=True, sentence=f"{known} {more % {'n': trial.new}}")


def _cursor(desk: Desk, connection: Connection) -> str:
    """Where listening has come to; a test reads on from there and keeps nothing."""
    known = listening.health_of_brand(desk.brand.pk, now=desk.now)
    found = next((each for each in known if each.connection.pk == connection.pk), None)
    return found.position.cursor if found and found.position else ""


def _write(desk: Desk, connection: Connection) -> Outcome:
    if is_braked(desk.brand.pk):
        return Outcome(is_good=False, sentence=_("The brake is on, so nothing leaves the desk."))
    try:
        sentence = keeping.try_writing(by=desk.actor, connection=connection, now=desk.now)
    except Refusal as refusal:
        return _failed(refusal)
    return Outcome(is_good=True, sentence=sentence)


def _failed(refusal: Refusal) -> Outcome:
    return Outcome(
        is_good=False,
        sentence=refusal.sentence,
        remedy=remedies.of(refusal.facts.get("failure")),
    )
