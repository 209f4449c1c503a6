"""Takes a mail apart: its words (text and HTML) and its files, with a bound on everything."""

from __future__ import annotations

import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import MessageError
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser

from amends.channels.contract import Malformed, Media
from amends.channels.mail.headers import clean, decode_bytes, decoded, one_line, raw_value
from amends.channels.mail.html import to_text

_DEEPEST = 100
_MOST_PARTS = 300
_MOST_FILES = 50
_LARGEST_FILE = 25_000_000
_ALL_FILES = 40_000_000
_LONGEST_BODY = 1_000_000
#: The parser looks for every open boundary in every line; beyond this product it would take seconds.
_MOST_PARSING = 4_000_000
_MOST_PIECES = 5_000
_TYPE = re.compile(r"[a-z0-9][a-z0-9.+_-]{0,60}/[a-z0-9][a-z0-9.+_-]{0,80}")
_UNSAFE_IN_NAMES = re.compile(r'[\\/:*?"<>|]+')
_ENDINGS = {
    "message/rfc822": ".eml",
    "message/delivery-status": ".txt",
    "message/disposition-notification": ".txt",
    "text/rfc822-headers": ".txt",
    "text/calendar": ".ics",
    "image/jpeg": ".jpg",
}
#: Text for machines: kept as a file, not read out.
_NOT_WORDS = frozenset({"text/calendar", "text/rfc822-headers", "text/x-vcard", "text/vcard"})


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote, as text and as the HTML it came in (as given, not safe to show)."""

    text: str = ""
    html: str = ""

    def __add__(self, other: Words) -> Words:
        text = "\n\n".join(each for each in (self.text, other.text) if each.strip())
        return Words(text, f"{self.html}\n{other.html}".strip())


@dataclass(slots=True)
class _Files:
    """Files found so far, and how much room is left."""

    media: list[Media] = field(default_factory=list)
    room: int = _ALL_FILES
    parts: int = 0


def taken_apart(raw: bytes) -> Message:
    """The mail's structure. Malformed when it is none; never another error, and bounded in time."""
    head = raw[:200_000].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    if not re.search(rb"(?im)^(from|sender|return-path):", head):
        raise Malformed("This is no mail: nobody sent it.")
    try:
        return _parsed(raw, flat=_is_too_much(raw))
    except RecursionError:
        return _parsed(raw, flat=True)


def _is_too_much(raw: bytes) -> bool:
    """Whether the parser would take more than a few seconds."""
    pieces = raw.count(b"\n--")
    if b"essage/delivery-status" in raw:
        # Every block of a report is a message of its own to the parser.
        pieces += raw.count(b"\n\n") + raw.count(b"\n\r\n")
    levels = raw.count(b"oundary")
    return pieces > _MOST_PIECES or levels * raw.count(b"\n") > _MOST_PARSING


def _parsed(raw: bytes, *, flat: bool) -> Message:
    """``flat``: headers, and everything else as one body, for what is nested beyond sense."""
    # The compat32 policy reads headers only when asked, so a strange one costs nobody else anything.
    parser = BytesHeaderParser if flat else BytesParser
    try:
        return parser(policy=email.policy.compat32).parsebytes(raw)
    except (
        MessageError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        AssertionError,
    ) as error:
        raise Malformed(f"This mail cannot be taken apart: {error}") from None


def words_and_files(mail: Message) -> tuple[Words, tuple[Media, ...]]:
    """The mail's words and its attachments and inline pictures, in their order."""
    files = _Files()
    words = _words(mail, files, depth=0)
    return words, tuple(files.media)


def plain_parts(mail: Message, *types: str) -> Iterator[Message]:
    """The parts of these content types, at most a few levels down."""
    left = [(mail, 0)]
    for _ in range(_MOST_PARTS):
        if not left:
            return
        part, depth = left.pop(0)
        if part.get_content_type() in types:
            yield part
        if depth < _DEEPEST:
            left[:0] = [(child, depth + 1) for child in _children(part)]


def body_text(part: Message) -> str:
    """A part's text, its charset guessed where it lies."""
    charset = part.get_content_charset() or "utf-8"
    return clean(decode_bytes(content(part)[: 4 * _LONGEST_BODY], charset))[:_LONGEST_BODY]


def content(part: Message) -> bytes:
    """A part's bytes, decoded; what cannot be decoded stays as it is."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, TypeError, AttributeError):
        payload = part.get_payload()
    if isinstance(payload, bytes):
        return payload
    return str(payload or "").encode("utf-8", "surrogateescape")


def _words(part: Message, files: _Files, depth: int) -> Words:
    files.parts += 1
    if files.parts > _MOST_PARTS or depth > _DEEPEST:
        return Words()
    kind = part.get_content_type()
    if kind.startswith("multipart/") and (children := _children(part)):
        found = [_words(child, files, depth + 1) for child in children]
        return _same_words(found) if kind == "multipart/alternative" else sum(found, Words())
    if kind.startswith("text/") and kind not in _NOT_WORDS and not _is_file(part):
        text = body_text(part)
        return Words(to_text(text), text) if kind == "text/html" else Words(text)
    if not kind.startswith("multipart/"):
        _keep(part, kind, files)
        return Words()
    return Words(body_text(part))


def _same_words(found: list[Words]) -> Words:
    """One text said in several forms: plain text where there is some, HTML where there is some."""
    plain = next((each.text for each in found if each.text.strip() and not each.html), "")
    html = next((each for each in reversed(found) if each.html), Words())
    return Words(plain or html.text or next((w.text for w in found), ""), html.html)


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    if not isinstance(payload, list):
        return []
    return [child for child in payload if isinstance(child, Message)]


def _is_file(part: Message) -> bool:
    disposition = raw_value(part, "content-disposition").strip().lower()
    return disposition.startswith("attachment") or bool(_filename(part))


def _keep(part: Message, kind: str, files: _Files) -> None:
    if len(files.media) >= _MOST_FILES:
        return
    data = _file_content(part, kind)
    fits = len(data) <= min(_LARGEST_FILE, files.room)
    files.room -= len(data) if fits else 0
    name = safe_name(_filename(part) or _subject_of(part, kind), kind)
    content_type = kind if _TYPE.fullmatch(kind) else "application/octet-stream"
    files.media.append(Media(name=name, content_type=content_type, content=data if fits else None))


def _file_content(part: Message, kind: str) -> bytes:
    if kind.startswith("message/") and (inner := _children(part)):
        try:
            return b"\n".join(each.as_bytes() for each in inner)
        except (ValueError, LookupError, TypeError, AttributeError, MessageError, RecursionError):
            return b""
    return content(part)


def _subject_of(part: Message, kind: str) -> str:
    inner = _children(part) if kind == "message/rfc822" else []
    return decoded(raw_value(inner[0], "subject")) if inner else ""


def _filename(part: Message) -> str:
    # Read again from the readable headers: raw bytes beyond ASCII would be lost otherwise.
    readable = Message()
    for name in ("content-disposition", "content-type"):
        readable[name] = raw_value(part, name)
    try:
        return one_line(decoded(readable.get_filename() or ""))
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def safe_name(name: str, kind: str) -> str:
    """A file name that is only a name: no path, no control or turning characters, of bounded length."""
    name = _UNSAFE_IN_NAMES.sub("_", one_line(name.replace("\\", "/").rpartition("/")[2]))
    name = name.strip(" .") or "attachment"
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        stem, ending = name, ""
    ending = f".{ending}" if ending else _ENDINGS.get(kind, "")
    return f"{stem[:100].strip()}{ending}"
