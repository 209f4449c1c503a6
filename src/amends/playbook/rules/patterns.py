"""Patterns and words that a brand wrote, made ready in linear time. Pure."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

import re2

from amends.playbook.rules.folding import plainly
from amends.playbook.rules.lexicon import options
from amends.refusals import Refusal

#: What may stand between the characters of a number.
_BETWEEN = r"[\s._/·–\-]"
_DIGIT = r"[\dOIl|]"
_PIECES = re.compile(r"\[[^\]]*\]|\\d(?P<many>\{\d+(?:,\d*)?\}|\+)?|\\-|\\.|[- _]|.", re.DOTALL)


class UnreadablePattern(Refusal):
    """This is not a pattern that can be searched for: it must be an RE2 expression."""

    code = "unreadable-pattern"


def compiled(pattern: str) -> re2._Regexp:
    """A pattern as its author wrote it, in any case; UnreadablePattern for one that RE2 does not take."""
    return _compiled(pattern)


@functools.lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re2._Regexp:
    chosen = options()
    chosen.case_sensitive = False
    try:
        made = re2.compile(pattern, chosen)
    except re2.error as error:
        said = error.args[0] if error.args else error
        reason = said.decode() if isinstance(said, bytes) else str(said)
        raise UnreadablePattern(f"“{pattern}” cannot be searched for: {reason}.") from error
    if made.search("") is not None:
        raise UnreadablePattern(f"“{pattern}” fits an empty text: it would be found everywhere.")
    return made


@functools.lru_cache(maxsize=1024)
def through_disguise(pattern: str) -> re2._Regexp:
    """A pattern of numbers that is also found with blanks, dots and dashes between its parts."""
    compiled(pattern)
    return compiled("".join(_loosened(piece) for piece in _PIECES.finditer(pattern)))


def _loosened(piece: re.Match[str]) -> str:
    if piece["many"]:
        return rf"(?:{_BETWEEN}{{0,3}}{_DIGIT}){piece['many']}"
    if piece.group() == r"\d":
        return _DIGIT
    if piece.group() in {"-", " ", "_", r"\-"}:
        return f"{_BETWEEN}{{0,3}}"
    return piece.group()


@functools.lru_cache(maxsize=4096)
def words(says: str) -> re2._Regexp:
    """Whole words in a plain text, in group 1; a trailing * stands for any ending."""
    return re2.compile(_whole(says), options())


def _whole(says: str) -> str:
    parts = [re2.escape(plainly(part)) for part in says.strip().split("*")]
    inner = r"[\pL\pN]*".join(parts).replace(r"\ ", r"\s+").replace("\\'", "'?")
    if not any(parts):
        raise UnreadablePattern("There is nothing to look for: say at least one word.")
    return rf"(?:^|[^\pL\pN_])({inner})(?:$|[^\pL\pN_])"


class Words:
    """Many words to look for at once."""

    def __init__(self, says: Sequence[str]) -> None:
        self._says = tuple(says)
        self._set = re2.Set.SearchSet(options())
        for each in self._says:
            self._set.Add(_whole(each))
        self._set.Compile()

    def among(self, text: str) -> frozenset[str]:
        """Those of them that a plain text says."""
        found = self._set.Match(text) if self._says else ()
        return frozenset(self._says[index] for index in found or ())


@functools.lru_cache(maxsize=256)
def all_words(says: tuple[str, ...]) -> Words:
    """Words made ready to be looked for together."""
    return Words(says)
