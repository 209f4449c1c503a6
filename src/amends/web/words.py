"""How moments, ages and numbers are said on the screens. Pure: the present is handed in."""

from __future__ import annotations

import enum
from datetime import datetime, timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Urgency(enum.StrEnum):
    """How a waiting time is coloured."""

    OK = "ok"
    SOON = "soon"
    LATE = "late"


def lasting(span: timedelta) -> str:
    """A span as a person says it: "4 min", "2 h 40", "3 days"."""
    if span < MINUTE:
        return _("just now")
    if span < HOUR:
        return _("%(minutes)d min") % {"minutes": span // MINUTE}
    if span < DAY:
        hours, minutes = span // HOUR, (span % HOUR) // MINUTE
        if span >= 10 * HOUR or not minutes:
            return _("%(hours)d h") % {"hours": hours}
        return _("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": minutes}
    days = span // DAY
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


def moment(at: datetime, now: datetime) -> str:
    """A moment in the current time zone, as far away as it is: "13:41", "Tue 13:41", "3 Nov 13:41"."""
    there, here = timezone.localtime(at), timezone.localtime(now)
    days = abs((here.date() - there.date()).days)
    if days == 0:
        return f"{there:%H:%M}"
    if days < 7:
        return formats.date_format(there, "D H:i")
    return formats.date_format(there, "j M H:i" if there.year == here.year else "j M Y H:i")


def upcoming(at: datetime, now: datetime) -> str:
    """A moment to come in the current time zone: "13:41", "tomorrow 13:41", "Tue 13:41", "3 Nov 13:41"."""
    there, here = timezone.localtime(at), timezone.localtime(now)
    if there.date() == here.date() + DAY:
        return _("tomorrow %(time)s") % {"time": f"{there:%H:%M}"}
    return moment(at, now)


def working(minutes: int) -> str:
    """A promise as a person says it: "10 min", "1 h", "2 h 30"; never days, for whose are those?"""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": rest}


def day(at: datetime, now: datetime) -> str:
    """A day in the current time zone: "Today", "Yesterday", "Tuesday 3 November"."""
    there, here = timezone.localtime(at).date(), timezone.localtime(now).date()
    if there == here:
        return _("Today")
    if there == here - DAY:
        return _("Yesterday")
    return formats.date_format(there, "l j F" if there.year == here.year else "l j F Y")


def date(at: datetime, now: datetime) -> str:
    """A day long gone, in the current time zone: "3 March", of another year "3 March 2025"."""
    there, here = timezone.localtime(at).date(), timezone.localtime(now).date()
    return formats.date_format(there, "j F" if there.year == here.year else "j F Y")


def short(number: int) -> str:
    """A large number in little space: 950, 18.4k, 1.2m."""
    for size, letter in ((1_000_000, "m"), (1_000, "k")):
        if number >= size:
            return f"{number / size:.1f}".removesuffix(".0") + letter
    return str(number)


def size(octets: int) -> str:
    """A file's size: "12 kB", "3.4 MB"."""
    if octets >= 1_000_000:
        return f"{octets / 1_000_000:.1f} MB"
    return f"{max(1, round(octets / 1_000))} kB"


def initials(name: str) -> str:
    """One or two letters for a face, whatever the name is made of."""
    words = [word for word in name.replace("@", " ").replace(".", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    if len(words) == 1:
        return words[0][:2].upper()
    return (words[0][0] + words[1][0]).upper()


def stars(rating: int) -> str:
    """A rating of one to five in stars."""
    full = max(0, min(5, rating))
    return "★" * full + "☆" * (5 - full)


def local_input(at: datetime) -> str:
    """A moment in the current time zone, to the minute, as a date and time field holds it."""
    return f"{timezone.localtime(at):%Y-%m-%dT%H:%M}"
