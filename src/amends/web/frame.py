"""What stands around every screen: places with their counts, the brake, alarms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from amends.inbox.queries import counts, views
from amends.inbox.queries.views import View
from amends.listening import queries as listening
from amends.outbox import queries as outbox
from amends.web.desk import Desk

_ICONS = {
    View.NEEDS_ANSWER: "inbox",
    View.MINE: "person",
    View.WAITING_CUSTOMER: "clock",
    View.WAITING_COLLEAGUE: "people",
    View.SNOOZED: "snooze",
    View.OPEN: "stack",
    View.CLOSED: "box",
}
_MOST_TAGS = 12
_MOST_ALARMS = 5
_MOST_COUNTED = 100
#: What a banner says of an alarm; a whole connection with its secrets is not read for it.
_ALARM = ("kind", "sentence", "connection_id", "connection__name")


@dataclass(frozen=True, slots=True)
class Place:
    """A view in the navigation."""

    view: View
    title: str
    icon: str
    count: int
    is_here: bool


def title_of(view: View) -> str:
    """A view's name."""
    return {
        View.NEEDS_ANSWER: _("Needs an answer"),
        View.MINE: _("Mine"),
        View.WAITING_CUSTOMER: _("Waiting on customer"),
        View.WAITING_COLLEAGUE: _("Waiting on a colleague"),
        View.SNOOZED: _("Snoozed"),
        View.OPEN: _("All open"),
        View.CLOSED: _("Closed"),
    }[view]


def around(desk: Desk, *, place: str, here: View | None = None) -> dict[str, Any]:
    """What the navigation and the banners show."""
    numbers = counts.counts(brand_id=desk.brand.pk, user_id=desk.user.pk)
    return {
        "desk": desk,
        "place": place,
        "here": here,
        "needs_answer": numbers.of(View.NEEDS_ANSWER),
        "views": [
            Place(view, title_of(view), _ICONS[view], numbers.of(view), view == here)
            for view in View
        ],
        "nav_tags": views.tags_of_brand(desk.brand.pk, limit=_MOST_TAGS),
        "brake": outbox.brake_of(desk.brand.pk) if outbox.is_braked(desk.brand.pk) else None,
        "alarms": list(listening.open_alarms(desk.brand.pk).values(*_ALARM)[:_MOST_ALARMS]),
        "quarantined": listening.quarantined(desk.brand.pk, up_to=_MOST_COUNTED),
    }
