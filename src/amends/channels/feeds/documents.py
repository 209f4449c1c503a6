"""A whole feed: what it is called, and its entries, each raw enough to be read again. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import orjson

from amends.channels.contract import Malformed
from amends.channels.feeds import entries, markup
from amends.channels.feeds.entries import Entry
from amends.channels.wire import Wire

#: More are older than anybody waits for an answer.
MOST_ENTRIES = 1000


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: ``entries`` in its own order, each as its format and its raw text."""

    title: str
    url: str
    entries: tuple[tuple[str, str], ...] = field(repr=False)


def read(body: bytes) -> Feed:
    """RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom, or JSON Feed. Raises Malformed."""
    head = body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"{", b"[")):
        return _json_feed(body)
    root = markup.tree(body)
    name = root.tag.rpartition("}")[2].lower()
    if name == "feed":
        return _xml_feed(root, "atom", root, "entry")
    if name in {"rss", "rdf"}:
        channel = next((each for each in root if each.tag.rpartition("}")[2] == "channel"), None)
        if channel is None:
            raise Malformed("The feed has no channel.")
        return _xml_feed(channel, "rss", root if name == "rdf" else channel, "item")
    raise Malformed(f"This is no feed, but <{name[:40]}>.")


def entry(format_: str, raw: str) -> Entry:
    """One entry from its raw text. Raises Malformed."""
    reader = _READERS.get(format_)
    if reader is None:
        raise Malformed(f"There is no format {format_[:40]}.")
    return reader(raw)


_READERS: Mapping[str, Callable[[str], Entry]] = {
    "rss": lambda raw: entries.of_xml(markup.tree(raw.encode(errors="replace"))),
    "atom": lambda raw: entries.of_xml(markup.tree(raw.encode(errors="replace"))),
    "json": lambda raw: entries.of_json(_object(raw.encode(errors="replace"))),
}


def _xml_feed(head: Element, format_: str, parent: Element, name: str) -> Feed:
    # What holds the entries must not be repeated in each of them.
    found = [each for each in parent if each.tag.rpartition("}")[2] == name]
    for each in found:
        each.tail = None
    about = Element("about")
    about.extend(each for each in head if each not in found)
    told = entries.of_xml(about) if len(about) else Entry("", "", "", "")
    raw = tuple((format_, markup.text_of(each)) for each in found[:MOST_ENTRIES])
    return Feed(told.title[:200], told.url, raw)


def _json_feed(body: bytes) -> Feed:
    feed = _object(body)
    if not feed.maybe_text("version").startswith("https://jsonfeed.org/"):
        raise Malformed("This is JSON, but no JSON Feed.")
    items = feed.listed("items")[:MOST_ENTRIES]
    raw = tuple(("json", orjson.dumps(each).decode()) for each in items)
    url = feed.maybe_text("home_page_url")
    is_web = url.startswith(("https://", "http://"))
    return Feed(feed.maybe_text("title")[:200], url[:1000] if is_web else "", raw)


def _object(body: bytes) -> Wire:
    try:
        return Wire(orjson.loads(body))
    except orjson.JSONDecodeError as error:
        raise Malformed(f"The body is no JSON ({error}).") from None
