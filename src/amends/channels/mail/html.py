"""HTML mail made harmless to show, and turned into text that reads like the mail."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from html.parser import HTMLParser

import nh3

from amends.channels.mail.headers import clean

#: Longer ones are newsletters and exports; their text is shown instead.
_LONGEST = 500_000


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


#: HTML parsers take time with the square of the depth; no mail program nests like that.
_DEEPEST = 300
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]{0,20})", re.IGNORECASE)
#: Closed by the next of their kind, or never open: they do not nest.
_FLAT = _names(
    "p li td th tr dt dd br hr img input meta link col wbr option area base source embed"
)
_TAGS = _names(
    "a abbr b blockquote br caption code col colgroup dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i ins "
    "li ol p pre q s small span strike strong sub sup table tbody td tfoot th thead tr u ul"
)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_WITH_CONTENT = _names(
    "script style title head template noscript iframe object svg math select textarea"
)
_BLOCKS = _names("div p table tr ul ol dl dt dd pre blockquote h1 h2 h3 h4 h5 h6 hr caption")
_PARAGRAPHS = _names("p ul ol table h1 h2 h3 h4 h5 h6 pre")


def harmless(html: str) -> str:
    """The HTML without anything that acts or loads: no scripts, styles, forms, pictures or frames.

    Links open apart and tell nobody where they were clicked. ``""`` for what is too long to show.
    """
    if not html.strip() or len(html) > _LONGEST or _too_deep(html):
        return ""
    safe = nh3.clean(
        clean(html),
        tags=set(_TAGS),
        clean_content_tags=set(_WITH_CONTENT),
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
    return safe.strip()


def to_text(html: str) -> str:
    """What a person would read, with ``> `` before quotes, ``- `` before list points and links named."""
    html = html[:_LONGEST]
    if _too_deep(html):
        return " ".join(unescape(re.sub(r"<[^<>]*>", " ", html)).split())
    reader = _Reader()
    # Cleaned first: what the reader sees is well-formed, whatever the mail was.
    reader.feed(nh3.clean(html, tags=set(_TAGS), clean_content_tags=set(_WITH_CONTENT)))
    reader.close()
    return reader.text()


def _too_deep(html: str) -> bool:
    depth, tags = 0, Counter[str]()
    for closing, tag in _TAG.findall(html):
        name = tag.lower()
        if name in _FLAT or (closing and not tags[name]):
            continue
        step = -1 if closing else 1
        tags[name] += step
        depth += step
        if depth > _DEEPEST:
            return True
    return False


class _Reader(HTMLParser):
    """Writes lines as the tags go by."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quotes = 0
        self._pre = 0
        self._link = ""
        self._link_words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS or tag == "li":
            self._end_line(gap=tag in _PARAGRAPHS)
        if tag == "li":
            self._line.append("- ")
        elif tag == "br":
            self._end_line(always=True)
        elif tag in {"td", "th"} and self._line:
            self._line.append(" ")
        elif tag == "a":
            self._link, self._link_words = dict(attrs).get("href") or "", []
        self._quotes += tag == "blockquote"
        self._pre += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._name_link()
        if tag in _BLOCKS or tag == "li":
            self._end_line(gap=tag in _PARAGRAPHS)
        self._quotes = max(0, self._quotes - (tag == "blockquote"))
        self._pre = max(0, self._pre - (tag == "pre"))

    def handle_data(self, data: str) -> None:
        if self._pre:
            first, *others = data.split("\n")
            self._line.append(first)
            for other in others:
                self._end_line(always=True)
                self._line.append(other)
            return
        words = " ".join(data.split())
        before = " " if data[:1].isspace() and self._line else ""
        after = " " if words and data[-1:].isspace() else ""
        self._line.append(f"{before}{words}{after}" if words else before)
        self._link_words.append(words)

    def _name_link(self) -> None:
        """An address that the words do not already show is worth reading; people are phished here."""
        words = "".join(self._link_words)
        link, self._link = self._link, ""
        bare = link.removeprefix("mailto:").removeprefix("tel:")
        if words and bare.startswith(("http://", "https://")) and words.rstrip("/") not in bare:
            self._line.append(f" ({bare[:500]})")

    def _end_line(self, *, gap: bool = False, always: bool = False) -> None:
        line = "".join(self._line)
        line = line.rstrip() if self._pre else " ".join(line.split())
        self._line = []
        quotes = "> " * min(self._quotes, 5)
        if line or always:
            self._lines.append(f"{quotes}{line}".rstrip())
        if gap and self._lines and self._lines[-1].strip("> "):
            self._lines.append(quotes.rstrip())

    def text(self) -> str:
        """The lines so far, with no two blank ones in a row."""
        self._end_line()
        kept: list[str] = []
        for line in self._lines:
            if line or (kept and kept[-1]):
                kept.append(line)
        return "\n".join(kept).strip()
