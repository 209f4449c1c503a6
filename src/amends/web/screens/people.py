"""The people who wrote to the brand: all of them, and one with everything there was."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from amends.inbox.queries import history
from amends.refusals import NotFound
from amends.web import frame, person_page
from amends.web.desk import Desk, at_desk


@require_safe
@at_desk
def people(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everybody who wrote, last come first; or those of a name or handle."""
    part = request.GET.get("q", "").replace("\0", "").strip()[:200]
    page = history.people_page(desk.brand.pk, part=part, before=_number(request, "before"))
    kept = {"q": part} if part else {}
    context = {
        **frame.around(desk, place="people"),
        "rows": page.rows,
        "part": part,
        "following": urlencode({**kept, "before": page.following}) if page.following else "",
    }
    return render(request, "web/people/all.html", context)


@require_safe
@at_desk
def person(request: HttpRequest, desk: Desk, person_id: int) -> HttpResponse:
    """One person: handles, figures, open cases, and closed ones by month."""
    found = history.person_of(desk.brand.pk, person_id)
    if found.pk != person_id:
        return redirect("person", desk.brand.slug, found.pk)
    closed, following = history.closed_cases(found, before=_number(request, "before"))
    figures = history.figures(found)
    ratings = figures.ratings
    context = {
        **frame.around(desk, place="people"),
        "person": found,
        "identities": history.identities_of(found),
        "merges": history.merges_of(found),
        "figures": figures,
        "rating": sum(ratings) / len(ratings) if ratings else None,
        "year": person_page.year(figures, desk.now),
        "open_cases": person_page.told(history.open_cases(found)),
        "months": person_page.by_month(closed),
        "following": following,
    }
    return render(request, "web/people/one.html", context)


def _number(request: HttpRequest, name: str) -> int | None:
    given = request.GET.get(name, "")
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 18):
        raise NotFound
    return int(given)
