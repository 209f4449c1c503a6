"""How much two matters are alike, by the words that tell them from others. Pure.

No language's grammar is known here: a word is its first letters, so that "delivered" and "delivery" are one,
and a word that many matters share says little.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from amends.playbook.rules.folding import plainly
from amends.playbook.rules.languages import SMALL_WORDS

#: So many letters of a word are looked at.
_STEM = 6
_SHORTEST = 3
#: Of a long message the words that come first.
_MOST_WORDS = 60
#: The database is asked for pairs of so many words of each message, and so many together.
_MOST_EACH, _MOST_ASKED = 6, 12
_WORD = re.compile(r"[^\W\d_]+")


def stems(text: str, *, most: int = _MOST_WORDS) -> tuple[str, ...]:
    """The telling words of a text, each once, as they are compared; the first ``most`` of them."""
    return tuple(dict.fromkeys(word[:_STEM] for word in _words(text)))[:most]


def _words(text: str) -> list[str]:
    return [
        word
        for word in _WORD.findall(plainly(text))
        if len(word) >= _SHORTEST and word not in SMALL_WORDS
    ]


def asked(texts: Sequence[str]) -> str:
    """A question to the index of words (a `tsquery`): two of the longest words together; "" for none.

    The longest of each message, the newest messages first, for a matter may be told in any of them.

    Only letters get into it, so nothing in it is read as a sign of the query language.
    """
    longest = [
        word[:_STEM]
        for text in reversed(texts)
        for word in sorted(_words(text), key=lambda word: -len(word))[:_MOST_EACH]
    ]
    terms = [f"'{word}':*" for word in list(dict.fromkeys(longest))[:_MOST_ASKED]]
    if len(terms) < 2:
        return terms[0] if terms else ""
    pairs = (f"({one} & {other})" for at, one in enumerate(terms) for other in terms[at + 1 :])
    return " | ".join(pairs)


def likeness(wanted: Sequence[str], others: Sequence[Collection[str]]) -> list[float]:
    """How alike each of ``others`` is to ``wanted``, from 0 to 1: shared words, the rare ones more."""
    known = Counter(word for other in others for word in set(other))
    weights = {word: _weight(known[word], len(others)) for word in {*known, *wanted}}
    own = _size(wanted, weights)
    return [
        sum(weights[word] ** 2 for word in set(wanted) & set(other))
        / (own * _size(other, weights) or 1.0)
        for other in others
    ]


def _weight(times: int, among: int) -> float:
    return 1.0 + math.log((1 + among) / (1 + times))


def _size(words: Iterable[str], weights: dict[str, float]) -> float:
    return math.sqrt(sum(weights[word] ** 2 for word in set(words)))
