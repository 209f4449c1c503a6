"""Tokens: keys for programs, made here, shown once, ended at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.refusals import Invalid, NotFound, Refusal
from amends.staff import actions, queries
from amends.staff.models import Token
from amends.staff.rules import Right, Scope
from amends.web import answers
from amends.web.desk import Desk, at_desk
from amends.web.screens.settings.pages import page

#: Days that a token may last; empty is for ever.
_LASTS = ("30", "90", "365", "")


@dataclass(frozen=True, slots=True)
class Told:
    """A scope as a person chooses it."""

    value: str
    title: str
    says: str


def scopes() -> list[Told]:
    """Every scope, the smallest first."""
    return [
        Told(Scope.READ, _("Read"), _("cases, people and messages")),
        Told(Scope.ANSWER, _("Answer"), _("through the gate, like a colleague")),
        Told(Scope.ORGANISE, _("Organise"), _("assign, tag, snooze, close")),
        Told(Scope.MANAGE, _("Manage"), _("connections, quarantine, teams and the brake")),
    ]


@require_safe
@at_desk
def tokens(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every token of the brand."""
    desk.actor.require(Right.MANAGE_TOKENS)
    return _page(request, desk)


def _page(
    request: HttpRequest, desk: Desk, refusal: Refusal | None = None, *, secret: str = ""
) -> HttpResponse:
    known = queries.tokens_of(desk.brand.pk)
    titles = {told.value: told.title for told in scopes()}
    context = {
        "living": [
            {"token": token, "scopes": [titles.get(each, each) for each in token.scopes]}
            for token in known
            if _lives(token, desk.now)
        ],
        "ended": [token for token in known if not _lives(token, desk.now)],
        "scopes": scopes(),
        "secret": secret,
        "chosen": request.POST.getlist("scope") if refusal else [Scope.READ.value],
    }
    return page(
        request, desk, "tokens", "tokens", context, wrong=("make", refusal) if refusal else None
    )


def _lives(token: Token, now: datetime) -> bool:
    ends = token.expires_at
    return token.revoked_at is None and (ends is None or ends > now)


@require_POST
@at_desk
def make(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Make a token; its secret is shown on the page that answers, and never again."""
    try:
        _token, secret = actions.make_token(
            by=desk.actor,
            name=request.POST.get("name", ""),
            scopes=_scopes(request.POST.getlist("scope")),
            expires_at=_end(request.POST.get("lasts", ""), desk.now),
            now=desk.now,
        )
    except Invalid as refusal:
        return _page(request, desk, refusal)
    return _page(request, desk, secret=secret)


@require_POST
@at_desk
def revoke(request: HttpRequest, desk: Desk, token_id: int) -> HttpResponse:
    """End a token at once."""
    token = Token.objects.filter(brand_id=desk.brand.pk, pk=token_id).first()
    if token is None:
        raise NotFound
    actions.revoke_token(by=desk.actor, token=token, now=desk.now)
    answers.note(request, _("%(name)s lets nobody in any more.") % {"name": token.name})
    return redirect("tokens", desk.brand.slug)


def _scopes(given: list[str]) -> list[Scope]:
    known = {scope.value: scope for scope in Scope}
    return [known[each] for each in given if each in known]


def _end(days: str, now: datetime) -> datetime | None:
    if days not in _LASTS:
        raise Invalid(_("Choose how long it lasts."), field="lasts")
    return now + timedelta(days=int(days)) if days else None
