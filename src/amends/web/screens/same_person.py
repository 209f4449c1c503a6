"""Who is who: likely same people, merging and parting them, blocking."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from amends.inbox.actions import people, set_aside
from amends.inbox.queries import records
from amends.inbox.queries import thread as threads
from amends.web.desk import Desk, at_desk
from amends.web.dialogs import number_in, refreshed


@require_safe
@at_desk
def suggestions(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """People who may be the case's person, for its context."""
    case = threads.case_of(desk.brand.pk, case_id)
    context = {"desk": desk, "case": case, "people": records.likely_same(case.person)}
    return render(request, "web/records/_same_person.html", context)


@require_POST
@at_desk
def merge(request: HttpRequest, desk: Desk, person_id: int) -> HttpResponse:
    """Somebody (``other``) is this person."""
    kept = records.person_of(desk.brand.pk, person_id)
    other = records.person_of(desk.brand.pk, number_in(request.POST.get("other", "")))
    people.merge_people(by=desk.actor, kept=kept, merged=other, now=desk.now)
    facts = {"kept": kept.name, "other": other.name}
    return refreshed(request, _("%(other)s and %(kept)s are one person now.") % facts)


@require_POST
@at_desk
def part(request: HttpRequest, desk: Desk, merge_id: int) -> HttpResponse:
    """They are two people after all."""
    merge = records.merge_of(desk.brand.pk, merge_id)
    other = people.unmerge_people(by=desk.actor, merge=merge, now=desk.now)
    return refreshed(request, _("%(name)s is somebody else again.") % {"name": other.name})


@require_POST
@at_desk
def block(request: HttpRequest, desk: Desk, person_id: int) -> HttpResponse:
    """Hear no more of this person."""
    person = records.person_of(desk.brand.pk, person_id)
    count = set_aside.block(by=desk.actor, person=person, now=desk.now)
    told = ngettext(
        "%(name)s is blocked; %(n)d case was closed.",
        "%(name)s is blocked; %(n)d cases were closed.",
        count,
    )
    return refreshed(request, told % {"name": person.name, "n": count})


@require_POST
@at_desk
def unblock(request: HttpRequest, desk: Desk, person_id: int) -> HttpResponse:
    """Hear this person again."""
    person = records.person_of(desk.brand.pk, person_id)
    set_aside.unblock(by=desk.actor, person=person, now=desk.now)
    return refreshed(request, _("%(name)s is heard again.") % {"name": person.name})
