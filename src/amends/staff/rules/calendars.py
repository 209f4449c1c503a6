"""The public holidays of countries and their parts, from the `holidays` package. Pure: tables, no clock."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from datetime import date
from types import ModuleType
from typing import Any

from amends.refusals import Refusal

#: What people read who read none of a country's own languages.
_ENGLISH = "en_US"
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


class NoSuchCalendar(Refusal):
    """There is no calendar of public holidays for this country, part or year."""

    code = "no-such-calendar"


@dataclass(frozen=True, slots=True)
class Place:
    """A country, or a part of one: its code and what it is called."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class PublicHoliday:
    """A day and what it is called there."""

    day: date
    name: str


@functools.cache
def countries() -> tuple[Place, ...]:
    """The countries that have a calendar, by name; codes of two letters."""
    registry = _package().registry.COUNTRIES
    places = (Place(each[1], _HUMP.sub(" ", each[0])) for each in registry.values())
    return tuple(sorted(places, key=lambda place: place.name))


@functools.cache
def parts(country: str) -> tuple[Place, ...]:
    """A country's parts that have holidays of their own, by name. Raises NoSuchCalendar."""
    calendar = _calendar(country)
    names = {code: name for name, code in calendar.subdivisions_aliases.items()}
    places = (Place(code, names.get(code, code)) for code in calendar.subdivisions)
    return tuple(sorted(places, key=lambda place: place.name))


def public_holidays(country: str, part: str, year: int) -> list[PublicHoliday]:
    """A year's public holidays in their order; ``part`` may be empty. Raises NoSuchCalendar."""
    if part and part not in {each.code for each in parts(country)}:
        raise NoSuchCalendar
    language = _ENGLISH if _ENGLISH in _calendar(country).supported_languages else None
    found = _package().country_holidays(country, subdiv=part or None, years=year, language=language)
    return [PublicHoliday(day, name) for day, name in sorted(found.items())]


def _calendar(country: str) -> Any:
    if country not in {place.code for place in countries()}:
        raise NoSuchCalendar
    return _package().country_holidays(country)


def _package() -> ModuleType:
    # 26 MB and half a second in every process, for a page that is opened once a year.
    import holidays  # noqa: PLC0415

    return holidays
