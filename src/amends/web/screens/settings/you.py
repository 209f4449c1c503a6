"""One's own settings: name, password, look, the browsers one is signed in with, leaving."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from amends.inbox.actions import release
from amends.refusals import NotFound, Refusal
from amends.staff import actions, queries
from amends.staff.models import SignIn
from amends.web import answers, sign_ins
from amends.web.desk import Desk, at_desk, back_from
from amends.web.screens.settings.pages import page, tried

_KEPT_FOR = timedelta(days=365)
#: What a browser keeps of how somebody likes the desk, and the values that are not the usual one.
LIKES = {"density": frozenset({"dense"}), "keys": frozenset({"off"})}


@require_safe
@at_desk
def you(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everything that is about oneself."""
    return _page(request, desk)


def _page(
    request: HttpRequest, desk: Desk, form: str = "", refusal: Refusal | None = None
) -> HttpResponse:
    here = request.session.session_key
    browsers = [
        {"sign_in": each, "mark": mark_of(each), "is_here": each.pk == here}
        for each in queries.sign_ins_of(desk.user, desk.now)
    ]
    wrong = (form, refusal) if refusal else None
    return page(request, desk, "you", "you", {"browsers": browsers}, wrong=wrong)


def mark_of(sign_in: SignIn) -> str:
    """What a page calls a sign-in: never its session's key, which would let anybody in."""
    return queries.digest(sign_in.pk)[:20]


@require_POST
@at_desk
def change_name(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Change one's own name."""

    def deed() -> str:
        actions.change_name(by=desk.actor, name=request.POST.get("name", ""), now=desk.now)
        return _("Your name is changed.")

    again = partial(_page, request, desk, "name")
    return tried(request, deed, back=("you", desk.brand.slug), again=again)


@sensitive_post_parameters("old", "password")
@require_POST
@at_desk
def change_password(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Change one's own password; this browser stays signed in, all others do not."""

    def deed() -> str:
        old, new = request.POST.get("old", ""), request.POST.get("password", "")
        actions.change_password(by=desk.actor, old=old, new=new, now=desk.now)
        desk.user.refresh_from_db()
        update_session_auth_hash(request, desk.user)
        sign_ins.note_again(request)
        return _("Your password is changed. Every other browser is signed out.")

    again = partial(_page, request, desk, "password")
    return tried(request, deed, back=("you", desk.brand.slug), again=again)


@require_POST
@at_desk
def look(request: HttpRequest, _desk: Desk) -> HttpResponse:
    """Keep density and keyboard shortcuts in cookies: the first byte of a page already has them."""
    response = redirect(back_from(request))
    for name, kept in LIKES.items():
        chosen = request.POST.get(name, "")
        if chosen not in kept:
            response.delete_cookie(name, samesite="Lax")
            continue
        response.set_cookie(
            name,
            chosen,
            max_age=_KEPT_FOR,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    answers.note(request, _("Kept for this browser."))
    return response


@require_POST
@at_desk
def end_sign_in(request: HttpRequest, desk: Desk, mark: str) -> HttpResponse:
    """Sign one of one's browsers out."""
    known = queries.sign_ins_of(desk.user, desk.now)
    found = next((each for each in known if mark_of(each) == mark), None)
    if found is None:
        raise NotFound(_("This browser is no longer signed in."))
    actions.end_sign_in(by=desk.actor, sign_in=found, now=desk.now)
    answers.note(request, _("%(device)s is signed out.") % {"device": found.device})
    return redirect("you", desk.brand.slug)


@require_POST
@at_desk
def end_others(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Sign out every browser but this one."""
    key = request.session.session_key or ""
    count = actions.end_other_sign_ins(by=desk.actor, session_key=key, now=desk.now)
    said = ngettext(
        "%(n)d other browser is signed out.", "%(n)d other browsers are signed out.", count
    )
    answers.note(request, said % {"n": count})
    return redirect("you", desk.brand.slug)


@require_POST
@at_desk
def leave(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Work for this brand no longer."""
    release.leave_brand(by=desk.actor, user=desk.user, now=desk.now)
    answers.note(request, _("You no longer work for %(name)s.") % {"name": desk.brand.name})
    return redirect("inbox")
