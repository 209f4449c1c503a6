"""What a text is about, as a short vector: the sum of its words' vectors. Pure.

The vectors were distilled from a sentence encoder by ``scripts/triage/distil.py``. Only who learns or judges
by them imports this, for it needs numpy.
"""

from __future__ import annotations

import functools
import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from amends.triage.rules.features import LONGEST, tokens
from amends.triage.rules.reading import Reading

DIMENSIONS = 256
#: So many products of sums stand for all products of two numbers of a vector.
_PRODUCTS = 2048
#: Signs from here on are no words of any language that vectors know.
_FACES = "\u2600"
_LOW, _HALF = np.uint8(15), np.uint8(4)

Meaning = npt.NDArray[np.float32]
#: Of a text none of whose words are known.
NOTHING: Meaning = np.zeros(DIMENSIONS, np.float32)


@dataclass(frozen=True, slots=True)
class Meanings:
    """Vectors of words and of pairs of words: ``vectors[at]`` is of what is named ``names[at]``.

    A byte of ``vectors`` holds two numbers between -7 and 7, each with 8 added: the lower half of the bits is
    of the vector's first half. ``loud`` says how long a vector is beside others.
    """

    names: npt.NDArray[np.uint32]
    vectors: npt.NDArray[np.uint8]
    loud: npt.NDArray[np.uint16]

    def of(self, reading: Reading) -> Meaning:
        """A vector of length 1, or `NOTHING`."""
        return self.heard(reading)[0]

    def heard(self, reading: Reading) -> tuple[Meaning, float]:
        """A vector of length 1, or `NOTHING`; and the share of the text's words that are known.

        Faces are left out: to the encoder an angry one means much the same as a glad one.
        """
        words = [each for each in tokens(reading.plain[:LONGEST]) if each < _FACES]
        names = names_of([*words, *(named(*pair) for pair in pairwise(words))])
        at = np.searchsorted(self.names, names)
        at[at == len(self.names)] = 0
        is_known = self.names[at] == names
        known = at[is_known]
        rows, loud = self.vectors[known], self.loud[known].astype(np.int32)
        halves = (
            loud @ ((rows & _LOW).astype(np.int32) - 8),
            loud @ ((rows >> _HALF) - np.int32(8)),
        )
        summed = np.concatenate(halves).astype(np.float32)
        length = float(np.sqrt(summed @ summed))
        if not length:
            return NOTHING, 0.0
        of_words = [known for each, known in zip(words, is_known, strict=False) if each.isalpha()]
        return summed / np.float32(length), sum(of_words) / max(1, len(of_words))


def named(first: str, second: str) -> str:
    """What a pair of words is called."""
    return f"2 {first} {second}"


def names_of(said: Sequence[str]) -> npt.NDArray[np.uint32]:
    """Words and pairs as numbers."""
    return np.array([zlib.crc32(each.encode()) for each in said], dtype=np.uint32)


def with_products(meanings: Meaning) -> Meaning:
    """Meanings, a row each, and beside each what its numbers come to in pairs; of length about 1 again.

    How alike two rows are then is half of what it was and half of its square, nearly: lines through that tell
    apart what lines through the meanings cannot. (Kar and Karnick 2012: random features for dot products.)
    """
    first, second = _signs()
    products = (meanings @ first) * (meanings @ second) / np.float32(math.sqrt(_PRODUCTS))
    found: Meaning = np.concatenate([meanings, products], axis=1) * np.float32(math.sqrt(0.5))
    return found


@functools.cache
def _signs() -> tuple[Meaning, Meaning]:
    """Two tables of signs that look like chance and are the same everywhere."""
    mixed = np.arange(2 * DIMENSIONS * _PRODUCTS, dtype=np.uint32)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):
        mixed ^= mixed >> np.uint32(shift)
        mixed *= np.uint32(factor)
    signs = np.where(mixed >> np.uint32(31), np.float32(1), np.float32(-1))
    first, second = signs.reshape(2, DIMENSIONS, _PRODUCTS)
    return first, second
