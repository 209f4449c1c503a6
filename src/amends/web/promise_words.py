"""Promises as people type and read them, and what they come to in the hours of the brand."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from amends.inbox.queries.clocks import Clocks
from amends.inbox.rules.clocks import Promised
from amends.refusals import Invalid
from amends.staff.rules.hours import Hours, closing, due, is_open, next_opening
from amends.web import words

_FRIDAY = 4
_SPAN = re.compile(
    r"(?:(?P<hours>\d{1,4})\s*(?:h|hours?|std|:)\s*)?(?:(?P<minutes>\d{1,6})\s*(?:m|min|minutes?)?)?",
    re.IGNORECASE,
)


def minutes_in(text: str, field: str) -> int | None:
    """Minutes from "45 min", "4 h", "1 h 30", "1:30" or "90"; None for nothing. Raises Invalid."""
    tidy = text.strip()
    if not tidy:
        return None
    found = _SPAN.fullmatch(tidy)
    if found is None or not tidy.isascii():
        raise Invalid(_("Write a span such as 45 min, 4 h or 1 h 30."), field=field)
    return int(found["hours"] or 0) * 60 + int(found["minutes"] or 0)


def span(minutes: int | None) -> str:
    """A promise as it stands in its field; empty for none."""
    return "" if minutes is None else words.working(minutes)


def told(promised: Promised) -> str:
    """A promise in a few words."""
    if promised.first is None and promised.next is None:
        return _("No promise")
    first = words.working(promised.first) if promised.first is not None else _("no promise")
    later = words.working(promised.next) if promised.next is not None else _("no promise")
    return _("First answer: %(first)s · next: %(next)s") % {"first": first, "next": later}


def now_words(hours: Hours, now: datetime) -> str:
    """Whether the brand is open, and until when."""
    if is_open(now, hours):
        closes = closing(now, hours)
        if closes is None:
            return _("You answer around the clock.")
        return _("Open now, until %(at)s.") % {"at": words.upcoming(closes, now)}
    opens = next_opening(now, hours)
    if opens is None:
        return _("Closed, and not open on any of the next 400 days: no clock runs.")
    return _("Closed now; opens %(at)s.") % {"at": words.upcoming(opens, now)}


def examples(clocks: Clocks, now: datetime) -> list[str]:
    """What the brand's promises come to: for a question now, and for one on Friday just before closing."""
    promised = clocks.promised(None)
    found = []
    if promised.first is not None:
        found.append(_example(now, promised.first, clocks.hours, _("A first question now")))
        friday = _friday(clocks.hours, now)
        asked = _("A first question on %(at)s") % {
            "at": date_format(timezone.localtime(friday), "l H:i")
        }
        found.append(_example(friday, promised.first, clocks.hours, asked))
    return found


def _example(asked_at: datetime, minutes: int, hours: Hours, asked: str) -> str:
    answered = due(asked_at, minutes, hours)
    if answered is None:
        return _("%(asked)s has no time by which it is answered.") % {"asked": asked}
    by = date_format(timezone.localtime(answered), "l H:i")
    return _("%(asked)s is answered by %(by)s.") % {"asked": asked, "by": by}


def _friday(hours: Hours, now: datetime) -> datetime:
    """The coming Friday, ten minutes before its last closing; at ten to six when it never closes."""
    here = timezone.localtime(now)
    day = here.date() + timedelta(days=(_FRIDAY - here.weekday()) % 7 or 7)
    openings = hours.openings_on(day)
    if openings and not hours.is_always:
        return openings[-1][1] - timedelta(minutes=10)
    noon = here.replace(year=day.year, month=day.month, day=day.day)
    return noon.replace(hour=17, minute=50, second=0, microsecond=0)
