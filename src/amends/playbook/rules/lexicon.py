"""What is said in one language, by topic, looked for in one pass. Pure.

A topic is the code of a rule that objects to its sayings ("blame"), or something that rules ask about
("is-sorry"). Patterns are RE2 on plain text (small letters, no accents): a space is any white space or comma,
an apostrophe may be left out, and words are whole unless the pattern begins or ends with "~".
"""

from __future__ import annotations

import functools
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import re2

from amends.playbook.rules.findings import Level

#: A class of characters stays as it is; elsewhere blanks and apostrophes have a meaning of their own.
_WOVEN = re.compile(r"\[[^\]]*\]|[ ']")
_MEANT = {" ": r"[\s,]+", "'": "'?"}

Sayings = Mapping[str, Sequence["str | Saying"]]


@dataclass(frozen=True, slots=True)
class Saying:
    """A way to say something, and what to say instead."""

    pattern: str
    suggestion: str | None = None
    #: As `Finding.replacement`.
    replacement: str | None = None
    level: Level | None = None
    sentence: str | None = None
    #: RE2, read from where the saying begins: what makes it harmless.
    unless: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """A saying that was found, in characters of the plain text."""

    saying: Saying
    start: int
    end: int


def options() -> re2.Options:
    """How every pattern is read: in linear time, and quiet about what it cannot read."""
    chosen = re2.Options()
    chosen.log_errors = False
    chosen.max_mem = 64 << 20
    return chosen


def written(pattern: str) -> str:
    """The RE2 expression of a saying."""
    inner = _WOVEN.sub(lambda match: _MEANT.get(match[0], match[0]), pattern.strip("~"))
    before = "" if pattern.startswith("~") else r"\b"
    after = "" if pattern.endswith("~") else r"\b"
    return f"{before}(?:{inner}){after}"


def listed(text: str) -> tuple[str, ...]:
    """The sayings of a text, one on a line; a line that begins further in goes on with the one before."""
    lines = textwrap.dedent(text).strip("\n").split("\n")
    joined = "\n".join(lines).replace("\n  ", "")
    return tuple(line for line in joined.split("\n") if line.strip())


def apart(text: str) -> frozenset[str]:
    """The words of a text that lists them."""
    return frozenset(text.split())


class Lexicon:
    """All sayings of a language, compiled together."""

    def __init__(self, sayings: Sayings) -> None:
        self._sayings = [
            (topic, each if isinstance(each, Saying) else Saying(each))
            for topic, some in sayings.items()
            for each in some
        ]
        self._set = re2.Set.SearchSet(options())
        for _, saying in self._sayings:
            self._set.Add(written(saying.pattern))
        self._set.Compile()

    def topics(self, text: str) -> dict[str, list[Saying]]:
        """What of it a plain text says, by topic; where is asked by `places`, for it takes longer."""
        said: dict[str, list[Saying]] = {}
        for index in sorted(self._set.Match(text) or ()):
            topic, saying = self._sayings[index]
            said.setdefault(topic, []).append(saying)
        return said


def places(saying: Saying, text: str) -> Iterator[Heard]:
    """Where a plain text says it."""
    for match in _compiled(saying.pattern).finditer(text):
        if saying.unless is None or not _raw(saying.unless).match(text[match.start() :]):
            yield Heard(saying, match.start(), match.end())


@functools.cache
def _compiled(pattern: str) -> re2._Regexp:
    return _raw(written(pattern))


@functools.cache
def _raw(expression: str) -> re2._Regexp:
    return re2.compile(expression, options())
