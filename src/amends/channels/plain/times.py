"""Times as sites and spreadsheets write them, read as aware times in UTC. Pure."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime

#: Clocks of sites run ahead a little; what lies further ahead was not said yet, so we take our own time.
_AHEAD = timedelta(days=1)
_EARLIEST = 1990

_UNITS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "mo": timedelta(days=30),
    "y": timedelta(days=365),
}
_AGO = re.compile(
    r"^(?:about |almost |over )?(a|an|\d{1,4})\s*"
    r"(second|sec|s|minute|min|m|hour|hr|h|day|d|week|wk|w|month|mo|year|yr|y)s?\s+ago$"
)
_DAYS = {"just now": 0, "now": 0, "today": 0, "yesterday": 1}


class NoTime(ValueError):
    """This is no time that we can read."""


def read(text: str, now: datetime, zone: tzinfo = UTC) -> datetime:
    """ISO 8601, mail dates, or words like ``3 hours ago`` as seen at ``now``; without an offset: in ``zone``.

    Raises `NoTime`.
    """
    words = " ".join(text.split())
    for found in _readings(words, now):
        moment = found if found.tzinfo else found.replace(tzinfo=zone)
        return _sensible(moment, now)
    raise NoTime(f"“{words[:40]}” is no time.")


class Form(enum.StrEnum):
    """How a spreadsheet writes its times."""

    WORDS = "words"
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    UNIX = "unix"


_NUMBERS = re.compile(
    r"^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})"
    r"(?:[,T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]m)?)?$",
    re.IGNORECASE,
)
_CENTURY, _NOON = 2000, 12


def by_form(text: str, form: Form, now: datetime, zone: tzinfo = UTC) -> datetime:
    """A time as a spreadsheet of this form writes it. Raises `NoTime`."""
    words = " ".join(text.split())
    if form is Form.WORDS:
        return read(words, now, zone)
    try:
        if form is Form.UNIX:
            return _sensible(datetime.fromtimestamp(float(words), UTC), now)
        return _sensible(_in_numbers(words, form, zone), now)
    except (ValueError, OverflowError, OSError):
        raise NoTime(f"“{words[:40]}” is no time of this form.") from None


def _in_numbers(words: str, form: Form, zone: tzinfo) -> datetime:
    found = _NUMBERS.match(words)
    if found is None:
        raise ValueError(words)
    first, second, year, hour, minute, tick, half = found.groups()
    day, month = (first, second) if form is Form.DAY_FIRST else (second, first)
    hours = int(hour or 0)
    if half:
        hours = hours % _NOON + (_NOON if half.lower() == "pm" else 0)
    whole = int(year) + (_CENTURY if len(year) == 2 else 0)
    clock = (hours, int(minute or 0), int(tick or 0))
    return datetime(whole, int(month), int(day), *clock, tzinfo=zone)


def _readings(words: str, now: datetime) -> Iterator[datetime]:
    with suppress(ValueError):
        yield datetime.fromisoformat(words)
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        yield parsedate_to_datetime(words)
    yield from _relative(words.lower(), now)


def _relative(words: str, now: datetime) -> Iterator[datetime]:
    if words in _DAYS:
        yield now - timedelta(days=_DAYS[words])
    if found := _AGO.match(words):
        count = 1 if found[1] in {"a", "an"} else int(found[1])
        yield now - count * _UNITS[_unit(found[2])]


def _unit(name: str) -> str:
    return "mo" if name.startswith("mo") else name[0]


def _sensible(moment: datetime, now: datetime) -> datetime:
    try:
        found = moment.astimezone(UTC)
    except (OverflowError, ValueError):
        raise NoTime("This time is out of range.") from None
    if found.year < _EARLIEST:
        raise NoTime(f"Nobody wrote here in {found.year}.")
    return found if found <= now + _AHEAD else now.astimezone(UTC)
