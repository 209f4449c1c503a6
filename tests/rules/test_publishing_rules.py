"""When posts go out by the brand's clock, how often, and what their links say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from amends.publishing.rules import (
    Balance,
    Hour,
    InThePast,
    NoSuchMoment,
    Repeat,
    TooFar,
    hint,
    in_parts,
    instant,
    next_free,
    occurrences,
    require_to_come,
    tagged,
    warned,
)

BERLIN = "Europe/Berlin"


def wall(shown: str) -> datetime:
    """What a clock on the wall shows."""
    return datetime.fromisoformat(shown)


@pytest.mark.parametrize(
    ("shown", "at"),
    [
        (wall("2027-01-15 09:00"), datetime(2027, 1, 15, 8, 0, tzinfo=UTC)),
        (wall("2027-07-15 09:00"), datetime(2027, 7, 15, 7, 0, tzinfo=UTC)),
        # 28 March 2027: from 02:00 the clock jumps to 03:00.
        (wall("2027-03-28 02:30"), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        # 31 October 2027: 02:30 is shown twice; the first time counts.
        (wall("2027-10-31 02:30"), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
    ],
)
def test_the_clock_on_the_wall_is_the_brands(shown: datetime, at: datetime) -> None:
    assert instant(shown, BERLIN) == at


def test_nine_oclock_stays_nine_oclock_over_the_change_of_clocks() -> None:
    first = wall("2027-03-20 09:00")
    found = list(occurrences(first, Repeat.WEEKLY, last=None, until=wall("2027-04-04 00:00")))
    assert [shown.hour for _, shown in found] == [9, 9, 9]
    hours = [instant(shown, BERLIN).hour for _, shown in found]
    assert hours == [8, 8, 7]


@pytest.mark.parametrize(
    ("repeat", "days"),
    [
        (Repeat.NO, ["2027-01-31"]),
        (Repeat.DAILY, ["2027-01-31", "2027-02-01", "2027-02-02", "2027-02-03"]),
        (Repeat.FORTNIGHTLY, ["2027-01-31"]),
        (Repeat.MONTHLY, ["2027-01-31"]),
    ],
)
def test_it_repeats_until_the_last_day(repeat: Repeat, days: list[str]) -> None:
    first = wall("2027-01-31 09:00")
    until = wall("2027-12-31 00:00")
    found = occurrences(first, repeat, last=date(2027, 2, 3), until=until)
    assert [shown.date().isoformat() for _, shown in found] == days


def test_the_last_of_the_month_is_the_last_of_every_month() -> None:
    first = wall("2027-01-31 09:00")
    found = occurrences(first, Repeat.MONTHLY, last=None, until=wall("2027-05-01 00:00"))
    assert [shown.day for _, shown in found] == [31, 28, 31, 30]


def test_links_say_where_they_were_read() -> None:
    text = "See https://northpost.example/sale?x=1#top. Or http://a.example/?utm_source=mail!"
    assert tagged(text, source="mastodon", campaign="spring") == (
        "See https://northpost.example/sale?x=1&utm_source=mastodon&utm_medium=social"
        "&utm_campaign=spring#top. Or http://a.example/?utm_source=mail!"
    )
    assert tagged(text, source="mastodon", campaign="") == text
    gap = "Look at https://[your-shop for more"
    assert tagged(gap, source="mastodon", campaign="spring") == gap


def test_beyond_the_calendars_ends_there_is_no_moment() -> None:
    for shown, zone in (
        (wall("0001-01-01T00:00"), BERLIN),
        (wall("9999-12-31T23:59"), "America/New_York"),
    ):
        with pytest.raises(NoSuchMoment):
            instant(shown, zone)


def test_a_warning_stands_before_the_words_where_there_is_no_place_for_it() -> None:
    assert warned("Words", "Accident", warns=True) == ("Words", "Accident")
    assert warned("Words", "Accident", warns=False) == ("⚠ Accident\n\nWords", "")
    assert warned("Words", "", warns=False) == ("Words", "")


def test_a_long_post_is_a_thread() -> None:
    assert in_parts("short", 10, len) == ("short",)
    assert in_parts("one two three four", 10, len) == ("one two", "three four")
    assert in_parts("x" * 30, None, len) == ("x" * 30,)


def test_the_next_free_time_is_the_first_that_nothing_stands_at() -> None:
    monday = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
    times = [Hour(0, 9 * 60), Hour(2, 12 * 60)]
    first = next_free(times, [], after=monday, zone="UTC")
    assert first == monday + timedelta(hours=1)
    assert next_free(times, [first], after=monday, zone="UTC") == datetime(
        2027, 1, 6, 12, tzinfo=UTC
    )
    assert next_free(times, [], after=first, zone="UTC") == datetime(2027, 1, 6, 12, tzinfo=UTC)
    assert next_free([], [], after=monday, zone="UTC") is None


def test_a_moment_must_be_to_come_and_within_a_year() -> None:
    now = datetime(2027, 1, 4, tzinfo=UTC)
    require_to_come(now + timedelta(days=300), now)
    with pytest.raises(InThePast):
        require_to_come(now - timedelta(seconds=1), now)
    with pytest.raises(TooFar):
        require_to_come(now + timedelta(days=400), now)


def test_a_hint_says_when_it_knows_too_little() -> None:
    few = hint([(0, 9, 4), (2, 18, 9)], posts=3)
    assert not few.is_enough
    many = hint([(0, 9, 4), (2, 18, 29), (3, 7, 4), (4, 1, 1)], posts=12)
    assert many.is_enough
    assert many.hours[0] == (Hour(2, 18 * 60), 29)
    assert len(many.hours) == 3


@pytest.mark.parametrize(
    ("balance", "is_false"),
    [
        (Balance(posts=5, answers=40, waiting=3, late=0), False),
        (Balance(posts=5, answers=40, waiting=3, late=1), True),
        (Balance(posts=5, answers=2, waiting=3, late=0), True),
        (Balance(posts=5, answers=2, waiting=0, late=0), False),
    ],
)
def test_who_tells_and_does_not_answer_looks_false(balance: Balance, is_false: bool) -> None:
    assert balance.is_false is is_false
