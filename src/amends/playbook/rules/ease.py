"""How easy a text is to read, by Flesch's measure as it was fitted to each language. Pure.

Sources: Flesch 1948 (English), Amstad 1978 (German), Kandel and Moles 1958 (French), Fernández Huerta
1959 (Spanish), Douma 1960 (Dutch), Vacca and Franchina 1972 (Italian), Martins 1996 (Portuguese).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from amends.playbook.rules.folding import plainly

#: Base, weight of words in a sentence, weight of syllables in a word.
_WEIGHTS = {
    "en": (206.835, 1.015, 84.6),
    "de": (180.0, 1.0, 58.5),
    "fr": (207.0, 1.015, 73.6),
    "es": (206.84, 1.02, 60.0),
    "nl": (206.84, 0.93, 77.0),
    "it": (217.0, 1.3, 60.0),
    "pt": (248.835, 1.015, 84.6),
}
LANGUAGES = tuple(_WEIGHTS)
_VOWELS = re.compile(r"[aeiouy]+")


def is_known(language: str) -> bool:
    """Whether there is a measure for a language."""
    return language in _WEIGHTS


def of(words: Sequence[str], sentences: int, language: str) -> float:
    """The reading ease of words in so many sentences: about 0 (hardest) to 100; KeyError where unknown."""
    base, by_sentence, by_word = _WEIGHTS[language]
    syllables = sum(_syllables(word) for word in words)
    return (
        base
        - by_sentence * len(words) / max(sentences, 1)
        - by_word * syllables / max(len(words), 1)
    )


@functools.lru_cache(maxsize=16384)
def _syllables(word: str) -> int:
    """Groups of vowels, without a silent e at the end."""
    plain = plainly(word)
    count = len(_VOWELS.findall(plain))
    if count > 1 and plain.endswith("e") and not plain.endswith(("le", "ee")):
        count -= 1
    return max(count, 1)
