"""What of a message a search shows: the words around the first hit, and where the hits are. Pure.

Reads words as the database's `inbox_fold` does: without case and accents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from amends.inbox.rules.search import Words

#: Characters shown, and so many before the first hit.
SHOWN = 200
_BEFORE = 48
#: A hit further in is not looked for; the beginning is shown then.
_LOOKED_AT = 20_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a snippet: what was looked for, or what stands around it."""

    text: str
    is_hit: bool = False


def snippet(text: str, words: Iterable[Words], *, shown: int = SHOWN) -> tuple[Piece, ...]:
    """The part of ``text`` around the first hit, at most ``shown`` characters and two dots of each kind."""
    tidy = " ".join(text[:_LOOKED_AT].split())
    spans = _spans(tidy, words)
    start = _start(tidy, spans[0][0]) if spans and spans[0][1] > shown - _BEFORE else 0
    end = min(len(tidy), start + shown)
    pieces = [Piece("…")] if start else []
    at = start
    for first, last in spans:
        if first < at or last > end:
            continue
        pieces += [Piece(tidy[at:first]), Piece(tidy[first:last], is_hit=True)]
        at = last
    pieces.append(Piece(tidy[at:end] + ("…" if end < len(tidy) else "")))
    return tuple(piece for piece in pieces if piece.text)


def _start(text: str, hit: int) -> int:
    """Where to begin so that the hit is well within: at a word."""
    earliest = max(0, hit - _BEFORE)
    space = text.find(" ", earliest, hit)
    return space + 1 if space >= 0 else earliest


def _spans(text: str, words: Iterable[Words]) -> list[tuple[int, int]]:
    """Where the words are, from left to right, none within another."""
    sought = [pattern for word in words if (pattern := _pattern(word))]
    if not sought:
        return []
    folded, places = _folded(text)
    found = re.compile("|".join(sought)).finditer(folded)
    return [(places[match.start()], places[match.end() - 1] + 1) for match in found]


def _pattern(word: Words) -> str:
    tokens = re.findall(r"\w+", _folded(word.text)[0].replace("_", " "))
    if not tokens:
        return ""
    # Scripts that write without spaces have no beginnings of words.
    start = "" if tokens[0][0] > "\u2e80" else r"(?<![^\W_])"
    return start + r"[\W_]+".join(re.escape(token) for token in tokens)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without case and accents, and for each of its characters the place it came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        plain = sign.lower() if sign.isascii() else _plain(sign)
        letters.append(plain)
        places += [place] * len(plain)
    return "".join(letters), places


def _plain(sign: str) -> str:
    apart = unicodedata.normalize("NFKD", sign.lower().replace("ß", "ss"))
    return "".join(each for each in apart if not unicodedata.combining(each))
