"""Words as they are compared: without case and accents, and one by one in every script. Pure.

A text becomes a line of words with one space between them. Scripts that write without spaces have no
words to find, so each of their characters is a word of its own, as each emoji is: what stands next to
each other in such a script is found as a phrase. Queries are folded by the same rules as messages.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable

#: Letters that Unicode does not take apart, as people without them on their keyboard type them.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i"})
#: Marks that may be left out in writing: accents, Hebrew points, Arabic vowels and the stretched line.
_LEFT_OUT = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]")
#: Thai to Myanmar, Tibetan, Hangul, Khmer, kana, Han and their further blocks.
_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff"
    "\u3105-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
_SPREAD = re.compile(f"(?<={_WITHOUT_SPACES.pattern}) (?={_WITHOUT_SPACES.pattern})")
#: Signs beside a name that say nothing about it, and what makes one emoji look like another.
_SILENT = frozenset("™®©\u200c\u200d\u00ad\u2060\ufeff") | frozenset(
    chr(code) for code in (*range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400))
)
_AFTER_TAG = re.compile("[.@-]")
#: What stands before the sign is looked at after it: signs are few, and found quickly.
_TAG = re.compile(r"([#＃@＠])(?<![\w.@#].)(\w[\w.\-]*(?:@[\w.\-]+)?)")


class _Letters(dict[int, str]):
    """For every character what it is compared as; found out once for each."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _compared_as(chr(code))
        return found


def _compared_as(sign: str) -> str:
    if sign in _SILENT:
        return ""
    kind = unicodedata.category(sign)
    if kind[0] not in "LNM":
        return f" {sign} " if kind == "So" else " "
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", sign).casefold())
    plain = _LEFT_OUT.sub("", apart).translate(_PLAIN)
    whole = unicodedata.normalize("NFKC", plain)
    return _WITHOUT_SPACES.sub(
        r" \g<0> ", "".join(c if c.isalnum() or c == sign else _kept(c) for c in whole)
    )


def _kept(sign: str) -> str:
    """Marks of scripts that need them stay; a fraction's stroke and the like part words."""
    return sign if unicodedata.category(sign)[0] == "M" else " "


_LETTERS = _Letters()
#: The signs of ASCII, each one sign again, so that a whole text of them is compared in one step; the bytes
#: of other characters stay as they are.
_ASCII = bytes(ord(_LETTERS[code]) if code < 0x80 else code for code in range(0x100))


def words(text: str) -> list[str]:
    """The words of ``text``, in its order."""
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text.encode("ascii", _BEYOND).translate(_ASCII).decode().split()


def _beyond(found: UnicodeError) -> tuple[bytes, int]:
    """What takes the place of a run of characters beyond ASCII. A codec finds them soonest of all."""
    if not isinstance(found, UnicodeEncodeError):
        raise found
    return found.object[found.start : found.end].translate(_LETTERS).encode(), found.end


_BEYOND = "amends-compared"
codecs.register_error(_BEYOND, _beyond)


def tags(text: str) -> list[str]:
    """The hashtags and handles of ``text`` with their sign, folded.

    A handle is found by its whole and by what is before its host: ``@ada@example.social`` and ``@ada``.
    """
    if "@" not in text and "#" not in text and "＃" not in text and "＠" not in text:
        return []
    found: list[str] = []
    for sign, name in _TAG.findall(text):
        if sign in "#＃":
            found.append(f"#{folded(_AFTER_TAG.split(name, maxsplit=1)[0])}")
        else:
            found += handles(name)
    return found


def handles(name: str) -> list[str]:
    """A handle, with or without its sign, as it is compared: whole, and without its host."""
    whole = folded(name.lstrip("@＠").rstrip(".-"))
    first = whole.partition("@")[0].partition(".")[0]
    return [f"@{whole}"] if first == whole else [f"@{each}" for each in (whole, first) if each]


def folded(name: str) -> str:
    """A name in one piece, without case and accents; its dots, strokes and signs stay."""
    if name.isascii():
        return name.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    return unicodedata.normalize("NFKC", _LEFT_OUT.sub("", apart).translate(_PLAIN))


def joined(words: Iterable[str]) -> str:
    """Words as they are written: a space between them, and none within scripts that have none."""
    line = " ".join(words)
    return _SPREAD.sub("", line)
