"""The assistant: asked in the composer, connected and watched in the settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import httpx
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.channels.queries import transports
from amends.inbox.queries import thread as threads
from amends.playbook.rules import Finding, Level
from amends.refusals import Invalid, NotAllowed, NotFound, Refusal
from amends.replies import actions, queries
from amends.replies.actions import Drafted, Help
from amends.replies.actions.assistant import Wish
from amends.replies.models import Assistant
from amends.replies.rules.asking import Task
from amends.staff.rules import Right
from amends.web.desk import Desk, at_desk, status_of
from amends.web.screens.settings.pages import page, tried

_PLACE = "assistant"
_SHOWN = 50


def _http() -> httpx.BaseTransport:
    return transports(tuple(settings.PRIVATE_ADDRESSES)).http


# ------------------------------------------------------------------------------ in the composer


@require_POST
@at_desk
def assist(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """Words from the assistant for a person to read, or the sentence that says why there are none."""
    case = threads.case_of(desk.brand.pk, case_id)
    wanted = _wanted(request)
    context: dict[str, object] = {"desk": desk, "task": wanted.task}
    try:
        drafted = actions.assist(
            by=desk.actor, case=case, help_with=wanted, http=_http(), now=desk.now
        )
    except (NotAllowed, NotFound):
        raise
    except Refusal as no:
        return render(
            request, "web/inbox/_assisted.html", {**context, "refusal": no}, status=status_of(no)
        )
    context |= {"drafted": drafted, "told": _told(drafted)}
    return render(request, "web/inbox/_assisted.html", context)


def _wanted(request: HttpRequest) -> Help:
    given = request.POST
    if given.get("task") not in set(Task):
        raise Invalid
    return Help(
        task=Task(given["task"]),
        is_public=given.get("kind") == "public",
        text=given.get("text", "").replace("\0", ""),
        language=given.get("language", "").replace("\0", ""),
    )


def _told(drafted: Drafted) -> list[tuple[str, bool]]:
    """What the playbook finds in it, the heaviest first: its sentence, and whether it stops."""
    heavy = [each for each in drafted.findings if each.level is not Level.ADVISE]
    heavy.sort(key=_weight)
    return [(each.sentence, each.level is Level.BLOCK) for each in heavy[:3]]


def _weight(finding: Finding) -> int:
    return -finding.level.weight


# -------------------------------------------------------------------------------- the settings


@dataclass(frozen=True, slots=True)
class Meter:
    """How much of the month's tokens is used."""

    used: int
    most: int

    @property
    def used_words(self) -> str:
        """As it is read."""
        return f"{self.used:,}"

    @property
    def most_words(self) -> str:
        """As it is read."""
        return f"{self.most:,}"

    @property
    def share(self) -> int:
        """In percent, at most 100."""
        return min(100, round(100 * self.used / self.most)) if self.most else 100


@require_safe
@at_desk
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Which model helps, what it costs, and what it was asked."""
    return _page(request, desk)


def _page(
    request: HttpRequest, desk: Desk, form: str = "", refusal: Refusal | None = None
) -> HttpResponse:
    desk.actor.require(Right.MANAGE_CONNECTIONS)
    assistant = queries.assistant_of(desk.brand.pk)
    context = {
        "assistant": assistant,
        "has_key": bool(assistant and assistant.secrets),
        "meter": _meter(desk, assistant),
        "exchanges": queries.exchanges_of(desk.brand.pk)[:_SHOWN],
    }
    wrong = (form, refusal) if refusal else None
    return page(request, desk, _PLACE, "assistant", context, wrong=wrong)


def _meter(desk: Desk, assistant: Assistant | None) -> Meter | None:
    if assistant is None:
        return None
    return Meter(queries.tokens_used(desk.brand, desk.now), assistant.monthly_tokens)


@require_safe
@at_desk
def exchange(request: HttpRequest, desk: Desk, exchange_id: int) -> HttpResponse:
    """What left, word for word, and what came back."""
    desk.actor.require(Right.MANAGE_CONNECTIONS)
    found = queries.exchange_of(desk.brand.pk, exchange_id)
    return page(request, desk, _PLACE, "assistant_exchange", {"exchange": found})


@require_POST
@at_desk
def connect(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep where it is and what it may cost."""

    def deed() -> str:
        actions.connect_assistant(by=desk.actor, wish=_wish(request), now=desk.now)
        return _("Kept. Try it before you switch it on.")

    return _tried(request, desk, deed, "connect")


def _wish(request: HttpRequest) -> Wish:
    given = request.POST
    return Wish(
        base_url=given.get("base_url", ""),
        model=given.get("model", ""),
        key=given.get("key", ""),
        monthly_tokens=_whole(given.get("monthly_tokens", "")),
        timeout_seconds=_whole(given.get("timeout_seconds", "")),
    )


def _whole(typed: str) -> int:
    digits = typed.strip().replace(",", "").replace(" ", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 13 else 0


@require_POST
@at_desk
def switch(request: HttpRequest, desk: Desk) -> HttpResponse:
    """On, or off: then nobody is offered it."""
    on = request.POST.get("on") == "yes"

    def deed() -> str:
        actions.switch_assistant(by=desk.actor, on=on, now=desk.now)
        return _("The assistant is on.") if on else _("The assistant is off.")

    return _tried(request, desk, deed, "switch")


@require_POST
@at_desk
def try_out(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask it for one word."""

    def deed() -> str:
        said = actions.try_assistant(by=desk.actor, http=_http(), now=desk.now)
        return _("It answers: “%(said)s”") % {"said": said}

    return _tried(request, desk, deed, "try")


@require_POST
@at_desk
def remove(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Forget it with its key."""

    def deed() -> str:
        actions.remove_assistant(by=desk.actor, now=desk.now)
        return _("The assistant is forgotten, with its key.")

    return _tried(request, desk, deed, "remove")


def _tried(request: HttpRequest, desk: Desk, deed: Callable[[], str], form: str) -> HttpResponse:
    again = partial(_page, request, desk, form)
    return tried(request, deed, back=(_PLACE, desk.brand.slug), again=again)
