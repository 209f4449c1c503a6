"""How long a text is, in each of the units that networks count in. Pure."""

from __future__ import annotations

import regex

from amends.channels.contract import Unit

_CLUSTER = regex.compile(r"\X")


def count(text: str, unit: Unit) -> int:
    """The length of ``text`` in ``unit``. Raises ValueError for WEIGHTED: each network weighs its own way."""
    match unit:
        case Unit.GRAPHEMES:
            return graphemes(text)
        case Unit.CODE_POINTS:
            return len(text)
        case Unit.UTF8_BYTES:
            return len(text.encode("utf-8", "surrogatepass"))
        case Unit.UTF16_UNITS:
            return len(text.encode("utf-16-le", "surrogatepass")) // 2
        case Unit.WEIGHTED:
            raise ValueError("weighted characters are counted by the adapter")


def graphemes(text: str) -> int:
    """What a reader calls characters: a family emoji is one, é is one however it is encoded."""
    if text.isascii() and "\r" not in text:
        return len(text)
    return sum(1 for _ in _CLUSTER.finditer(text))
