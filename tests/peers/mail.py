"""A real mail provider on this machine: Dovecot for reading, aiosmtpd for sending, all on 127.0.0.1.

Tests ask for the fixture ``mail_peer``: a mailbox of its own on a host that one run shares. It is
skipped by name where Dovecot is not installed (Debian: ``dovecot-imapd``).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from imapclient import IMAPClient

from peers import dovecot

HOST = "127.0.0.1"
PASSWORD = "kept-between-us"


@dataclass
class _Post:
    """The sending server's hands: keeps what passes, and does what a test told it to do."""

    host: MailHost
    refused: dict[str, str] = field(default_factory=dict)
    lose_answers: int = 0
    lose_before_data: int = 0

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.lose_before_data:
            self.lose_before_data -= 1
            server.transport.abort()
        if not session.authenticated:
            return "530 5.7.0 Sign in first"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        raw = content if isinstance(content, bytes) else str(content).encode()
        self.host.took(envelope.mail_from or "", list(envelope.rcpt_tos), raw)
        if self.lose_answers:
            self.lose_answers -= 1
            server.transport.abort()
        return "250 OK: queued"


class MailHost:
    """Dovecot and an SMTP server for any number of mailboxes; each is there once somebody signs in."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="amends-mail-"))
        self.folder.chmod(0o755)
        self.imap_port, self.imaps_port, self.smtp_port = _free_ports(3)
        self.post = _Post(self)
        self.peers: dict[str, MailPeer] = {}
        self._dovecot: subprocess.Popen[bytes] | None = None
        self._smtp: Controller | None = None

    @property
    def trust(self) -> ssl.SSLContext:
        """What trusts this host's certificate."""
        return ssl.create_default_context(cafile=str(self.folder / "cert.pem"))

    def start(self) -> None:
        dovecot.make_certificate(self.folder)
        dovecot.configure(self.folder, HOST, PASSWORD, self.imap_port, self.imaps_port)
        command = [str(dovecot.PROGRAM), "-F", "-c", str(self.folder / "dovecot.conf")]
        if setpriv := shutil.which("setpriv"):
            # It must not outlive a run that is killed.
            command = [setpriv, "--pdeathsig", "TERM", *command]
        log = (self.folder / "dovecot.out").open("wb")
        with log:
            self._dovecot = subprocess.Popen(command, stdout=log, stderr=log)
        self._smtp = Controller(
            self.post,
            hostname=HOST,
            port=self.smtp_port,
            authenticator=_authenticate,
            auth_require_tls=False,
            tls_context=self._server_tls(),
        )
        self._smtp.start()
        self._wait()

    def stop(self) -> None:
        if self._smtp:
            self._smtp.stop()
        if self._dovecot:
            self._dovecot.send_signal(signal.SIGTERM)
            try:
                self._dovecot.wait(10)
            except subprocess.TimeoutExpired:
                self._dovecot.kill()
                self._dovecot.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)

    def peer(self, address: str) -> MailPeer:
        """The mailbox of this address, made when first asked for."""
        return self.peers.setdefault(address, MailPeer(self, address))

    def took(self, sender: str, recipients: list[str], raw: bytes) -> None:
        """A mail that the sending server accepted: filed as sent, and delivered within the house."""
        if sender in self.peers:
            self.peers[sender].sent.append(raw)
            if self.peers[sender].provider_files_sent:
                self.peers[sender].deliver(raw, folder="Sent", seen=True)
        for recipient in recipients:
            local, _, domain = recipient.partition("@")
            bare = f"{local.partition('+')[0]}@{domain}"
            if bare in self.peers:
                self.peers[bare].deliver(f"Delivered-To: {recipient}\r\n".encode() + raw)

    def _server_tls(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / "cert.pem", self.folder / "key.pem")
        return context

    def _wait(self) -> None:
        for _ in range(1200):
            try:
                with socket.create_connection((HOST, self.imap_port), timeout=1) as line:
                    if line.recv(4).startswith(b"* OK"):
                        return
            except OSError:
                time.sleep(0.05)
        log = (self.folder / "dovecot.log", self.folder / "dovecot.out")
        words = "\n".join(each.read_text() for each in log if each.exists())
        raise RuntimeError(f"Dovecot did not start: {words}")


@dataclass
class MailPeer:
    """One mailbox: what a customer and a provider can do to it, and what a connection must know.

    ``sent``: the mails that left through it, raw, oldest first.
    """

    host: MailHost
    address: str
    sent: list[bytes] = field(default_factory=list)
    provider_files_sent: bool = True

    @property
    def settings(self) -> dict[str, str]:
        """A connection's settings that are no secrets."""
        return {
            "address": self.address,
            "name": "Brand Care",
            "imap_host": HOST,
            "imap_port": str(self.host.imap_port),
            "imap_security": "none",
            "folder": "INBOX",
            "smtp_host": HOST,
            "smtp_port": str(self.host.smtp_port),
            "smtp_security": "none",
            "sent_folder": "Sent",
        }

    @property
    def secrets(self) -> dict[str, str]:
        return {"imap_password": PASSWORD}

    @property
    def given(self) -> Mapping[str, str]:
        """Everything somebody types in to connect the mailbox."""
        return {**self.settings, **self.secrets}

    @contextlib.contextmanager
    def mailbox(self, folder: str = "INBOX") -> Iterator[IMAPClient]:
        """The mailbox as its owner's own mail program sees it: reading marks as read."""
        with IMAPClient(HOST, self.host.imap_port, ssl=False, timeout=30) as client:
            client.login(self.address, PASSWORD)
            client.select_folder(folder)
            yield client

    def deliver(
        self,
        raw: bytes | str | EmailMessage,
        *,
        folder: str = "INBOX",
        seen: bool = False,
        at: dt.datetime | None = None,
    ) -> None:
        """A mail arrives."""
        if isinstance(raw, EmailMessage):
            raw = raw.as_bytes(policy=policy.SMTP)
        body = raw.encode() if isinstance(raw, str) else raw
        flags = (b"\\Seen",) if seen else ()
        with self.mailbox(folder) as client:
            client.append(folder, body, flags=flags, msg_time=at)

    def sent_mails(self) -> list[Message]:
        """The mails that left, read."""
        return [message_from_bytes(raw, policy=policy.default) for raw in self.sent]

    def refuse(self, recipient: str, answer: str = "550 5.1.1 No such user") -> None:
        """From now on the sending server says no to this recipient."""
        self.host.post.refused[recipient] = answer

    def lose_answers(self, times: int = 1) -> None:
        """The next mails are taken, but the line breaks before the answer."""
        self.host.post.lose_answers = times

    def lose_before_data(self, times: int = 1) -> None:
        """The next tries break off before the mail leaves."""
        self.host.post.lose_before_data = times

    def hang_up(self) -> None:
        """Dovecot drops this mailbox's lines without a goodbye, as a crash would."""
        kick = ["doveadm", "-c", str(self.host.folder / "dovecot.conf"), "kick", self.address]
        subprocess.run(kick, check=True, capture_output=True)

    def number_anew(self) -> None:
        """UIDVALIDITY changes, as after a server was moved: all numbers mean something else now."""
        with self.mailbox() as client:
            kept = [
                client.fetch([uid], ["BODY.PEEK[]", "FLAGS", "INTERNALDATE"])[uid]
                for uid in client.search()
            ]
            client.delete_messages(client.search())
            client.expunge()
        home = self.host.folder / "mail" / self.address / "Maildir"
        for stale in (*home.glob("dovecot.index*"), home / "dovecot-uidlist"):
            stale.unlink(missing_ok=True)
        for mail in kept:
            self.deliver(
                mail[b"BODY[]"], seen=b"\\Seen" in mail[b"FLAGS"], at=mail[b"INTERNALDATE"]
            )

    def bounce(self, sent: bytes, *, status: str = "5.1.1", action: str = "failed") -> None:
        """The provider reports what became of a mail that left (RFC 3464)."""
        original = message_from_bytes(sent, policy=policy.default)
        words = "550 5.1.1 No such user" if action == "failed" else "451 4.4.1 No answer yet"
        report = f"""From: Mail Delivery System <MAILER-DAEMON@provider.example>
To: {self.address}
Subject: Delivery report
Date: {dt.datetime.now(dt.UTC):%a, %d %b %Y %H:%M:%S +0000}
Message-ID: <{time.time_ns()}@provider.example>
Return-Path: <>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain

About your mail.
--part
Content-Type: message/delivery-status

Reporting-MTA: dns; provider.example

Final-Recipient: rfc822; {original["To"].addresses[0].addr_spec}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {words}

--part
Content-Type: text/rfc822-headers

Message-ID: {original["Message-ID"]}
Subject: {original["Subject"]}

--part--
"""
        self.deliver(report.replace("\n", "\r\n"))


@pytest.fixture(scope="session")
def mail_host() -> Iterator[MailHost]:
    """The run's mail provider."""
    if dovecot.PROGRAM is None:
        pytest.skip("needs Dovecot (Debian: dovecot-imapd)")
    host = MailHost()
    try:
        host.start()
        yield host
    finally:
        host.stop()


@pytest.fixture
def mail_peer(mail_host: MailHost) -> MailPeer:
    """A mailbox of its own; the sending server does what it should."""
    mail_host.post.refused.clear()
    mail_host.post.lose_answers = mail_host.post.lose_before_data = 0
    return mail_host.peer(f"support-{len(mail_host.peers)}@brand.example")


def _authenticate(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
) -> AuthResult:
    good = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
    return AuthResult(success=good, handled=False)


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        lines = [stack.enter_context(socket.socket()) for _ in range(count)]
        for line in lines:
            line.bind((HOST, 0))
        return [line.getsockname()[1] for line in lines]
