"""What the brand promises: within how much working time a customer is answered."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.channels import queries as channels
from amends.channels.models import Connection
from amends.inbox.actions.promises import drop_promise, set_promise
from amends.inbox.queries.clocks import clocks_of
from amends.inbox.rules.clocks import Promised
from amends.refusals import Refusal
from amends.staff.rules import Right
from amends.web import promise_words
from amends.web.desk import Desk, at_desk
from amends.web.screens.settings.pages import page, tried


@require_safe
@at_desk
def promises(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The brand's promise, those of single connections, and what they come to."""
    return _page(request, desk)


def _page(
    request: HttpRequest, desk: Desk, form: str = "", refusal: Refusal | None = None
) -> HttpResponse:
    desk.actor.require(Right.MANAGE_TEAM)
    clocks = clocks_of(desk.brand.pk)
    context = {
        "promised": _fields(clocks.promised(None)),
        "now_words": promise_words.now_words(clocks.hours, desk.now),
        "examples": promise_words.examples(clocks, desk.now),
        "lines": [
            {
                "connection": each,
                "form": f"own-{each.pk}",
                "own": each.pk in clocks.promises,
                "told": promise_words.told(clocks.promised(each.pk)),
                "promised": _fields(clocks.promised(each.pk)),
            }
            for each in channels.connections_of(desk.brand.pk)
        ],
    }
    wrong = (form, refusal) if refusal else None
    return page(request, desk, "promises", "promises", context, wrong=wrong)


def _fields(promised: Promised) -> dict[str, str]:
    return {
        "first": promise_words.span(promised.first),
        "next": promise_words.span(promised.next),
    }


@require_POST
@at_desk
def save(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep the brand's promise."""
    return _save(request, desk, None, "brand")


@require_POST
@at_desk
def save_own(request: HttpRequest, desk: Desk, connection_id: int) -> HttpResponse:
    """Keep a connection's own promise, or (``drop``) let the brand's hold for it."""
    connection = channels.connection_of(desk.brand.pk, connection_id)
    return _save(request, desk, connection, f"own-{connection_id}")


def _save(
    request: HttpRequest, desk: Desk, connection: Connection | None, form: str
) -> HttpResponse:
    def deed() -> str:
        if connection is not None and "drop" in request.POST:
            drop_promise(by=desk.actor, connection=connection, now=desk.now)
            return _("The brand’s promise holds here again.")
        promised = Promised(
            promise_words.minutes_in(request.POST.get("first", ""), "first"),
            promise_words.minutes_in(request.POST.get("next", ""), "next"),
        )
        set_promise(by=desk.actor, connection=connection, promised=promised, now=desk.now)
        return _("The promise is kept. Clocks that run are being set to it.")

    again = partial(_page, request, desk, form)
    return tried(request, deed, back=("promises", desk.brand.slug), again=again)
