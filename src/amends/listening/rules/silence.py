"""When a connection's silence is longer than its own traffic explains. Pure.

The pattern is learned from deliveries an hour over the last four weeks: a rate for each hour of the local
week, pulled towards the same hour of other weekdays (or of the weekend) because four observations are few,
and one spread (negative binomial: real traffic comes in bursts). A silence's *surprise* is minus the
logarithm of the probability that so much time passes without a delivery. It is unusual when it is both

* above what a month of this connection's traffic would show by chance once in ten months, and
* half as much again as the most surprising silence of the four weeks themselves (which bounds false alarms
  whatever shape the traffic has), but never more than three times the first, so that one long outage in the
  history cannot deafen the alarm for the next.

If the hours just before the silence were already slower than the pattern (a public holiday), the silence
is measured against that slower pace.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

HOUR = timedelta(hours=1)
HISTORY = timedelta(weeks=4)
SLOTS = 168
#: Below this there is no pattern to speak of: two weeks, fifty deliveries, on seven days at least.
LEAST_SPAN = timedelta(days=14)
LEAST_DELIVERIES = 50
LEAST_DAYS = 7

_FALSE_ALARMS_A_MONTH = 0.1
_ABOVE_THE_WORST = 1.5
_AT_MOST = 3.0
_PRIOR_WEIGHT = 2.0
#: An in-sample rate follows its own noise; the residuals are this much too small.
_FITTED = 1.25
_LEAST_SPREAD, _MOST_SPREAD = 0.2, 20.0
_LEAST_RATE = 0.001
#: The recent pace is read from as many hours as should have brought this many deliveries.
_PACE_SAMPLE = 20.0
_PACE_PRIOR = 3.0
_SLOWEST_PACE = 0.1


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a connection's week looks like: ``rates`` an hour, from Monday 00:00 local time."""

    zone: ZoneInfo
    rates: tuple[float, ...]
    spread: float
    #: The surprise (in nats) beyond which a silence is unusual.
    bound: float


@dataclass(frozen=True, slots=True)
class Silence:
    """One silence, measured: what should have come meanwhile, and how surprising it is that nothing did."""

    expected: float
    surprise: float
    is_unusual: bool


def learn(counts: Mapping[datetime, int], zone: ZoneInfo) -> Pattern | None:
    """The pattern in ``counts``: deliveries by the hour's beginning (UTC), for whole hours only.

    Hours in which we could not hear must be missing, hours without a delivery must be there as 0.
    None when there is not enough to learn from.
    """
    if not _is_enough(counts):
        return None
    capped = _cap(counts)
    rates = _rates(capped, zone)
    spread = _spread(capped, rates, zone)
    deliveries = sum(counts.values())
    floor = math.log(max(deliveries, LEAST_DELIVERIES) / _FALSE_ALARMS_A_MONTH)
    worst = _worst(counts, rates, spread, zone)
    bound = min(max(floor, _ABOVE_THE_WORST * worst), _AT_MOST * floor)
    return Pattern(zone, rates, spread, bound)


def measure(
    pattern: Pattern, counts: Mapping[datetime, int], *, last: datetime, now: datetime
) -> Silence:
    """How unusual it is that nothing has come between ``last`` and ``now``.

    ``counts``: as for `learn`, with the hour of ``last`` itself counted so far.
    """
    pace = _pace(pattern, counts, last)
    expected = surprise = 0.0
    for hour, part in _hours(last, now):
        rate = pattern.rates[_slot(hour, pattern.zone)] * part * pace
        expected += rate
        surprise += pattern.spread * math.log1p(rate / pattern.spread)
    return Silence(expected, surprise, surprise > pattern.bound)


def _is_enough(counts: Mapping[datetime, int]) -> bool:
    if not counts or max(counts) - min(counts) + HOUR < LEAST_SPAN:
        return False
    days = {hour.date() for hour, count in counts.items() if count}
    return sum(counts.values()) >= LEAST_DELIVERIES and len(days) >= LEAST_DAYS


def _cap(counts: Mapping[datetime, int]) -> dict[datetime, int]:
    """The counts with storms cut down, which would make their hour look busy for four weeks."""
    ordered = sorted(counts.values())
    cap = 2 * ordered[int(0.95 * (len(ordered) - 1))] + 3
    return {hour: min(count, cap) for hour, count in counts.items()}


def _slot(hour: datetime, zone: ZoneInfo) -> int:
    local = hour.astimezone(zone)
    return local.weekday() * 24 + local.hour


def _group(slot: int) -> int:
    """The slots that are alike: the same hour of all weekdays, or of both days of the weekend."""
    return slot % 24 + (24 if slot >= 120 else 0)


def _rates(counts: Mapping[datetime, int], zone: ZoneInfo) -> tuple[float, ...]:
    came, hours = [0.0] * SLOTS, [0] * SLOTS
    group_came, group_hours = [0.0] * 48, [0] * 48
    for hour, count in counts.items():
        slot = _slot(hour, zone)
        came[slot] += count
        hours[slot] += 1
        group_came[_group(slot)] += count
        group_hours[_group(slot)] += 1
    prior = [c / n if n else 0.0 for c, n in zip(group_came, group_hours, strict=True)]
    return tuple(
        max(
            (came[slot] + _PRIOR_WEIGHT * prior[_group(slot)]) / (hours[slot] + _PRIOR_WEIGHT),
            _LEAST_RATE,
        )
        for slot in range(SLOTS)
    )


def _spread(counts: Mapping[datetime, int], rates: tuple[float, ...], zone: ZoneInfo) -> float:
    """The negative binomial's size, by moments: small for bursts, large for a steady trickle."""
    squares = excess = 0.0
    for hour, count in counts.items():
        rate = rates[_slot(hour, zone)]
        squares += rate * rate
        excess += _FITTED * (count - rate) ** 2 - rate
    if excess <= 0:
        return _MOST_SPREAD
    return min(max(squares / excess, _LEAST_SPREAD), _MOST_SPREAD)


def _worst(
    counts: Mapping[datetime, int], rates: tuple[float, ...], spread: float, zone: ZoneInfo
) -> float:
    """The surprise of the longest run of empty hours that was followed by a delivery."""
    worst = run = 0.0
    for hour in sorted(counts):
        rate = rates[_slot(hour, zone)]
        if counts[hour]:
            # The silence reached into the hour that ended it, on average about half of it.
            worst = max(worst, run + spread * math.log1p(rate / 2 / spread)) if run else worst
            run = 0.0
        else:
            run += spread * math.log1p(rate / spread)
    return worst


def _pace(pattern: Pattern, counts: Mapping[datetime, int], last: datetime) -> float:
    """How fast things came before ``last``, as a share of the pattern: 1 or less."""
    came = expected = 0.0
    hour = last.replace(minute=0, second=0, microsecond=0)
    part = (last - hour) / HOUR
    oldest = min(counts, default=hour)
    while expected < _PACE_SAMPLE and hour >= oldest:
        if hour in counts:
            came += counts[hour]
            expected += pattern.rates[_slot(hour, pattern.zone)] * part
        hour, part = hour - HOUR, 1.0
    return min(1.0, max(_SLOWEST_PACE, (came + _PACE_PRIOR) / (expected + _PACE_PRIOR)))


def _hours(begin: datetime, end: datetime) -> Iterator[tuple[datetime, float]]:
    """Each hour between two moments with the part of it that lies between them."""
    hour = begin.replace(minute=0, second=0, microsecond=0)
    while hour < end:
        yield hour, (min(end, hour + HOUR) - max(begin, hour)) / HOUR
        hour += HOUR
