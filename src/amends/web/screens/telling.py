"""Telling everybody affected: worded and looked at, watched, stopped, gone on with; and the ledger."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import asdict, fields
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from amends.incidents.actions import broadcast as course
from amends.incidents.actions.reckon import reckon
from amends.incidents.models import Broadcast
from amends.incidents.queries import ledger as kept
from amends.incidents.queries.look import incident_of
from amends.incidents.rules.greeting import personal
from amends.incidents.rules.ledger import Course, Occasion, Standing
from amends.refusals import NotFound
from amends.staff.rules import Right
from amends.web import answers, frame
from amends.web.desk import Desk, at_desk
from amends.web.incident_draft import LANGUAGES

_A_PAGE = 50
_NAME = "Mira Kessler"
_STATES = {
    Standing.WAITING: (gettext_noop("Waits for their turn"), "", "clock"),
    Standing.ASKED: (gettext_noop("On its way"), "soon", "send"),
    Standing.TOLD: (gettext_noop("Told"), "fine", "ok"),
    Standing.NOT_TOLD: (gettext_noop("Not told"), "late", "no"),
}


@require_POST
@at_desk
def draft(request: HttpRequest, desk: Desk, incident_id: int) -> HttpResponse:
    """Begin to tell everybody: the words lie ready, and nobody is told by this."""
    incident = incident_of(desk.brand.pk, incident_id)
    wanted = request.POST.get("occasion", "")
    if wanted not in set(Occasion):
        raise NotFound(occasion=wanted)
    made = course.draft(by=desk.actor, incident=incident, occasion=Occasion(wanted), now=desk.now)
    return _to(desk, made)


@require_safe
@at_desk
def look(request: HttpRequest, desk: Desk, broadcast_id: int) -> HttpResponse:
    """The words before it begins; how far it is; in the end who was told, and who not and why."""
    broadcast = kept.broadcast_of(desk.brand.pk, broadcast_id)
    around = frame.around(desk, place="incidents")
    context = {**around, **_progress(desk, broadcast), **_rows(request, broadcast)}
    return render(request, "web/incidents/telling.html", context)


@require_safe
@at_desk
def progress(request: HttpRequest, desk: Desk, broadcast_id: int) -> HttpResponse:
    """The numbers alone, while it runs."""
    broadcast = kept.broadcast_of(desk.brand.pk, broadcast_id)
    context = {"desk": desk, **_progress(desk, broadcast)}
    return render(request, "web/incidents/_progress.html", context)


def _progress(desk: Desk, broadcast: Broadcast) -> dict[str, Any]:
    return {
        "broadcast": broadcast,
        "incident": broadcast.incident,
        "is_closing": broadcast.kind == Occasion.CLOSING,
        "tally": kept.tally_of(broadcast),
        "audience": kept.audience_of(broadcast) if broadcast.state == Course.DRAFT else [],
        "reasons": kept.reasons_of(broadcast),
        "may_begin": desk.may(Right.ANNOUNCE),
        "may_handle": desk.may(Right.HANDLE_INCIDENTS),
        "looks": [
            (
                language,
                LANGUAGES.get(language, language),
                text,
                personal(text, name=_NAME, language=language),
            )
            for language, text in (broadcast.texts or {broadcast.language: ""}).items()
        ],
    }


def _rows(request: HttpRequest, broadcast: Broadcast) -> dict[str, Any]:
    which = request.GET.get("which", "")
    state = Standing(which) if which in set(Standing) else None
    page = Paginator(kept.rows_of(broadcast, state=state), _A_PAGE).get_page(
        request.GET.get("page")
    )
    lines = [(row, *_said(Standing(row.state))) for row in page]
    return {"which": which, "page": page, "lines": lines}


def _said(state: Standing) -> tuple[str, str, str]:
    words, tint, icon = _STATES[state]
    return _(words), tint, icon


@require_POST
@at_desk
def begin(request: HttpRequest, desk: Desk, broadcast_id: int) -> HttpResponse:
    """Keep the words as they stand in the form; ``begin`` tells everybody."""
    broadcast = kept.broadcast_of(desk.brand.pk, broadcast_id)
    texts = {
        name.removeprefix("text-"): text
        for name, text in request.POST.items()
        if name.startswith("text-") and isinstance(text, str)
    }
    course.word(by=desk.actor, broadcast=broadcast, texts=texts, now=desk.now)
    if request.POST.get("begin"):
        course.begin(by=desk.actor, broadcast=broadcast, now=desk.now)
        answers.note(request, _("It has begun. You can leave this page."))
    return _to(desk, broadcast)


@require_POST
@at_desk
def cancel(request: HttpRequest, desk: Desk, broadcast_id: int) -> HttpResponse:
    """Stop it: what has not left is taken back."""
    broadcast = kept.broadcast_of(desk.brand.pk, broadcast_id)
    course.cancel(by=desk.actor, broadcast=broadcast, now=desk.now)
    # The page that follows says of each whether they were told, and not what a worker has yet to add up.
    reckon(broadcast_id=broadcast.pk, now=desk.now)
    answers.note(request, _("Stopped. What had not left was taken back."))
    return _to(desk, broadcast)


@require_POST
@at_desk
def go_on(request: HttpRequest, desk: Desk, broadcast_id: int) -> HttpResponse:
    """Tell whom it left, and try again whom it could not tell."""
    broadcast = kept.broadcast_of(desk.brand.pk, broadcast_id)
    course.go_on(by=desk.actor, broadcast=broadcast, now=desk.now)
    answers.note(request, _("It goes on."))
    return _to(desk, broadcast)


@require_safe
@at_desk
def export(
    _request: HttpRequest, desk: Desk, broadcast_id: int, form: str
) -> StreamingHttpResponse:
    """The whole ledger as CSV or JSON."""
    broadcast = kept.broadcast_of(desk.brand.pk, broadcast_id)
    name = f"ledger-{broadcast.pk}.{form}"
    kinds = {"csv": (_csv, "text/csv; charset=utf-8"), "json": (_json, "application/json")}
    write, kind = kinds[form]
    response = StreamingHttpResponse(write(broadcast), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class _Echo:
    """What the writer of a spreadsheet writes, handed on."""

    def write(self, line: str) -> str:
        return line


#: A spreadsheet takes these for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _csv(broadcast: Broadcast) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow([field.name for field in fields(kept.Line)])
    for line in kept.lines_of(broadcast):
        yield writer.writerow([_harmless(value) for value in asdict(line).values()])


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _json(broadcast: Broadcast) -> Iterator[str]:
    tally = kept.tally_of(broadcast)
    yield f'{{"incident": {json.dumps(broadcast.incident.title)}, "people": {tally.total}, "ledger": ['
    before = ""
    for line in kept.lines_of(broadcast):
        yield before + json.dumps(asdict(line))
        before = ", "
    yield "]}"


def _to(desk: Desk, broadcast: Broadcast) -> HttpResponse:
    return redirect("incident-telling", desk.brand.slug, broadcast.pk)
