"""The palette: places, views, people and cases by a few letters; and how somebody likes the desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.inbox.queries import counts, history, views
from amends.inbox.queries.views import TooSlow, View, Wanted
from amends.inbox.rules.search import parse
from amends.staff.rules import Right
from amends.web import frame, reasons, settings_places
from amends.web.desk import Desk, at_desk, back_from

_MOST_FOUND, _MOST_PEOPLE = 7, 3
_SHORTEST = 2
_KEPT_FOR = timedelta(days=365)
#: What a browser keeps of how somebody likes the desk, and the value that is not the usual one.
_LIKES = {"density": "dense", "keys": "off", "next": "on"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the palette: where it leads, and what says why it fits."""

    words: str
    url: str
    hint: str = ""


@require_safe
@at_desk
def palette(request: HttpRequest, desk: Desk) -> HttpResponse:
    """As JSON: every place at first; with ``q`` the cases in which it was said or whose person it names."""
    typed = request.GET.get("q", "").replace("\0", "").strip()[:200]
    if not typed:
        parts = {_("Lists"): _lists(desk), _("Places"): _places(desk)}
    else:
        parts = {
            _("Cases"): _cases(desk, typed),
            _("People"): _people(desk, typed),
            _("Search"): iter([_search(desk, typed)]),
        }
    found = [
        {"title": title, "entries": [asdict(entry) for entry in entries]}
        for title, entries in parts.items()
    ]
    return JsonResponse({"parts": found})


def _lists(desk: Desk) -> Iterator[Entry]:
    for view in View:
        yield Entry(frame.title_of(view), reverse("view", args=[desk.brand.slug, view.value]))
    numbers = counts.counts(brand_id=desk.brand.pk, user_id=desk.user.pk, now=desk.now)
    for kept in frame.kept_views(desk, numbers, ""):
        yield Entry(kept.title, kept.url, _("Saved view"))


def _places(desk: Desk) -> Iterator[Entry]:
    slug = desk.brand.slug
    yield Entry(_("Incidents"), reverse("incidents", args=[slug]))
    if desk.may(Right.HANDLE_INCIDENTS):
        yield Entry(_("Open an incident"), reverse("incident-open", args=[slug]), _("Incidents"))
    yield Entry(_("People"), reverse("people", args=[slug]))
    if desk.may_manage_team:
        yield Entry(_("Team"), reverse("team", args=[slug]))
    yield Entry(_("Many at once"), reverse("runs", args=[slug]))
    for group in settings_places.offered(desk):
        for place in group.places:
            url = reverse(place.url, args=[slug])
            yield Entry(str(place.title), url, f"{_('Settings')} · {group.title}")
    for brand in desk.brands:
        if brand != desk.brand:
            yield Entry(brand.name, reverse("brand", args=[brand.slug]), _("Brand"))


def _cases(desk: Desk, typed: str) -> Iterator[Entry]:
    if len(typed) < _SHORTEST:
        return
    try:
        rows = views.cases(_wanted(desk, typed), limit=_MOST_FOUND).rows
    except TooSlow:
        return
    for row in rows:
        said = row.subject or row.preview
        hint = f"{reasons.state_words(row, desk.now)} · {said[:80]}"
        yield Entry(row.person, reverse("case-link", args=[desk.brand.slug, row.case_id]), hint)


def _people(desk: Desk, typed: str) -> Iterator[Entry]:
    """Everything about a person, beside their newest cases."""
    if len(typed) < _SHORTEST:
        return
    for row in history.people_page(desk.brand.pk, part=typed, limit=_MOST_PEOPLE).rows:
        handles = ", ".join(each.handle or each.external_id for each in row.handles[:3])
        url = reverse("person", args=[desk.brand.slug, row.person.pk])
        yield Entry(row.person.name, url, f"{_('Person')} · {handles}")


def _wanted(desk: Desk, typed: str) -> Wanted:
    return Wanted(
        brand_id=desk.brand.pk,
        view=View.ALL,
        user_id=desk.user.pk,
        query=parse(typed),
        now=timezone.localtime(desk.now),
    )


def _search(desk: Desk, typed: str) -> Entry:
    url = reverse("view", args=[desk.brand.slug, View.ALL.value])
    return Entry(_("Search for “%(words)s”") % {"words": typed}, f"{url}?{urlencode({'q': typed})}")


@require_POST
def like(request: HttpRequest) -> HttpResponse:
    """Keep in cookies how somebody likes the desk, so that the first byte of a page already has it."""
    response = redirect(back_from(request))
    for name, unusual in _LIKES.items():
        chosen = request.POST.get(name)
        if chosen == unusual:
            response.set_cookie(
                name,
                chosen,
                max_age=_KEPT_FOR,
                secure=request.is_secure(),
                httponly=True,
                samesite="Lax",
            )
        elif chosen is not None:
            response.delete_cookie(name, samesite="Lax")
    return response
