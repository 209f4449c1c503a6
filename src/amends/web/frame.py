"""What stands around every screen: places with their counts, the brake, alarms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.inbox.queries import counts, saved
from amends.inbox.queries.views import View
from amends.inbox.rules.search import Filter, Query
from amends.inbox.rules.vocabulary import Is, Key
from amends.incidents.queries.look import open_incidents
from amends.listening import queries as listening
from amends.outbox import queries as outbox
from amends.planned import planned
from amends.trends.queries.found import count_open_spikes
from amends.web import searching
from amends.web.desk import Desk

_ICONS = {
    View.NEEDS_ANSWER: "inbox",
    View.MINE: "person",
    View.WAITING_CUSTOMER: "clock",
    View.WAITING_COLLEAGUE: "people",
    View.SNOOZED: "snooze",
    View.OPEN: "stack",
    View.CLOSED: "box",
    View.ASIDE: "hand",
    View.NOISE: "ok",
    View.ALL: "find",
}
_MOST_ALARMS = 5
_MOST_COUNTED = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A view in the navigation."""

    view: View
    title: str
    icon: str
    count: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved view in the navigation; ``count`` only where it is known without looking."""

    title: str
    url: str
    icon: str
    is_here: bool
    count: int = 0


_GIVEN = {
    saved.LATE: (gettext_noop("Late"), "clock"),
    saved.UNASSIGNED: (gettext_noop("Nobody’s"), "person"),
    saved.BAD_REVIEWS: (gettext_noop("Reviews, 1–3 stars"), "star"),
    saved.MENTIONS: (gettext_noop("Mentions me"), "note"),
}


_TITLES = {
    View.NEEDS_ANSWER: gettext_noop("Needs an answer"),
    View.MINE: gettext_noop("Mine"),
    View.WAITING_CUSTOMER: gettext_noop("Waiting on customer"),
    View.WAITING_COLLEAGUE: gettext_noop("Waiting on a colleague"),
    View.SNOOZED: gettext_noop("Snoozed"),
    View.OPEN: gettext_noop("All open"),
    View.CLOSED: gettext_noop("Closed"),
    View.ASIDE: gettext_noop("Spam and blocked"),
    View.NOISE: gettext_noop("Needs no answer"),
    View.ALL: gettext_noop("Everything"),
}


def title_of(view: View, *, is_search: bool = False) -> str:
    """A view's name; looking through everything for something is a search."""
    if view is View.ALL and is_search:
        return _("Search")
    return _(_TITLES[view])


def kept_views(desk: Desk, numbers: counts.Counts, query: str) -> list[Kept]:
    """The views that the desk offers, the brand's and this person's own."""
    given = [
        Kept(
            _(title),
            *_kept(desk, each.query, icon, query),
            numbers.late if each is saved.LATE else 0,
        )
        for each in saved.given(has_ratings=numbers.has_ratings)
        for title, icon in [_GIVEN[each]]
    ]
    own = [
        Kept(each.name, *_kept(desk, each.query, "tag" if each.is_own else "people", query))
        for each in numbers.kept
    ]
    return given + own


def _kept(desk: Desk, asked: str, icon: str, query: str) -> tuple[str, str, bool]:
    return searching.address(desk, View.ALL, asked), icon, asked == query


def _tagged(name: str) -> Query:
    """The open cases with a tag."""
    return Query(
        (Filter(Key.TAG, " ".join(name.replace('"', "").split())), Filter(Key.IS, Is.OPEN))
    )


def around(desk: Desk, *, place: str, here: View | None = None, query: str = "") -> dict[str, Any]:
    """What the navigation and the banners show; ``query``: the search that is open."""
    with planned():
        return _around(desk, place, here, query)


def _around(desk: Desk, place: str, here: View | None, query: str) -> dict[str, Any]:
    numbers = counts.counts(brand_id=desk.brand.pk, user_id=desk.user.pk, now=desk.now)
    gate = outbox.around(desk.brand.pk, desk.user.pk)
    troubles = listening.troubles(desk.brand.pk, alarms=_MOST_ALARMS, up_to=_MOST_COUNTED)
    return {
        "desk": desk,
        "place": place,
        "here": here,
        "needs_answer": numbers.of(View.NEEDS_ANSWER),
        "views": [
            Place(view, title_of(view), _ICONS[view], numbers.of(view), view == here and not query)
            for view in View
            if view is not View.ALL
        ],
        "kept_views": kept_views(desk, numbers, query if here is View.ALL else ""),
        "nav_tags": [
            Kept(name, *_kept(desk, str(_tagged(name)), "tag", query)) for name in numbers.tags
        ],
        "brake": outbox.brake_of(desk.brand.pk) if gate.is_braked else None,
        "brake_asks": list(outbox.brake_asks(desk.brand.pk)) if gate.is_asked else [],
        "to_approve": gate.to_approve,
        "incidents": open_incidents(desk.brand.pk),
        "spiking": count_open_spikes(desk.brand.pk),
        "alarms": troubles.alarms,
        "quarantined": troubles.quarantined,
    }
