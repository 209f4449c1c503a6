"""Words that are looked for, as the database reads them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection as database

from amends.inbox.rules.search import Words

_MOST_WORDS = 8
_BESIDE = re.compile(r" <(?:-|\d+)> ")
_SIGN = re.compile(r"([^\w\s])")
#: What stands between words; what is no letter or number of ours may be anything.
_BETWEEN = "[^a-z0-9]*"
_BEFORE, _BEHIND = "(^|[^a-z])", "([^a-z]|$)"

_TERMS = """
SELECT CASE WHEN numnode(term) = 0 THEN '' WHEN is_open THEN term::text || ':*' ELSE term::text END,
    ARRAY(SELECT lexeme FROM unnest(to_tsvector('simple', read)) AS said, unnest(positions) AS place
        ORDER BY place)
FROM (SELECT n, is_open, read, phraseto_tsquery('simple', read) AS term
    FROM unnest(%s::text[], %s::boolean[]) WITH ORDINALITY AS asked(word, is_open, n),
        inbox_tokens(word) AS read) terms ORDER BY n
"""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase: its condition for the text search, empty for mere signs, and its ``sign``.

    The sign is a pattern that every message with it has when folded. To look for a pattern costs a tenth
    of splitting the message into words, so that only those with the sign are split.
    """

    exact: str
    sign: str

    @property
    def loose(self) -> str:
        """The same where the order of words does not matter."""
        return " & ".join(dict.fromkeys(_BESIDE.split(self.exact)))


@dataclass(frozen=True, slots=True)
class Sought:
    """Everything that a message must hold; ``loose`` is what the index knows of it by itself.

    The index knows no order of words: where ``loose`` and ``exact`` differ its hits must be read.
    """

    exact: str = ""
    loose: str = ""
    signs: tuple[str, ...] = ()
    has_link: bool = False

    @property
    def is_known(self) -> bool:
        """Whether the index knows all of it."""
        return self.exact == self.loose


def terms(words: Sequence[Words]) -> list[Term]:
    """Each word as a condition; the last one may go on."""
    asked = words[:_MOST_WORDS]
    if not asked:
        return []
    last = asked[-1]
    may_go_on = not last.is_phrase and not last.negated and len(last.text) > 2
    is_open = [False] * (len(asked) - 1) + [may_go_on]
    with database.cursor() as cursor:
        cursor.execute(_TERMS, [[word.text for word in asked], is_open])
        found = cursor.fetchall()
    return [
        Term(exact, _sign(said, is_open=may))
        for (exact, said), may in zip(found, is_open, strict=True)
    ]


def _sign(said: Sequence[str], *, is_open: bool) -> str:
    """Words between no letters; only letters, for how the database splits numbers is its own affair."""
    sign = _BETWEEN.join(_SIGN.sub(r"\\\1", word) for word in said)
    before = _BEFORE if said and _is_letter(said[0][0]) else ""
    behind = _BEHIND if said and _is_letter(said[-1][-1]) and not is_open else ""
    return f"{before}{sign}{behind}"


def _is_letter(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


def joined(found: Sequence[Term], marks: Sequence[str] = (), *, has_link: bool = False) -> Sought:
    """All of these terms, and ``marks`` that the index has of a message besides its words."""
    said = [term for term in found if term.exact]
    known = [f"'{mark}'" for mark in marks]
    signs = tuple(term.sign for term in said)
    exact = _all([*known, *(term.exact for term in said)])
    return Sought(exact, _all([*known, *(term.loose for term in said)]), signs, has_link)


def _all(parts: Sequence[str]) -> str:
    return " & ".join(f"({part})" for part in dict.fromkeys(parts))


def either(found: Sequence[Term]) -> Sought:
    """Any of these terms."""
    said = [term for term in found if term.exact]
    exact = " | ".join(f"({term.exact})" for term in said)
    return Sought(exact, exact, tuple(term.sign for term in said))
