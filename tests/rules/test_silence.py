"""The alarm of silence, on generated traffic.

Eight weeks of deliveries are drawn for each shape; the rule learns from the four weeks before each day and
watches the last four. Measured over 12 months and 36 outages of each shape, each outage beginning at a
random delivery (so at night and before weekends as well):

| traffic                              | false alarms a month | delay, median / longest | missing by then |
|--------------------------------------|----------------------|-------------------------|-----------------|
| business hours, 40 an hour           | 0.00                 | 0.5 h / 11 h (a night)  | 19              |
| business hours, 14 an hour           | 0.00                 | 1.5 h / 20 h            | 18              |
| the same in bursts (spread 2)        | 0.00                 | 3 h / 16 h              | 32              |
| the same, days differing as well     | 0.08                 | 2.5 h / 17 h            | 27              |
| 14 an hour, three public holidays    | 0.50                 | 4 h / 26 h              | 26              |
| day and evening, 10 an hour, storms  | 0.25                 | 3 h / 11 h              | 26              |
| business hours, 2 an hour            | 0.25                 | 18 h / 62 h (a weekend) | 10              |
| business hours, one in two hours     | 0.08                 | 46 h / 92 h             | 8               |
| day and evening, one in five hours   | 0.00                 | 53 h / 95 h             | 7               |
"""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from amends.listening.rules import silence

BERLIN = ZoneInfo("Europe/Berlin")
#: Summer time begins within the watched weeks.
START = datetime(2026, 3, 2, tzinfo=UTC)
WATCHED = START + timedelta(weeks=4)
SUNDAY = date(2026, 3, 8)

Shape = Callable[[datetime], float]


def office(local: datetime) -> float:
    if local.weekday() < 5 and 8 <= local.hour < 18:
        return 1.0
    return 0.15 if 7 <= local.hour < 22 else 0.01


def daytime(local: datetime) -> float:
    return 1.0 if 7 <= local.hour < 23 else 0.08


def deliveries(
    seed: int,
    shape: Shape,
    peak: float,
    *,
    bursts: float = 0.0,
    storms: bool = False,
    holidays: frozenset[date] = frozenset(),
) -> list[datetime]:
    """Eight weeks of moments: Poisson within the hour, its rate varied by a gamma factor for bursts."""
    rnd = random.Random(seed)
    found = []
    for number in range(8 * 168):
        hour = START + number * silence.HOUR
        local = hour.astimezone(BERLIN)
        if local.date() in holidays:
            local = datetime.combine(SUNDAY, local.time(), BERLIN)
        rate = shape(local) * peak
        rate *= rnd.gammavariate(bursts, 1 / bursts) if bursts else 1.0
        rate += peak * 30 if storms and rnd.random() < 3 / 672 else 0.0
        spent = rnd.expovariate(1.0)
        while spent < rate:
            found.append(hour + silence.HOUR * (spent / rate))
            spent += rnd.expovariate(1.0)
    return found


def by_hour(moments: list[datetime], begin: datetime, end: datetime) -> dict[datetime, int]:
    counts, hour = {}, begin
    while hour < end:
        counts[hour] = 0
        hour += silence.HOUR
    for moment in moments:
        hour = _hour(moment)
        if hour in counts:
            counts[hour] += 1
    return counts


def false_alarms(moments: list[datetime]) -> int:
    """How many silences of the watched weeks would have raised the alarm; it learns anew each day."""
    alarms, learned, pattern = 0, None, None
    everything = by_hour(moments, START, START + timedelta(weeks=8))
    for last, following in pairwise(moments):
        if last < WATCHED or following - last < timedelta(minutes=20):
            continue
        today = last.replace(hour=0, minute=0, second=0, microsecond=0)
        if today != learned:
            learned = today
            pattern = silence.learn(
                {h: n for h, n in everything.items() if today - silence.HISTORY <= h < today},
                BERLIN,
            )
        assert pattern is not None
        known = _until(last, everything, moments)
        alarms += silence.measure(pattern, known, last=last, now=following).is_unusual
    return alarms


def detection(moments: list[datetime], last: datetime) -> tuple[timedelta, silence.Silence]:
    """How long after ``last`` the alarm comes when nothing comes any more."""
    heard = [moment for moment in moments if moment <= last]
    pattern = silence.learn(by_hour(heard, _hour(last - silence.HISTORY), _hour(last)), BERLIN)
    assert pattern is not None
    known = by_hour(heard, _hour(last) - timedelta(days=9), last)
    now = last
    while True:
        now += timedelta(minutes=10)
        found = silence.measure(pattern, known, last=last, now=now)
        if found.is_unusual:
            return now - last, found


def _until(
    last: datetime, everything: dict[datetime, int], moments: list[datetime]
) -> dict[datetime, int]:
    """What was known at ``last``: the whole hours of nine days, and its own hour so far."""
    hour = _hour(last)
    hours = [hour - number * silence.HOUR for number in range(1, 9 * 24)]
    so_far = bisect_right(moments, last) - bisect_left(moments, hour)
    return {hour: so_far, **{known: everything[known] for known in hours if known in everything}}


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


HOLIDAYS = frozenset({date(2026, 4, 3), date(2026, 4, 6), date(2026, 4, 14)})
SHAPES = {
    "office": {"shape": office, "peak": 14},
    "bursts": {"shape": office, "peak": 14, "bursts": 2},
    "storms": {"shape": daytime, "peak": 10, "bursts": 3, "storms": True},
    "holidays": {"shape": office, "peak": 14, "holidays": HOLIDAYS},
    "quiet": {"shape": office, "peak": 0.5, "bursts": 2},
}


@pytest.mark.parametrize("name", SHAPES)
def test_ordinary_traffic_alarms_no_more_than_once_a_month(name: str) -> None:
    months = 2
    alarms = sum(false_alarms(deliveries(seed, **SHAPES[name])) for seed in range(months))  # type: ignore[arg-type]
    assert alarms <= months


def test_a_busy_connection_that_falls_silent_at_noon_is_noticed_the_same_afternoon() -> None:
    moments = deliveries(7, office, 14)
    noon = datetime(2026, 4, 15, 10, 0, tzinfo=UTC)
    last = max(moment for moment in moments if moment < noon)
    delay, found = detection(moments, last)
    assert delay <= timedelta(hours=3)
    assert 8 <= found.expected <= 50


def test_a_quiet_connection_is_noticed_when_some_ten_deliveries_are_missing() -> None:
    moments = deliveries(3, office, 0.5)
    last = max(moment for moment in moments if moment < WATCHED + timedelta(days=8))
    delay, found = detection(moments, last)
    assert delay <= timedelta(days=5)
    assert found.expected <= 20


def test_a_night_and_a_weekend_are_no_silence() -> None:
    moments = deliveries(1, office, 14)
    friday = datetime(2026, 4, 10, 15, 50, tzinfo=UTC)
    heard = [moment for moment in moments if moment < friday]
    pattern = silence.learn(by_hour(heard, START, _hour(friday)), BERLIN)
    assert pattern is not None
    saturday = friday + timedelta(hours=14)
    known = by_hour(heard, START, friday)
    assert not silence.measure(pattern, known, last=friday, now=saturday).is_unusual


def test_one_long_outage_in_the_history_does_not_deafen_the_alarm() -> None:
    moments = deliveries(2, office, 14)
    out = datetime(2026, 3, 30, tzinfo=UTC)
    broken = [m for m in moments if not out <= m < out + timedelta(days=5)]
    last = max(moment for moment in broken if moment < datetime(2026, 4, 15, 8, tzinfo=UTC))
    delay, _ = detection(broken, last)
    assert delay <= timedelta(hours=10)


def test_without_enough_history_nobody_is_alarmed() -> None:
    moments = deliveries(1, office, 14)
    week = START + timedelta(weeks=1)
    assert silence.learn(by_hour(moments, START, week), BERLIN) is None
    assert silence.learn({}, BERLIN) is None
    sparse = [moment for moment in moments if moment.hour == 3][:20]
    assert silence.learn(by_hour(sparse, START, WATCHED), BERLIN) is None


def test_hours_in_which_we_could_not_hear_are_left_out() -> None:
    moments = deliveries(5, office, 14)
    counts = by_hour(moments, START, WATCHED)
    deaf = [hour for hour in counts if hour.weekday() == 2]
    for hour in deaf[:30]:
        del counts[hour]
    pattern = silence.learn(counts, BERLIN)
    assert pattern is not None
    assert pattern.rates[2 * 24 + 12] > 5
