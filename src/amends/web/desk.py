"""Who sits at the desk in a request, for which brand; and the one place where a refusal gets its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, wraps
from typing import Concatenate, ParamSpec, cast
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from amends.planned import planned
from amends.refusals import NotAllowed, NotFound, Refusal
from amends.staff import queries as staff
from amends.staff.models import Brand, User
from amends.staff.rules import Actor, Right, Via
from amends.staff.rules.hours import Hours
from amends.web import sign_ins

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, "Desk", P], HttpResponseBase]
Screen = Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]


@dataclass(frozen=True)
class Desk:
    """A signed-in person at work for one brand, and the moment at which they asked."""

    user: User
    brand: Brand
    brands: tuple[Brand, ...]
    actor: Actor
    now: datetime

    @cached_property
    def hours(self) -> Hours:
        """When the brand answers: read once in a request, when a clock is shown."""
        return staff.hours_of(self.brand.pk)

    def may(self, right: Right) -> bool:
        """Whether to offer what needs this right; the action itself checks again."""
        return right in self.actor.rights

    @property
    def may_answer(self) -> bool:
        return self.may(Right.ANSWER)

    @property
    def may_organise(self) -> bool:
        return self.may(Right.ORGANISE)

    @property
    def may_brake(self) -> bool:
        return self.may(Right.BRAKE)

    @property
    def may_overrule(self) -> bool:
        return self.may(Right.OVERRULE)

    @property
    def may_connect(self) -> bool:
        return self.may(Right.MANAGE_CONNECTIONS)

    @property
    def may_manage_team(self) -> bool:
        return self.may(Right.MANAGE_TEAM)

    @property
    def may_manage_staff(self) -> bool:
        return self.may(Right.MANAGE_STAFF)

    @property
    def may_manage_intake(self) -> bool:
        return self.may(Right.MANAGE_INTAKE)


def at_desk(view: View[P]) -> Screen[P]:
    """For the screens of a brand: signed in, a member, in the brand's time, refusals said in words."""

    @wraps(view)
    def screen(
        request: HttpRequest, brand: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        with planned():
            if not isinstance(request.user, User):
                return redirect_to_login(request.get_full_path())
        desk: Desk | None = None
        try:
            with planned():
                desk = desk_of(request.user, brand)
            sign_ins.note(request, request.user, desk.now)
            with timezone.override(ZoneInfo(desk.brand.time_zone)):
                response = view(request, desk, *args, **kwargs)
        except Refusal as refusal:
            response = refused(request, desk, refusal)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return cast("Screen[P]", screen)


def desk_of(user: User, slug: str) -> Desk:
    """The desk of ``user`` for a brand. Raises NotFound, also for a brand they do not work for."""
    places = staff.places_of(user)
    place = next((place for place in places if place.brand.slug == slug), None)
    if place is None:
        raise NotFound(brand=slug)
    actor = staff.actor_in(place, user, Via.WEB)
    return Desk(user, place.brand, tuple(each.brand for each in places), actor, timezone.now())


def status_of(refusal: Refusal) -> int:
    """The HTTP status that says what kind of no this is."""
    if isinstance(refusal, NotFound):
        return 404
    return 403 if isinstance(refusal, NotAllowed) else 422


def refused(request: HttpRequest, desk: Desk | None, refusal: Refusal) -> HttpResponse:
    """The refusal's sentence where the person is looking: beside the composer, as a toast, or as a page."""
    context = {"refusal": refusal, "desk": desk}
    status = status_of(refusal)
    if is_fragment(request):
        if request.headers.get("HX-Target") in {"composer-answer", "record-answer"}:
            return render(request, "web/inbox/_refusal.html", context, status=status)
        response = render(request, "web/_toast_refusal.html", context, status=status)
        response["HX-Retarget"], response["HX-Reswap"] = "#toasts", "beforeend"
        response["HX-Trigger"] = "amends:changed"
        return response
    if request.method == "POST" and desk is not None and not isinstance(refusal, NotFound):
        messages.error(request, refusal.sentence)
        return redirect(back_from(request))
    return render(request, "web/refused.html", context, status=status)


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a piece of a page."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def back_from(request: HttpRequest) -> str:
    """The page of ours that a plain form was sent from; the inbox when nobody says."""
    origin = f"{request.scheme}://{request.get_host()}"
    came_from = request.headers.get("Referer", "")
    if came_from.startswith(f"{origin}/"):
        # A path that begins with two slashes would be an address on another host.
        return "/" + came_from.removeprefix(origin).lstrip("/\\")
    return "/"
