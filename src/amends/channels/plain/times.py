"""Times as sites and spreadsheets write them, read as aware times in UTC. Pure."""

from __future__ import annotations

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


def by_pattern(text: str, pattern: str, now: datetime, zone: tzinfo = UTC) -> datetime:
    """A time by a `strptime` pattern. Raises `NoTime`."""
    words = " ".join(text.split())
    try:
        moment = datetime.strptime(words, pattern)  # noqa: DTZ007 - its zone is given beside it
    except ValueError:
        raise NoTime(f"“{words[:40]}” is no time of this form.") from None
    return _sensible(moment if moment.tzinfo else moment.replace(tzinfo=zone), now)


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
