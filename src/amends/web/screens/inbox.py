"""The inbox: a list beside the case that is open. What keeps the list true is in `pulse`."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amends.alerts.actions.read import read_case
from amends.channels import queries as channels
from amends.inbox.queries import views
from amends.inbox.queries.views import Page, View, Wanted
from amends.inbox.rules.search import parse
from amends.inbox.rules.vocabulary import Is, Key
from amends.outbox import queries as outbox
from amends.planned import planned
from amends.refusals import NotFound
from amends.replies import queries as replies
from amends.web import delivery, doing, frame, searching
from amends.web.desk import Desk, at_desk, is_fragment
from amends.web.rows import Look
from amends.web.screens import case as case_screen

_MOST_UNSETTLED = 30
_MOST_COUNTED = 100


@require_safe
@at_desk
def start(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A brand's first screen; remembered as the brand to open next time."""
    response = redirect("view", desk.brand.slug, View.NEEDS_ANSWER.value)
    secure = request.is_secure()
    response.set_cookie("brand", desk.brand.slug, secure=secure, httponly=True, samesite="Lax")
    return response


@require_safe
@at_desk
def view(request: HttpRequest, desk: Desk, view: str) -> HttpResponse:
    """The list alone, a further page of it, or the whole screen."""
    wanted = wanted_by(request, desk, view)
    # Which way a list is read best depends on what is asked for: its plan is not kept.
    found = _page(wanted, request.GET.get("after", ""))
    with planned():
        return _listed(request, desk, wanted, found)


def _listed(
    request: HttpRequest, desk: Desk, wanted: Wanted, found: tuple[Page, bool]
) -> HttpResponse:
    listed = _shown(request, desk, wanted, found)
    if is_fragment(request) and request.headers.get("HX-Target") == "more":
        return render(request, "web/inbox/_rows.html", {**listed, "desk": desk})
    if is_fragment(request) and request.headers.get("HX-Target") == "list":
        return render(request, "web/inbox/_list.html", {**beside(desk, wanted), **listed})
    return render(request, "web/inbox/page.html", {**around(desk, wanted), **listed})


@require_safe
@at_desk
def case(request: HttpRequest, desk: Desk, view: str, case_id: int) -> HttpResponse:
    """The case beside its list; htmx asks for the case alone.

    A case opened by its address is read first, and its list fetched when it is there: whoever follows
    a link wants the case, and both together take twice as long.
    """
    wanted = wanted_by(request, desk, view)
    with planned():
        return _opened(request, desk, wanted, case_id)


def _opened(request: HttpRequest, desk: Desk, wanted: Wanted, case_id: int) -> HttpResponse:
    query = _query(request)
    where = case_screen.Where(wanted.view, query, _wider(request))
    opened = case_screen.opened(desk, case_id, where)
    # What the bell said of this case is read by opening it.
    read_case(by=desk.actor, case_id=case_id, now=desk.now)
    if is_fragment(request):
        names = {"nav_tags": views.tags_of_brand(desk.brand.pk)}
        return render(request, "web/inbox/_open_case.html", {**names, **opened})
    here = reverse("view", args=[desk.brand.slug, wanted.view.value]) + query
    later = f"{here}{'&' if query else '?'}open={case_id}"
    title = frame.title_of(wanted.view, is_search=bool(wanted.query))
    context = {**around(desk, wanted), **opened, "title": title, "list_later": later}
    return render(request, "web/inbox/page.html", context)


# ------------------------------------------------------------------------- what is wanted


def wanted_by(request: HttpRequest, desk: Desk, view: str) -> Wanted:
    """The list that an address names. Raises NotFound for a view that does not exist."""
    try:
        known = View(view)
    except ValueError:
        raise NotFound(view=view) from None
    query = parse(request.GET.get("q", ""))
    drafted: frozenset[int] = frozenset()
    if any(part.value == Is.DRAFT for part in query.of(Key.IS)):
        drafted = frozenset(replies.cases_with_drafts(desk.brand.pk, desk.user.pk))
    return searching.wanted_for(desk, known, query, drafted)


def number(text: str) -> int | None:
    """A row's id in an address; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def _wider(request: HttpRequest) -> int:
    return number(request.GET.get("wider", "")) or 1


def _query(request: HttpRequest) -> str:
    asked = str(parse(request.GET.get("q", "")))
    return f"?{urlencode({'q': asked})}" if asked else ""


# ---------------------------------------------------------------------------- the list


def around(desk: Desk, wanted: Wanted) -> dict[str, Any]:
    """What stands around every list: places, banners, and the answers that need a look."""
    return {
        **beside(desk, wanted),
        **frame.around(desk, place="inbox", here=wanted.view, query=str(wanted.query)),
    }


def beside(desk: Desk, wanted: Wanted) -> dict[str, Any]:
    """What stands in the list besides its rows: the answers that need a look."""
    found = outbox.unsettled_told(desk.brand.pk, first_of=desk.user.pk, limit=_MOST_COUNTED)
    sends = [each for each in found if not each.deed]
    deeds = [each for each in found if each.deed]
    shown = sends[:_MOST_UNSETTLED] + deeds[:_MOST_UNSETTLED]
    return {
        "desk": desk,
        "here": wanted.view,
        "wanted": wanted,
        "unsettled": [_unsettled(desk, each) for each in shown],
        "unsettled_total": len(found),
    }


def _unsettled(desk: Desk, each: outbox.Unsettled) -> dict[str, Any]:
    case_id = each.case_id
    said = (
        doing.in_short(each.deed, each.state, each.trouble)
        if each.deed
        else delivery.in_short(each.state, each.trouble)
    )
    return {
        "name": each.name if case_id else _("A post of yours"),
        "since": each.since,
        "words": said,
        "url": reverse("case-link", args=[desk.brand.slug, case_id])
        if case_id
        else reverse("publishing", args=[desk.brand.slug]),
        "is_mine": each.is_theirs,
    }


def _page(wanted: Wanted, after: str) -> tuple[Page, bool]:
    """The page, and whether the search took too long to make one."""
    try:
        return views.cases(wanted, after=after), False
    except views.TooSlow:
        return Page(()), True


def _shown(
    request: HttpRequest, desk: Desk, wanted: Wanted, found: tuple[Page, bool]
) -> dict[str, Any]:
    page, is_too_slow = found
    query = _query(request)
    look = look_of(request, desk, wanted, number(request.GET.get("open", "")))
    lines = look.lines(page.rows)
    here = reverse("view", args=[desk.brand.slug, wanted.view.value])
    joint = "&" if query else "?"
    return {
        **addresses(request, desk, wanted, since=desk.now, ended=not page.following),
        "rows": lines,
        **searching.around(desk, wanted),
        "title": frame.title_of(wanted.view, is_search=bool(wanted.query)),
        "order_words": _order_words(wanted),
        "is_too_slow": is_too_slow,
        "back_to": page.back_to,
        "has_connections": bool(lines) or channels.connections_of(desk.brand.pk).exists(),
        "following": f"{here}{query}{joint}after={page.following}" if page.following else "",
    }


def addresses(
    request: HttpRequest, desk: Desk, wanted: Wanted, *, since: datetime, ended: bool | None = None
) -> dict[str, Any]:
    """Where the list is, and where its pulse is felt; the pulse remembers since when and how far."""
    query = _query(request)
    here = [desk.brand.slug, wanted.view.value]
    at_its_end = is_at_its_end(request) if ended is None else ended
    felt = urlencode({"since": since.isoformat(), "ended": "yes" if at_its_end else ""})
    return {
        "view_url": reverse("view", args=here),
        "list_url": reverse("view", args=here) + query,
        "pulse_url": f"{reverse('pulse', args=here)}{query}{'&' if query else '?'}{felt}",
    }


def _order_words(wanted: Wanted) -> str:
    if is_newest_first(wanted):
        return _("newest first")
    is_queue = wanted.listed.view == View.NEEDS_ANSWER
    return _("most urgent first") if is_queue else _("oldest first")


def is_newest_first(wanted: Wanted) -> bool:
    """Whether new cases come in at the top."""
    newest = {View.CLOSED, View.ASIDE, View.NOISE, View.ALL}
    return wanted.is_search or wanted.listed.view in newest


def look_of(request: HttpRequest, desk: Desk, wanted: Wanted, open_id: int | None = None) -> Look:
    """How this list shows its rows."""
    return Look(
        desk=desk,
        # The case's address is the list's, its number, and a slash: see `amends.web.urls`.
        below=reverse("view", args=[desk.brand.slug, wanted.view.value]),
        query=_query(request),
        shows_state=wanted.view in {View.MINE, View.OPEN, View.ALL},
        words=wanted.query.words,
        open_id=open_id,
    )


def is_at_its_end(request: HttpRequest) -> bool:
    """Whether the page shows its list to the end."""
    return bool(request.GET.get("ended"))
