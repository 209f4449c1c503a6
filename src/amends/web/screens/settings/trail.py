"""The audit trail: who did what, when; read only, and its chain checked at a press."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.audit import queries
from amends.audit.models import Entry
from amends.audit.queries import Sought
from amends.refusals import Invalid
from amends.staff import queries as staff
from amends.staff.rules import Right
from amends.web.desk import Desk, at_desk
from amends.web.dialogs import number_in
from amends.web.screens.settings.pages import page

_PAGE = 50
_DAY = timedelta(days=1)
#: Those in which a day has a beginning and an end in every zone.
_YEARS = range(1970, 9999)


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as it is read: ``what`` and ``whose`` are its own words, without their marks."""

    entry: Entry
    room: str
    what: str
    facts: tuple[tuple[str, str], ...]

    @property
    def who(self) -> str:
        """Who did it."""
        return self.entry.by.name if self.entry.by else _("Amends")


@require_safe
@at_desk
def trail(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A page of the trail, newest first, of whom and what and when somebody looks for."""
    desk.actor.require(Right.MANAGE_STAFF)
    return _page(request, desk)


@require_POST
@at_desk
def verify(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Check that nobody touched the brand's chain; every entry is read for it."""
    desk.actor.require(Right.MANAGE_STAFF)
    return _page(request, desk, checked=True)


def _page(request: HttpRequest, desk: Desk, *, checked: bool = False) -> HttpResponse:
    given = request.GET
    sought = _sought(desk, given.get("who", ""), given.get("what", ""))
    sought = _between(sought, given.get("since", ""), given.get("until", ""))
    before = given.get("before", "")
    found = queries.entries(sought, before=number_in(before) if before else None, limit=_PAGE + 1)
    known = queries.actions_of(desk.brand.pk)
    context = {
        "lines": [_line(entry) for entry in found[:_PAGE]],
        "following": _following(request, found),
        "people": staff.staff_of(desk.brand.pk),
        "actions": [(each, _words(each)) for each in known],
        "asked": given,
        "length": queries.length(desk.brand.pk),
        "checked": checked,
        "findings": queries.verify(desk.brand.pk) if checked else [],
    }
    return page(request, desk, "trail", "trail", context)


def _sought(desk: Desk, who: str, what: str) -> Sought:
    by_id = number_in(who) if who else None
    return Sought(desk.brand.pk, by_id, what.replace("\0", "")[:80])


def _between(sought: Sought, since: str, until: str) -> Sought:
    first, last = _day(since), _day(until)
    end = last + _DAY if last else None
    return Sought(sought.brand_id, sought.by_id, sought.action, first, end)


def _day(text: str) -> datetime | None:
    """The beginning of a day in the brand's time."""
    if not text:
        return None
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None or day.year not in _YEARS:
        raise Invalid(_("This is not a date."))
    return timezone.make_aware(datetime.combine(day, time()))


def _following(request: HttpRequest, found: list[Entry]) -> str:
    if len(found) <= _PAGE:
        return ""
    kept = {key: value for key, value in request.GET.items() if key != "before" and value}
    return "?" + urlencode({**kept, "before": found[_PAGE - 1].position})


def _line(entry: Entry) -> Line:
    facts = tuple(
        (str(key).replace("_", " "), _told(value))
        for key, value in entry.facts.items()
        if value not in (None, "", [], {})
    )
    return Line(entry, entry.action.partition(".")[0], _words(entry.action), facts)


def _words(action: str) -> str:
    """An action's own name as words: ``staff.change_role`` is "Change role"."""
    return action.partition(".")[2].replace("_", " ").capitalize() or action


def _told(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_told(each)}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(map(_told, value))
    return str(value)
