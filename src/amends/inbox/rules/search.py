"""The language of the search: what people type, as parts that can be read, written and changed. Pure.

Nothing that is typed is an error: what means nothing is kept as it stands, left out of the search, and
explained. Reading what was written gives the same query again.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from amends.inbox.rules.vocabulary import KEYS, WHOLE, Key, canonical, closest

#: Characters; the saved views keep as many.
LONGEST = 500
MOST_PARTS = 24
_QUOTES = str.maketrans("“”„‟«»", '""""""')
_TOKEN = re.compile(r'(?:[^\s"]|"[^"]*(?:"|$))+')
_KEYED = re.compile(r"([A-Za-z]{2,20}):(?!//)(.*)", re.DOTALL)
_NUMBER = re.compile(r"#([0-9]{1,17})")


@dataclass(frozen=True, slots=True)
class Words:
    """A word, or (``is_phrase``) words that stand together."""

    text: str
    is_phrase: bool = False
    negated: bool = False

    def __str__(self) -> str:
        return f'{_minus(self.negated)}"{self.text}"' if self.is_phrase else self._plain()

    def _plain(self) -> str:
        return f"{_minus(self.negated)}{self.text}"


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter whose value means something; the value is canonical."""

    key: Key
    value: str
    negated: bool = False

    def __str__(self) -> str:
        value = f'"{self.value}"' if re.search(r"\s", self.value) else self.value
        return f"{_minus(self.negated)}{self.key}:{value}"


@dataclass(frozen=True, slots=True)
class Number:
    """A case by its number."""

    number: int

    def __str__(self) -> str:
        return f"#{self.number}"


class Fault(enum.StrEnum):
    """Why a part means nothing."""

    NO_SUCH_VALUE = "no-such-value"
    NO_VALUE = "no-value"


@dataclass(frozen=True, slots=True)
class Unclear:
    """A filter that means nothing, as it was typed: left out of the search, and said so."""

    text: str
    fault: Fault

    def __str__(self) -> str:
        return self.text


Part = Words | Filter | Number | Unclear


def _minus(negated: bool) -> str:  # noqa: FBT001 - one sign
    return "-" if negated else ""


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for: every part must hold."""

    parts: tuple[Part, ...] = ()

    def __str__(self) -> str:
        return " ".join(str(part) for part in self.parts)

    def __bool__(self) -> bool:
        return bool(self.parts)

    def __iter__(self) -> Iterator[Part]:
        return iter(self.parts)

    @property
    def words(self) -> tuple[Words, ...]:
        """What must be in a message, a note or a name."""
        return tuple(part for part in self if isinstance(part, Words) and not part.negated)

    @property
    def unwanted(self) -> tuple[Words, ...]:
        """What must not be said in a case."""
        return tuple(part for part in self if isinstance(part, Words) and part.negated)

    @property
    def filters(self) -> tuple[Filter, ...]:
        return tuple(part for part in self if isinstance(part, Filter))

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(part.number for part in self if isinstance(part, Number))

    def of(self, key: Key) -> tuple[Filter, ...]:
        """The filters with this key."""
        return tuple(part for part in self.filters if part.key is key)

    def holds(self, key: Key, value: str) -> bool:
        """Whether exactly this is asked for."""
        return Filter(key, value) in self.parts

    def without(self, *parts: Part) -> Query:
        """This query with these parts taken out."""
        return Query(tuple(part for part in self if part not in parts))

    def including(self, part: Part) -> Query:
        """This query with one more part; what is there already is not said twice."""
        return self if part in self.parts else Query((*self.parts, part))

    def with_only(self, key: Key, value: str) -> Query:
        """This query with one value of a key in place of all others; without a value, with none."""
        rest = self.without(*self.of(key))
        return rest.including(Filter(key, value)) if value else rest


NOTHING = Query()


def parse(text: str) -> Query:
    """The query that somebody typed; never fails."""
    tidy = text.replace("\0", "").translate(_QUOTES)[:LONGEST]
    parts: list[Part] = []
    for found in _TOKEN.finditer(tidy):
        part = _part(found.group())
        if part is not None and part not in parts:
            parts.append(part)
    return Query(tuple(parts[:MOST_PARTS]))


def _part(token: str) -> Part | None:
    negated = len(token) > 1 and token.startswith("-")
    rest = token[1:] if negated else token
    keyed = _KEYED.fullmatch(rest)
    if keyed and keyed[1].lower() in KEYS:
        return _filter(token, KEYS[keyed[1].lower()], keyed[2], negated=negated)
    number = _NUMBER.fullmatch(rest)
    if number and not negated:
        return Number(int(number[1]))
    if '"' not in rest:
        return Words(rest, negated=negated)
    phrase = " ".join(rest.replace('"', " ").split())
    return Words(phrase, is_phrase=True, negated=negated) if phrase else None


def _filter(token: str, key: Key, typed: str, *, negated: bool) -> Part:
    value = typed.replace('"', "")
    if not value.strip():
        return Unclear(token, Fault.NO_VALUE)
    known = canonical(key, value)
    return Filter(key, known, negated) if known else Unclear(token, Fault.NO_SUCH_VALUE)


# ------------------------------------------------------------------------------ advice


@dataclass(frozen=True, slots=True)
class Advice:
    """A part that will not do what was hoped; ``instead`` is the query as it was probably meant."""

    part: str
    #: The key before the colon, and whether we know it.
    key: str
    is_known: bool
    instead: Query | None = None


def advice(query: Query) -> tuple[Advice, ...]:
    """What to tell somebody about the parts of their query that mean nothing, or nothing known."""
    found = (_advice_on(query, part) for part in query)
    return tuple(each for each in found if each is not None)


def _advice_on(query: Query, part: Part) -> Advice | None:
    if isinstance(part, Unclear):
        key, _colon, value = part.text.lstrip("-").partition(":")
        known = KEYS[key.lower()]
        meant = closest(value, WHOLE.get(known, ())) if value else None
        instead = _in_place(query, part, Filter(known, meant)) if meant else None
        return Advice(part.text, known.value, is_known=True, instead=instead)
    if not isinstance(part, Words) or part.is_phrase:
        return None
    keyed = _KEYED.fullmatch(part.text)
    if keyed is None or not keyed[2]:
        return None
    meant = closest(keyed[1], KEYS)
    mended = _part(f"{_minus(part.negated)}{meant}:{keyed[2]}") if meant else None
    instead = _in_place(query, part, mended) if isinstance(mended, Filter) else None
    return Advice(part.text, keyed[1], is_known=False, instead=instead)


def _in_place(query: Query, part: Part, other: Part) -> Query:
    return replace(query, parts=tuple(other if each == part else each for each in query.parts))
