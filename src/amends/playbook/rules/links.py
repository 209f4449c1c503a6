"""Links in a text, as a browser or a network would see them. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ENDINGS = (
    "com|net|org|info|biz|io|co|app|dev|shop|store|online|site|xyz|top|live|me|tv|gl|ly"
    "|gd|gle|ai|link|click|eu|uk|de|at|ch|fr"
    "|es|nl|be|it|pt|pl|se|dk|no|fi|ie|us|ca|au|nz|br|mx|ar|in|jp|cn|ru|gov|edu|example"
    "|test|help|support|care|social|page|to|cc"
)
_LINK = re.compile(
    r"(?<![\w@.])(?:(?:https?|ftp|hxxps?)://[^\s<>\"”’)\]]+"
    r"|www\.[^\s<>\"”’)\]]+"
    rf"|(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{_ENDINGS})(?![\w@-])(?::\d+)?(?:/[^\s<>\"”’)\]]*)?)",
    re.IGNORECASE,
)
_HINT = re.compile(r"\w[.:][\w/]")
_PARTS = re.compile(
    r"(?:(?P<scheme>[a-z]+)://)?(?:(?P<user>[^/@\s]*)@)?(?P<host>[^/:?#\s]+)(?P<rest>.*)",
    re.IGNORECASE,
)
SHORTENERS = frozenset(
    [
        "bit.ly",
        "tinyurl.com",
        "goo.gl",
        "ow.ly",
        "is.gd",
        "buff.ly",
        "rebrand.ly",
        "t.ly",
        "cutt.ly",
        "shorturl.at",
        "rb.gy",
        "lnkd.in",
        "t.co",
        "tiny.cc",
        "v.gd",
        "bl.ink",
        "s.id",
        "adf.ly",
        "shorte.st",
        "dub.sh",
        "short.io",
        "soo.gd",
        "qr.ae",
        "urlz.fr",
        "shorturl.com",
    ]
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a clean text: where it stands and where it leads."""

    start: int
    end: int
    scheme: str
    #: In small letters, without "www.".
    host: str
    #: The path and what follows.
    rest: str
    #: It carries a name before the host ("https://brand.com@evil.example"), which hides where it leads.
    is_masked: bool


def found(text: str) -> tuple[Link, ...]:
    """The links of a clean text."""
    if not _HINT.search(text):
        return ()
    return tuple(_link(match) for match in _LINK.finditer(text))


def _link(match: re.Match[str]) -> Link:
    written = match.group().rstrip(".,;:!?…'")
    scheme, host, rest, masked = taken_apart(written)
    return Link(match.start(), match.start() + len(written), scheme, host, rest, masked)


def taken_apart(written: str) -> tuple[str, str, str, bool]:
    """Scheme, host, rest of a link as it is written, and whether it is masked."""
    parts = _PARTS.match(written)
    if parts is None:
        return "", written.lower(), "", False
    host = parts["host"].lower().removeprefix("www.").rstrip(".")
    return (parts["scheme"] or "").lower(), host, parts["rest"], parts["user"] is not None


def leads_within(link: Link, place: str) -> bool:
    """Whether a link leads to a domain, one below it, or an address on it ("northpost.com/help")."""
    _, host, rest, _ = taken_apart(place.strip().lower())
    path = rest.rstrip("/*")
    within = link.host == host or link.host.endswith("." + host)
    return within and (not path or link.rest.lower().startswith(path))
