"""Understands the mail servers' word that one of our mails did not arrive.

Only a mail that carries our own signed id is believed: anybody can write a bounce. A report of a
delay, a report about somebody else's mail and one we cannot read for sure stay ordinary machine mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from amends.channels.mail.automatic import has_null_return_path
from amends.channels.mail.headers import (
    mailboxes,
    message_ids,
    one_line,
    parameter,
    raw_value,
    text_value,
)
from amends.channels.mail.parts import body_text, plain_parts
from amends.channels.mail.threads import ID_HEADER, Ours, Signer

#: Enhanced status codes in words, longest match first: RFC 3463 and its registry.
_REASONS = {
    "1.1": "There is no such mailbox.",
    "1.2": "There is no such mail domain.",
    "1.3": "The address is not valid.",
    "1.6": "The mailbox has moved and left no new address.",
    "1.8": "The recipient's server does not accept our address as a sender.",
    "1.10": "The domain says that it takes no mail.",
    "2.1": "The mailbox is switched off.",
    "2.2": "The mailbox is full.",
    "2.3": "The mail is too large for the mailbox.",
    "3.4": "The mail is too large for the recipient's server.",
    "4.1": "The recipient's server did not answer.",
    "4.4": "The way to the recipient's server is not known.",
    "4.6": "The mail went round in circles.",
    "4.7": "It was tried for days and given up.",
    "7.1": "The recipient's server refused it by its own rules.",
    "7.26": "The recipient's server could not verify that the mail is ours.",
    "1": "The address was not accepted.",
    "2": "The mailbox did not take it.",
    "3": "The recipient's mail system has a problem.",
    "4": "It could not be brought to the recipient's server.",
    "5": "The mail servers did not understand each other.",
    "6": "The recipient's server cannot take this kind of content.",
    "7": "It was refused for reasons of security or as unwanted mail.",
}
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_HARD = re.compile(r"\b5\d\d[ -]")
_ID_IN_TEXT = re.compile(r"(?im)^[> ]*(?:message|x-amends)-id:\s*<([^<>\s]{1,500})>")
_QMAIL = re.compile(r"(?i)this is the qmail-send program at")
_DELAYED = re.compile(r"(?i)delayed|warning|still trying|will be retried|verzögert|retard")


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail of ours that surely did not arrive: which, and why in words."""

    message_id: str
    ours: Ours
    reason: str


def bounce(mail: Message, signer: Signer) -> Bounce | None:
    """What this mail says about one of ours, or None when it is no sure word of failure."""
    if parameter(mail, "report-type") == "delivery-status":
        return _reported(mail, signer)
    if mail.get_content_type() != "multipart/report" and _is_from_a_server(mail):
        return _told(mail, signer)
    return None


def _reported(mail: Message, signer: Signer) -> Bounce | None:
    """RFC 3464: one block for the mail, then one for each recipient."""
    status = next(plain_parts(mail, "message/delivery-status"), None)
    failed = next((each for each in _recipients(status) if _action(each) == "failed"), None)
    about = _about(mail, signer)
    if failed is None or about is None:
        return None
    recipient = _after_type(raw_value(failed, "final-recipient"))
    diagnostic = _after_type(raw_value(failed, "diagnostic-code"))
    reason = _reason(raw_value(failed, "status"), recipient, diagnostic)
    return Bounce(about[0], about[1], reason)


def _recipients(status: Message | None) -> list[Message]:
    payload = status.get_payload() if status is not None else None
    if not isinstance(payload, list):
        return []
    return [each for each in payload if isinstance(each, Message) and "action" in each]


def _action(block: Message) -> str:
    return raw_value(block, "action").split("(")[0].strip().lower()


def _told(mail: Message, signer: Signer) -> Bounce | None:
    """Exim and qmail, which tell in prose; certain only with their own marks and our own id inside."""
    text = "\n".join(body_text(part) for part in plain_parts(mail, "text/plain"))[:100_000]
    marked = raw_value(mail, "x-failed-recipients").strip()
    if not marked and not _QMAIL.search(text):
        return None
    if _DELAYED.search(text_value(mail, "subject")) or not _hard(text):
        return None
    about = _first_of_ours(_ID_IN_TEXT.findall(text), signer) or _about(mail, signer)
    if about is None:
        return None
    line = next((line for line in text.splitlines() if _hard(line)), "")
    found = _STATUS.search(line)
    return Bounce(*about, _reason(found[0] if found else "", one_line(marked), one_line(line)))


def _hard(text: str) -> bool:
    return any(found[1] == "5" for found in _STATUS.finditer(text)) or bool(_HARD.search(text))


def _is_from_a_server(mail: Message) -> bool:
    sender = next((box.address for box in mailboxes(mail, "from")), "").partition("@")[0]
    return has_null_return_path(mail) or sender in {"mailer-daemon", "postmaster"}


def _about(mail: Message, signer: Signer) -> tuple[str, Ours] | None:
    """Our mail that the report returns, whole or its headers, or that it answers."""
    return _first_of_ours(_returned_ids(mail), signer)


def _returned_ids(mail: Message) -> Iterator[str]:
    for part in plain_parts(mail, "message/rfc822", "text/rfc822-headers"):
        payload = part.get_payload()
        if isinstance(payload, list) and payload and isinstance(payload[0], Message):
            yield from message_ids(payload[0], "message-id")
            yield from message_ids(payload[0], ID_HEADER)
        else:
            yield from _ID_IN_TEXT.findall(body_text(part))
    yield from message_ids(mail, "x-original-message-id")
    yield from message_ids(mail, "in-reply-to")
    yield from reversed(message_ids(mail, "references"))


def _first_of_ours(ids: Iterator[str] | list[str], signer: Signer) -> tuple[str, Ours] | None:
    return next(((each, ours) for each in ids if (ours := signer.ours(each))), None)


def _after_type(value: str) -> str:
    """``rfc822; ada@example.org`` without its type."""
    return one_line(value.partition(";")[2] or value)


def _reason(status: str, recipient: str, diagnostic: str) -> str:
    found = _STATUS.search(status) or _STATUS.search(diagnostic)
    detail = f"{found[2]}.{found[3]}" if found else ""
    words = _REASONS.get(detail) or _REASONS.get(detail.partition(".")[0])
    facts = ": ".join(each for each in (recipient, diagnostic) if each)
    return f"{words or 'The mail could not be delivered.'} {f'({facts})' if facts else ''}".strip()[
        :500
    ]
