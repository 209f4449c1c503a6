"""Searching beside the list: what can be typed and clicked, and the views that people save."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.channels import queries as channels
from amends.inbox.actions import saved_views
from amends.inbox.queries import saved, views
from amends.inbox.queries.views import View
from amends.inbox.rules.search import Filter
from amends.inbox.rules.vocabulary import KEYS, ME, NAMED, NOBODY, WHOLE, Key
from amends.refusals import Invalid
from amends.staff import queries as staff
from amends.web import answers, searching
from amends.web.desk import Desk, at_desk, is_fragment
from amends.web.screens import inbox

_MOST = 10


@dataclass(frozen=True, slots=True)
class Suggestion:
    """How the search could go on: what the field then holds, the part that is new, and what it means."""

    fill: str
    text: str
    meaning: str


@require_safe
@at_desk
def filters(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All that can be clicked, for the menu and, without scripts, as a page of its own."""
    wanted = inbox.wanted_by(request, desk, request.GET.get("view", View.ALL.value))
    context: dict[str, object] = {"desk": desk, "groups": searching.groups(desk, wanted)}
    if is_fragment(request):
        return render(request, "web/find/_filters.html", context)
    return render(request, "web/find/filters.html", {**inbox.around(desk, wanted), **context})


@require_safe
@at_desk
def suggest(request: HttpRequest, desk: Desk) -> HttpResponse:
    """How the last word in the search field could go on."""
    typed = request.GET.get("q", "").replace("\0", "")[:500]
    head, _space, last = typed.rpartition(" ")
    if '"' in last:
        last = ""
    negated, bare = ("-", last[1:]) if last.startswith("-") else ("", last)
    kept = f"{head} {negated}" if head else negated
    shown = [
        Suggestion(f"{kept}{part}" + ("" if part.endswith(":") else " "), part, meaning)
        for part, meaning in _parts(desk, bare)
    ]
    return render(request, "web/find/_suggestions.html", {"suggestions": shown[:_MOST]})


def _parts(desk: Desk, bare: str) -> list[tuple[str, str]]:
    """The filters, or the values of one filter, that begin as it was typed, with their meanings."""
    key, colon, begun = bare.partition(":")
    low = begun.lower()
    if not colon:
        told = {each: searching.key_words(each) for each in Key}
        found = [
            (f"{each}:", words) for each, words in told.items() if each.startswith(key.lower())
        ]
        return found if key else []
    known = KEYS.get(key.lower())
    if known is None:
        return []
    values = _values(desk, known)
    right = [(value, words) for value, words in values if low in f"{value} {words}".lower()]
    return [(str(Filter(known, value)), words) for value, words in right]


def _values(desk: Desk, key: Key) -> list[tuple[str, str]]:
    """What a filter can be set to here, with what that means where the value does not say it."""
    if key in WHOLE:
        return [(value, searching.chip_words(Filter(key, value))) for value in WHOLE[key]]
    named = _NAMED.get(key)
    return named(desk) if named else []


def _tags(desk: Desk) -> list[tuple[str, str]]:
    return [(each.name, "") for each in views.tags_of_brand(desk.brand.pk)]


def _holders(desk: Desk) -> list[tuple[str, str]]:
    people = [(each.user.name, "") for each in staff.colleagues(desk.brand.pk)]
    return [(ME, desk.user.name), (NOBODY, _("Nobody")), *people]


def _teams(desk: Desk) -> list[tuple[str, str]]:
    return [(ME, _("My teams")), *((each.name, "") for each in staff.teams_of(desk.brand.pk))]


def _networks(desk: Desk) -> list[tuple[str, str]]:
    own = channels.connections_of(desk.brand.pk)
    return [(slug, "") for slug in sorted({each.channel for each in own})]


def _accounts(desk: Desk) -> list[tuple[str, str]]:
    return [(each.name, "") for each in channels.connections_of(desk.brand.pk)]


def _stars(_desk: Desk) -> list[tuple[str, str]]:
    return [("<=3", _("1 to 3 stars")), *((str(n), "") for n in range(1, 6))]


def _days(_desk: Desk) -> list[tuple[str, str]]:
    return [(name, "") for name in (*NAMED, "7d", "30d")]


_NAMED = {
    Key.TAG: _tags,
    Key.ASSIGNED: _holders,
    Key.TEAM: _teams,
    Key.CHANNEL: _networks,
    Key.ACCOUNT: _accounts,
    Key.RATING: _stars,
    Key.AFTER: _days,
    Key.BEFORE: _days,
    Key.ON: _days,
}


# ------------------------------------------------------------------------------ saved views


@require_POST
@at_desk
def save(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep the search that is open."""
    kept = saved_views.save_view(
        by=desk.actor,
        name=request.POST.get("name", ""),
        query=request.POST.get("query", ""),
        for_all=bool(request.POST.get("for_all")),
        now=desk.now,
    )
    answers.note(request, _("Saved as “%(name)s”.") % {"name": kept.name})
    return redirect(searching.address(desk, View.ALL, kept.query))


@require_POST
@at_desk
def change(request: HttpRequest, desk: Desk, view_id: int) -> HttpResponse:
    """Another name, or another search."""
    kept = saved.view_of(desk.brand.pk, desk.user.pk, view_id)
    name, query = request.POST.get("name", ""), request.POST.get("query", kept.query)
    saved_views.change_view(by=desk.actor, view=kept, name=name, query=query, now=desk.now)
    return answers.done(request, _("It is called “%(name)s” now.") % {"name": kept.name})


@require_POST
@at_desk
def share(request: HttpRequest, desk: Desk, view_id: int) -> HttpResponse:
    """The brand's, or one's own."""
    kept = saved.view_of(desk.brand.pk, desk.user.pk, view_id)
    for_all = bool(request.POST.get("for_all"))
    saved_views.share_view(by=desk.actor, view=kept, for_all=for_all, now=desk.now)
    return answers.done(request, _("Everybody has it now.") if for_all else _("It is yours alone."))


@require_POST
@at_desk
def move(request: HttpRequest, desk: Desk, view_id: int) -> HttpResponse:
    """One place up or down."""
    kept = saved.view_of(desk.brand.pk, desk.user.pk, view_id)
    by = request.POST.get("by", "")
    if by not in {"-1", "1"}:
        raise Invalid(by=by)
    kind = [
        each.pk
        for each in saved.views_for(desk.brand.pk, desk.user.pk)
        if each.owner_id == kept.owner_id
    ]
    to = kind.index(kept.pk) + int(by)
    saved_views.move_view(by=desk.actor, view=kept, to=to, now=desk.now)
    return answers.done(request, _("Moved."))


@require_POST
@at_desk
def delete(request: HttpRequest, desk: Desk, view_id: int) -> HttpResponse:
    """Forget it; the search stays in the address."""
    kept = saved.view_of(desk.brand.pk, desk.user.pk, view_id)
    saved_views.delete_view(by=desk.actor, view=kept, now=desk.now)
    return answers.done(request, _("“%(name)s” is deleted.") % {"name": kept.name})
