"""Writes our mails: threaded, signed, recognisable when they come back, and never an auto-reply's bait."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime

from amends.channels.contract import Media, Outgoing, Refused, TooLong, Unsupported
from amends.channels.mail import subjects
from amends.channels.mail.automatic import LOOP_HEADER
from amends.channels.mail.headers import clean, one_line
from amends.channels.mail.incoming import Own
from amends.channels.mail.parts import safe_name
from amends.channels.mail.threads import ID_HEADER, MADE_UP, thread_of
from amends.channels.media import MediaLimit

#: Mail has no limit of its own; beyond this it is no letter.
LONGEST_TEXT = 1_000_000
#: What nearly every provider takes, after base64 has made it a third larger.
_ALL_FILES = 18_000_000
FILES = MediaLimit(count=20, largest=_ALL_FILES, together=_ALL_FILES)
_IDS = frozenset({"message-id", "in-reply-to", "references", ID_HEADER.lower()})
_MOST_REFERENCES = 40


class _Policy(EmailPolicy):
    """SMTP's lines; ids stay whole, which the standard policy would break into encoded words."""

    def fold_binary(self, name: str, value: str) -> bytes:
        if name.lower() in _IDS:
            ids = "\r\n ".join(str(value).split())
            return f"{name}: {ids}\r\n".encode("ascii", "replace")
        return super().fold_binary(name, value)


_POLICY = _Policy(linesep="\r\n", cte_type="7bit", raise_on_defect=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail ready to go: its id, its thread, who gets it, and its bytes."""

    message_id: str
    thread: str
    recipient: str
    raw: bytes


def message_id(outgoing: Outgoing, own: Own) -> str:
    """The id that this send's mail has, at the first try and at every other."""
    return own.signer.message_id(outgoing.key, thread(outgoing), own.domain)


def letter(outgoing: Outgoing, own: Own, *, plus: bool, now: datetime) -> Letter:
    """The mail. ``plus``: the signed thread also stands in the address answers go to.

    Raises Refused for an address that is none, TooLong and Unsupported for what mail cannot carry.
    """
    mail = EmailMessage(policy=_POLICY)
    recipient = _address(outgoing.recipient_name, outgoing.recipient)
    place = thread(outgoing)
    own_id = message_id(outgoing, own)
    mail["From"] = _address(own.name, own.address)
    mail["To"] = recipient
    mail["Subject"] = _subject(outgoing, own)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = mail[ID_HEADER] = f"<{own_id}>"
    for name, ids in _answers(outgoing):
        mail[name] = " ".join(f"<{each}>" for each in ids)
    if plus:
        mail["Reply-To"] = _address(own.name, own.signer.address(own.address, place))
    mail["X-Auto-Response-Suppress"] = "OOF"
    mail[LOOP_HEADER] = own.address
    _fill(mail, outgoing)
    return Letter(own_id, outgoing.thread or place, recipient.addr_spec, mail.as_bytes())


def check(outgoing: Outgoing) -> None:
    """Raises TooLong and Unsupported for what no mail should carry; calls nobody."""
    if (size := len(outgoing.text.encode("utf-8", "replace"))) > LONGEST_TEXT:
        raise TooLong(f"{size} of {LONGEST_TEXT} UTF-8 bytes.")
    if any(media.content is None for media in outgoing.media):
        raise Unsupported("E-mail: attachments that are only a link.")
    if sum(len(media.content or b"") for media in outgoing.media) > FILES.together:
        raise Unsupported(
            f"E-mail: attachments of more than {FILES.together // 1_000_000} MB together."
        )


def thread(outgoing: Outgoing) -> str:
    """The thread this send stands in; of its own where it begins one."""
    return thread_of(outgoing.thread or f"new:{outgoing.key}")


def _answers(outgoing: Outgoing) -> Iterable[tuple[str, list[str]]]:
    """In-Reply-To and References of RFC 5322 §3.6.4; a long thread keeps its root and its end.

    What is answered comes last, whatever its sender's clock said: programs take the last for the parent.
    """
    answered = outgoing.reply_to.strip("<> ")
    ids = [each.strip("<> ") for each in outgoing.references]
    ids = [each for each in dict.fromkeys(ids) if each != answered] + [answered]
    ids = [each for each in ids if _is_real(each)]
    if not ids:
        return
    yield "In-Reply-To", [ids[-1]]
    yield (
        "References",
        ids if len(ids) <= _MOST_REFERENCES else [ids[0], *ids[1 - _MOST_REFERENCES :]],
    )


def _is_real(found: str) -> bool:
    return "@" in found and found.isascii() and found.isprintable() and not found.endswith(MADE_UP)


def _subject(outgoing: Outgoing, own: Own) -> str:
    subject = one_line(outgoing.subject)[:500]
    if outgoing.references or outgoing.reply_to or outgoing.thread:
        return subjects.answering(subject)
    return subject or own.name or own.address


def _address(name: str, address: str) -> Address:
    local, _, domain = one_line(address).rpartition("@")
    try:
        domain = domain if domain.isascii() else domain.encode("idna").decode()
        return Address(one_line(name)[:200], addr_spec=f"{local}@{domain}")
    except (HeaderParseError, ValueError, IndexError, LookupError):
        raise Refused(f"“{one_line(address)[:100]}” is no mail address.") from None


def _fill(mail: EmailMessage, outgoing: Outgoing) -> None:
    text = "\n".join(clean(outgoing.text).splitlines()) + "\n"
    mail.set_content(text, charset="utf-8", cte="quoted-printable")
    for media in outgoing.media:
        main, _, sub = _content_type(media).partition("/")
        name = safe_name(media.name, media.content_type)
        mail.add_attachment(media.content or b"", maintype=main, subtype=sub, filename=name)
    if mail.is_multipart():
        # A second try is then the same mail to the byte.
        mail.set_boundary(f"=_amends_{thread_of(f'parts:{outgoing.key}')}")


def _content_type(media: Media) -> str:
    """A type that a mail part can have: never text, message or multipart, which would be re-written."""
    kind = media.content_type.partition(";")[0].strip().lower()
    if kind.count("/") != 1 or not kind.isascii() or " " in kind:
        kind = mimetypes.guess_type(media.name)[0] or ""
    main = kind.partition("/")[0]
    known = main in {"application", "image", "audio", "video", "text", "font"}
    return kind if known else "application/octet-stream"
