"""The people who wrote to the brand: all of them, and one with everything there was."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from amends.inbox.actions import people as actions
from amends.inbox.actions import set_aside
from amends.inbox.queries import history, records
from amends.refusals import NotFound
from amends.web import answers, frame, person_page
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


@require_POST
@at_desk
def unmerge(request: HttpRequest, desk: Desk, merge_id: int) -> HttpResponse:
    """Make two people of one again, as they were."""
    merge = records.merge_of(desk.brand.pk, merge_id)
    apart = actions.unmerge_people(by=desk.actor, merge=merge, now=desk.now)
    answers.note(request, _("%(name)s is somebody of their own again.") % {"name": apart.name})
    return redirect("person", desk.brand.slug, merge.kept_id)


@require_POST
@at_desk
def block(request: HttpRequest, desk: Desk, person_id: int) -> HttpResponse:
    """Let what somebody says reach nobody's queue, or reach it again."""
    found = history.person_of(desk.brand.pk, person_id)
    if request.POST.get("back"):
        set_aside.unblock(by=desk.actor, person=found, now=desk.now)
        answers.note(request, _("What %(name)s says is heard again.") % {"name": found.name})
    else:
        count = set_aside.block(by=desk.actor, person=found, now=desk.now)
        said = ngettext(
            "%(name)s is blocked; %(n)d open case was closed.",
            "%(name)s is blocked; %(n)d open cases were closed.",
            count,
        )
        answers.note(request, said % {"name": found.name, "n": count})
    return redirect("person", desk.brand.slug, found.pk)


def _number(request: HttpRequest, name: str) -> int | None:
    given = request.GET.get(name, "")
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 18):
        raise NotFound
    return int(given)
