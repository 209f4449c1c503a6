"""When an answer may leave later: moments that people mean, in the brand's working time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from amends.refusals import Invalid
from amends.staff.rules.hours import Hours, next_opening

#: Who plans further ahead than this writes an appointment, not an answer.
FURTHEST = timedelta(days=90)
_MORNING = 9


@dataclass(frozen=True, slots=True)
class Choice:
    """A moment that is offered."""

    words: str
    at: datetime


def choices(now: datetime, hours: Hours) -> tuple[Choice, ...]:
    """What is offered at ``now``: in an hour, the next working morning, and Monday where that is later."""
    tomorrow = _morning(now, 1, hours)
    found = [Choice(_("In an hour"), now + timedelta(hours=1))]
    is_tomorrow = _is_tomorrow(tomorrow, now)
    said = _("Tomorrow morning") if is_tomorrow else _("Next working morning")
    found.append(Choice(said, tomorrow))
    monday = _morning(now, (7 - timezone.localtime(now).weekday()) or 7, hours)
    if monday > tomorrow:
        found.append(Choice(_("Monday morning"), monday))
    return tuple(found)


def _morning(now: datetime, days: int, hours: Hours) -> datetime:
    """The first working moment of the day so many days ahead, nine o'clock where work never rests."""
    day = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    day += timedelta(days=days)
    if hours.is_always:
        return day.replace(hour=_MORNING)
    return next_opening(day, hours) or day.replace(hour=_MORNING)


def _is_tomorrow(at: datetime, now: datetime) -> bool:
    return timezone.localtime(at).date() - timezone.localtime(now).date() == timedelta(days=1)


def chosen(text: str, now: datetime) -> datetime | None:
    """The moment that a form chose, None for at once. Local times are the brand's. Raises `Invalid`."""
    if not text:
        return None
    try:
        at = parse_datetime(text)
    except ValueError:
        at = None
    if at is None:
        raise Invalid(_("Choose a day and a time."), field="at")
    at = at if timezone.is_aware(at) else timezone.make_aware(at)
    if not now < at <= now + FURTHEST:
        raise Invalid(_("Choose a time from now on, within 90 days."), field="at")
    return at
