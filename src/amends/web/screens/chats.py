"""Settings of the brand's chats: which are told of what, trying them, pausing, removing."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.alerts.actions import chats
from amends.alerts.queries import wishes
from amends.alerts.rules.kinds import FOR_CHATS, Kind
from amends.refusals import Refusal
from amends.staff.rules import Right
from amends.web import alerts_form, answers
from amends.web.desk import Desk, at_desk, is_fragment
from amends.web.screens.settings.pages import page, tried

#: How each chat's address is written, for the page's help.
_EXAMPLES = (
    ("Slack", "https://hooks.slack.com/services/T…/B…/…"),
    ("Microsoft Teams", "https://….logic.azure.com/workflows/…"),
    ("Google Chat", "https://chat.googleapis.com/v1/spaces/…"),
    ("Discord", "https://discord.com/api/webhooks/…"),
    ("Mattermost", "mmosts://chat.example.com/TOKEN"),
    ("Matrix", "matrixs://USER:PASSWORD@matrix.example.com/#ROOM"),
    ("Telegram", "tgram://BOT_TOKEN/CHAT_ID"),
    ("Rocket.Chat", "rockets://WEBHOOK@chat.example.com/#ROOM"),
    ("Zulip", "zulip://BOT@ORGANISATION/TOKEN/STREAM"),
    ("ntfy", "ntfys://ntfy.example.com/TOPIC"),
    ("Gotify", "gotifys://gotify.example.com/TOKEN"),
    ("Webex", "wxteams://TOKEN"),
    ("JSON", "jsons://example.com/path"),
)


@require_safe
@at_desk
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The brand's chats, how each is doing, and adding one."""
    desk.actor.require(Right.MANAGE_CONNECTIONS)
    return _page(request, desk)


@require_POST
@at_desk
def add(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Tell another chat, and send it a test at once."""

    def deed() -> str:
        target = chats.add(
            by=desk.actor,
            name=request.POST.get("name", ""),
            address=request.POST.get("address", ""),
            kinds=_kinds(request),
            now=desk.now,
        )
        chats.ask_to_try(by=desk.actor, target=target)
        return _("%(name)s is told from now on; a test is on its way.") % {"name": target.name}

    return _tried(request, desk, deed, "add")


@require_POST
@at_desk
def change(request: HttpRequest, desk: Desk, target_id: int) -> HttpResponse:
    """Change a chat's name, what it is told of, or its address."""
    target = wishes.chat_of(desk.brand.pk, target_id)

    def deed() -> str:
        chats.change(
            by=desk.actor,
            target=target,
            name=request.POST.get("name", ""),
            address=request.POST.get("address", ""),
            kinds=_kinds(request),
            now=desk.now,
        )
        return _("Saved.")

    return _tried(request, desk, deed, f"chat-{target_id}")


@require_POST
@at_desk
def act(request: HttpRequest, desk: Desk, target_id: int, verb: str) -> HttpResponse:
    """Try a chat, pause, resume or remove it."""
    target = wishes.chat_of(desk.brand.pk, target_id)
    if verb == "try":
        chats.ask_to_try(by=desk.actor, target=target)
        answers.note(request, _("A test is on its way."))
    elif verb == "pause":
        chats.pause(by=desk.actor, target=target, now=desk.now)
    elif verb == "resume":
        chats.resume(by=desk.actor, target=target, now=desk.now)
    else:
        chats.remove(by=desk.actor, target=target, now=desk.now)
        answers.note(request, _("%(name)s is told nothing any more.") % {"name": target.name})
    return redirect("chats", desk.brand.slug)


@require_safe
@at_desk
def state(request: HttpRequest, desk: Desk, target_id: int) -> HttpResponse:
    """How a chat is doing, looked at while a test is under way."""
    desk.actor.require(Right.MANAGE_CONNECTIONS)
    target = wishes.chat_of(desk.brand.pk, target_id)
    if not is_fragment(request):
        return redirect("chats", desk.brand.slug)
    return render(request, "web/alerts/_chat_state.html", {"desk": desk, "chat": target})


def _tried(request: HttpRequest, desk: Desk, deed: Callable[[], str], form: str) -> HttpResponse:
    back = ("chats", desk.brand.slug)
    return tried(request, deed, back=back, again=lambda no: _page(request, desk, (form, no)))


def _kinds(request: HttpRequest) -> list[Kind]:
    given = set(request.POST.getlist("kinds"))
    return [kind for kind in FOR_CHATS if kind.value in given]


def _page(
    request: HttpRequest, desk: Desk, wrong: tuple[str, Refusal] | None = None
) -> HttpResponse:
    context = {
        "chats": wishes.chats_of(desk.brand.pk),
        "kinds": [(kind.value, _words(kind)) for kind in FOR_CHATS],
        "examples": _EXAMPLES,
        "begins_with": {Kind.LATE.value, Kind.CONNECTION.value, Kind.SEND.value},
    }
    return page(request, desk, "chats", "chats", context, wrong=wrong)


def _words(kind: Kind) -> str:
    """What a chat is told of: of the brand, not of "me"."""
    return {
        Kind.NEW: _("A new case that nobody has"),
        Kind.TEAM: _("A team gets a case"),
        Kind.REPLY: _("A customer replies in a case that somebody holds"),
        Kind.LATE: _("A promise is late"),
        Kind.SEND: _("An answer failed, is held, or may not have arrived"),
    }.get(kind) or str(alerts_form.KINDS[kind])
