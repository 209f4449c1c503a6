"""The kinds of things that a playbook says: words, numbers, lists, records; each reads itself. Pure."""

from __future__ import annotations

import dataclasses
import enum
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

import re2

from amends.playbook.rules.document.nodes import Mapping, Node, Scalar, Sequence
from amends.playbook.rules.document.problems import Problem, did_you_mean, listed, shown

#: What the desk fills in, as in saved replies; ``notice.*`` are of what is told to many at once.
VARIABLES: tuple[str, ...] = (
    "customer.name",
    "customer.first_name",
    "customer.handle",
    "agent.name",
    "agent.first_name",
    "brand.name",
    "case.number",
    "connection.name",
    "connection.handle",
    "connection.network",
    "notice.what",
    "notice.where",
    "notice.since",
    "notice.next_update",
    "notice.link",
)
_BRACES = re.compile(r"\{\s*([^{}\s][^{}]{0,60}?)\s*\}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_SLUG = re.compile(r"[a-z][a-z0-9-]{0,39}")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}(?:/[^\s?#]*)?")
_YES, _NO = frozenset({"true", "yes", "on"}), frozenset({"false", "no", "off"})


@dataclass(slots=True)
class Told:
    """What has been found wrong so far; ``rules`` and ``networks`` are the names that exist."""

    rules: frozenset[str] = frozenset()
    networks: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class At:
    """A place that is being read: its path, and where problems go."""

    told: Told
    path: tuple[str, ...] = ()

    def below(self, name: str) -> At:
        return At(self.told, (*self.path, name))

    def wrong(self, node: Node, sentence: str) -> None:
        self.told.problems.append(Problem(node.line, node.column, sentence, self.path))


class _Nothing(enum.Enum):
    """There is no value: it was not said, or it was wrong and told of."""

    NOTHING = enum.auto()


NOTHING = _Nothing.NOTHING


class Kind:
    """A kind of value. `read` tells of what is wrong and gives NOTHING for it."""

    def read(self, node: Node, at: At) -> Any:
        if not isinstance(node, Scalar):
            at.wrong(node, f"Write {self.wanted()} here, not a list or keys.")
            return NOTHING
        return NOTHING if node.is_empty else self.of(node.value, node, at)

    def of(self, value: str, node: Node, at: At) -> Any:
        """The value of these words."""
        raise NotImplementedError

    def wanted(self) -> str:
        """What belongs here, in words."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """Words; ``is_long`` gets several lines in the form. Variables in braces are checked."""

    longest: int = 300
    is_long: bool = False
    is_said: bool = False

    def of(self, value: str, node: Node, at: At) -> Any:
        words = value.strip()
        if len(words) > self.longest:
            at.wrong(node, f"This has {len(words):,} characters; up to {self.longest:,} fit.")
            return NOTHING
        for found in _BRACES.finditer(words) if self.is_said else ():
            if found.group(1) not in VARIABLES:
                near = did_you_mean(found.group(1), VARIABLES)
                said = f"“{found.group(0)}” is no variable that the desk can fill in.{near}"
                at.wrong(node, said)
        return words

    def wanted(self) -> str:
        return "words"


@dataclass(frozen=True, slots=True)
class Flag(Kind):
    """Yes or no."""

    def of(self, value: str, node: Node, at: At) -> Any:
        word = value.strip().casefold()
        if word not in _YES | _NO:
            at.wrong(node, f"Write yes or no; “{shown(value)}” is neither.")
            return NOTHING
        return word in _YES

    def wanted(self) -> str:
        return "yes or no"


@dataclass(frozen=True, slots=True)
class Number(Kind):
    """A whole number."""

    least: int = 0
    most: int = 1_000_000

    def of(self, value: str, node: Node, at: At) -> Any:
        digits = value.strip().replace("_", "")
        if not re.fullmatch(r"-?[0-9]{1,12}", digits):
            at.wrong(node, f"Write {self.wanted()}; “{shown(value)}” is none.")
            return NOTHING
        number = int(digits)
        if not self.least <= number <= self.most:
            at.wrong(node, f"Write {self.wanted()}; {number:,} is outside.")
            return NOTHING
        return number

    def wanted(self) -> str:
        return f"a whole number from {self.least:,} to {self.most:,}"


@dataclass(frozen=True, slots=True)
class Money(Kind):
    """An amount, with up to two digits after the point."""

    def of(self, value: str, node: Node, at: At) -> Any:
        try:
            amount = Decimal(value.strip())
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or not 0 <= amount <= 10**9 or round(amount, 2) != amount:
            at.wrong(node, f"Write {self.wanted()}; “{shown(value)}” is none.")
            return NOTHING
        return amount

    def wanted(self) -> str:
        return "an amount such as 25 or 12.50, without its currency"


@dataclass(frozen=True, slots=True)
class OneOf(Kind):
    """One of some words; ``names`` may say what each does, for the form."""

    words: tuple[str, ...]

    def of(self, value: str, node: Node, at: At) -> Any:
        word = value.strip().casefold()
        if word not in self.words:
            said = f"“{shown(value)}” is none of {listed(self.words)}."
            at.wrong(node, said + did_you_mean(word, self.words))
            return NOTHING
        return word

    def wanted(self) -> str:
        return listed(self.words)


@dataclass(frozen=True, slots=True)
class Name(Kind):
    """A name of some form: a language, a network, a rule, a currency, a domain."""

    what: str
    form: re.Pattern[str]
    known: Callable[[Told], frozenset[str]] = lambda _told: frozenset()
    is_upper: bool = False

    def of(self, value: str, node: Node, at: At) -> Any:
        name = value.strip().upper() if self.is_upper else value.strip().casefold()
        if not self.form.fullmatch(name):
            at.wrong(node, f"Write {self.what}; “{shown(value)}” is none.")
            return NOTHING
        known = self.known(at.told)
        if known and name not in known:
            at.wrong(node, f"There is no “{name}” here.{did_you_mean(name, known)}")
            return NOTHING
        return name

    def wanted(self) -> str:
        return self.what


LANGUAGE = Name("a language as two letters, such as en or de", _LANGUAGE)
COUNTRY = Name("a country as two letters, such as GB or DE", re.compile(r"[A-Z]{2}"), is_upper=True)
CURRENCY = Name("a currency such as EUR or GBP", re.compile(r"[A-Z]{3}"), is_upper=True)
NETWORK = Name("a network such as x or facebook", _SLUG, lambda told: told.networks)
RULE = Name("a rule’s code such as blame", _SLUG, lambda told: told.rules)
SLUG = Name("a short name in small letters, digits and hyphens", _SLUG)
HOST = Name("a domain such as northpost.example, without https://", _HOST)


@dataclass(frozen=True, slots=True)
class Pattern(Kind):
    """An RE2 expression: it takes time in proportion to the text, whatever it says."""

    def of(self, value: str, node: Node, at: At) -> Any:
        if len(value) > 500:
            at.wrong(node, "A pattern has up to 500 characters; make two of it.")
            return NOTHING
        try:
            found = re2.compile(value, quiet())
        except re2.error as wrong:
            why = wrong.args[0].decode() if isinstance(wrong.args[0], bytes) else str(wrong)
            said = f"This pattern cannot be read ({why}); look-arounds and back-references are not known."
            at.wrong(node, said)
            return NOTHING
        if found.fullmatch("") is not None:
            at.wrong(node, "This pattern fits an empty text, so everything; make it say more.")
            return NOTHING
        return value

    def wanted(self) -> str:
        return "a pattern in quotes, such as 'NP-[0-9]{8}'"


def quiet() -> Any:
    """Options of RE2: nothing is logged, and a pattern that grows too large is refused."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20
    return options


@dataclass(frozen=True, slots=True)
class Many(Kind):
    """A list of one kind; a single value may stand without its dash."""

    each: Kind
    most: int = 100
    #: What two items may not have in common: a part's name, or "" for the whole item.
    once: str | None = None

    def read(self, node: Node, at: At) -> Any:
        if isinstance(node, Scalar) and node.is_empty:
            return ()
        items = node.items if isinstance(node, Sequence) else (node,)
        if isinstance(node, Mapping) or (isinstance(node, Scalar) and not _is_plain(self.each)):
            at.wrong(node, "Write a list here: each item on a line of its own, after “- ”.")
            return NOTHING
        if len(items) > self.most:
            at.wrong(items[self.most], f"There may be up to {self.most} of these; take some out.")
            items = items[: self.most]
        return tuple(value for value in self._values(items, at) if value is not NOTHING)

    def _values(self, items: tuple[Node, ...], at: At) -> Iterator[Any]:
        seen: dict[object, int] = {}
        for number, item in enumerate(items):
            value = self.each.read(item, at.below(str(number)))
            if value is NOTHING:
                continue
            mark = getattr(value, self.once) if self.once else value
            if self.once is not None and mark in seen:
                said = f"“{shown(str(mark))}” stands in line {seen[mark]} already; take one out."
                at.below(str(number)).wrong(item, said)
                continue
            if self.once is not None:
                seen[mark] = item.line
            yield value

    def wanted(self) -> str:
        return "a list"


def _is_plain(kind: Kind) -> bool:
    return not isinstance(kind, Many | Record | By)


@dataclass(frozen=True, slots=True)
class By(Kind):
    """A value for each language, network or role."""

    key: Kind
    each: Kind
    most: int = 40

    def read(self, node: Node, at: At) -> Any:
        if isinstance(node, Scalar) and node.is_empty:
            return {}
        if not isinstance(node, Mapping):
            at.wrong(node, f"Write keys here, each {self.key.wanted()}, with a colon after it.")
            return NOTHING
        found: dict[str, Any] = {}
        for pair in node.pairs[: self.most]:
            here = at.below(pair.key.value)
            key = self.key.read(pair.key, here)
            value = self.each.read(pair.value, here)
            if key is not NOTHING and value is not NOTHING:
                found[key] = value
        return found

    def wanted(self) -> str:
        return "keys"


@dataclass(frozen=True, slots=True)
class Part:
    """One key of a record: its kind, what a person calls it, and what it is for."""

    name: str
    kind: Kind
    label: str
    help: str
    is_needed: bool


@dataclass(frozen=True, slots=True)
class Record(Kind):
    """Keys that belong together, read into a dataclass whose fields were made by `part`."""

    made: type[Any]

    @property
    def parts(self) -> tuple[Part, ...]:
        """What it holds, in order."""
        return tuple(
            Part(each.name, **each.metadata["part"])
            for each in dataclasses.fields(self.made)
            if "part" in each.metadata
        )

    def read(self, node: Node, at: At) -> Any:
        if not isinstance(node, Mapping):
            names = listed(part.name for part in self.parts)
            at.wrong(node, f"Write keys here, with a colon after each: {names}.")
            return NOTHING
        parts = {part.name: part for part in self.parts}
        self._tell_unknown(node, parts, at)
        given = {name: self._part(node, part, at) for name, part in parts.items()}
        values = {name: value for name, value in given.items() if value is not NOTHING}
        missing = [
            each.name for each in parts.values() if each.is_needed and each.name not in values
        ]
        if missing:
            return NOTHING
        made = self.made(**values)
        for sentence, name in getattr(made, "doubts", tuple)():
            at.below(name).wrong(node.get(name) or node, sentence)
        return made

    def _tell_unknown(self, node: Mapping, parts: dict[str, Part], at: At) -> None:
        for pair in node.pairs:
            if pair.key.value not in parts:
                near = did_you_mean(pair.key.value, parts)
                known = "" if near else f" What may stand here: {listed(parts)}."
                said = (
                    f"“{shown(pair.key.value)}” is nothing that a playbook knows here.{near}{known}"
                )
                at.below(pair.key.value).wrong(pair.key, said)

    def _part(self, node: Mapping, part: Part, at: At) -> Any:
        given = node.get(part.name)
        value = NOTHING if given is None else part.kind.read(given, at.below(part.name))
        is_said = given is not None and not (isinstance(given, Scalar) and given.is_empty)
        if part.is_needed and not is_said:
            at.below(part.name).wrong(given or node, f"“{part.name}” is missing: {part.help}")
        return value

    def wanted(self) -> str:
        return "keys"


def part(kind: Kind, label: str, words: str = "", **more: Any) -> Any:
    """A field of a record: its kind, its label, what it is for; ``default`` where it need not be said."""
    is_needed = "default" not in more and "default_factory" not in more
    told = {"kind": kind, "label": label, "help": words, "is_needed": is_needed}
    return dataclasses.field(metadata={"part": told}, **more)
