"""Saved replies: offered in the composer with everything filled in, and kept in the settings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.inbox.queries import thread as threads
from amends.outbox.rules import variables
from amends.refusals import NotFound, Refusal
from amends.replies import actions, queries, rules
from amends.replies.actions import Wording
from amends.replies.models import SavedReply
from amends.staff.rules import Right
from amends.web.desk import Desk, at_desk
from amends.web.screens.settings.pages import page, tried

_PLACE = "saved-replies"


@require_safe
@at_desk
def offered(_request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """What the composer's picker offers in this case, every variable filled in that can be."""
    desk.actor.require(Right.ORGANISE)
    case = threads.case_of(desk.brand.pk, case_id)
    known = queries.known(brand=desk.brand, user=desk.user, case=case)
    found = queries.saved_for(desk.brand.pk, desk.user.pk)
    return JsonResponse({"saved": [_offered(each, known) for each in found]})


def _offered(saved: SavedReply, known: rules.Known) -> dict[str, Any]:
    text = rules.render(saved.text, known)
    return {
        "id": saved.pk,
        "title": saved.title,
        "shortcut": saved.shortcut,
        "language": saved.language,
        "text": text,
        "open": list(variables.unresolved(text)),
        "whose": _("Team") if saved.owner_id is None else _("Mine"),
    }


@require_POST
@at_desk
def used(_request: HttpRequest, desk: Desk, saved_id: int) -> HttpResponse:
    """One was put into an answer."""
    saved = queries.saved_by_id(desk.brand.pk, desk.user.pk, saved_id)
    actions.count_use(by=desk.actor, saved=saved)
    return HttpResponse(status=204)


# -------------------------------------------------------------------------------- the settings


@require_safe
@at_desk
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One's own and the team's."""
    return _page(request, desk)


def _page(
    request: HttpRequest, desk: Desk, form: str = "", refusal: Refusal | None = None
) -> HttpResponse:
    brand, user = desk.brand.pk, desk.user.pk
    may_teams = desk.may(Right.MANAGE_TEAM)
    archived = queries.saved_of(brand, user, archived=True)
    if may_teams:
        archived += queries.saved_of(brand, None, archived=True)
    context = {
        "groups": [
            {"title": _("Yours"), "saved": queries.saved_of(brand, user), "may": True},
            {"title": _("The team's"), "saved": queries.saved_of(brand, None), "may": may_teams},
        ],
        "archived": archived,
        "may_teams": may_teams,
        "variables": _variables(desk),
    }
    return page(request, desk, _PLACE, "saved_replies", context, wrong=_wrong(form, refusal))


def _wrong(form: str, refusal: Refusal | None) -> tuple[str, Refusal] | None:
    return (form, refusal) if refusal else None


def _variables(desk: Desk) -> list[dict[str, str]]:
    values = _example(desk).values()
    return [{"name": f"{{{name}}}", "value": values[name]} for name in variables.NAMES]


def _example(desk: Desk) -> rules.Known:
    """What a preview is filled with: this colleague and this brand, and a customer who is none."""
    return rules.Known(
        customer_name=rules.EXAMPLE.customer_name,
        customer_handle=rules.EXAMPLE.customer_handle,
        agent_name=desk.user.name,
        brand_name=desk.brand.name,
        case_number=rules.EXAMPLE.case_number,
        connection_name=desk.brand.name,
        connection_handle=rules.EXAMPLE.connection_handle,
        connection_network=rules.EXAMPLE.connection_network,
    )


@require_POST
@at_desk
def preview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """How a saved reply will read, while it is being written."""
    text = request.POST.get("text", "")[: actions.LONGEST_TEXT].replace("\0", "")
    shown = rules.render(text, _example(desk))
    context = {"shown": shown, "open": variables.unresolved(shown)}
    return render(request, "web/settings/_saved_preview.html", context)


def _wording(request: HttpRequest) -> Wording:
    given = request.POST
    return Wording(
        title=given.get("title", ""),
        text=given.get("text", ""),
        shortcut=given.get("shortcut", ""),
        language=given.get("language", ""),
    )


@require_POST
@at_desk
def add(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep a new one."""

    def deed() -> str:
        actions.save_reply(
            by=desk.actor,
            wording=_wording(request),
            is_teams=request.POST.get("whose") == "team",
            now=desk.now,
        )
        return _("Saved. Type / at the start of a line to use it.")

    again = partial(_page, request, desk, "add")
    return tried(request, deed, back=(_PLACE, desk.brand.slug), again=again)


@require_POST
@at_desk
def change(request: HttpRequest, desk: Desk, saved_id: int) -> HttpResponse:
    """Give it other words, offer it no longer, or offer it again."""
    saved = queries.saved_by_id(desk.brand.pk, desk.user.pk, saved_id)
    verb = _VERBS.get(request.POST.get("do", ""))
    if verb is None:
        raise NotFound
    again = partial(_page, request, desk, f"saved-{saved.pk}")
    deed = partial(verb, request, desk, saved)
    return tried(request, deed, back=(_PLACE, desk.brand.slug), again=again)


def _change(request: HttpRequest, desk: Desk, saved: SavedReply) -> str:
    wording = _wording(request)
    actions.change_saved(by=desk.actor, saved=saved, wording=wording, now=desk.now)
    return _("“%(title)s” is changed.") % {"title": saved.title}


def _archive(_request: HttpRequest, desk: Desk, saved: SavedReply) -> str:
    actions.archive_saved(by=desk.actor, saved=saved, now=desk.now)
    return _("“%(title)s” is offered no longer.") % {"title": saved.title}


def _restore(_request: HttpRequest, desk: Desk, saved: SavedReply) -> str:
    actions.restore_saved(by=desk.actor, saved=saved, now=desk.now)
    return _("“%(title)s” is offered again.") % {"title": saved.title}


_VERBS: dict[str, Callable[[HttpRequest, Desk, SavedReply], str]] = {
    "change": _change,
    "archive": _archive,
    "restore": _restore,
}
