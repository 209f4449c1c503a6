"""One entry of a feed, whatever its format, in the words of none of them. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from amends.channels.contract import Malformed, Media
from amends.channels.feeds import markup
from amends.channels.mail.html import to_text
from amends.channels.plain import ratings
from amends.channels.wire import Wire

LONGEST_TEXT = 100_000
MOST_MEDIA = 10

_RATINGS = frozenset({"rating", "ratingvalue", "starrating", "stars", "overallrating"})
_BEST = frozenset({"bestrating", "maxrating", "ratingmax", "ratingscale"})
_BEST_ATTRIBUTES = ("best", "max", "scale", "outof", "out-of")
#: An average of everybody's is not what this person thinks.
_NOT_THEIRS = "http://search.yahoo.com/mrss/"


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody wrote. Times are as the feed writes them; ``rating``: 1 to 5 stars."""

    id: str
    title: str
    words: str
    url: str
    author: str = ""
    author_id: str = ""
    avatar_url: str = ""
    published: str = ""
    updated: str = ""
    rating: int | None = None
    reply_to: str = ""
    language: str = ""
    media: tuple[Media, ...] = ()

    @property
    def text(self) -> str:
        """Title and words as one, without saying the same twice."""
        start = self.title.rstrip("….").rstrip()
        if not self.words or not start or self.words.startswith(start):
            return self.words or self.title
        return f"{self.title}\n\n{self.words}"

    @property
    def digest(self) -> str:
        """What changes when its author changes it: not its mark-up, and not when it was touched."""
        said = "\x1f".join((self.title, self.words, str(self.rating)))
        return hashlib.sha256(said.encode(errors="replace")).hexdigest()[:16]


def of_xml(element: Element) -> Entry:
    """An RSS item or an Atom entry. Raises Malformed where it has neither id, link nor words."""
    parts = _Parts(element)
    title = _plain(parts.html("title"))
    words = _plain(parts.first_html("encoded", "content", "description", "summary"))
    url = parts.link()
    name, author_id = parts.author()
    return _whole(
        Entry(
            id=parts.text("guid") or parts.text("id") or element.get(_RDF_ABOUT, "") or url,
            title=title[:1000],
            words=words[:LONGEST_TEXT],
            url=_web(url),
            author=name[:255],
            author_id=author_id[:500],
            published=parts.text("pubdate") or parts.text("published") or parts.text("date"),
            updated=parts.text("updated") or parts.text("modified"),
            rating=parts.rating(),
            reply_to=parts.reply_to()[:500],
            language=parts.text("language")[:35],
            media=tuple(parts.media())[:MOST_MEDIA],
        )
    )


def of_json(item: Wire) -> Entry:
    """An item of a JSON Feed. Raises Malformed where it has neither id, link nor words."""
    html, text = item.maybe_text("content_html"), item.maybe_text("content_text")
    authors = item.maybe_each("authors") or ([item.inner("author")] if "author" in item else [])
    author = authors[0] if authors else Wire({})
    return _whole(
        Entry(
            id=_json_id(item),
            title=" ".join(item.maybe_text("title").split())[:1000],
            words=(text or _plain(html) or item.maybe_text("summary")).strip()[:LONGEST_TEXT],
            url=_web(item.maybe_text("url") or item.maybe_text("external_url")),
            author=author.maybe_text("name")[:255],
            author_id=author.maybe_text("url")[:500],
            avatar_url=_web(author.maybe_text("avatar")),
            published=item.maybe_text("date_published"),
            updated=item.maybe_text("date_modified"),
            rating=_json_rating(item),
            language=item.maybe_text("language")[:35],
            media=tuple(_json_media(item))[:MOST_MEDIA],
        )
    )


def _whole(entry: Entry) -> Entry:
    """With an id, though the feed gives none: its words, for then nothing else tells it from others."""
    if entry.id:
        return entry
    if not (entry.title or entry.words):
        raise Malformed("The entry has neither an id nor a link nor words.")
    said = f"{entry.title}\x1f{entry.words}\x1f{entry.published}".encode(errors="replace")
    made = hashlib.sha256(said).hexdigest()
    return Entry(**{**{name: getattr(entry, name) for name in Entry.__slots__}, "id": made})


# ------------------------------------------------------------------------------------- XML

_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


class _Parts:
    """The parts of an XML entry by their names without namespaces: feeds mix them freely."""

    def __init__(self, element: Element) -> None:
        self._all = list(element)

    def named(self, name: str) -> Iterator[Element]:
        return (each for each in self._all if _local(each) == name)

    def text(self, name: str) -> str:
        """The first text with something in it."""
        found = ("".join(each.itertext()).strip() for each in self.named(name))
        return next((each.replace("\x00", "") for each in found if each), "")

    def html(self, name: str) -> str:
        """The first part with something in it, as HTML."""
        return next(filter(None, (_as_html(each) for each in self.named(name))), "")

    def first_html(self, *names: str) -> str:
        return next(filter(None, (self.html(name) for name in names)), "")

    def link(self) -> str:
        """Where the entry stands: Atom's alternate link, RSS's link, else a guid that is one."""
        for each in self.named("link"):
            address = each.get("href") or (each.text or "").strip()
            if address and each.get("rel", "alternate") == "alternate":
                return address
        guid = next(self.named("guid"), None)
        is_link = guid is not None and guid.get("isPermaLink", "true") == "true"
        return self.text("guid") if is_link else ""

    def author(self) -> tuple[str, str]:
        """The author's name, and an id where the feed tells people apart: their page or address."""
        for each in self.named("author"):
            inner = _Parts(each)
            if name := inner.text("name"):
                return name, inner.text("uri") or inner.text("email")
        words = self.text("creator") or self.text("author") or self.text("reviewer")
        address, _, name = words.partition(" (")
        if "@" in address and name.endswith(")"):
            return name[:-1], address
        return words, ""

    def rating(self) -> int | None:
        best = next((self.text(name) for name in _BEST if self.text(name)), "")
        for each in self._all:
            if _local(each) in _RATINGS and not each.tag.startswith(f"{{{_NOT_THEIRS}}}"):
                told = next(filter(None, (each.get(name) for name in _BEST_ATTRIBUTES)), best)
                return _stars("".join(each.itertext()) or each.get("value", ""), told)
        return None

    def reply_to(self) -> str:
        return next((each.get("ref", "") for each in self.named("in-reply-to")), "")

    def media(self) -> Iterator[Media]:
        for each in self._all:
            is_enclosed = _local(each) == "enclosure" or (
                _local(each) == "link" and each.get("rel") == "enclosure"
            )
            url = _web(each.get("url") or each.get("href") or "")
            if url and (is_enclosed or each.tag == f"{{{_NOT_THEIRS}}}content"):
                kind = each.get("type") or "application/octet-stream"
                yield Media(url=url, content_type=kind[:100])


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2].lower()


def _as_html(element: Element) -> str:
    """A text construct as HTML: Atom says of which kind it is, RSS leaves it to guess that it is HTML."""
    kind = element.get("type", "")
    if kind == "xhtml" or len(element):
        return "".join(markup.html_of(each) for each in element) or (element.text or "")
    words = element.text or ""
    return _escaped(words) if kind in {"text", "text/plain"} else words


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")


def _plain(html: str) -> str:
    if "<" not in html and "&" not in html:
        return html.replace("\x00", "").strip()
    return to_text(html).replace("\x00", "").strip()


def _stars(words: str, best: str) -> int | None:
    """A rating that makes no sense is none: the words are worth more than that."""
    try:
        return ratings.read(words, float(best) if best else ratings.BEST)
    except ValueError:
        return None


def _web(url: str) -> str:
    """The address if it is one of the web; feeds put all kinds of things there."""
    url = url.strip()
    is_web = url.startswith(("https://", "http://")) and len(url) <= 2000 and url.isprintable()
    return url if is_web else ""


# ------------------------------------------------------------------------------------ JSON


def _json_id(item: Wire) -> str:
    found = item.whole().get("id")
    if isinstance(found, int | float) and not isinstance(found, bool):
        return str(found)
    return item.maybe_text("id") or item.maybe_text("url")


def _json_rating(item: Wire) -> int | None:
    """JSON Feed knows no ratings; extensions put them beside, or into an object named with ``_`` before."""
    inner = [each for name, each in item.whole().items() if name.startswith("_")]
    for told in (item.whole(), *(each for each in inner if isinstance(each, dict))):
        for name in ("rating", "ratingValue", "stars"):
            value, best = told.get(name), told.get("best", told.get("bestRating", ""))
            if isinstance(value, int | float | str) and not isinstance(value, bool):
                return _stars(str(value), str(best or ""))
    return None


def _json_media(item: Wire) -> Iterator[Media]:
    for each in item.maybe_each("attachments"):
        if url := _web(each.maybe_text("url")):
            kind = each.maybe_text("mime_type") or "application/octet-stream"
            yield Media(url=url, name=each.maybe_text("title")[:255], content_type=kind[:100])
