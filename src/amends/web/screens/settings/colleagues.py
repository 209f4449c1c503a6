"""Who works here: everybody with a role, invitations, and one colleague's role, hours and going."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from amends.inbox.actions import release
from amends.refusals import Invalid, NotFound, Refusal
from amends.staff import actions, queries
from amends.staff.models import Invitation, Membership
from amends.staff.rules import AlreadyMember
from amends.web import answers, hours_form, roles
from amends.web.desk import Desk, at_desk
from amends.web.screens.settings.pages import page, tried


@require_safe
@at_desk
def colleagues(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everybody with a place in the brand, and who was invited."""
    return _all(request, desk)


def _all(
    request: HttpRequest,
    desk: Desk,
    refusal: Refusal | None = None,
    *,
    link: str = "",
    invited: Invitation | None = None,
) -> HttpResponse:
    shifts = queries.duty_hours(desk.brand.pk)
    context = {
        "lines": [
            {
                "place": each,
                "role": roles.title(each.role),
                "hours": hours_form.summary(hours_form.of(shifts.get(each.pk, []))),
            }
            for each in queries.staff_of(desk.brand.pk)
        ],
        "invitations": [
            {"invitation": each, "role": roles.title(each.role)}
            for each in queries.open_invitations(desk.brand.pk, desk.now).order_by("-pk")
        ]
        if desk.may_manage_staff
        else [],
        "roles": roles.all_titles(),
        "link": link,
        "invited": invited,
    }
    wrong = ("invite", refusal) if refusal else None
    return page(request, desk, "colleagues", "colleagues", context, wrong=wrong)


@require_POST
@at_desk
def invite(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Make a one-time link for a new colleague; it is shown this once."""
    try:
        invitation, secret = actions.invite(
            by=desk.actor,
            email=request.POST.get("email", ""),
            role=roles.read(request.POST.get("role", "")),
            name=request.POST.get("name", ""),
            now=desk.now,
        )
    except (Invalid, AlreadyMember) as refusal:
        return _all(request, desk, refusal)
    link = request.build_absolute_uri(reverse("invitation", args=[secret]))
    return _all(request, desk, link=link, invited=invitation)


@require_POST
@at_desk
def revoke(request: HttpRequest, desk: Desk, invitation_id: int) -> HttpResponse:
    """Withdraw an invitation."""
    found = Invitation.objects.filter(brand_id=desk.brand.pk, pk=invitation_id).first()
    if found is None:
        raise NotFound
    actions.revoke_invitation(by=desk.actor, invitation=found, now=desk.now)
    answers.note(request, _("The invitation of %(email)s is withdrawn.") % {"email": found.email})
    return redirect("colleagues", desk.brand.slug)


@require_safe
@at_desk
def colleague(request: HttpRequest, desk: Desk, user_id: int) -> HttpResponse:
    """One colleague: role, capacity, hours, being away, and going."""
    return _one(request, desk, queries.place_of(desk.brand.pk, user_id))


def _one(
    request: HttpRequest,
    desk: Desk,
    place: Membership,
    form: str = "",
    refusal: Refusal | None = None,
) -> HttpResponse:
    hours = hours_form.of(queries.duty_hours(desk.brand.pk).get(place.pk, []))
    context = {
        "member": place,
        "role": roles.title(place.role),
        "roles": roles.all_titles(),
        "week": hours_form.week(hours),
        "is_away": queries.is_away(place, desk.now),
        "is_you": place.user_id == desk.user.pk,
    }
    wrong = (form, refusal) if refusal else None
    return page(request, desk, "colleagues", "colleague", context, wrong=wrong)


@require_POST
@at_desk
def change_role(request: HttpRequest, desk: Desk, user_id: int) -> HttpResponse:
    """Give a colleague another role."""
    place = queries.place_of(desk.brand.pk, user_id)

    def deed() -> str:
        role = roles.read(request.POST.get("role", ""))
        actions.change_role(by=desk.actor, user=place.user, role=role, now=desk.now)
        facts = {"name": place.user.name, "role": roles.title(role)}
        return _("%(name)s is now: %(role)s.") % facts

    return _tried(request, desk, place, "role", deed)


@require_POST
@at_desk
def set_capacity(request: HttpRequest, desk: Desk, user_id: int) -> HttpResponse:
    """How many open cases are enough for a colleague."""
    place = queries.place_of(desk.brand.pk, user_id)

    def deed() -> str:
        capacity = _number(request.POST.get("capacity", ""))
        actions.set_capacity(by=desk.actor, place=place, capacity=capacity, now=desk.now)
        return _("The capacity is kept.")

    return _tried(request, desk, place, "capacity", deed)


@require_POST
@at_desk
def set_hours(request: HttpRequest, desk: Desk, user_id: int) -> HttpResponse:
    """A colleague's own hours."""
    place = queries.place_of(desk.brand.pk, user_id)

    def deed() -> str:
        hours = hours_form.read(request.POST.dict())
        actions.set_duty_hours(by=desk.actor, place=place, hours=hours, now=desk.now)
        return _("The hours are kept.")

    return _tried(request, desk, place, "hours", deed)


@require_POST
@at_desk
def away(request: HttpRequest, desk: Desk, user_id: int) -> HttpResponse:
    """A colleague takes no new cases for now, or takes them again."""
    place = queries.place_of(desk.brand.pk, user_id)

    def deed() -> str:
        if request.POST.get("back"):
            actions.come_back(by=desk.actor, place=place, now=desk.now)
            return _("%(name)s takes cases again.") % {"name": place.user.name}
        until = _moment(request.POST.get("until", ""))
        actions.go_away(by=desk.actor, place=place, until=until, now=desk.now)
        return _("%(name)s is away and gets no new cases.") % {"name": place.user.name}

    return _tried(request, desk, place, "away", deed)


@require_POST
@at_desk
def remove(request: HttpRequest, desk: Desk, user_id: int) -> HttpResponse:
    """End a colleague's place here, or close their account; their open cases go back to everybody."""
    place = queries.place_of(desk.brand.pk, user_id)
    does = release.close_account if request.POST.get("close") else release.remove_colleague
    count = does(by=desk.actor, user=place.user, now=desk.now)
    said = ngettext(
        "%(name)s no longer works here. %(n)d open case went back to everybody.",
        "%(name)s no longer works here. %(n)d open cases went back to everybody.",
        count,
    )
    answers.note(request, said % {"name": place.user.name, "n": count})
    return redirect("colleagues", desk.brand.slug)


def _tried(
    request: HttpRequest, desk: Desk, place: Membership, form: str, deed: Callable[[], str]
) -> HttpResponse:
    back = ("colleague", desk.brand.slug, place.user_id)
    return tried(request, deed, back=back, again=partial(_one, request, desk, place, form))


def _number(text: str) -> int | None:
    if not text.strip():
        return None
    if not (text.strip().isascii() and text.strip().isdigit() and len(text.strip()) < 18):
        raise Invalid(_("Give a whole number, or leave it empty."), field="capacity")
    return int(text)


def _moment(text: str) -> datetime | None:
    """What a date-and-time control sends, in the brand's time."""
    if not text.strip():
        return None
    try:
        naive = parse_datetime(text.strip())
    except ValueError:
        naive = None
    if naive is None:
        raise Invalid(_("This is not a date and a time."), field="until")
    return timezone.make_aware(naive) if timezone.is_naive(naive) else naive
