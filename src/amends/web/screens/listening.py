"""What the brand listens for: its queries, written with a preview of what they would have found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.channels import registry
from amends.inbox.actions import brand_queries as actions
from amends.inbox.actions.brand_queries import Wanted
from amends.inbox.models import BrandQuery, QueryKind
from amends.inbox.queries import heard
from amends.inbox.queries.views import View
from amends.inbox.rules.matching import parse
from amends.inbox.rules.search import NOTHING, Filter
from amends.inbox.rules.vocabulary import Key
from amends.listening import queries as listening
from amends.refusals import NotFound, Refusal
from amends.staff.rules import Right
from amends.web import searching
from amends.web.desk import Desk, at_desk
from amends.web.screens.settings.pages import page, tried

_PLACE = "listening"
#: Shown at once; whoever has more finds one by its name or its words.
_MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A query as the list shows it, with what stands in its form."""

    query: BrandQuery
    form: str
    kind: str
    found_at: str


@require_safe
@at_desk
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All queries with what they found."""
    return _page(request, desk)


def _page(
    request: HttpRequest, desk: Desk, form: str = "", refusal: Refusal | None = None
) -> HttpResponse:
    wanted = request.GET.get("find", "")[:60].replace("\0", "").strip()
    known = heard.queries_of(desk.brand.pk)
    found = [query for query in known if _is_sought(query, wanted)]
    context = {
        "lines": [_line(desk, query) for query in found[:_MOST_SHOWN]],
        "hidden": max(0, len(found) - _MOST_SHOWN),
        "known": len(known),
        "wanted": wanted,
        "troubles": listening.search_troubles(desk.brand.pk),
        "ears": listening.ears(desk.brand.pk),
        "has_finder": len(known) > 12,
        "kinds": _kinds(),
        "examples": _examples(),
        "searched": [
            each.name for each in registry.channels().values() if each.capabilities.searches
        ],
        "may": desk.may(Right.MANAGE_INTAKE),
    }
    wrong = (form, refusal) if refusal else None
    return page(request, desk, _PLACE, "listening", context, wrong=wrong)


def _is_sought(query: BrandQuery, wanted: str) -> bool:
    return wanted.lower() in query.name.lower() or wanted.lower() in query.text.lower()


def _line(desk: Desk, query: BrandQuery) -> Line:
    search = NOTHING.including(Filter(Key.QUERY, query.name))
    return Line(
        query=query,
        form=f"query-{query.pk}",
        kind=_kinds()[query.kind],
        found_at=searching.address(desk, View.ALL, search),
    )


def _kinds() -> dict[str, str]:
    return {
        QueryKind.NAME: _("Our name"),
        QueryKind.PRODUCT: _("A product"),
        QueryKind.PERSON: _("A person"),
        QueryKind.TOPIC: _("A topic"),
        QueryKind.RIVAL: _("Another brand"),
    }


def _examples() -> list[dict[str, str]]:
    return [
        {"text": "northpost OR nordpost", "says": _("either word; also as a hashtag, in any case")},
        {"text": '"my parcel" late', "says": _("words next to each other, and another one")},
        {"text": "northpost -(job OR hiring)", "says": _("without these")},
        {"text": "northpost~", "says": _("the word and its misspellings")},
        {"text": "parcel*", "says": _("every word that begins so")},
        {"text": "#northpost @northpost", "says": _("a hashtag, a handle")},
        {"text": "paket lang:de country:at", "says": _("in a language, from a country")},
        {"text": "channel:mastodon -from:@ada", "says": _("on a network, not by somebody")},
        {"text": "northpost has:photo", "says": _("with a photo, attachment, link or rating")},
    ]


# -------------------------------------------------------------------------------- the preview


@require_POST
@at_desk
def preview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What a query would have found lately, while it is being written."""
    desk.actor.require(Right.MANAGE_INTAKE)
    typed = _wanted(request)
    context: dict[str, Any] = {"desk": desk}
    if typed.text.strip():
        try:
            parse(typed.text)
            asked = BrandQuery(text=typed.text, language=typed.language.lower().strip())
            asked.country = typed.country.upper().strip()
            found = heard.preview(desk.brand.pk, heard.node_of(asked))
            context |= {"preview": found, "where": _where(found)}
        except Refusal as refusal:
            context["wrong"] = refusal.sentence
    return render(request, "web/settings/_listening_preview.html", context)


def _where(found: heard.Preview) -> list[tuple[str, int]]:
    known = registry.channels()
    return [(known[slug].name if slug in known else slug, n) for slug, n in found.channels]


# -------------------------------------------------------------------------------- the changes


def _wanted(request: HttpRequest) -> Wanted:
    given = request.POST
    return Wanted(
        name=given.get("name", ""),
        text=given.get("text", ""),
        kind=given.get("kind", QueryKind.NAME),
        language=given.get("language", ""),
        country=given.get("country", ""),
        needs_answer="needs_answer" in given,
        searches="searches" in given,
    )


@require_POST
@at_desk
def add(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Listen for something more."""

    def deed() -> str:
        query = actions.add_query(by=desk.actor, wanted=_wanted(request), now=desk.now)
        return _("Amends listens for “%(name)s” from now on.") % {"name": query.name}

    return _tried(request, desk, "add", deed)


@require_POST
@at_desk
def change(request: HttpRequest, desk: Desk, query_id: int) -> HttpResponse:
    """Give a query other words, switch it off or on, or remove it."""
    query = heard.query_of(desk.brand.pk, query_id)
    verb = _VERBS.get(request.POST.get("do", ""))
    if verb is None:
        raise NotFound
    return _tried(request, desk, f"query-{query.pk}", partial(verb, request, desk, query))


def _tried(request: HttpRequest, desk: Desk, form: str, deed: Callable[[], str]) -> HttpResponse:
    again = partial(_page, request, desk, form)
    return tried(request, deed, back=(_PLACE, desk.brand.slug), again=again)


def _change(request: HttpRequest, desk: Desk, query: BrandQuery) -> str:
    actions.change_query(by=desk.actor, query=query, wanted=_wanted(request), now=desk.now)
    return _("“%(name)s” is changed; it holds for what comes in from now on.") % {
        "name": query.name
    }


def _pause(_request: HttpRequest, desk: Desk, query: BrandQuery) -> str:
    actions.switch_query(by=desk.actor, query=query, active=False, now=desk.now)
    return _("“%(name)s” is off; what it found stays.") % {"name": query.name}


def _resume(_request: HttpRequest, desk: Desk, query: BrandQuery) -> str:
    actions.switch_query(by=desk.actor, query=query, active=True, now=desk.now)
    return _("Amends listens for “%(name)s” again.") % {"name": query.name}


def _remove(_request: HttpRequest, desk: Desk, query: BrandQuery) -> str:
    name = query.name
    actions.remove_query(by=desk.actor, query=query, now=desk.now)
    return _("“%(name)s” is removed; the messages stay.") % {"name": name}


_VERBS: dict[str, Callable[[HttpRequest, Desk, BrandQuery], str]] = {
    "change": _change,
    "pause": _pause,
    "resume": _resume,
    "remove": _remove,
}
