"""How often it is looked how far a message has spread."""

from __future__ import annotations

from datetime import timedelta

from amends.inbox.rules.spreading import (
    FIRST,
    LONGEST,
    SHORTEST,
    Course,
    growth,
    slowed,
    wait_at_rest,
    wait_while,
)
from cast import NOON

HOUR = timedelta(hours=1)


def test_growth_is_by_the_hour_and_never_below_nothing() -> None:
    assert growth(Course(10, NOON), 40, NOON + 2 * HOUR) == 15
    assert growth(Course(10, NOON), 4, NOON + HOUR) == 0


def test_what_came_at_once_is_taken_as_if_in_a_quarter_of_an_hour() -> None:
    assert growth(Course(0, NOON), 5, NOON) == 20


def test_the_faster_it_grows_the_sooner_the_next_look() -> None:
    waits = [wait_while(grows, HOUR) for grows in (0, 3, 10, 40, 10_000)]
    assert waits == sorted(waits, reverse=True)
    assert waits[0] == HOUR
    assert waits[-1] == SHORTEST


def test_what_rests_grows_no_more() -> None:
    assert slowed(80, timedelta()) == 40
    assert slowed(80, HOUR) == 1
    assert slowed(80, 3 * HOUR) == 0


def test_at_rest_the_pauses_double_to_half_a_day() -> None:
    wait = FIRST
    for _ in range(20):
        wait = wait_at_rest(wait)
    assert wait == LONGEST
