"""Coming in by an invitation: a new account, or one that is there already joins the brand."""

from __future__ import annotations

from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from amends.refusals import Refusal
from amends.staff import actions, queries
from amends.staff.models import Invitation, User
from amends.staff.rules import InvitationSpent
from amends.web import answers, roles
from amends.web.desk import status_of


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """What the invitation is for, and what it takes: a password, signing in, or one press."""
    invitation = queries.invitation_for(token, timezone.now())
    if invitation is None:
        return render(request, "web/refused.html", {"refusal": InvitationSpent()}, status=404)
    try:
        if isinstance(request.user, User):
            return _as_somebody(request, request.user, invitation, token)
        if queries.has_account(invitation.email):
            return redirect_to_login(request.get_full_path())
        return _as_newcomer(request, invitation, token)
    except Refusal as refusal:
        return _page(request, invitation, refusal)


def _as_newcomer(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    if request.method != "POST":
        return _page(request, invitation)
    user = actions.accept_invitation(
        token=token,
        name=request.POST.get("name", ""),
        password=request.POST.get("password", ""),
        now=timezone.now(),
    )
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return _inside(request, invitation)


def _as_somebody(
    request: HttpRequest, user: User, invitation: Invitation, token: str
) -> HttpResponse:
    if request.method != "POST":
        return _page(request, invitation)
    actions.join(user=user, token=token, now=timezone.now())
    return _inside(request, invitation)


def _inside(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    answers.note(request, _("Welcome to %(name)s.") % {"name": invitation.brand.name})
    return redirect("brand", invitation.brand.slug)


def _page(
    request: HttpRequest, invitation: Invitation, refusal: Refusal | None = None
) -> HttpResponse:
    known = isinstance(request.user, User)
    context = {
        "invitation": invitation,
        "role": roles.title(invitation.role),
        "is_known": known,
        "is_theirs": known and request.user.email.lower() == invitation.email,  # type: ignore[union-attr]
        "refusal": refusal,
        "wrong_form": "",
        "given": request.POST if refusal else None,
    }
    status = status_of(refusal) if refusal else 200
    return render(request, "web/invitation.html", context, status=status)
