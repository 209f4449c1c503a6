"""What a text is about, as a short vector: the sum of its words' vectors. Pure.

The vectors were distilled from a sentence encoder by ``scripts/triage/distil.py``. Only who learns or judges
by them imports this, for it needs numpy.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from amends.triage.rules.features import LONGEST, tokens
from amends.triage.rules.reading import Reading

DIMENSIONS = 128

Meaning = npt.NDArray[np.float32]
#: Of a text none of whose words are known.
NOTHING: Meaning = np.zeros(DIMENSIONS, np.float32)


@dataclass(frozen=True, slots=True)
class Meanings:
    """Vectors of words and of pairs of words: ``vectors[at]`` is of what is named ``names[at]``."""

    names: npt.NDArray[np.uint32]
    vectors: npt.NDArray[np.int8]

    def of(self, reading: Reading) -> Meaning:
        """A vector of length 1, or `NOTHING`."""
        words = tokens(reading.plain[:LONGEST])
        names = names_of([*words, *(named(*pair) for pair in pairwise(words))])
        at = np.searchsorted(self.names, names)
        at[at == len(self.names)] = 0
        rows = self.vectors[at[self.names[at] == names]]
        summed = rows.sum(axis=0, dtype=np.float32)
        length = float(np.sqrt(summed @ summed))
        return summed / np.float32(length) if length else NOTHING


def named(first: str, second: str) -> str:
    """What a pair of words is called."""
    return f"2 {first} {second}"


def names_of(said: Sequence[str]) -> npt.NDArray[np.uint32]:
    """Words and pairs as numbers."""
    return np.array([zlib.crc32(each.encode()) for each in said], dtype=np.uint32)
