"""The filters that the search knows, and how their values are read. Pure; the present is handed in."""

from __future__ import annotations

import difflib
import enum
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta


class Key(enum.StrEnum):
    """What a filter asks about; its value is what people type before the colon."""

    FROM = "from"
    CHANNEL = "channel"
    ACCOUNT = "account"
    TAG = "tag"
    ASSIGNED = "assigned"
    TEAM = "team"
    IS = "is"
    HAS = "has"
    RATING = "rating"
    BEFORE = "before"
    AFTER = "after"
    ON = "on"
    FIELD = "field"
    QUERY = "query"
    MOOD = "mood"
    KIND = "kind"
    HARM = "harm"
    ASKER = "asker"
    TOPIC = "topic"


#: Other words for the same.
ALSO = {
    "connection": Key.ACCOUNT,
    "assignee": Key.ASSIGNED,
    "person": Key.FROM,
    "network": Key.CHANNEL,
    "since": Key.AFTER,
    "until": Key.BEFORE,
    "stars": Key.RATING,
    "heard": Key.QUERY,
    "about": Key.TOPIC,
}
KEYS = {**{key.value: key for key in Key}, **ALSO}


class Is(enum.StrEnum):
    """What a case can be."""

    OPEN = "open"
    UNANSWERED = "unanswered"
    LATE = "late"
    WAITING = "waiting"
    SNOOZED = "snoozed"
    CLOSED = "closed"
    MINE = "mine"
    UNASSIGNED = "unassigned"
    PUBLIC = "public"
    PRIVATE = "private"
    OFFLINE = "offline"
    REVIEW = "review"
    DRAFT = "draft"
    FOLLOWING = "following"
    MENTIONED = "mentioned"
    SPAM = "spam"
    BLOCKED = "blocked"
    URGENT = "urgent"
    PINNED = "pinned"
    NOISE = "noise"


class Has(enum.StrEnum):
    """What a case can hold."""

    PHOTO = "photo"
    ATTACHMENT = "attachment"
    LINK = "link"
    NOTE = "note"
    RATING = "rating"


#: Values that stand for somebody who depends on the asker, or for nobody.
ME, NOBODY = "me", "nobody"
WHOLE: dict[Key, tuple[str, ...]] = {Key.IS: tuple(Is), Key.HAS: tuple(Has)}
_DATED = frozenset({Key.BEFORE, Key.AFTER, Key.ON})


def canonical(key: Key, value: str) -> str | None:
    """The one way in which we write this value; None when it means nothing for this key."""
    tidy = " ".join(value.split())
    if key in _WORDS_OF:
        return _WORDS_OF[key](tidy.lower())
    if key in _DATED:
        return _canonical_date(tidy)
    if key is Key.FIELD:
        name, equals, wanted = (part.strip() for part in tidy.partition("="))
        return f"{name}={wanted}" if equals and name and wanted else None
    return tidy or None


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant."""
    by_lower = {name.lower(): name for name in known}
    found = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else None


def _whole(key: Key) -> Callable[[str], str | None]:
    return lambda word: word if word in WHOLE[key] else None


def _marked(word: str) -> str | None:
    """The judgement's words are small and hyphenated."""
    return word.replace(" ", "-") or None


def _stars(word: str) -> str | None:
    stars = Stars.read(word)
    return str(stars) if stars else None


_WORDS_OF: dict[Key, Callable[[str], str | None]] = {
    **{key: _whole(key) for key in WHOLE},
    **dict.fromkeys((Key.MOOD, Key.KIND, Key.HARM, Key.ASKER, Key.TOPIC), _marked),
    Key.RATING: _stars,
}

# ---------------------------------------------------------------------------- ratings

_STARS = re.compile(r"(<=|>=|<|>|=)?\s*([1-5])|([1-5])\s*(?:\.\.|-|–)\s*([1-5])")


@dataclass(frozen=True, slots=True)
class Stars:
    """From so many stars to so many, both included."""

    least: int
    most: int

    @classmethod
    def read(cls, text: str) -> Stars | None:
        """``3``, ``<=3``, ``>3``, ``1..3``; None for nonsense, and for stars that nobody can give."""
        found = _STARS.fullmatch(text)
        if found is None:
            return None
        sign, one, least, most = found.groups()
        if one is None:
            lower, upper = sorted((int(least), int(most)))
            return cls(lower, upper)
        n = int(one)
        least_, most_ = {"<=": (1, n), "<": (1, n - 1), ">=": (n, 5), ">": (n + 1, 5)}.get(
            sign or "=", (n, n)
        )
        return cls(least_, most_) if least_ <= most_ else None

    def __str__(self) -> str:
        if self.least == self.most:
            return str(self.least)
        if self.least == 1:
            return f"<={self.most}"
        return f">={self.least}" if self.most == 5 else f"{self.least}..{self.most}"


# ------------------------------------------------------------------------------ dates

_AGO = re.compile(r"([0-9]{1,4})\s*([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{1,2}))?(?:-([0-9]{1,2}))?")
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
NAMED = ("today", "yesterday")
#: Years that a calendar and a database both know what to do with.
_YEARS = range(1970, 2200)


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a date means: from ``first`` up to, not including, ``end``."""

    first: date
    end: date


def days_of(value: str, today: date) -> Days:
    """The days that a canonical date means, on ``today`` of the brand's time."""
    if value in NAMED:
        first = today - timedelta(days=NAMED.index(value))
        return Days(first, first + timedelta(days=1))
    ago = _AGO.fullmatch(value)
    if ago:
        first = today - timedelta(days=min(int(ago[1]) * _DAYS[ago[2]], 365 * 50))
        return Days(first, first + timedelta(days=1))
    year, month, day = (int(part) for part in (*value.split("-"), "0", "0")[:3])
    first = date(year, month or 1, day or 1)
    if day:
        return Days(first, first + timedelta(days=1))
    if month:
        return Days(first, date(year + month // 12, month % 12 + 1, 1))
    return Days(first, date(year + 1, 1, 1))


def _canonical_date(text: str) -> str | None:
    low = text.lower()
    if low in NAMED:
        return low
    ago = _AGO.fullmatch(low)
    if ago:
        return f"{int(ago[1])}{ago[2]}"
    dotted = _DOTTED.fullmatch(low)
    parts = dotted.groups()[::-1] if dotted else (m := _ISO.fullmatch(low)) and m.groups()
    return _calendar(tuple(int(part) for part in parts if part)) if parts else None


def _calendar(parts: tuple[int, ...]) -> str | None:
    year, month, day = (*parts, 1, 1)[:3]
    if year not in _YEARS:
        return None
    try:
        date(year, month, day)
    except ValueError:
        return None
    return "-".join(f"{part:02d}" for part in parts)
