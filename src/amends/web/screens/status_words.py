"""What was said of troubles on the status page, and putting its words right."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.incidents.rules.words import IncidentState
from amends.refusals import NotFound, Refusal
from amends.staff.rules import Right
from amends.status.actions import announce
from amends.status.models import StatusPage, StatusUpdate
from amends.status.queries.pages import address_of, own_page
from amends.status.rules.tongues import LANGUAGES
from amends.web import incident_words
from amends.web.desk import Desk, at_desk
from amends.web.screens.settings.pages import page as settings_page
from amends.web.screens.settings.pages import tried
from amends.web.screens.status_settings import PLACE

_MOST_SHOWN = 40


@require_safe
@at_desk
def words(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The last words, newest first."""
    desk.actor.require(Right.ANNOUNCE)
    return _page(request, desk)


def _page(
    request: HttpRequest, desk: Desk, form: str = "", refusal: Refusal | None = None
) -> HttpResponse:
    status = own_page(desk.brand.pk)
    found = StatusUpdate.objects.filter(event__page=status).select_related("event", "by")
    context = {
        "status": status,
        "address": address_of(status),
        "lines": [_line(each, status) for each in found.order_by("-at", "-pk")[:_MOST_SHOWN]],
    }
    wrong = (form, refusal) if refusal else None
    return settings_page(request, desk, PLACE, "status_words", context, wrong=wrong)


def _line(update: StatusUpdate, status: StatusPage) -> dict[str, object]:
    languages = dict.fromkeys((*status.languages, *update.words))
    return {
        "update": update,
        "form": f"update-{update.pk}",
        "state": incident_words.STATES[IncidentState(update.state)],
        "said": update.words.get(status.language) or next(iter(update.words.values()), ""),
        "words": [
            (code, LANGUAGES.get(code, code), update.words.get(code, "")) for code in languages
        ],
    }


@require_POST
@at_desk
def correct(request: HttpRequest, desk: Desk, update_id: int) -> HttpResponse:
    """Put the words of one right; readers see that they were changed."""
    found = StatusUpdate.objects.filter(brand_id=desk.brand.pk, pk=update_id)
    update = found.select_related("event__page").first()
    if update is None:
        raise NotFound(update=update_id)
    given = {code: request.POST.get(f"words-{code}", "") for code in LANGUAGES}
    texts = {code: text.replace("\0", "").strip() for code, text in given.items()}
    told = {code: text for code, text in texts.items() if text}

    def deed() -> str:
        announce.correct(by=desk.actor, update=update, words=told, now=desk.now)
        return _("Put right. Readers see that the words were changed.")

    again = partial(_page, request, desk, f"update-{update.pk}")
    return tried(request, deed, back=("status-words", desk.brand.slug), again=again)
