"""Serves the folders of the status pages and nothing else: no Django, no database, no cookies.

The web process answers readers by this, and `amends status serve` is a small process of its own that does
only this: it goes on when the desk is down. Pages are found by their address (``/status/<slug>/``) or by
their own host name.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, replace
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from amends.status.rules.tongues import wished

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

PREFIX = "/status/"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
}
#: Caches may keep a page for half a minute, and show it for a day while nobody answers.
_FRESH = "public, max-age=30, stale-while-revalidate=60, stale-if-error=86400"
_STYLE = "public, max-age=300, stale-while-revalidate=86400, stale-if-error=86400"
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors {framed}"
)
_LOOKS_EVERY = 2.0
_WORTH_PACKING = 800


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back to a reader."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""

    async def give(self, send: Send) -> None:
        """Send it."""
        named = [(name.lower().encode(), value.encode()) for name, value in self.headers]
        size = (b"content-length", str(len(self.body)).encode())
        await send(
            {"type": "http.response.start", "status": self.status, "headers": [*named, size]}
        )
        await send({"type": "http.response.body", "body": self.body})


@dataclass(frozen=True, slots=True)
class Place:
    """A page, and which file of it was asked for. ``read``: a file's content and when it changed."""

    slug: str
    path: str
    languages: tuple[str, ...]
    read: Callable[[str], tuple[bytes, float] | None]


class Folders:
    """Every page's folder under one; looked at anew every two seconds."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder = folder
        self._clock = clock
        self._looked_at: float | None = None
        self._slugs: dict[str, tuple[str, ...]] = {}
        self._domains: dict[str, str] = {}

    def place(self, host: str, path: str) -> Place | None:
        """Which page somebody asks for; None when it is none of ours."""
        self._look()
        own = self._domains.get(host.lower().partition(":")[0])
        slug, _, rest = path.removeprefix(PREFIX).partition("/")
        if path.startswith(PREFIX) and slug in self._slugs:
            return self._place(slug, rest)
        if own is None:
            return None
        return self._place(own, path.lstrip("/"))

    def _place(self, slug: str, path: str) -> Place:
        folder = self._folder / slug
        return Place(slug, path, self._slugs[slug], lambda name: _read(folder / name))

    def slug_of(self, host: str) -> str | None:
        """Whose own host name this is."""
        self._look()
        return self._domains.get(host.lower().partition(":")[0])

    def _look(self) -> None:
        now = self._clock()
        if self._looked_at is not None and now - self._looked_at < _LOOKS_EVERY:
            return
        self._looked_at = now
        found = dict(self._found())
        self._slugs = {slug: tuple(told["languages"]) for slug, told in found.items()}
        self._domains = {told["domain"]: slug for slug, told in found.items() if told["domain"]}

    def _found(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        if not self._folder.is_dir():
            return
        for each in sorted(self._folder.iterdir()):
            try:
                yield each.name, json.loads((each / "site.json").read_bytes())
            except (OSError, ValueError):
                continue


def answer(place: Place, headers: Mapping[str, str], query: str) -> Answer | None:
    """The file that is asked for, in the language that is asked for; None when there is none."""
    asked = _in_language(place, headers, query)
    # What is the same in every language has one file.
    for path in dict.fromkeys((asked, place.path)):
        if _is_plain(path) and (found := place.read(path)):
            return _told(path, place, found, headers)
    return None


def _in_language(place: Place, headers: Mapping[str, str], query: str) -> str:
    """The name of the file: ``?lang=de`` decides, else what the browser asks for, on the front page."""
    path = place.path or "index.html"
    stem, dot, end = path.partition(".")
    if not dot:
        stem, end = path, "html"
    languages = place.languages or ("en",)
    chosen = parse_qs(query).get("lang", [""])[0].lower()
    if chosen in languages and "." not in end:
        language = chosen
    elif path == "index.html" and not place.path:
        language = wished(headers.get("accept-language", ""), languages)
    else:
        return f"{stem}.{end}"
    return f"{stem}.{end}" if language == languages[0] else f"{stem}.{language}.{end}"


def _is_plain(path: str) -> bool:
    """Whether it names a file of the folder itself: no hidden one, no other folder."""
    return (
        bool(path) and "/" not in path and "\\" not in path and path[0] != "." and "\0" not in path
    )


def _read(path: Path) -> tuple[bytes, float] | None:
    try:
        return path.read_bytes(), path.stat().st_mtime
    except (OSError, ValueError):
        return None


def _told(
    path: str, place: Place, found: tuple[bytes, float], headers: Mapping[str, str]
) -> Answer:
    content, changed = found
    end = Path(path).suffix
    tag = hashlib.sha256(content).hexdigest()[:20]
    is_packed = "gzip" in headers.get("accept-encoding", "") and len(content) > _WORTH_PACKING
    etag = f'"{tag}-gz"' if is_packed else f'"{tag}"'
    spoken = path.split(".")[-2]
    language = spoken if spoken in place.languages else (*place.languages, "en")[0]
    told = [
        *_headers(path, end),
        ("Content-Language", language),
        ("ETag", etag),
        ("Last-Modified", formatdate(changed, usegmt=True)),
    ]
    if _is_known(headers, etag, changed):
        return Answer(304, tuple(told))
    told.append(("Content-Type", _TYPES.get(end, "application/octet-stream")))
    if is_packed:
        return Answer(200, (*told, ("Content-Encoding", "gzip")), _packed(content))
    return Answer(200, tuple(told), content)


def _headers(path: str, end: str) -> Iterator[tuple[str, str]]:
    yield "Cache-Control", _STYLE if end in {".css", ".js", ".svg"} else _FRESH
    yield "Vary", "Accept-Encoding, Accept-Language"
    yield "X-Content-Type-Options", "nosniff"
    yield "Referrer-Policy", "no-referrer"
    is_framed = path.startswith("notice.")
    if end == ".html":
        yield "Content-Security-Policy", _POLICY.format(framed="*" if is_framed else "'none'")
        if not is_framed:
            yield "X-Frame-Options", "DENY"
    else:
        # Feeds, JSON and the notice's script are for pages and programs anywhere.
        yield "Access-Control-Allow-Origin", "*"
        yield "Cross-Origin-Resource-Policy", "cross-origin"


def page_headers() -> Iterator[tuple[str, str]]:
    """The headers of a page that is no file."""
    yield from (each for each in _headers("answer.html", ".html") if each[0] != "Cache-Control")
    yield "Content-Type", _TYPES[".html"]


def _is_known(headers: Mapping[str, str], etag: str, changed: float) -> bool:
    """Whether the reader has it already (RFC 9110 §13.1): the tag decides, else the time."""
    if tags := headers.get("if-none-match", ""):
        return "*" in tags or etag in [each.strip().removeprefix("W/") for each in tags.split(",")]
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since", ""))
    except (ValueError, TypeError):
        return False
    return int(changed) <= since.timestamp()


@lru_cache(maxsize=64)
def _packed(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=6, mtime=0)


def moved(path: str, query: str) -> Answer | None:
    """Where ``/status/<slug>`` is: without its last slash the page's links would lead elsewhere."""
    slug = path.removeprefix(PREFIX)
    if not path.startswith(PREFIX) or not slug or "/" in slug:
        return None
    there = f"{PREFIX}{slug}/{'?' if query else ''}{query}"
    return Answer(301, (("Location", there), ("Cache-Control", "public, max-age=300")))


def missing(place: Place, headers: Mapping[str, str], query: str) -> Answer:
    """That there is no such page, in the reader's language."""
    return _message(place, "missing.html", 404, headers, query)


#: What only the desk can answer: nothing else of a page is asked of it.
_FORM = re.compile(r"subscribe/|(?:confirm|stop)/[\w:=~-][\w:.=~-]{0,400}/", re.ASCII)


def is_form(path: str) -> bool:
    """Whether a path below a page is a form's."""
    return _FORM.fullmatch(path) is not None


def later(place: Place, headers: Mapping[str, str], query: str) -> Answer:
    """That it cannot be done now, and when to come back."""
    return _message(place, "later.html", 503, headers, query)


def _message(
    place: Place, name: str, status: int, headers: Mapping[str, str], query: str
) -> Answer:
    language = wished(headers.get("accept-language", ""), place.languages or ("en",))
    named = replace(place, path=name)
    found = answer(named, {}, query if "lang=" in query else f"lang={language}")
    kept = [
        (key, value)
        for key, value in (found.headers if found else ())
        if key not in {"Cache-Control", "ETag", "Last-Modified"}
    ]
    more = [("Cache-Control", "no-store"), *([("Retry-After", "300")] if status == 503 else [])]
    return Answer(status, (*kept, *more), found.body if found else b"")


def headers_of(scope: Scope) -> dict[str, str]:
    """A request's headers, by their names in lower case."""
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


class StatusDoor:
    """Readers of the web process: what lies in the folders is given at once, the rest is the desk's.

    What comes to a page's own host name is asked of the desk under the desk's name: it never hears of hosts
    that its settings do not name.
    """

    def __init__(self, folder: Path, desk_host: str) -> None:
        self._folders = Folders(folder)
        self._desk_host = desk_host

    async def __call__(self, scope: Scope, send: Send) -> Scope | None:
        """Answers, and returns None; or returns what the desk is asked instead."""
        headers, query = headers_of(scope), scope["query_string"].decode("latin-1")
        host = headers.get("host", "")
        own = self._folders.slug_of(host)
        if own is None and not scope["path"].startswith(PREFIX):
            return scope
        place = self._folders.place(host, scope["path"])
        if place is not None and scope["method"] in {"GET", "HEAD"}:
            told = (None if own else moved(scope["path"], query)) or answer(place, headers, query)
            if told is not None:
                bare = Answer(told.status, told.headers)
                await (bare if scope["method"] == "HEAD" else told).give(send)
                return None
        if place is not None and not is_form(place.path) and "/" in place.path:
            await missing(place, headers, query).give(send)
            return None
        return scope if own is None or place is None else self._renamed(scope, place)

    def _renamed(self, scope: Scope, place: Place) -> Scope:
        path = f"{PREFIX}{place.slug}/{place.path}"
        kept = [(name, value) for name, value in scope["headers"] if name not in _HOSTS]
        named = [*kept, (b"host", self._desk_host.encode())]
        return {**scope, "path": path, "raw_path": path.encode(), "headers": named}


_HOSTS = frozenset({b"host", b"origin", b"referer"})


class StatusServer:
    """The whole of `amends status serve`: pages from their folders; what needs the desk is asked of it.

    ``desk`` passes such a request on and raises OSError when the desk does not answer.
    """

    def __init__(
        self,
        folder: Path,
        desk: Callable[[Scope, bytes], Awaitable[Answer]] | None = None,
    ) -> None:
        self._folders = Folders(folder)
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "lifespan":
            await _live(receive, send)
        elif scope["type"] == "http":
            told = await self._answered(scope, receive)
            bare = Answer(told.status, told.headers) if scope["method"] == "HEAD" else told
            await bare.give(send)

    async def _answered(self, scope: Scope, receive: Receive) -> Answer:
        headers, query = headers_of(scope), scope["query_string"].decode("latin-1")
        place = self._folders.place(headers.get("host", ""), scope["path"])
        if place is None:
            return Answer(404, (("Content-Type", "text/plain; charset=utf-8"),), b"Not found.\n")
        if gone := moved(scope["path"], query):
            return gone
        if scope["method"] in {"GET", "HEAD"} and (found := answer(place, headers, query)):
            return found
        if not is_form(place.path):
            return missing(place, headers, query)
        return await self._passed_on(scope, receive, place)

    async def _passed_on(self, scope: Scope, receive: Receive, place: Place) -> Answer:
        headers, query = headers_of(scope), scope["query_string"].decode("latin-1")
        if self._desk is None:
            return later(place, headers, query)
        asked = {**scope, "path": f"{PREFIX}{place.slug}/{place.path}"}
        try:
            return await self._desk(asked, await _body(receive))
        except (OSError, ValueError):
            return later(place, headers, query)


_MOST_BODY = 20_000


async def _body(receive: Receive) -> bytes:
    """The body of a form. Raises ValueError for one that is too long to be one."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > _MOST_BODY:
            raise ValueError
    return body


async def _live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
