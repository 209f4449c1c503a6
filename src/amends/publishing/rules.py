"""When a post repeats, what a clock on the wall means, and what a link is given on its way. Pure."""

from __future__ import annotations

import calendar
import enum
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

import regex

from amends.channels.failures import TooLong
from amends.channels.splitting import pieces
from amends.refusals import Refusal

#: Planned further ahead than this, a post is no plan but a wish.
FARTHEST = timedelta(days=366)
#: So far ahead the repetitions of a post stand on the calendar.
LAID_OUT_FOR = timedelta(days=28)
#: Fewer comments and reactions than this say nothing about the best hour.
ENOUGH_COMMENTS = 30
ENOUGH_POSTS = 10
#: So many hours of the week are told of at most.
MOST_HINTS = 3
_LINK = regex.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]']")
_DAY = timedelta(days=1)


class Repeat(enum.StrEnum):
    """How often a post goes out again, at the same hour by the brand's clock."""

    NO = "no"
    DAILY = "daily"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


class NoSuchMoment(Refusal):
    """Give the day and the time at which it is to go out."""

    code = "no-such-moment"


class TooFar(Refusal):
    """That is more than a year ahead; plan it nearer to its day."""

    code = "too-far"


class InThePast(Refusal):
    """That moment has passed; choose one to come."""

    code = "in-the-past"


# ------------------------------------------------------------------------------------- moments


def instant(shown: datetime, zone: str) -> datetime:
    """The instant at which the zone's clock shows ``shown`` (naive), in UTC.

    What the clock shows twice is the first time; what it jumps over is as long after the jump as it
    would have been after the hour before. Raises `NoSuchMoment` beyond the calendar's ends.
    """
    try:
        return shown.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)
    except OverflowError:
        raise NoSuchMoment from None


def shown_at(at: datetime, zone: str) -> datetime:
    """What the zone's clock shows at an instant, naive."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def require_to_come(at: datetime, now: datetime) -> None:
    """Raises `InThePast` and `TooFar`."""
    if at < now:
        raise InThePast
    if at > now + FARTHEST:
        raise TooFar


def occurrences(
    first: datetime, repeat: Repeat, *, last: date | None, until: datetime
) -> Iterator[tuple[int, datetime]]:
    """The number and the time on the wall of each going out, from ``first`` to ``until``; all naive.

    A post of the 31st goes out on the last day of a shorter month. ``last``: the day it ends on.
    """
    number, shown = 0, first
    while shown <= until or number == 0:
        if last is not None and shown.date() > last and number:
            return
        yield number, shown
        if repeat is Repeat.NO:
            return
        number += 1
        shown = _nth(first, repeat, number)


def _nth(first: datetime, repeat: Repeat, number: int) -> datetime:
    if repeat is Repeat.MONTHLY:
        year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
        day = min(first.day, calendar.monthrange(year, month + 1)[1])
        return first.replace(year=year, month=month + 1, day=day)
    days = {Repeat.DAILY: 1, Repeat.WEEKLY: 7, Repeat.FORTNIGHTLY: 14}[repeat]
    return first + number * timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Hour:
    """A time of the week: 0 is Monday, and minutes are counted from midnight."""

    weekday: int
    minute: int


def next_free(
    times: Collection[Hour], taken: Collection[datetime], *, after: datetime, zone: str
) -> datetime | None:
    """The first posting time after ``after`` at which nothing else goes out; None where none are kept."""
    today = shown_at(after, zone).date()
    for ahead in range(8 * 7):
        day = today + ahead * _DAY
        for hour in sorted(times, key=lambda each: each.minute):
            shown = datetime.combine(day, datetime.min.time()) + timedelta(minutes=hour.minute)
            at = instant(shown, zone)
            if hour.weekday == day.weekday() and at > after and at not in taken:
                return at
    return None


# --------------------------------------------------------------------------------------- words


def tagged(text: str, *, source: str, campaign: str) -> str:
    """The text whose links say where they were read; a link that says so already stays as it is."""
    if not campaign:
        return text
    said: str = _LINK.sub(lambda found: _tagged(found[0], source, campaign), text)
    return said


def _tagged(link: str, source: str, campaign: str) -> str:
    try:
        place = urlsplit(link)
    except ValueError:
        # Such as "https://[your-shop]": that is no link, and stays as it was typed.
        return link
    said = parse_qsl(place.query, keep_blank_values=True)
    if any(name.startswith("utm_") for name, _ in said):
        return link
    said += [("utm_source", source), ("utm_medium", "social"), ("utm_campaign", campaign)]
    return urlunsplit(place._replace(query=urlencode(said)))


def warned(text: str, warning: str, *, warns: bool) -> tuple[str, str]:
    """The words and the warning as a network takes them; one without a place for it has it in the words."""
    if not warning or warns:
        return text, warning
    return f"⚠ {warning}\n\n{text}", ""


def in_parts(text: str, most: int | None, count: Callable[[str], int]) -> tuple[str, ...]:
    """The text as the posts of one thread: where it fits, it is one."""
    if most is None or count(text) <= most:
        return (text,)
    try:
        return pieces(text, most, count)
    except TooLong:
        return (text,)


# ---------------------------------------------------------------------------------------- hints


@dataclass(frozen=True, slots=True)
class Hint:
    """At which hours of the week people answered the brand's posts, and whether that says anything."""

    hours: tuple[tuple[Hour, int], ...]
    posts: int
    comments: int

    @property
    def is_enough(self) -> bool:
        return self.posts >= ENOUGH_POSTS and self.comments >= ENOUGH_COMMENTS


def hint(heard: Sequence[tuple[int, int, int]], posts: int) -> Hint:
    """From (weekday, hour, how many comments came): the best first."""
    best = sorted(heard, key=lambda each: (-each[2], each[0], each[1]))[:MOST_HINTS]
    hours = tuple((Hour(weekday, hour * 60), count) for weekday, hour, count in best)
    return Hint(hours, posts, sum(count for _, _, count in heard))


@dataclass(frozen=True, slots=True)
class Balance:
    """How much the brand told and how much it answered this week, and who still waits."""

    posts: int
    answers: int
    waiting: int
    late: int

    @property
    def is_false(self) -> bool:
        """Whether more is told than answered while somebody waits longer than was promised."""
        return self.late > 0 or (self.waiting > 0 and self.posts > self.answers)
