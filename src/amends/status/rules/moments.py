"""Days, times, lengths and numbers as each language writes them. Pure.

Of our own and not Django's: its catalogue of a language costs more memory than all of these pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from amends.status.rules.sayings import Sayings


@dataclass(frozen=True, slots=True)
class _Way:
    months: tuple[str, ...]
    day: str = "{day} {month}"
    date: str = "{day} {month} {year}"
    month: str = "{month} {year}"
    comma: str = ","


def _months(names: str) -> tuple[str, ...]:
    return tuple(names.split())


_WAYS: Mapping[str, _Way] = {
    "en": _Way(
        _months(
            "January February March April May June July August September October November December"
        ),
        comma=".",
    ),
    "de": _Way(
        _months(
            "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
        ),
        "{day}. {month}",
        "{day}. {month} {year}",
    ),
    "fr": _Way(
        _months(
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
        )
    ),
    "es": _Way(
        _months(
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
        ),
        "{day} de {month}",
        "{day} de {month} de {year}",
        "{month} de {year}",
    ),
    "it": _Way(
        _months(
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
        )
    ),
    "nl": _Way(
        _months(
            "januari februari maart april mei juni juli augustus september oktober november december"
        )
    ),
    "pt": _Way(
        _months(
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
        ),
        "{day} de {month}",
        "{day} de {month} de {year}",
        "{month} de {year}",
    ),
}


def day_words(day: date, language: str, today: date) -> str:
    """``21 November``; with its year when that is not this one's."""
    way = _WAYS[language]
    pattern = way.day if day.year == today.year else way.date
    return pattern.format(day=day.day, month=way.months[day.month - 1], year=day.year)


def moment_words(at: datetime, language: str, today: date) -> str:
    """``21 November, 12:00``; ``at`` is in the page's zone already."""
    return f"{day_words(at.date(), language, today)}, {at:%H:%M}"


def month_words(day: date, language: str) -> str:
    """``November 2026``, as a heading."""
    way = _WAYS[language]
    words = way.month.format(month=way.months[day.month - 1], year=day.year)
    return words[0].upper() + words[1:]


def length_words(length: timedelta, say: Sayings) -> str:
    """``2 h 5 min``: the two units that count, at least a minute."""
    minutes = max(1, round(length.total_seconds() / 60))
    days, rest = divmod(minutes, 1440)
    hours, minutes = divmod(rest, 60)
    counted = [(say.days, days), (say.hours, hours), (say.minutes, minutes)]
    told = [unit.format(n=count) for unit, count in counted if count]
    return " ".join(told[:2])


def share_words(share: float, language: str) -> str:
    """``99.98``; never 100 when it was not whole."""
    shown = f"{min(share, 99.99):.2f}" if share < 100 else "100"
    return shown.replace(".", _WAYS[language].comma)
