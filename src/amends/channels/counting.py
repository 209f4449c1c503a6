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


_URL = regex.compile(r"https?://[^\s<>]+", regex.IGNORECASE)
_REMOTE = regex.compile(r"(?<![\w/])(@\w[\w.-]*)@[\w.-]+\w(?::\d+)?")
#: What a link counts on Mastodon, however long it is. Source: its documentation, "Posting".
_URL_COUNTS = 23


def fediverse(text: str, link: int = _URL_COUNTS) -> int:
    """The length as Mastodon counts: a link is 23, and of ``@ada@fosstodon.org`` only ``@ada`` counts.

    ``link``: what this server counts a link as.
    """
    links = _URL.findall(text)
    return graphemes(without_hosts(_URL.sub("", text))) + link * len(links)


def without_hosts(text: str) -> str:
    """Mentions without the server they are on: ``@ada@fosstodon.org`` becomes ``@ada``."""
    return str(_REMOTE.sub(r"\1", text))
