"""E-mail: a mailbox read by IMAP and answered by SMTP. What mail itself is like: `amends.channels.mail`."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from amends.channels.base import Channel, Link
from amends.channels.consent import Permission
from amends.channels.contract import (
    Account,
    Capabilities,
    ChannelError,
    Delivery,
    Hears,
    Item,
    Outgoing,
    Page,
    Receipt,
    Refused,
    Setting,
    SettingKind,
    Unknown,
)
from amends.channels.mail import compose, incoming
from amends.channels.mail.incoming import Own, addresses
from amends.channels.mail.mailbox import FolderPage, Mark, day, marks, read_again, read_on
from amends.channels.mail.threads import ID_HEADER, Signer
from amends.channels.transports.mail import ImapSession, MailServer, Security

#: After a mailbox was numbered anew, or on its first day, when nothing says how far back to read.
_READ_AGAIN = timedelta(days=7)
#: How often a waiting stream looks whether it should stop.
_STOP_WITHIN = 2.0
_SENT = "sent"
_LINES = (Security.TLS, Security.STARTTLS, Security.NONE)

_Read = Callable[[ImapSession, Mark | None, str, str], FolderPage]


class Email(Channel):
    """A mailbox of the brand: support@, hello@."""

    slug = "email"
    name = "E-mail"
    mark = "@"
    colour = "#4a5a6a"
    settings = (
        Setting("address", "Address", help="What customers write to: support@example.com."),
        Setting("name", "Name", help="What customers see as the sender.", required=False),
        Setting("imap_host", "IMAP server", help="Where mail is read: imap.example.com."),
        Setting("imap_port", "IMAP port", SettingKind.NUMBER, default="993"),
        Setting(
            "imap_security", "IMAP line", SettingKind.CHOICE, default=Security.TLS, choices=_LINES
        ),
        Setting("imap_user", "IMAP user", help="Empty: the address.", required=False),
        Setting(
            "imap_password",
            "IMAP password",
            SettingKind.SECRET,
            help="Where the provider has app passwords, one of those.",
        ),
        Setting("folder", "Folder", help="Where customers' mail arrives.", default="INBOX"),
        Setting("smtp_host", "SMTP server", help="Where mail is sent: smtp.example.com."),
        Setting("smtp_port", "SMTP port", SettingKind.NUMBER, default="465"),
        Setting(
            "smtp_security", "SMTP line", SettingKind.CHOICE, default=Security.TLS, choices=_LINES
        ),
        Setting(
            "smtp_user",
            "SMTP user",
            help="Empty: as for IMAP. A dash: no sign-in.",
            required=False,
        ),
        Setting(
            "smtp_password",
            "SMTP password",
            SettingKind.SECRET,
            help="Empty: as for IMAP.",
            required=False,
        ),
        Setting(
            "sent_folder",
            "Folder of sent mail",
            help="Shows answers given elsewhere, and settles whether a mail left when the line broke.",
            required=False,
        ),
        Setting(
            "file_sent",
            "Put a copy of our mails there",
            SettingKind.TOGGLE,
            help="Only where the provider does not do so itself.",
            required=False,
            default="false",
        ),
        Setting(
            "aliases",
            "Other addresses of ours",
            help="With commas between; mail from them is ours.",
            required=False,
        ),
        Setting(
            "plus_addressing",
            "Mark the answer address",
            SettingKind.TOGGLE,
            help="Answers go to support+….@example.com and find their case even when all else is lost.",
            required=False,
            default="false",
        ),
        Setting(
            "first_days",
            "Days to read at first",
            SettingKind.NUMBER,
            help="How far back the first reading goes.",
            required=False,
            default="3",
        ),
        Setting(
            "reply_key",
            "Key for signing answers",
            SettingKind.SECRET,
            help="Made by itself.",
            required=False,
            made=True,
        ),
    )
    needs = (
        "The mailbox’s address, and its user name and password (or an app password).",
        "The names of the provider’s IMAP and SMTP servers; its help pages call them mail settings.",
    )
    permissions = (
        Permission("IMAP", "to read what customers write, without marking it as read"),
        Permission("SMTP", "to send answers from the same address"),
    )
    capabilities = Capabilities(
        hears=frozenset({Hears.MAIL, Hears.OUTCOME}),
        replies_privately=True,
        opens_private=True,
        streams=True,
        reads_back=True,
        sends_media=True,
        media_limit=compose.FILES,
        shows_sends_within=timedelta(minutes=2),
    )

    def identify(self, link: Link) -> Account:
        """Opens every door that will be needed. Their failures name the door."""
        own = _own(link)
        if "@" not in own.address or not own.domain:
            raise Refused(f"“{own.address}” is no mail address.")
        with _discreet(link):
            for folder in _folders(link):
                with link.transports.imap(_imap(link), folder):
                    pass
            with link.transports.smtp(_smtp(link)):
                pass
        return Account(external_id=own.address, handle=own.address, name=own.name)

    def try_writing(self, link: Link) -> str:
        """To be let in is all that can be seen without a mail: a mail to oneself would be heard as one."""
        with _discreet(link), link.transports.smtp(_smtp(link)):
            pass
        return "The outgoing mail server let us in; no mail was sent."

    def fetch(self, link: Link, cursor: str) -> Page:
        now = link.transports.clock()
        first = timedelta(days=_number(link.settings.get("first_days"), "first_days"))
        since = now - (max(first, _READ_AGAIN) if cursor else first)
        return self._read(link, cursor, since, read_on)

    def sweep(self, link: Link, since: datetime, cursor: str) -> Page:
        return self._read(link, cursor, since, read_again)

    def _read(self, link: Link, cursor: str, since: datetime, read: _Read) -> Page:
        folders = _folders(link)
        reached = marks(cursor, len(folders))
        found: list[FolderPage] = []
        for number, folder in enumerate(folders):
            # A folder of sent mail that was renamed must not keep customers' mail from being read.
            with _discreet(link), _optional(may_fail=number > 0):
                with link.transports.imap(_imap(link), folder) as session:
                    page = read(session, reached[number], day(since), _SENT if number else "")
                found.append(page)
                reached[number] = page.mark
        deliveries = tuple(each for page in found for each in page.deliveries)
        more = any(page.mark.going_on for page in found)
        return Page(deliveries, " ".join(str(mark or "-") for mark in reached), more=more)

    def parse(self, link: Link, delivery: Delivery) -> tuple[Item, ...]:
        return incoming.read(
            delivery.body,
            _own(link),
            arrived=_moment(delivery.headers.get("arrived", "")),
            from_sent=delivery.headers.get("folder") == _SENT,
        )

    def check(self, outgoing: Outgoing) -> None:
        super().check(outgoing)
        compose.check(outgoing)

    def deliver(self, link: Link, outgoing: Outgoing) -> Receipt:
        own, now = _own(link), link.transports.clock()
        letter = compose.letter(outgoing, own, plus=_is_on(link, "plus_addressing"), now=now)
        with _discreet(link), link.transports.smtp(_smtp(link)) as session:
            session.send(own.address, [letter.recipient], letter.raw)
        self._file(link, letter.raw)
        return Receipt(letter.message_id, thread=letter.thread, sent_at=now)

    def _file(self, link: Link, raw: bytes) -> None:
        """A copy that cannot be filed changes nothing: the mail has left."""
        if _is_on(link, "file_sent") and (folder := link.settings.get("sent_folder")):
            copies = link.transports.imap(_imap(link), folder)
            with contextlib.suppress(ChannelError), copies as session:
                session.append(raw)

    def look_up(self, link: Link, outgoing: Outgoing, since: datetime) -> Receipt | None:
        """Among the sent mail, where the provider files what its server took.

        Where we file copies ourselves a missing copy proves nothing: Unsupported, unless a customer
        has answered the mail already.
        """
        sought = compose.message_id(outgoing, _own(link))
        sent = link.settings.get("sent_folder", "")
        if not sent:
            raise self.unsupported("finding a sent mail again without a folder of sent mail")
        with _discreet(link):
            # Some servers put an id of their own into Message-ID; then ours stands in its own header.
            if any(
                self._is_there(link, sent, header, sought) for header in ("Message-ID", ID_HEADER)
            ):
                return Receipt(sought, thread=outgoing.thread or compose.thread(outgoing))
            if _is_on(link, "file_sent"):
                if self._is_there(link, _folders(link)[0], "In-Reply-To", sought):
                    return Receipt(sought, thread=outgoing.thread or compose.thread(outgoing))
                raise self.unsupported("knowing for sure where the provider keeps no copies itself")
        if link.transports.clock() - since < self.capabilities.shows_sends_within:
            raise Unknown("The folder of sent mail may still get it.")
        return None

    def _is_there(self, link: Link, folder: str, header: str, message_id: str) -> bool:
        with link.transports.imap(_imap(link), folder) as session:
            return bool(session.uids_with_header(header, f"<{message_id}>"))

    def stream(self, link: Link, stop: threading.Event) -> Iterator[Delivery | None]:
        """None when the mailbox has something new, and once at the start: mail may have come before."""
        with _discreet(link), link.transports.imap(_imap(link), _folders(link)[0]) as session:
            if not stop.is_set():
                yield None
            while not stop.is_set():
                if session.idle(_STOP_WITHIN):
                    yield None


def _own(link: Link) -> Own:
    address = link.settings.get("address", "").strip().lower()
    return Own(
        address=address,
        name=link.settings.get("name", "").strip(),
        aliases=frozenset(addresses(link.settings.get("aliases", ""))),
        signer=Signer(link.secrets.get("reply_key", "")),
    )


def _imap(link: Link) -> MailServer:
    settings = link.settings
    return MailServer(
        host=settings.get("imap_host", ""),
        port=_number(settings.get("imap_port"), "imap_port"),
        security=_line(settings.get("imap_security", "")),
        user=settings.get("imap_user") or settings.get("address", ""),
        password=link.secrets.get("imap_password", ""),
    )


def _smtp(link: Link) -> MailServer:
    settings, reading = link.settings, _imap(link)
    user = settings.get("smtp_user") or reading.user
    return MailServer(
        host=settings.get("smtp_host", ""),
        port=_number(settings.get("smtp_port"), "smtp_port"),
        security=_line(settings.get("smtp_security", "")),
        user="" if user == "-" else user,
        password=link.secrets.get("smtp_password") or reading.password,
    )


def _folders(link: Link) -> list[str]:
    """The folder of customers' mail, then that of sent mail where it is known."""
    named = (link.settings.get("folder") or "INBOX", link.settings.get("sent_folder", ""))
    return [each for each in dict.fromkeys(named) if each]


def _line(value: str) -> Security:
    return Security(value) if value in _LINES else Security.TLS


def _number(value: str | None, name: str) -> int:
    given = value or next((each.default for each in Email.settings if each.name == name), "")
    if not (given.isascii() and given.isdigit() and len(given) < 7):
        raise Refused(f"{name}: “{given}” is no number.")
    return int(given)


def _is_on(link: Link, name: str) -> bool:
    return link.settings.get(name, "") == "true"


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


@contextlib.contextmanager
def _discreet(link: Link) -> Iterator[None]:
    """Mail servers repeat what they were told; our secrets must not come out that way."""
    try:
        yield
    except ChannelError as error:
        raise link.discreet(error) from None


@contextlib.contextmanager
def _optional(*, may_fail: bool) -> Iterator[None]:
    """For what is good to have: a "no" is taken, a line that broke is not."""
    try:
        yield
    except Refused:
        if not may_fail:
            raise
