"""Texts freed of their disguises, with the way back to every character of the original. Pure.

`clean` is what a careful reader would copy out: full-width and other digits are digits, zero-width
characters are gone, letters that only look like Latin ones are Latin in a Latin text. `plain` is `clean` in
small letters without accents: what words are looked for in, so that "PERDÓN" and "perdon" are one word.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources

import orjson

_QUOTES = dict.fromkeys("‘’‚‛′ʼʹ`´", "'") | dict.fromkeys("“”„‟«»″", '"')
_DASHES = dict.fromkeys("‐‑‒–—―−﹣－⁃", "-")
_STROKES = {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d"}
#: Drawn as nothing, but letters to Unicode.
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800")
_SPACED = re.compile(r"(?<!\S)[(\[\"“„'«]{0,2}(?:\S\s{1,5}){4,}\S[)\].,;:!?\"”'»]{0,3}(?!\S)")
_WORD = re.compile(r"[^\W\d_]+")
#: Marks that strike a letter through or underline it; those above and below a letter are its accents.
_STRIKES = frozenset(map(chr, (*range(0x0315, 0x0327), *range(0x0329, 0x0370), 0x20D2, 0x20E5)))


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is searched, and where each of its characters came from."""

    text: str
    #: The index in the original of each character; None: the same.
    at: tuple[int, ...] | None

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stands in the original."""
        if self.at is None or start >= end:
            return start, end
        return self.at[start], self.at[end - 1] + 1


def clean(text: str) -> Folded:
    """The text without disguises, in its own case and accents."""
    if text.isascii():
        return Folded(text, None)
    if _is_latin(text):
        return _each(text, _latin)
    opened = _each(text, _open)
    return Folded(_WORD.sub(_word, opened.text), opened.at)


def _word(match: re.Match[str]) -> str:
    """A word of a text in another script: Latin where it is mixed, or could be Latin from end to end."""
    latin = "".join(map(_latin, match[0]))
    is_mixed = any(map(_is_latin_letter, match[0]))
    return latin if len(latin) == len(match[0]) and (is_mixed or latin.isascii()) else match[0]


def plain(folded: Folded) -> Folded:
    """A clean text in small letters without accents."""
    if folded.text.isascii():
        return Folded(folded.text.lower(), folded.at)
    lowered = _each(folded.text, _small)
    return Folded(lowered.text, _through(lowered.at, folded.at))


def drawn_together(folded: Folded) -> Folded:
    """A text in which single characters with blanks between them are one word again: "4 4 7 1" is "4471"."""
    kept: list[int] = []
    last = 0
    for run in _SPACED.finditer(folded.text):
        kept.extend(range(last, run.start()))
        kept.extend(at for at in range(*run.span()) if _stays(folded.text, at))
        last = run.end()
    if not last:
        return folded
    kept.extend(range(last, len(folded.text)))
    text = "".join(folded.text[at] for at in kept)
    return Folded(text, _through(tuple(kept), folded.at))


def _stays(text: str, at: int) -> bool:
    """Whether a character of a spaced-out run is kept: letters, and one blank of each wide gap."""
    if not text[at].isspace():
        return True
    return text[at - 2 : at].isspace() and at > 1 and not text[at + 1 : at + 2].isspace()


def plainly(text: str) -> str:
    """The plain form of a text, when nobody asks where it stood."""
    return plain(clean(text)).text


def _each(text: str, change: Callable[[str], str]) -> Folded:
    """Every character changed; most texts keep their length, and then nothing has to be counted."""
    changed = {character: change(character) for character in set(text)}
    if all(len(new) == 1 for new in changed.values()):
        return Folded(text.translate({ord(old): new for old, new in changed.items()}), None)
    at = [index for index, old in enumerate(text) for _ in changed[old]]
    return Folded("".join(changed[old] for old in text), tuple(at))


def _through(
    inner: tuple[int, ...] | None, outer: tuple[int, ...] | None
) -> tuple[int, ...] | None:
    if inner is None or outer is None:
        return outer if inner is None else inner
    return tuple(outer[index] for index in inner)


@functools.cache
def _open(character: str) -> str:
    """One character without its disguise, in whatever script; "" when nobody sees it."""
    if character.isascii():
        return character
    if (
        character in _FILLERS
        or character in _STRIKES
        or unicodedata.category(character) in {"Cf", "Me"}
    ):
        return ""
    if "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return ""
    if unicodedata.category(character) == "Zs":
        return " "
    digit = unicodedata.digit(character, None)
    known = _QUOTES.get(character) or _DASHES.get(character)
    return known or (unicodedata.normalize("NFKC", character) if digit is None else str(digit))


@functools.cache
def _latin(character: str) -> str:
    """The same in a Latin text, where a Cyrillic "а" stands for an "a"."""
    opened = _open(character)
    if len(opened) != 1 or opened.isascii() or not opened.isalpha():
        return opened
    if unicodedata.name(opened, "LATIN").startswith("LATIN"):
        return opened
    letters = _alike().get(opened, "")
    if opened.isupper() and letters == "l":
        return "I"  # the table takes both for one
    return letters[0] if letters else opened


@functools.cache
def _small(character: str) -> str:
    lowered = character.casefold()
    if lowered.isascii():
        return lowered
    bare = "".join(
        part
        for part in unicodedata.normalize("NFKD", _STROKES.get(lowered, lowered))
        if not unicodedata.combining(part)
    )
    return _STROKES.get(bare, bare)


def _is_latin(text: str) -> bool:
    """Whether a text is written in Latin letters, so that others in it are there by disguise."""
    others = {letter for letter in set(text) if letter.isalpha() and not _is_latin_letter(letter)}
    if not others:
        return True
    strange = sum(text.count(letter) for letter in others)
    return 2 * strange <= sum(character.isalpha() for character in text)


@functools.cache
def _is_latin_letter(letter: str) -> bool:
    return letter.isascii() or "LATIN" in unicodedata.name(letter, "")


@functools.cache
def _alike() -> dict[str, str]:
    """The Latin letters that a character is drawn like, of Unicode's table of confusables.

    Read when a text first needs it: the library keeps the whole table in every process that imports it.
    """
    table = resources.files("confusable_homoglyphs").joinpath("confusables.json").read_bytes()
    drawn = {
        character: "".join(each["c"] for each in some if _is_letter(each["c"]))
        for character, some in orjson.loads(table).items()
    }
    return {character: letters for character, letters in drawn.items() if letters}


def _is_letter(text: str) -> bool:
    return len(text) == 1 and text.isascii() and text.isalpha()
