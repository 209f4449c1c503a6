"""The length of a text as X weighs it: Latin letters 1, most others 2, an emoji 2, a link 23. Pure.

Equal to version 3 of X's own counting (`twitter-text` 3.1.0), which `tests/channels/x` holds it to: what it
takes for an emoji ends with Emoji 11, and what it takes for a link with the top-level domains of its day.
Source: docs.x.com, fundamentals/counting-characters.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator
from importlib.resources import files

import emoji
import regex

LINK_WEIGHS = 23
_EMOJI_WEIGHS = 2
_LONGEST_LINK = 4096
_LONGEST_LABEL = 63
#: More are no name, only a way to keep a computer busy.
_MOST_DOTS = 250
_LONGEST_SHORT_LINK = 40

#: Code points that weigh 1; all others weigh 2.
_LIGHT = ((0x0, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))

# What links are made of. Letters are lower-case throughout: links are looked for in the folded text.
_MARKS = r"\u202A-\u202E\u061C\u200E\u200F\u2066-\u2069"
_NEVER = r"\uFFFE\uFEFF\uFFFF"
_SPACES = r"\x09-\x0D\x20\x85\xA0\u1680\u180E\u2000-\u200A\u2028\u2029\u202F\u205F\u3000"
_PUNCTUATION = r"!'#%&()*+,\\\-./:;<=>?@\[\]^_{|}~$"
_ACCENTED = (
    r"\xC0-\xD6\xD8-\xF6\xF8-\xFF\u0100-\u024F\u0253\u0254\u0256\u0257\u0259\u025B\u0263\u0268\u026F"
    r"\u0272\u0289\u028B\u02BB\u0300-\u036F\u1E00-\u1EFF"
)
_LETTER = rf"[^{_PUNCTUATION}{_SPACES}{_NEVER}{_MARKS}]"
_IN_PATH = rf"[a-z\u0400-\u04FF0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{_ACCENTED}]"
_BRACKETS = rf"\((?:{_IN_PATH}+|{_IN_PATH}*\({_IN_PATH}+\){_IN_PATH}*)\)"
_ENDS_PATH = rf"(?:[+\-a-z\u0400-\u04FF0-9=_#/{_ACCENTED}]|{_BRACKETS})"
_PATH = rf"(?:{_IN_PATH}*(?:{_BRACKETS}{_IN_PATH}*)*{_ENDS_PATH}|@{_IN_PATH}+/)"
_QUERY = r"\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-z0-9\-_&=#/]"
_TOP = r"(?:\L<tops>(?=[^0-9a-z@+\-]|$)|xn--[\-0-9a-z]+)"
_SPACE = regex.compile(rf"[{_SPACES}]+")
_BARE_AFTER = frozenset("-_./")


@functools.cache
def _tops() -> frozenset[str]:
    """The top-level domains that make a link of a name."""
    told = files(__package__).joinpath("top_level_domains.txt").read_text(encoding="utf-8")
    return frozenset(line for line in told.split() if line)


@functools.cache
def _link() -> regex.Pattern[str]:
    inner = rf"{_LETTER}(?:[_-]|{_LETTER})*+(?<={_LETTER})\."
    last = rf"{_LETTER}(?:-|{_LETTER})*+(?<={_LETTER})\."
    domain = rf"(?:{inner})*{last}{_TOP}"
    return regex.compile(
        rf"(?P<before>[^a-z0-9@＠$#＃{_NEVER}]|[{_MARKS}]|^)"
        rf"(?P<link>(?P<scheme>https?://)?(?P<domain>{domain})(?::[0-9]+)?"
        rf"(?P<path>/{_PATH}*)?(?:{_QUERY})?)",
        tops=_tops(),
    )


@functools.cache
def _plain_domain() -> regex.Pattern[str]:
    return regex.compile(rf"(?:[\-a-z0-9{_ACCENTED}]+\.)+{_TOP}", tops=_tops())


_SHORT = regex.compile(rf"https?://t\.co/([a-z0-9]+)(?:{_QUERY})?")


def weigh(text: str) -> int:
    """The weighted length of a text: 280 fit into a post."""
    text = unicodedata.normalize("NFC", text)
    if text.isascii() and "." not in text:
        return len(text)
    weight = at = 0
    for start, end in links(text):
        weight += _plain(text[at:start]) + LINK_WEIGHS
        at = end
    return weight + _plain(text[at:])


def links(text: str) -> Iterator[tuple[int, int]]:
    """Where X makes a link of a piece of a normalised text (NFC), from and to, in order."""
    if "." not in text:
        return
    folded = _folded(text)
    at = 0
    for space in (*_SPACE.finditer(folded), None):
        end = space.start() if space else len(folded)
        if 0 < (token := folded[at:end]).count(".") <= _MOST_DOTS:
            for first, last in _links_in(token):
                yield at + first, at + last
        # A link needs something before it, and a space will do.
        at = space.end() - 1 if space else end


def _folded(text: str) -> str:
    """Lower-case, and exactly as long."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(each.lower() if len(each.lower()) == 1 else each for each in text)


def _links_in(token: str) -> Iterator[tuple[int, int]]:
    for found in _link().finditer(token):
        if not _is_sound(found):
            continue
        if found["scheme"]:
            yield from _whole(found)
        elif found["before"] not in _BARE_AFTER:
            yield from _bare(found)


def _whole(found: regex.Match[str]) -> Iterator[tuple[int, int]]:
    """A link with http or https before it; X's own short links end with their code."""
    start, end = found.span("link")
    short = _SHORT.match(found["link"])
    if short is None:
        yield start, end
    elif len(short[1]) <= _LONGEST_SHORT_LINK:
        yield start, start + short.end()


def _bare(found: regex.Match[str]) -> Iterator[tuple[int, int]]:
    """A name alone makes a link as far as it is written in Latin letters; a path belongs to the last.

    X takes the path to be so much of the text after that, whatever stands between the two.
    """
    start = found.start("domain")
    names = [each.span() for each in _plain_domain().finditer(found["domain"])]
    for first, last in names[:-1]:
        yield start + first, start + last
    if names:
        first, last = names[-1]
        path = found.end("link") - found.end("domain") if found["path"] else 0
        yield start + first, start + last + path


def _is_sound(found: regex.Match[str]) -> bool:
    """Whether the name can be one: every label at most 63 characters in its ASCII form."""
    domain = found["domain"]
    if domain.startswith("xn--") and not _plain_domain().search(domain):
        return False
    labels = domain.split(".")
    if any(not 1 <= len(_ascii(each)) <= _LONGEST_LABEL for each in labels):
        return False
    return len(found["scheme"] or "https://") + len(found["link"]) <= _LONGEST_LINK


def _ascii(label: str) -> str:
    if label.isascii():
        return label
    return f"xn--{label.encode('punycode').decode()}"


def _plain(text: str) -> int:
    """The weight of what is no link."""
    if text.isascii():
        return len(text)
    sequences = _sequences()
    weight = at = 0
    for found in sequences.finditer(text):
        weight += sum(map(_weight, text[at : found.start()])) + _EMOJI_WEIGHS
        at = found.end()
    return weight + sum(map(_weight, text[at:]))


def _weight(character: str) -> int:
    code = ord(character)
    return 1 if any(first <= code <= last for first, last in _LIGHT) else 2


# --------------------------------------------------------------------------------------- emoji

_FULLY_QUALIFIED = 2
_NEWEST = 11
_TONES = [chr(each) for each in range(0x1F3FB, 0x1F400)]
_SEXES = ("\u200d\u2640\ufe0f", "\u200d\u2642\ufe0f")
#: Shown as pictures anyway; that they may be asked for as pictures once more counts nothing.
_TWICE_ASKED = (
    "⌚⌛◽◾☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛔⛪⛲⛳⛵⛺⛽❗"
    "⬛⬜⭐⭕\U0001f004\U0001f21a\U0001f22f"
)
#: May be asked for as a picture and have a tone.
_TONED_AFTER_ASKING = (
    "\u261d\u26f7\u26f9\u270c\u270d\U0001f3cb\U0001f3cc\U0001f574\U0001f575\U0001f590"
)
_ODD = {"\U0001f441\ufe0f\u200d\U0001f5e8\ufe0f", "\u267e\ufe0f"}


@functools.cache
def _sequences() -> regex.Pattern[str]:
    """Everything of more than one code point that is one emoji to X, the longest first."""
    known = {
        each
        for each, told in emoji.EMOJI_DATA.items()
        if told["E"] <= _NEWEST and told["status"] == _FULLY_QUALIFIED
    }
    known -= _ODD
    known |= {"\U0001f441\u200d\U0001f5e8", *(f"{each}\u20e3" for each in "#*0123456789")}
    known |= {f"{each}\ufe0f" for each in _TWICE_ASKED}
    known |= {f"\u26f7{tone}" for tone in _TONES}
    known |= {f"{each}\ufe0f{tone}" for each in _TONED_AFTER_ASKING for tone in _TONES}
    suited = (
        "\U0001f935",
        *(f"{each}{tone}" for each in "\U0001f574\U0001f935" for tone in _TONES),
    )
    known |= {f"{each}{sex}" for each in suited for sex in _SEXES}
    longer = {each for each in known if len(each) > 1}
    return regex.compile(r"\L<emoji>", emoji=longer)
