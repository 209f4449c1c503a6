"""Working time, against a table checked by hand with a calendar, and against what must always hold."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.staff.rules import hours as clock
from amends.staff.rules.hours import Hours, Span, due, hours_in, is_open, next_opening, worked

NINE_TO_SIX: tuple[Span, ...] = ((540, 1080),)
WITH_LUNCH: tuple[Span, ...] = ((540, 720), (780, 1080))
WORKDAYS = range(5)


def weekly(zone: str, *spans: Span, on: object = WORKDAYS, **days: tuple[Span, ...]) -> Hours:
    """The same spans on several weekdays; ``days`` as d2026_12_25=() for those that differ."""
    other = {date.fromisoformat(day[1:].replace("_", "-")): those for day, those in days.items()}
    return hours_in(zone, dict.fromkeys(on, spans), other)  # type: ignore[call-overload]


BERLIN = weekly("Europe/Berlin", *WITH_LUNCH)
PLAIN = weekly("Europe/Berlin", *NINE_TO_SIX)
EASTER = weekly("Europe/Berlin", *NINE_TO_SIX, d2026_04_03=(), d2026_04_06=())
XMAS = weekly(
    "Europe/Berlin",
    *WITH_LUNCH,
    d2026_12_24=((540, 720),),
    d2026_12_25=(),
    d2026_12_31=((600, 840),),
)
SUNDAY_SALE = weekly("Europe/Berlin", *NINE_TO_SIX, d2026_11_29=((780, 1080),))
NIGHTS = hours_in(
    "Europe/Berlin", dict.fromkeys(range(7), ((0, 120), (1320, 1440)))
)  # 22:00 to 02:00
ALWAYS = hours_in("Europe/Berlin")
ALWAYS_BUT = hours_in("Europe/Berlin", None, {date(2026, 12, 25): ()})
ALL_WEEK = range(7)
EARLY = weekly("Europe/Berlin", (60, 240), on=ALL_WEEK)  # 01:00 to 04:00
IN_THE_GAP = weekly("Europe/Berlin", (150, 300), on=ALL_WEEK)  # 02:30 to 05:00
WITHIN_THE_GAP = weekly("Europe/Berlin", (130, 170), on=ALL_WEEK)  # 02:10 to 02:50
NEW_YORK = weekly("America/New_York", *NINE_TO_SIX)
NY_NIGHT = weekly("America/New_York", (0, 360), on=ALL_WEEK)
SYDNEY = weekly("Australia/Sydney", *NINE_TO_SIX)
SYDNEY_NIGHT = weekly("Australia/Sydney", (60, 300), on=ALL_WEEK)
LORD_HOWE = weekly("Australia/Lord_Howe", (60, 240), on=ALL_WEEK)
KATHMANDU = weekly("Asia/Kathmandu", (600, 1020), on=(6, 0, 1, 2, 3, 4))  # Sunday to Friday
KOLKATA = weekly("Asia/Kolkata", (570, 1110))
CHATHAM = weekly("Pacific/Chatham", (120, 300), on=ALL_WEEK)
ST_JOHNS = weekly("America/St_Johns", *NINE_TO_SIX)
CAIRO = weekly("Africa/Cairo", (0, 480), on=ALL_WEEK)
CAIRO_LATE = weekly("Africa/Cairo", (1320, 1440), on=ALL_WEEK)
HAVANA = weekly("America/Havana", (0, 180), on=ALL_WEEK)
APIA = hours_in("Pacific/Apia")
APIA_DAYS = weekly("Pacific/Apia", *NINE_TO_SIX, on=ALL_WEEK)
MONDAYS = weekly("Europe/Berlin", (540, 600), on=(0,))
UTC_DAYS = weekly("UTC", *NINE_TO_SIX)

#: Local times, with an offset where the clock shows one twice. 2026-11-20 is a Friday.
TABLE = [
    # An ordinary week with a break at noon.
    ("within the morning", BERLIN, "2026-11-18 09:30", 60, "2026-11-18 10:30"),
    ("over the break", BERLIN, "2026-11-18 11:30", 60, "2026-11-18 13:30"),
    ("exactly up to the break", BERLIN, "2026-11-18 11:00", 60, "2026-11-18 12:00"),
    ("a minute into the afternoon", BERLIN, "2026-11-18 11:00", 61, "2026-11-18 13:01"),
    ("asked in the break", BERLIN, "2026-11-18 12:20", 60, "2026-11-18 14:00"),
    ("asked as the break begins", BERLIN, "2026-11-18 12:00", 60, "2026-11-18 14:00"),
    ("asked as the break ends", BERLIN, "2026-11-18 13:00", 60, "2026-11-18 14:00"),
    ("asked before opening", BERLIN, "2026-11-18 06:15", 60, "2026-11-18 10:00"),
    ("asked as they open", BERLIN, "2026-11-18 09:00", 60, "2026-11-18 10:00"),
    ("asked as they close", BERLIN, "2026-11-18 18:00", 60, "2026-11-19 10:00"),
    ("asked a minute before closing", BERLIN, "2026-11-18 17:59", 60, "2026-11-19 09:59"),
    ("asked at night", BERLIN, "2026-11-18 23:30", 60, "2026-11-19 10:00"),
    ("exactly up to closing", BERLIN, "2026-11-18 17:00", 60, "2026-11-18 18:00"),
    ("a working day is eight hours", BERLIN, "2026-11-18 09:00", 480, "2026-11-18 18:00"),
    ("a minute more is tomorrow", BERLIN, "2026-11-18 09:00", 481, "2026-11-19 09:01"),
    ("over two breaks and a night", BERLIN, "2026-11-18 11:00", 600, "2026-11-19 14:00"),
    # Weekends.
    ("Friday evening", BERLIN, "2026-11-20 17:50", 50, "2026-11-23 09:40"),
    ("Friday after closing", BERLIN, "2026-11-20 18:30", 60, "2026-11-23 10:00"),
    ("Saturday", BERLIN, "2026-11-21 12:00", 60, "2026-11-23 10:00"),
    ("Sunday, a minute before Monday", BERLIN, "2026-11-22 23:59", 1, "2026-11-23 09:01"),
    ("a whole week is forty hours", BERLIN, "2026-11-18 09:00", 2400, "2026-11-24 18:00"),
    ("one hour a week, three hours", MONDAYS, "2026-11-18 12:00", 180, "2026-12-07 10:00"),
    # No minutes, and the seconds of a start.
    ("no minutes while open", BERLIN, "2026-11-18 10:00", 0, "2026-11-18 10:00"),
    ("no minutes while closed", BERLIN, "2026-11-21 10:00", 0, "2026-11-21 10:00"),
    ("seconds count", BERLIN, "2026-11-18 11:59:30", 1, "2026-11-18 13:00:30"),
    # Holidays: closed, shortened, opened.
    ("over Easter", EASTER, "2026-04-02 17:30", 60, "2026-04-07 09:30"),
    ("asked on Good Friday", EASTER, "2026-04-03 11:00", 60, "2026-04-07 10:00"),
    ("Christmas Eve is over at noon", XMAS, "2026-12-24 11:30", 60, "2026-12-28 09:30"),
    ("up to the early closing", XMAS, "2026-12-24 11:00", 60, "2026-12-24 12:00"),
    ("New Year's Eve opens late", XMAS, "2026-12-31 08:00", 60, "2026-12-31 11:00"),
    ("New Year's Eve has no break", XMAS, "2026-12-31 11:30", 120, "2026-12-31 13:30"),
    ("New Year's Eve ends at two", XMAS, "2026-12-31 13:30", 60, "2027-01-01 09:30"),
    ("a Sunday of sales", SUNDAY_SALE, "2026-11-27 17:30", 60, "2026-11-29 13:30"),
    ("asked on the Sunday of sales", SUNDAY_SALE, "2026-11-29 10:00", 360, "2026-11-30 10:00"),
    ("always open but Christmas", ALWAYS_BUT, "2026-12-24 23:30", 60, "2026-12-26 00:30"),
    ("into the closed day's first moment", ALWAYS_BUT, "2026-12-24 23:30", 30, "2026-12-25 00:00"),
    # Over midnight, and around the clock.
    ("a night shift", NIGHTS, "2026-11-18 23:30", 60, "2026-11-19 00:30"),
    ("over the end of the night", NIGHTS, "2026-11-19 01:30", 60, "2026-11-19 22:30"),
    ("asked by day", NIGHTS, "2026-11-18 15:00", 180, "2026-11-19 01:00"),
    ("exactly until midnight", NIGHTS, "2026-11-18 22:00", 120, "2026-11-19 00:00"),
    ("the whole night", NIGHTS, "2026-11-18 22:00", 240, "2026-11-19 02:00"),
    ("around the clock", ALWAYS, "2026-11-21 23:30", 60, "2026-11-22 00:30"),
    ("a year around the clock", ALWAYS, "2026-01-01 00:00", 525_600, "2027-01-01 00:00"),
    # Berlin, 29 March 2026: the clock jumps from two to three.
    ("a weekend with the jump is as ever", PLAIN, "2026-03-27 17:50", 60, "2026-03-30 09:50"),
    ("always open, through the jump", ALWAYS, "2026-03-29 01:30", 60, "2026-03-29 03:30"),
    ("one to four is two hours", EARLY, "2026-03-29 00:00", 120, "2026-03-29 04:00"),
    ("and a minute more is tomorrow", EARLY, "2026-03-29 00:00", 121, "2026-03-30 01:01"),
    ("it opens at the jump", IN_THE_GAP, "2026-03-29 00:00", 60, "2026-03-29 04:00"),
    ("hours that were jumped over", WITHIN_THE_GAP, "2026-03-29 00:00", 20, "2026-03-30 02:30"),
    # Berlin, 25 October 2026: the hour from two to three comes twice.
    ("a weekend with the double hour", PLAIN, "2026-10-23 17:50", 60, "2026-10-26 09:50"),
    ("always open, twice two", ALWAYS, "2026-10-25 01:30", 60, "2026-10-25 02:30+02:00"),
    ("always open, an hour on", ALWAYS, "2026-10-25 01:30", 120, "2026-10-25 02:30+01:00"),
    ("one to four is four hours", EARLY, "2026-10-25 00:00", 240, "2026-10-25 04:00"),
    (
        "opens when it first shows half past",
        IN_THE_GAP,
        "2026-10-25 00:00",
        60,
        "2026-10-25 02:30+01:00",
    ),
    ("asked in the second two o'clock", EARLY, "2026-10-25 02:30+01:00", 90, "2026-10-25 04:00"),
    # New York: 8 March and 1 November 2026.
    ("a weekend with the jump", NEW_YORK, "2026-03-06 17:30", 60, "2026-03-09 09:30"),
    ("midnight to six is five hours", NY_NIGHT, "2026-03-08 00:00", 300, "2026-03-08 06:00"),
    ("midnight to six is seven hours", NY_NIGHT, "2026-11-01 00:00", 420, "2026-11-01 06:00"),
    ("the second half past one", NY_NIGHT, "2026-11-01 00:30", 120, "2026-11-01 01:30-05:00"),
    # Sydney, where spring is in October: 5 April and 4 October 2026.
    ("a weekend in autumn", SYDNEY, "2026-04-03 17:00", 120, "2026-04-06 10:00"),
    ("one to five is five hours", SYDNEY_NIGHT, "2026-04-05 01:00", 300, "2026-04-05 05:00"),
    ("one to five is three hours", SYDNEY_NIGHT, "2026-10-04 01:00", 180, "2026-10-04 05:00"),
    # Lord Howe, whose clock moves by half an hour: 5 April and 4 October 2026.
    ("one to four is three and a half", LORD_HOWE, "2026-04-05 01:00", 210, "2026-04-05 04:00"),
    ("the second quarter to two", LORD_HOWE, "2026-04-05 01:00", 75, "2026-04-05 01:45+10:30"),
    ("one to four is two and a half", LORD_HOWE, "2026-10-04 01:00", 150, "2026-10-04 04:00"),
    ("over the half hour", LORD_HOWE, "2026-10-04 01:30", 60, "2026-10-04 03:00"),
    # Odd offsets.
    ("Kathmandu works on Sunday", KATHMANDU, "2026-11-20 16:30", 60, "2026-11-22 10:30"),
    (
        "Kathmandu from an instant in UTC",
        KATHMANDU,
        "2026-11-22 04:15+00:00",
        60,
        "2026-11-22 11:00",
    ),
    ("Kolkata from an instant in UTC", KOLKATA, "2026-11-20 12:50+00:00", 30, "2026-11-23 09:50"),
    ("Chatham at a quarter to four", CHATHAM, "2026-04-05 02:00", 240, "2026-04-05 05:00"),
    ("Chatham in spring", CHATHAM, "2026-09-27 02:00", 120, "2026-09-27 05:00"),
    ("St John's half an hour aside", ST_JOHNS, "2026-11-20 20:00+00:00", 120, "2026-11-23 09:30"),
    # Clocks that change at midnight.
    ("Cairo's day begins at one", CAIRO, "2026-04-23 12:00", 60, "2026-04-24 02:00"),
    ("Cairo's eight hours are seven", CAIRO, "2026-04-24 01:00", 420, "2026-04-24 08:00"),
    ("Cairo's evening is an hour longer", CAIRO_LATE, "2026-10-29 21:00", 180, "2026-10-30 00:00"),
    ("Havana's midnight comes twice", HAVANA, "2026-11-01 00:00-04:00", 240, "2026-11-01 03:00"),
    # A day that never was: Samoa went over the date line and had no 30 December 2011.
    ("around the clock on Samoa", APIA, "2011-12-29 23:30", 60, "2011-12-31 00:30"),
    ("nine to six on Samoa", APIA_DAYS, "2011-12-29 17:30", 60, "2011-12-31 09:30"),
    # Leap days, the turn of the year, and far ahead.
    ("a leap day", UTC_DAYS, "2028-02-28 17:30", 60, "2028-02-29 09:30"),
    ("the turn of the year", UTC_DAYS, "2026-12-31 17:30", 60, "2027-01-01 09:30"),
    ("260 working days", UTC_DAYS, "2026-01-05 09:00", 260 * 540, "2027-01-01 18:00"),
]


def instant(text: str, zone: str) -> datetime:
    """A local time of the zone, or an instant where an offset is written."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))


def test_the_table_is_as_long_as_promised() -> None:
    assert len({row[0] for row in TABLE}) >= 60


@pytest.mark.parametrize(
    ("hours", "start", "minutes", "expected"),
    [pytest.param(*row, id=f"{what}: {row[1]}") for what, *row in TABLE],
)
def test_working_time_passes_as_the_calendar_says(
    hours: Hours, start: str, minutes: int, expected: str
) -> None:
    begins, ends = instant(start, hours.zone), instant(expected, hours.zone)
    found = due(begins, minutes, hours)
    assert found is not None
    assert found == ends.astimezone(UTC), f"{found.astimezone(ZoneInfo(hours.zone))}"
    assert worked(begins, found, hours) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("hours", "at", "opens"),
    [
        (BERLIN, "2026-11-18 09:00", "2026-11-18 09:00"),
        (BERLIN, "2026-11-18 08:59:59", "2026-11-18 09:00"),
        (BERLIN, "2026-11-18 12:00", "2026-11-18 13:00"),
        (BERLIN, "2026-11-18 17:59:59", "2026-11-18 17:59:59"),
        (BERLIN, "2026-11-20 18:00", "2026-11-23 09:00"),
        (XMAS, "2026-12-24 12:00", "2026-12-28 09:00"),
        (IN_THE_GAP, "2026-03-29 01:30", "2026-03-29 03:00"),
        (NIGHTS, "2026-11-19 00:00", "2026-11-19 00:00"),
        (ALWAYS, "2026-11-19 00:00", "2026-11-19 00:00"),
    ],
)
def test_it_opens_when_the_calendar_says(hours: Hours, at: str, opens: str) -> None:
    here, there = instant(at, hours.zone), instant(opens, hours.zone).astimezone(UTC)
    assert next_opening(here, hours) == there
    assert is_open(here, hours) == (here.astimezone(UTC) == there)


def test_who_never_opens_has_no_due_time() -> None:
    closed = {date(2026, 1, 1) + timedelta(days=day): () for day in range(900)}
    never = hours_in("UTC", {0: ((540, 600),)}, closed)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    assert due(start, 1, never) is None
    assert next_opening(start, never) is None
    assert not is_open(start, never)
    assert worked(start, start + timedelta(days=800), never) == timedelta()


def test_time_does_not_run_backwards() -> None:
    noon = datetime(2026, 11, 18, 11, tzinfo=UTC)
    assert worked(noon, noon - timedelta(hours=1), BERLIN) == timedelta()
    assert worked(noon, noon - timedelta(hours=1), ALWAYS) == timedelta()


def test_hours_that_touch_are_one_and_hours_that_overlap_are_refused() -> None:
    assert clock.tidy([(720, 900), (540, 720)]) == ((540, 900),)
    with pytest.raises(clock.OverlappingSpans):
        clock.tidy([(540, 720), (700, 900)])
    for span in [(720, 540), (540, 540), (-1, 60), (1380, 1500)]:
        with pytest.raises(clock.ImpossibleSpan):
            clock.tidy([span])


def test_a_zone_is_one_that_people_live_in() -> None:
    clock.require_zone("Europe/Berlin")
    clock.require_zone("UTC")
    for zone in ("Mars/Olympus", "", "../etc/passwd", "right/Europe/Berlin", "posixrules"):
        with pytest.raises(clock.UnknownZone):
            clock.require_zone(zone)


# ------------------------------------------------------------------------- what must always hold

ZONES = [
    *("UTC", "Europe/Berlin", "America/New_York", "Australia/Sydney", "Australia/Lord_Howe"),
    *("Asia/Kathmandu", "Pacific/Chatham", "Africa/Cairo", "America/Havana", "Pacific/Apia"),
    *("America/St_Johns", "Africa/Casablanca"),
]


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    """Up to three spans of a day, none over another."""
    edges = draw(st.lists(st.integers(0, 1440), max_size=6, unique=True))
    pairs = sorted(edges)
    return tuple(zip(pairs[::2], pairs[1::2], strict=False))


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
HOURS = st.builds(
    hours_in,
    st.sampled_from(ZONES),
    st.dictionaries(st.integers(0, 6), spans(), max_size=7),
    st.dictionaries(DAYS, spans(), max_size=10),
)
MOMENTS = st.integers(0, 730 * 1440 * 60).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
MINUTES = st.integers(0, 5000)


@given(HOURS, MOMENTS, MINUTES)
def test_exactly_the_promised_time_is_worked_by_then(
    hours: Hours, start: datetime, minutes: int
) -> None:
    end = due(start, minutes, hours)
    assert end is not None
    assert end >= start
    assert worked(start, end, hours) == timedelta(minutes=minutes)
    if minutes:
        just_before = end - timedelta(microseconds=1)
        assert worked(start, just_before, hours) < timedelta(minutes=minutes)
        assert is_open(just_before, hours)


@given(HOURS, MOMENTS, MOMENTS, MINUTES, MINUTES)
def test_more_minutes_and_later_questions_are_due_later(
    hours: Hours, one: datetime, two: datetime, few: int, more: int
) -> None:
    first, last = sorted((one, two))
    fewer, most = sorted((few, more))
    assert due(first, fewer, hours) <= due(first, most, hours)  # type: ignore[operator]
    assert due(first, fewer, hours) <= due(last, fewer, hours)  # type: ignore[operator]


@given(HOURS, MOMENTS, MOMENTS, MOMENTS)
def test_working_time_adds_up(hours: Hours, one: datetime, two: datetime, three: datetime) -> None:
    first, second, third = sorted((one, two, three))
    parts = worked(first, second, hours) + worked(second, third, hours)
    assert parts == worked(first, third, hours)
    assert timedelta() <= parts <= third - first


@given(HOURS, MOMENTS)
def test_the_next_opening_is_open_and_nothing_is_worked_before(hours: Hours, at: datetime) -> None:
    opens = next_opening(at, hours)
    assert opens is not None
    assert is_open(opens, hours)
    assert is_open(at, hours) == (opens == at)
    assert worked(at, opens, hours) == timedelta()


@given(HOURS, DAYS)
def test_openings_of_a_day_are_in_order_and_those_of_the_next_come_after(
    hours: Hours, day: date
) -> None:
    edges = [
        edge
        for when in (day, day + timedelta(days=1))
        for o in hours.openings_on(when)
        for edge in o
    ]
    assert edges == sorted(edges)
