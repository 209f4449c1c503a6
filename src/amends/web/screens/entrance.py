"""Coming in and going out: sign in, sign out, the first set-up, the theme."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth import login
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from amends.refusals import Refusal
from amends.staff import actions, queries
from amends.staff.models import User
from amends.staff.rules import Newcomer, SetupLinkSpent
from amends.web.desk import back_from, status_of
from amends.web.screens.settings.brand import zones

_THEMES = frozenset({"system", "light", "dark"})
_KEPT_FOR = timedelta(days=365)


#: Where the installed app's shortcuts lead.
_SHORTCUTS = {
    "needs-answer": ("view", "needs-answer"),
    "mine": ("view", "mine"),
    "alerts": ("alerts",),
}


@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """To the inbox of the brand that the person works for."""
    if not isinstance(request.user, User):
        return redirect("sign-in")
    brands = queries.brands_of(request.user)
    if not brands:
        return render(request, "web/no_brand.html")
    last = request.COOKIES.get("brand", "")
    chosen = next((brand for brand in brands if brand.slug == last), brands[0])
    wanted = _SHORTCUTS.get(request.GET.get("to", ""))
    return (
        redirect(wanted[0], chosen.slug, *wanted[1:]) if wanted else redirect("brand", chosen.slug)
    )


class SignIn(LoginView):
    """Sign in with e-mail address and password; django-axes throttles wrong ones."""

    template_name = "web/sign_in.html"
    redirect_authenticated_user = True

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """The form again, with a status that says that nobody was let in."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SignOut(LogoutView):
    """Sign out, by POST only."""


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def setup(request: HttpRequest, token: str) -> HttpResponse:
    """The one-time link of a first start makes the owner and the first brand, and signs in."""
    now = timezone.now()
    if request.method != "POST":
        if queries.is_setup_link_good(token, now):
            return _form(request)
        return render(request, "web/refused.html", {"refusal": SetupLinkSpent()}, status=404)
    given = request.POST
    newcomer = Newcomer(
        email=given.get("email", ""), name=given.get("name", ""), password=given.get("password", "")
    )
    try:
        user = actions.finish_setup(
            token=token,
            newcomer=newcomer,
            brand_name=given.get("brand_name", ""),
            time_zone=given.get("time_zone", ""),
            now=now,
        )
    except Refusal as refusal:
        return _form(request, refusal)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("begin", queries.brands_of(user)[0].slug)


def _form(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    context: dict[str, Any] = {
        "zones": zones(),
        "zone": "UTC",
        "fresh": refusal is None,
        "refusal": refusal,
        "given": request.POST if refusal else None,
    }
    status = status_of(refusal) if refusal else 200
    return render(request, "web/setup.html", context, status=status)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen theme in a cookie, so that the first byte of a page already has it."""
    response = redirect(back_from(request))
    chosen = request.POST.get("theme", "")
    if chosen in _THEMES:
        response.set_cookie(
            "theme",
            chosen,
            max_age=_KEPT_FOR,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response
