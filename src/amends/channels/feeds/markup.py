"""XML of a stranger, read without what it could ask for: no DTD, no entities, no endless depth. Pure.

A document type is refused at its first word. So there are no entities of the document's own: nothing
external is loaded and nothing grows. Many feeds are not quite XML; a second try mends what is common.
"""

from __future__ import annotations

import re
from html.entities import html5
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from amends.channels.contract import Malformed

DEEPEST = 100
MOST_ELEMENTS = 60_000

_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ENTITY = re.compile(rb"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|amp;|lt;|gt;|quot;|apos;)(\w{1,31};)?")


class _Builder(ET.TreeBuilder):
    """Builds the tree, unless the document says more about itself than a feed needs to."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0
        self._elements = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        self._elements += 1
        if self._depth > DEEPEST or self._elements > MOST_ELEMENTS:
            raise Malformed("The document is nested too deep, or has too many parts.")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)

    def doctype(self, name: str, *_: str | None) -> None:
        """Called at ``<!DOCTYPE``, before anything in it is looked at."""
        raise Malformed(f"The document declares a type ({name[:40]}), which is not read.")


def tree(body: bytes) -> Element:
    """The root element of an XML document. Raises Malformed."""
    body = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    try:
        return _parsed(body)
    except ET.ParseError as error:
        if not body.startswith(b"<"):
            raise Malformed(f"This is no XML ({error}).") from None
    try:
        return _parsed(mended(body))
    except ET.ParseError as error:
        raise Malformed(f"This is no XML ({error}).") from None


def mended(body: bytes) -> bytes:
    """The document without characters that XML forbids, and with HTML's names for characters as numbers."""
    return _ENTITY.sub(_numbered, _NOT_XML.sub(b"", body))


def text_of(element: Element) -> str:
    """The element itself as XML text."""
    return ET.tostring(element, encoding="unicode")


def html_of(element: Element) -> str:
    """The element as HTML: names without their namespaces, as XHTML within XML has them."""
    for each in element.iter():
        each.tag = each.tag.rpartition("}")[2]
        each.attrib = {name.rpartition("}")[2]: value for name, value in each.attrib.items()}
    return text_of(element)


def _parsed(body: bytes) -> Element:
    parser = ET.XMLParser(target=_Builder())  # noqa: S314 - see above
    try:
        parser.feed(body)
        root = parser.close()
    except (LookupError, ValueError) as error:
        raise Malformed(f"Its encoding is unknown ({error}).") from None
    if not isinstance(root, Element):
        raise Malformed("The document is empty.")
    return root


def _numbered(found: re.Match[bytes]) -> bytes:
    name = (found[1] or b"").decode("ascii", "replace")
    known = html5.get(name)
    if known is None:
        return b"&amp;" + (found[1] or b"")
    return b"".join(b"&#%d;" % ord(mark) for mark in known)
