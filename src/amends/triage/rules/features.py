"""A reading as numbers that linear models weigh: words, pairs of words, letters and cues, hashed. Pure.

Only who weighs imports this, for it needs numpy.
"""

from __future__ import annotations

import re
import zlib
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from amends.triage.rules.reading import Reading, Shape

#: How many places the features are hashed to.
PLACES = 1 << 17
_MASK = np.uint32(PLACES - 1)
_TOKEN = re.compile(r"[^\W_]+|[!?]+|[\U0001f000-\U0001faff\u2600-\u27bf]")
_GAPS = re.compile(r"[^\w]+")
_NOTS = frozenset(
    [
        "not",
        "no",
        "never",
        "cannot",
        "cant",
        "dont",
        "doesnt",
        "didnt",
        "isnt",
        "wasnt",
        "wont",
        "without",
        "nicht",
        "kein",
        "keine",
        "keinen",
        "nie",
        "ohne",
        "pas",
        "jamais",
        "aucun",
        "aucune",
        "sans",
        "nunca",
        "sin",
        "niet",
        "geen",
        "nooit",
        "zonder",
        "non",
        "mai",
        "senza",
        "nao",
        "sem",
        "nem",
    ]
)
_REACH = 3
#: So many characters of a message are read.
LONGEST = 1200
_TURN, _MIX = np.uint32(0x01000193), np.uint32(0x85EBCA6B)

Places = npt.NDArray[np.uint32]
_NONE: Places = np.array([], dtype=np.uint32)
_TRUE = np.array([True])
_FIFTEEN, _THIRTEEN = np.uint32(15), np.uint32(13)
#: The same four times, or a number: a token that has another, shorter form.
_DRAWN_OUT = re.compile(r"\d|(.)\1{3}")


def features(reading: Reading) -> Places:
    """The places of a message's features, below `PLACES`, each once and in order."""
    return _once(np.concatenate([_said(reading), _letters(reading.plain[:LONGEST])]))


def words_apart(reading: Reading) -> Places:
    """The same, with letters below `PLACES` and all else above it: for heads of a desk's own."""
    letters = _once(_letters(reading.plain[:LONGEST]))
    return np.concatenate([letters, _once(_said(reading)) + np.uint32(PLACES)])


def _once(places: Places) -> Places:
    """Each once and in order, in the place of what was given."""
    if len(places) < 2:
        return places
    places.sort()
    found: Places = places[np.concatenate([_TRUE, places[1:] != places[:-1]])]
    return found


def _said(reading: Reading) -> Places:
    """Where its words, its cues and its shape are."""
    cues = [f"cue {topic}" for topic in reading.cues]
    named = [*_words(reading.plain[:LONGEST]), *cues, *_shape(reading.shape)]
    return np.array([zlib.crc32(name.encode()) for name in named], dtype=np.uint32) & _MASK


def tokens(plain: str) -> list[str]:
    """The words, signs and faces of a plain text, one after the other."""
    said: list[str] = _TOKEN.findall(plain.replace("'", ""))
    return [_short(token) for token in said] if _DRAWN_OUT.search(plain) else said


def _words(plain: str) -> list[str]:
    """Words, those that a "not" turns round, and neighbours."""
    said = tokens(plain)
    turned, left = [], 0
    for token in said:
        turned.append(f"not {token}" if left else token)
        left = _REACH if token in _NOTS else max(left - 1, 0) if token.isalnum() else 0
    pairs = [f"{first} {second}" for first, second in pairwise(said)]
    return [*said, *(each for each in turned if " " in each), *(f"2 {pair}" for pair in pairs)]


def _short(token: str) -> str:
    """A token with at most three of the same letter ("sooooo"), and numbers by their length."""
    if token.isdigit():
        return "0" * min(len(token), 6)
    return re.sub(r"(.)\1{3,}", r"\1\1\1", token)


def _letters(plain: str) -> Places:
    """Every three, four and five letters in a row."""
    row = np.frombuffer(f" {_GAPS.sub(' ', plain)} ".encode("utf-32-le"), dtype=np.uint32)
    hashed, found = row * _TURN, [_NONE]
    for length in range(2, 1 + min(len(row), 5)):
        hashed = (hashed[:-1] ^ row[length - 1 :]) * _TURN
        if length > 2:
            found.append(hashed)
    # What follows is done for all of them at once: half of the time goes into beginning.
    mixed = np.concatenate(found)
    mixed ^= mixed >> _FIFTEEN
    mixed *= _MIX
    mixed ^= mixed >> _THIRTEEN
    start = 0
    for length, part in enumerate(found[1:], start=3):
        mixed[start : start + len(part)] ^= np.uint32(length)
        start += len(part)
    mixed &= _MASK
    return mixed


def _shape(shape: Shape) -> list[str]:
    counts = {
        "asks": min(shape.asks, 2),
        "exclaims": min(shape.exclaims, 3),
        "shouts": min(shape.shouts, 3),
        "glad": min(shape.glad, 2),
        "sad": min(shape.sad, 2),
        "links": min(shape.links, 2),
        "hashtags": min(shape.hashtags, 3),
        "words": shape.words.bit_length(),
    }
    return [f"{name} is {count}" for name, count in counts.items() if count]
