"""Which mails belong together: references, and a signed token that survives what mail programs lose.

A thread's id is a short digest of its first mail's id, so that it fits beside a signature into an
address (64 characters before the @) and into the id of every mail we send.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from email.message import Message

from amends.channels.mail.headers import mailboxes, message_ids, raw_values

#: Repeats our id for servers that put one of their own into Message-ID when they take a mail.
ID_HEADER = "X-Amends-Id"
#: Message-ids we made up for mails that had none; never written into a mail.
MADE_UP = ".invalid"
_CHARS = 16
_THREAD = re.compile(rf"[a-z2-7]{{{_CHARS}}}")
_OURS = re.compile(
    rf"amends\.([a-z0-9-]{{1,400}})\.([a-z2-7]{{{_CHARS}}})([a-z2-7]{{{_CHARS}}})@.+", re.IGNORECASE
)
_PLUS = re.compile(rf".*\+([a-z2-7]{{{_CHARS}}})([a-z2-7]{{{_CHARS}}})", re.IGNORECASE)
_LONGEST_LOCAL_PART = 64
_ADDRESSED = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to")
_MOST_RELATED = 50


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mail belongs: its thread, and earlier mails of it, nearest first."""

    thread: str
    related: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ours:
    """What our own message-id says: the key of the send, and the thread."""

    key: str
    thread: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs threads into message-ids and addresses, and trusts only what it signed."""

    key: str

    def message_id(self, key: str, thread: str, domain: str) -> str:
        """Our mail's id: the same for the same send, so that a second try is the same mail."""
        key = spelled(key)
        return f"amends.{key}.{thread}{self._sign(f'mail:{key}:{thread}')}@{domain}"

    def ours(self, message_id: str) -> Ours | None:
        """What an id of ours says; None for anybody else's, and for a forged or altered one."""
        if not (found := _OURS.fullmatch(message_id)):
            return None
        key, thread, signature = (piece.lower() for piece in found.groups())
        if not self._is_good(signature, f"mail:{key}:{thread}"):
            return None
        return Ours(key=respelled(key), thread=thread)

    def address(self, address: str, thread: str) -> str:
        """The address with the signed thread in it; unchanged where it would grow too long."""
        local, _, domain = address.partition("@")
        tagged = f"{local}+{thread}{self._sign(f'address:{thread}')}"
        return f"{tagged}@{domain}" if len(tagged) <= _LONGEST_LOCAL_PART else address

    def addressed(self, address: str) -> str:
        """The thread signed into an address, or ``""``."""
        if not (found := _PLUS.fullmatch(address.partition("@")[0])):
            return ""
        thread, signature = (piece.lower() for piece in found.groups())
        return thread if self._is_good(signature, f"address:{thread}") else ""

    def ours_in(self, mail: Message, own_id: str) -> Ours | None:
        """What this mail's own id says, in whichever header it survived."""
        ids = (own_id, *message_ids(mail, ID_HEADER))
        return next((ours for each in ids if (ours := self.ours(each))), None)

    def place(self, mail: Message, own_id: str) -> Place:
        """The mail's thread: by our signature in what it answers, in its address, else by its references."""
        references = message_ids(mail, "references")
        answers = message_ids(mail, "in-reply-to")
        related = list(dict.fromkeys([*answers[:1], *reversed(references), *answers[1:]]))
        related = [each for each in related if each != own_id]
        for each in (own_id, *message_ids(mail, ID_HEADER), *related[:_MOST_RELATED]):
            if ours := self.ours(each):
                return Place(ours.thread, tuple(related[:_MOST_RELATED]))
        thread = self._addressed_in(mail) or thread_of((references or answers or [own_id])[0])
        return Place(thread, tuple(related[:_MOST_RELATED]))

    def _addressed_in(self, mail: Message) -> str:
        found = [box.address for box in mailboxes(mail, *_ADDRESSED)]
        found += [value.strip() for value in raw_values(mail, "delivered-to")]
        return next((thread for each in found if (thread := self.addressed(each))), "")

    def _sign(self, said: str) -> str:
        digest = hmac.new(self.key.encode(), said.encode(), hashlib.sha256).digest()
        return _short(digest)

    def _is_good(self, signature: str, said: str) -> bool:
        # Without a key anybody could sign.
        return bool(self.key) and hmac.compare_digest(signature, self._sign(said))


def thread_of(root: str) -> str:
    """The id of the thread that this message-id (or thread id of ours) begins."""
    if _THREAD.fullmatch(root):
        return root
    return _short(hashlib.sha256(root.encode("utf-8", "replace")).digest())


def spelled(key: str) -> str:
    """A send's key in the letters a message-id may have; UUIDs stay as they are."""
    if re.fullmatch(r"[a-wyz0-9][a-z0-9-]{0,99}", key):
        return key
    return f"x{key.encode().hex()}"


def respelled(spelt: str) -> str:
    """The key that `spelled` wrote."""
    if not spelt.startswith("x"):
        return spelt
    try:
        return bytes.fromhex(spelt[1:]).decode()
    except ValueError:
        return ""


def _short(digest: bytes) -> str:
    return base64.b32encode(digest[:10]).decode().lower()
