"""Makes texts fit: into pieces, or shorter, and never through a character, a link or a name. Pure.

Every network counts in its own way, so the counting is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import regex

from amends.channels.failures import TooLong

Count = Callable[[str], int]

ELLIPSIS = "…"
#: What stays whole: links with or without their beginning, addresses, names and tags.
_WHOLE = regex.compile(
    r"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*://\S+|(?<!\S)\S*[\w)]\.[\w(]\S*|[@＠#＃][\w@.-]*\w",
    regex.IGNORECASE,
)
_CLUSTER = regex.compile(r"\X")
#: Where a text may end, the best places first: after a paragraph, a sentence, a part of one, a word.
_ENDS = (
    regex.compile(r"\n\s*\n\s*"),
    regex.compile(r"(?<=[.!?…]['\"”’»)]?)\s+|(?<=[。！？])|\n+"),
    regex.compile(r"(?<=[,;:–—])\s+|(?<=[、，；])"),
    regex.compile(r"\s+"),
)
#: A better place is taken unless it wastes more than this share of the room.
_WASTE = 0.5


def pieces(text: str, most: int, count: Count) -> tuple[str, ...]:
    """The text in as many pieces as it needs, each at most ``most`` long by ``count``, in order.

    Together they hold every character but spaces at the cuts. Raises TooLong where one link, name or
    character alone is longer.
    """
    return tuple(_cut(text.strip(), most, count))


def shortened(text: str, most: int, count: Count) -> str:
    """The text, or its beginning with an ellipsis, at most ``most`` long by ``count``."""
    text = text.strip()
    if count(text) <= most:
        return text
    room = _longest(text, lambda start: count(start.rstrip() + ELLIPSIS) <= most)
    if not room:
        raise TooLong("Not even its first word fits.")
    return text[: _good_end(text, room, _ENDS[-1:])].rstrip() + ELLIPSIS


def _cut(text: str, most: int, count: Count) -> Iterator[str]:
    while text:
        room = _longest(text, lambda start: count(start.rstrip()) <= most)
        if not room:
            raise TooLong("A link, a name or a character alone does not fit.")
        end = room if room == len(text) else _good_end(text, room)
        yield text[:end].rstrip()
        text = text[end:].lstrip()


def _longest(text: str, fits: Callable[[str], bool]) -> int:
    """The last place at which the text may be cut so that its beginning fits; 0 for none.

    Longer is longer however it is counted, but for a link that is only one with its last letter: so the
    place found by halves is checked, and the next ones before it.
    """
    places = list(_places(text))
    low, high = 0, len(places)
    while low < high:
        middle = (low + high) // 2
        if fits(text[: places[middle]]):
            low = middle + 1
        else:
            high = middle
    fitting = (place for place in reversed(places[:low]) if fits(text[:place]))
    return next(fitting, 0)


def _places(text: str) -> Iterator[int]:
    """Every place after a character that is not inside something that stays whole."""
    at = 0
    for whole in (*_WHOLE.finditer(text), None):
        start = whole.start() if whole else len(text)
        yield from (at + each.end() for each in _CLUSTER.finditer(text[at:start]))
        if whole:
            yield whole.end()
            at = whole.end()


def _good_end(text: str, room: int, kinds: Sequence[regex.Pattern[str]] = _ENDS) -> int:
    """Of all places that fit, the one at which a reader would stop."""
    if room < len(text) and text[room].isspace():
        room += 1
    inside = {at for whole in _WHOLE.finditer(text) for at in range(whole.start() + 1, whole.end())}
    for ends in kinds:
        found = [int(each.end()) for each in ends.finditer(text, 0, room)]
        allowed = [each for each in found if each >= room * _WASTE and each not in inside]
        if any(allowed):
            return allowed[-1]
    return room
