"""Working time: when a brand answers, and how much of that lies between two moments. Pure.

A local day is a few spans of minutes, 0 to 1440. Each edge of a span is the first instant at which the
zone's clock shows that time or a later one. So hours hold when the clock jumps over an edge (it opens at
the jump), an hour that comes twice is worked twice within a span, and spans that touch never leave a gap
or overlap. What is counted in between is real time.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from amends.refusals import Refusal

MINUTES_A_DAY = 1440
#: Who opens on none of so many days in a row does not open.
LOOKS_AHEAD = timedelta(days=400)

#: From the one minute of the local day until the other.
Span = tuple[int, int]
#: From the one instant until the other, in UTC.
Opening = tuple[datetime, datetime]

ALL_DAY: tuple[Span, ...] = ((0, MINUTES_A_DAY),)
ALWAYS: tuple[tuple[Span, ...], ...] = (ALL_DAY,) * 7

_DAY = timedelta(days=1)
_NOTHING = timedelta()


class UnknownZone(Refusal):
    """Choose a time zone from the list."""

    code = "unknown-zone"


class ImpossibleSpan(Refusal):
    """Hours begin before they end, within one day; hours over midnight are two: until 24:00 and from 0:00."""

    code = "impossible-span"


class OverlappingSpans(Refusal):
    """Two of these hours on one day overlap; make one of them."""

    code = "overlapping-spans"


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody works: the week from Monday, and the days that differ from their weekday.

    ``days``: no span means closed on that day. Make it with `hours_in`, which checks.
    """

    zone: str = "UTC"
    week: tuple[tuple[Span, ...], ...] = ALWAYS
    days: tuple[tuple[date, tuple[Span, ...]], ...] = ()
    _openings: dict[date, tuple[Opening, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def is_always(self) -> bool:
        """Whether they never close."""
        return self.week == ALWAYS and not self.days

    def openings_on(self, day: date) -> tuple[Opening, ...]:
        """The openings that begin on a local day, in order; remembered, for a batch asks for few days."""
        known = self._openings.get(day)
        if known is None:
            known = self._openings[day] = _openings_on(self, day)
        return known

    def local_date(self, at: datetime) -> date:
        """The day that the zone's calendar shows at an instant."""
        return at.astimezone(_zone(self.zone)).date()


def hours_in(
    zone: str,
    week: Mapping[int, Iterable[Span]] | None = None,
    days: Mapping[date, Iterable[Span]] | None = None,
) -> Hours:
    """Hours by weekday (0 is Monday) and by day; no spans in the whole week: around the clock.

    Raises ImpossibleSpan, OverlappingSpans. Whether the zone is one is `require_zone`'s.
    """
    spans = tuple(tidy((week or {}).get(weekday, ())) for weekday in range(7))
    exceptions = tuple((day, tidy(those)) for day, those in sorted((days or {}).items()))
    return Hours(zone=zone, week=spans if any(spans) else ALWAYS, days=exceptions)


def require_zone(zone: str) -> None:
    """Raises UnknownZone for what is no IANA zone."""
    if zone not in available_zones():
        raise UnknownZone


@functools.cache
def available_zones() -> frozenset[str]:
    """The zones this machine knows; without the file-name-like ones that name no place."""
    return frozenset(
        zone
        for zone in available_timezones()
        if zone == "UTC" or ("/" in zone and not zone.startswith(("Etc/", "SystemV/")))
    ) | {"Etc/UTC"}


def tidy(spans: Iterable[Span]) -> tuple[Span, ...]:
    """A day's spans in order, those that touch as one. Raises ImpossibleSpan, OverlappingSpans."""
    kept: list[Span] = []
    for starts, ends in sorted(spans):
        if not 0 <= starts < ends <= MINUTES_A_DAY:
            raise ImpossibleSpan
        if kept and starts < kept[-1][1]:
            raise OverlappingSpans
        if kept and starts == kept[-1][1]:
            kept[-1] = (kept[-1][0], ends)
        else:
            kept.append((starts, ends))
    return tuple(kept)


# ----------------------------------------------------------------------------- what is asked


def due(start: datetime, minutes: int, hours: Hours) -> datetime | None:
    """The first instant by which ``minutes`` of working time have passed since ``start``, in UTC.

    None when there are not that many: nobody opens on any of 400 days in a row. No minutes: ``start``.
    """
    start = start.astimezone(UTC)
    left = timedelta(minutes=minutes)
    if hours.is_always or not left:
        return start + left
    for opens, closes in openings(start, hours):
        begins = max(opens, start)
        if begins + left <= closes:
            return begins + left
        left -= closes - begins
    return None


def worked(since: datetime, until: datetime, hours: Hours) -> timedelta:
    """The working time between two instants; none when ``until`` is not later."""
    since, until = since.astimezone(UTC), until.astimezone(UTC)
    if until <= since:
        return _NOTHING
    if hours.is_always:
        return until - since
    total = _NOTHING
    for opens, closes in openings(since, hours):
        if opens >= until:
            break
        total += min(closes, until) - max(opens, since)
    return total


def is_open(at: datetime, hours: Hours) -> bool:
    """Whether it is working time: from the instant of opening to just before that of closing."""
    at = at.astimezone(UTC)
    return hours.is_always or next_opening(at, hours) == at


def next_opening(at: datetime, hours: Hours) -> datetime | None:
    """The first instant of working time at or after ``at``, in UTC; None when nobody opens in 400 days."""
    at = at.astimezone(UTC)
    if hours.is_always:
        return at
    opening = next(openings(at, hours), None)
    return None if opening is None else max(opening[0], at)


def closing(at: datetime, hours: Hours) -> datetime | None:
    """When the opening that an instant lies in ends, in UTC; None when closed, or with no end in sight.

    Openings that touch, as at midnight, are one. Looks at most eight days ahead.
    """
    at = at.astimezone(UTC)
    if hours.is_always or not is_open(at, hours):
        return None
    ends, furthest = at, at + 8 * _DAY
    for opens, closes in openings(at, hours):
        if opens > ends:
            return ends
        ends = closes
        if ends > furthest:
            return None
    return ends


def openings(after: datetime, hours: Hours) -> Iterator[Opening]:
    """The openings that end after an instant, in order; ends after 400 days without any."""
    day = hours.local_date(after)
    last = after
    while True:
        for opening in hours.openings_on(day):
            if opening[1] > after:
                last = opening[1]
                yield opening
        day += _DAY
        if day > last.date() + LOOKS_AHEAD:
            return


# ------------------------------------------------------------------------- the clock on the wall


def _openings_on(hours: Hours, day: date) -> tuple[Opening, ...]:
    spans = dict(hours.days).get(day, hours.week[day.weekday()])
    place = _zone(hours.zone)
    edges = ((_first(place, day, starts), _first(place, day, ends)) for starts, ends in spans)
    # A span that the clock jumps over altogether is none.
    return tuple((opens, closes) for opens, closes in edges if opens < closes)


def _first(place: ZoneInfo, day: date, minute: int) -> datetime:
    """The first instant at which the clock there shows that minute of the day, or a later one."""
    shown = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)
    at = shown.replace(tzinfo=place).astimezone(UTC)
    if at.astimezone(place).replace(tzinfo=None) == shown:
        return at
    return _jump(shown.replace(tzinfo=place, fold=1).astimezone(UTC), at, place)


def _jump(before: datetime, after: datetime, place: ZoneInfo) -> datetime:
    """The instant between these two at which the zone's clock jumps, to the second."""
    was = before.astimezone(place).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle.astimezone(place).utcoffset() == was:
            before = middle
        else:
            after = middle
    return after


@functools.cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
