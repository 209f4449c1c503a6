"""When a network is asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from amends.channels.contract import Capabilities
from amends.listening.rules import pace

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
CAN = Capabilities(hears=frozenset(), poll_every=timedelta(seconds=60))


@pytest.mark.parametrize(
    ("settings", "told", "seconds"),
    [
        ({}, False, 60),
        ({"poll_every": "5"}, False, 5),
        ({"poll_every": 0.01}, False, 1),
        ({"poll_every": "600"}, False, 60),
        ({"poll_every": "-3"}, False, 60),
        ({"poll_every": "nan"}, False, 60),
        ({"poll_every": "often"}, False, 60),
        ({"poll_every": "5"}, True, 25),
    ],
)
def test_a_setting_may_only_shorten_the_interval(
    settings: dict[str, str], told: bool, seconds: int
) -> None:
    interval = pace.poll_interval(CAN, settings, told_of_news=told)
    assert interval == timedelta(seconds=seconds)


def test_failures_are_left_alone_longer_and_longer_but_never_for_good() -> None:
    waits = [pace.backoff(failures).total_seconds() for failures in (1, 2, 3, 4, 50, 10_000)]
    assert waits == [5, 10, 20, 40, 300, 300]


def test_an_alarm_is_due_within_a_minute_of_the_first_failure() -> None:
    assert not pace.is_failing(NOW, 1, NOW + timedelta(seconds=44))
    assert pace.is_failing(NOW, 1, NOW + timedelta(seconds=45))
    assert pace.is_failing(NOW, 2, NOW)
    assert not pace.is_failing(None, 0, NOW)


def test_waiting_is_bounded_whatever_the_network_asks() -> None:
    assert pace.throttle(timedelta(days=400)) == timedelta(hours=24)
    assert pace.throttle(timedelta(seconds=-5)) == timedelta(seconds=1)
    assert pace.throttle(None) == timedelta(minutes=1)


def test_polls_of_many_connections_spread_but_never_come_late() -> None:
    waits = {pace.spread(timedelta(seconds=100), number) for number in range(1, 200)}
    assert len(waits) > 100
    assert all(timedelta(seconds=90) <= wait <= timedelta(seconds=100) for wait in waits)


def test_a_sweep_begins_before_the_last_one_and_four_times_a_day_goes_all_the_way_back() -> None:
    depth, made = timedelta(hours=24), NOW - timedelta(days=9)
    assert pace.sweep_from(NOW, made, depth, NOW + pace.SWEEP_EVERY) == NOW - timedelta(hours=1)
    later = NOW + timedelta(hours=6)
    assert pace.sweep_from(NOW, made, depth, later) == NOW - timedelta(hours=24)
    assert pace.sweep_from(None, NOW, depth, NOW) == NOW


def test_a_resumed_connection_is_swept_at_once() -> None:
    swept = NOW - timedelta(minutes=5)
    assert not pace.sweep_is_due(swept, NOW - timedelta(days=1), NOW)
    assert pace.sweep_is_due(swept, NOW - timedelta(minutes=1), NOW)
    assert pace.sweep_is_due(swept, NOW - timedelta(days=1), NOW + timedelta(minutes=10))


@pytest.mark.parametrize("connections", range(20))
@pytest.mark.parametrize("listeners", range(1, 5))
def test_listeners_together_can_serve_all(connections: int, listeners: int) -> None:
    assert pace.fair_share(connections, listeners) * listeners >= connections


def test_a_sum_balances_only_when_everything_went_somewhere() -> None:
    assert pace.Sum(5, 2, 2, 1).balances
    assert not pace.Sum(5, 2, 2, 0).balances
    assert (pace.Sum(1, 1, 0, 0) + pace.Sum(2, 0, 1, 1)).balances
