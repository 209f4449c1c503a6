"""Reads mail headers as they come in the wild: wrong charsets, folded names, missing dates."""

from __future__ import annotations

import re
from binascii import Error as BadBase64
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import NamedTuple

#: Nobody writes more; the standard library's parsers are not linear in the length of a header.
_LONGEST = 8_000
_ID = re.compile(r"<([^<>\s]{1,500})>")
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
#: Characters that make text run backwards: used to dress up names and file endings.
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class Mailbox(NamedTuple):
    """A name and an address, the address in lower case."""

    name: str
    address: str


def clean(text: str) -> str:
    """Without what no database keeps and no person reads: control characters and lone surrogates."""
    return _UNSAFE.sub("", text)


def one_line(text: str) -> str:
    """Clean, without turning marks, and on one line."""
    return " ".join(_TURNING.sub("", clean(text)).split())


def raw_values(mail: Message, name: str) -> list[str]:
    """Every value of a header, unfolded, bytes beyond ASCII read as UTF-8 or else Latin-1."""
    name = name.lower()
    return [_readable(str(value)) for key, value in mail.raw_items() if key.lower() == name]


def raw_value(mail: Message, name: str) -> str:
    """The first value of a header, or ``""``."""
    return next(iter(raw_values(mail, name)), "")


def text_value(mail: Message, name: str) -> str:
    """A header for people, its encoded words read, on one line."""
    return one_line(decoded(raw_value(mail, name)))


def decoded(value: str) -> str:
    """``=?utf-8?Q?…?=`` as the text it stands for; what cannot be read stays as it is."""
    if "=?" not in value:
        return value
    try:
        pieces = decode_header(value)
    except (HeaderParseError, BadBase64, ValueError, LookupError):
        return value
    return "".join(
        piece if isinstance(piece, str) else decode_bytes(piece, charset or "utf-8")
        for piece, charset in pieces
    )


def decode_bytes(content: bytes, charset: str) -> str:
    """Text in a charset that may be unknown, misspelt or wrong: never an error."""
    for name in (charset, "utf-8", "cp1252"):
        try:
            return content.decode(name)
        except (LookupError, ValueError):
            continue
    return content.decode("latin-1")


def mailboxes(mail: Message, *names: str) -> list[Mailbox]:
    """The people in these headers, in order; what is no address is left out."""
    values = [value for name in names for value in raw_values(mail, name)]
    try:
        found = getaddresses(values)
    except (ValueError, LookupError, AttributeError, TypeError):
        found = []
    boxes = [Mailbox(one_line(decoded(name)), _address(address)) for name, address in found]
    return [box for box in boxes if box.address]


def message_ids(mail: Message, name: str) -> list[str]:
    """The ids in a header without their angle brackets, in its order, each once.

    Programs written with Python's library put long ids into encoded words when they answer.
    """
    found = _ID.findall(" ".join(decoded(each) for each in raw_values(mail, name)))
    return list(dict.fromkeys(clean(each) for each in found))


def own_message_id(mail: Message) -> str:
    """The mail's id without angle brackets; ``""`` when it has none that tells mails apart."""
    ids = message_ids(mail, "message-id") or [raw_value(mail, "message-id").strip("<> \t")]
    found = one_line(ids[0])
    return found if 5 <= len(found) <= 500 and "@" in found and " " not in found else ""


def sent_at(mail: Message, arrived: datetime | None) -> datetime | None:
    """When it was written, as far as one can believe its Date; else when it came.

    A date far off the time of arrival is a broken clock or bait. Without a time of arrival the
    newest Received line speaks; None when nothing does.
    """
    came = (
        arrived.astimezone(UTC)
        if arrived
        else _date(raw_value(mail, "received").rpartition(";")[2])
    )
    wrote = _date(raw_value(mail, "date"))
    if wrote is None or came is None:
        return wrote or came
    return wrote if -86_400 < (came - wrote).total_seconds() < 7 * 86_400 else came


def parameter(mail: Message, name: str) -> str:
    """A parameter of Content-Type, e.g. ``report-type``; ``""`` without it."""
    try:
        value = mail.get_param(name)
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""
    return clean(str(value[2] if isinstance(value, tuple) else value or "")).strip().lower()


def _readable(value: str) -> str:
    value = value[:_LONGEST].replace("\r", "").replace("\n", "")
    if value.isascii():
        return value
    return decode_bytes(value.encode("utf-8", "surrogateescape"), "utf-8")


def _address(address: str) -> str:
    address = one_line(address).lower()
    if '"' not in address:
        address = "".join(address.split()).strip("<>,;'")
    return address if len(address) <= 320 else ""


def _date(value: str) -> datetime | None:
    try:
        when = parsedate_to_datetime(value.strip())
        # A date without a zone ("-0000") is in UTC, RFC 5322 §3.3.
        when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return when if 1990 <= when.year <= 2200 else None
