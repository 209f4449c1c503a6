"""The pulse: what changed in a list that is being read, asked for when the live feed rings."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amends.inbox.queries import views
from amends.inbox.queries.views import Row, View, Wanted
from amends.refusals import Invalid
from amends.web.desk import Desk, at_desk
from amends.web.rows import Line, Look
from amends.web.screens import inbox

_MOST_ROWS_WATCHED = 200


@require_safe
@at_desk
def pulse(request: HttpRequest, desk: Desk, view: str) -> HttpResponse:
    """What changed in a list that is being read: rows in their places, numbers, banners; nothing moves.

    ``ids``: the rows shown, as ``id:stamp`` with commas; ``since``: when the list was last complete.
    """
    wanted = inbox.wanted_by(request, desk, view)
    shown = _shown(request.GET.get("ids", ""))
    since = _since(request, desk)
    look = inbox.look_of(request, desk, wanted, inbox.number(request.GET.get("open", "")))
    try:
        changed = _changed(look, wanted, shown)
        appended = look.lines(_appended(request, wanted, shown))
        newcomers = 0 if appended else views.newcomers(wanted, since=since)
    except views.TooSlow:  # the page stays as it is, and asks again when the feed rings next
        return HttpResponse(status=204)
    announces = not inbox.is_at_its_end(request) or inbox.is_newest_first(wanted)
    context = {
        **inbox.around(desk, wanted),
        **inbox.addresses(request, desk, wanted, since=desk.now if appended else since),
        "changed": changed,
        "appended": appended,
        "was_empty": not shown,
        "newcomers": newcomers if announces else 0,
        "oob": True,
    }
    return render(request, "web/inbox/_pulse.html", context)


def _shown(text: str) -> dict[int, str]:
    """What the page says it shows; nonsense is nothing shown."""
    pairs = (part.partition(":") for part in text.split(",")[:_MOST_ROWS_WATCHED])
    return {
        number: stamp for name, _colon, stamp in pairs if (number := inbox.number(name)) is not None
    }


def _since(request: HttpRequest, desk: Desk) -> datetime:
    try:
        since = datetime.fromisoformat(request.GET.get("since", ""))
    except ValueError:
        return desk.now
    if since.tzinfo is None:
        raise Invalid
    return since


def _changed(look: Look, wanted: Wanted, shown: dict[int, str]) -> list[Line]:
    """The shown rows that read differently now; those that left the list stay, and say where they went."""
    still = views.rows_of(wanted, shown)
    anywhere = Wanted(brand_id=wanted.brand_id, view=View.OPEN)
    gone = views.rows_of(anywhere, shown.keys() - still.keys())
    closed = views.rows_of(
        replace(anywhere, view=View.CLOSED), shown.keys() - still.keys() - gone.keys()
    )
    lines = look.lines(still.values(), oob=True)
    lines += look.lines([*gone.values(), *closed.values()], is_gone=True, oob=True)
    return [line for line in lines if shown.get(line.case_id) != line.stamp]


def _appended(request: HttpRequest, wanted: Wanted, shown: dict[int, str]) -> list[Row]:
    """New cases at the end of a list that is shown to its end: there they move nothing."""
    is_in_order = wanted.view in {View.NEEDS_ANSWER, View.WAITING_COLLEAGUE, View.WAITING_CUSTOMER}
    if not inbox.is_at_its_end(request) or not is_in_order or len(shown) >= views.PAGE:
        return []
    if wanted.is_search:
        return []
    return [row for row in views.cases(wanted).rows if row.case_id not in shown]
