"""From a raw mail to what was said, or to what became of a mail of ours."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.message import Message

from amends.channels.contract import (
    Author,
    Item,
    Malformed,
    Outcome,
    OutcomeState,
    Said,
    ThreadKind,
    ThreadRef,
)
from amends.channels.mail import automatic, headers, subjects
from amends.channels.mail.bounces import bounce
from amends.channels.mail.headers import Mailbox
from amends.channels.mail.html import harmless
from amends.channels.mail.parts import taken_apart, words_and_files
from amends.channels.mail.quoting import newly_written
from amends.channels.mail.threads import MADE_UP, Signer

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}", re.IGNORECASE)
_FORGED = re.compile(r"\bdmarc\s?=\s?fail\b", re.IGNORECASE)
#: What some mail servers keep as a "mail" for their own use.
_INTERNAL = "mail system internal data"
_FACTS = ("from", "to", "date", "subject")
REALM = "email"


@dataclass(frozen=True, slots=True)
class Own:
    """Who we are in mail: our address, our name, other addresses of ours, and our signature."""

    address: str
    name: str
    aliases: frozenset[str]
    signer: Signer

    def is_ours(self, address: str) -> bool:
        """Also for what we sign into our address after a plus."""
        local, _, domain = address.partition("@")
        bare = f"{local.partition('+')[0]}@{domain}"
        return bool(address) and not {address, bare}.isdisjoint({self.address, *self.aliases})

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class _From:
    """Who wrote it; ``own``: we did; ``form``: a form of ours wrote it for a customer."""

    box: Mailbox
    own: bool
    form: bool = False


def key_of(raw: bytes) -> str:
    """What makes a mail the same when it is seen again, whatever its number in the mailbox."""
    end = _end_of_head(raw)
    try:
        head = taken_apart(raw[:end])
    except Malformed:
        return f"mail:{hashlib.sha256(raw).hexdigest()}"
    return f"mail:{_external_id(head, raw)}"


def read(raw: bytes, own: Own, *, arrived: datetime | None, from_sent: bool) -> tuple[Item, ...]:
    """The one item in a mail; none in what a mail server keeps there for itself.

    Malformed when it is no mail or nothing tells when it was written.

    ``arrived``: when it came into the mailbox; ``from_sent``: it lay in our folder of sent mail.
    """
    mail = taken_apart(raw)
    if "x-imap" in mail or headers.text_value(mail, "from").lower().startswith(_INTERNAL):
        return ()
    at = headers.sent_at(mail, arrived)
    if at is None:
        raise Malformed("This mail has no date and no trace of its way.")
    if not from_sent and (failed := bounce(mail, own.signer)):
        return (
            Outcome(
                state=OutcomeState.FAILED,
                at=at,
                external_id=failed.message_id,
                client_ref=failed.ours.key,
                reason=failed.reason,
            ),
        )
    return (_said(mail, _external_id(mail, raw), own, at, from_sent=from_sent),)


def _said(mail: Message, external_id: str, own: Own, at: datetime, *, from_sent: bool) -> Said:
    words, files = words_and_files(mail)
    subject = headers.text_value(mail, "subject")[:500]
    place = own.signer.place(mail, external_id)
    ours = own.signer.ours_in(mail, external_id)
    sender = _sender(mail, own, signed=ours is not None, from_sent=from_sent)
    return Said(
        external_id=external_id,
        thread=ThreadRef(
            place.thread, ThreadKind.MAIL, is_public=False, title=subjects.title(subject)
        ),
        author=Author(
            external_id=sender.box.address,
            handle=sender.box.address,
            name=sender.box.name[:200],
            realm=REALM,
        ),
        text=newly_written(words.text, forwarded=subjects.is_forwarded(subject)),
        sent_at=at,
        html=harmless(words.html),
        subject=subject,
        reply_to=next(iter(place.related), ""),
        language=_language(mail),
        media=files,
        own=sender.own,
        client_ref=ours.key if ours and sender.own else "",
        related=place.related,
        automatic=_is_automatic(mail, own, sender, from_sent=from_sent),
    )


def _sender(mail: Message, own: Own, *, signed: bool, from_sent: bool) -> _From:
    """What lay among our sent mail is ours, and what comes from our address with our signature.

    Web forms write "from" our own address and put the customer into Reply-To. A mail that only
    claims to be from us and failed the receiving server's check (RFC 8601) is a stranger's.
    """
    found = headers.mailboxes(mail, "from") or headers.mailboxes(mail, "sender", "return-path")
    if not found:
        raise Malformed("This mail says nowhere who wrote it.")
    box = found[0]
    is_ours = own.is_ours(box.address)
    if from_sent or signed or not is_ours:
        return _From(box, own=from_sent or is_ours)
    answers_to = next(iter(headers.mailboxes(mail, "reply-to")), None)
    if answers_to and not own.is_ours(answers_to.address):
        return _From(answers_to, own=False, form=True)
    return _From(box, own=not _FORGED.search(headers.raw_value(mail, "authentication-results")))


def _is_automatic(mail: Message, own: Own, sender: _From, *, from_sent: bool) -> bool:
    if from_sent:
        return automatic.is_automatic(mail)
    if sender.form:
        # The form is a machine, the customer is not.
        return automatic.is_report(mail)
    came_back = sender.own or automatic.went_round(mail, own.address)
    return came_back or automatic.is_automatic(mail)


def _external_id(mail: Message, raw: bytes) -> str:
    """Its Message-ID, else a digest of who wrote what when, which no server on the way changes."""
    if found := headers.own_message_id(mail):
        return found
    facts = [value for name in _FACTS for value in headers.raw_values(mail, name)]
    facts_and_body = "\n".join(facts).encode("utf-8", "replace") + raw[_end_of_head(raw) :]
    return f"{hashlib.sha256(facts_and_body).hexdigest()}@mail{MADE_UP}"


def _end_of_head(raw: bytes) -> int:
    ends = [at for at in (raw.find(b"\r\n\r\n"), raw.find(b"\n\n")) if at >= 0]
    return min(ends, default=len(raw))


def _language(mail: Message) -> str:
    value = headers.raw_value(mail, "content-language").split(",")[0].strip()
    return value if _LANGUAGE.fullmatch(value) else ""


def addresses(listed: str) -> Iterable[str]:
    """The addresses in a setting, lower case, between commas, semicolons or spaces."""
    return (each.strip().lower() for each in re.split(r"[,;\s]+", listed) if each.strip())
