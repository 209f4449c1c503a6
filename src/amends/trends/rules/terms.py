"""A message as terms that can be counted: words, neighbours and matters, and what it was judged to be. Pure.

Terms are numbers, so that nobody's words are kept twice. What a number says is read from the messages.
"""

from __future__ import annotations

import enum
import re
import zlib
from collections.abc import Iterable
from functools import lru_cache

from amends.incidents.rules.matters import FILLERS
from amends.incidents.rules.signs import folded, signs
from amends.playbook.rules.folding import plainly
from amends.playbook.rules.languages import SMALL_WORDS


class TermKind(enum.IntEnum):
    """What a term says; the last three bits of its number."""

    TROUBLE = 0
    MATTER = 1
    MATTERS = 2
    WORD = 3
    PAIR = 4
    #: What it was judged to be: its topic, an unhappy mood, few stars.
    JUDGED = 5
    NETWORK = 6


_KINDS = {
    "t": TermKind.TROUBLE,
    "m": TermKind.MATTER,
    "mm": TermKind.MATTERS,
    "w": TermKind.WORD,
    "ww": TermKind.PAIR,
}
#: What a term counts when two messages are compared: what is told in any words more than a word.
WEIGHTS = {
    TermKind.TROUBLE: 1.6,
    TermKind.MATTER: 0.7,
    TermKind.MATTERS: 0.7,
    TermKind.WORD: 1.0,
    TermKind.PAIR: 0.6,
}
UNHAPPY, LOW = "unhappy", "low"
_STEM = 6
_MOST = 80
_WORD = re.compile(r"[^\W\d_][^\W_]*")


def kind_of(term: int) -> TermKind:
    """What kind of term a number is."""
    return TermKind(term & 7)


@lru_cache(maxsize=50_000)
def _number(name: str, kind: TermKind) -> int:
    return zlib.crc32(f"{kind.name} {name}".encode()) & 0x7FFFFFF8 | kind


def terms_of(text: str) -> tuple[int, ...]:
    """The terms of a text, each once, at most 80; pieces of words are left out."""
    found = []
    for sign in signs(text):
        kind, _, name = sign.partition(" ")
        if kind in _KINDS:
            found.append(_number(name, _KINDS[kind]))
    return tuple(dict.fromkeys(found))[:_MOST]


def judged_terms(*, network: str, topic: str, is_unhappy: bool, is_low: bool) -> tuple[int, ...]:
    """The terms for what a message was judged to be, and where it was said."""
    found = [network_term(network)]
    if topic:
        found.append(topic_term(topic))
    found += [mood_term()] if is_unhappy else []
    found += [stars_term()] if is_low else []
    return tuple(found)


def topic_term(topic: str) -> int:
    """The term of a topic."""
    return _number(f"topic {topic}", TermKind.JUDGED)


def network_term(network: str) -> int:
    """The term of a network."""
    return _number(network, TermKind.NETWORK)


def mood_term() -> int:
    """The term of an unhappy message."""
    return _number(UNHAPPY, TermKind.JUDGED)


def stars_term() -> int:
    """The term of a review with one or two stars."""
    return _number(LOW, TermKind.JUDGED)


def said(terms: Iterable[int]) -> tuple[int, ...]:
    """Only those that words say."""
    return tuple(term for term in terms if (term & 7) < TermKind.JUDGED)


def word_term(word: str) -> int:
    """The term of a word as it is written; 0 for one that says nothing."""
    bare = folded(word)
    if not bare or bare[0] in FILLERS or bare[0] == "0":
        return 0
    return _number(bare[0][:_STEM], TermKind.WORD)


def words_in(text: str) -> dict[int, str]:
    """The words of a text as they are written, by their terms; the first of each."""
    found: dict[int, str] = {}
    for word in _WORD.findall(text[:1_500]):
        if len(word) > 2 and plainly(word) not in SMALL_WORDS:
            found.setdefault(word_term(word), word.casefold())
    found.pop(0, None)
    return found
