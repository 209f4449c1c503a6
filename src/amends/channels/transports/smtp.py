"""The real SMTP door: one message at a time, and always an honest word about whether it left."""

from __future__ import annotations

import contextlib
import re
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from amends.channels.contract import (
    ChannelError,
    Disconnected,
    Refused,
    Throttled,
    Unknown,
    Unreachable,
)
from amends.channels.transports.mail import MailServer, Security, SmtpSession

_SLOW_DOWN = re.compile(
    r"rate|limit|quota|too many|too much|exceed|throttl|slow down", re.IGNORECASE
)
_SIGN_IN_CODES = frozenset({530, 534, 535, 538})


def failure(code: int, words: bytes | str, where: str) -> ChannelError:
    """What an SMTP answer that is no success means (RFC 5321 §4.2, RFC 4954 §6)."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    detail = f"{where}: {code} {' '.join(text.split())}"[:400]
    if code in _SIGN_IN_CODES:
        return Disconnected(detail)
    if 500 <= code < 600:
        return Refused(detail)
    if 400 <= code < 500 and _SLOW_DOWN.search(text):
        return Throttled(detail)
    return Unreachable(detail)


@contextlib.contextmanager
def _before_data(where: str) -> Iterator[None]:
    """What goes wrong before a message leaves: it surely has not arrived."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        raise failure(error.smtp_code, error.smtp_error, where) from None
    except ssl.SSLCertVerificationError as error:
        raise Unreachable(f"{where}: its certificate is not good: {error.verify_message}") from None
    except ssl.SSLError as error:
        raise Unreachable(f"{where}: no secure line ({error.reason}); wrong port?") from None
    except smtplib.SMTPNotSupportedError as error:
        raise Disconnected(f"{where}: {error} Is the security setting right?") from None
    except smtplib.SMTPException as error:
        raise Unreachable(f"{where}: {error}") from None
    except OSError as error:
        raise Unreachable(f"{where}: {error.strerror or str(error) or 'no answer'}") from None
    except ValueError as error:
        raise Refused(f"{where}: {error}") from None


class _Session:
    """`SmtpSession` over smtplib."""

    def __init__(self, client: smtplib.SMTP, where: str) -> None:
        self._client = client
        self._where = where

    def send(self, sender: str, recipients: Sequence[str], message: bytes) -> None:
        with _before_data(self._where):
            self._expect(self._client.mail(sender, self._options(sender, recipients, message)), 250)
            for recipient in recipients:
                self._expect(self._client.rcpt(recipient), 250, 251)
            self._expect(self._client.docmd("DATA"), 354)
        code, words = self._hand_over(message)
        if code != 250:
            raise failure(code, words, self._where)

    def _hand_over(self, message: bytes) -> tuple[int, bytes]:
        """From the first byte on, a broken line means that nobody knows."""
        try:
            self._client.send(re.sub(rb"(?m)^\.", b"..", message).rstrip(b"\r\n") + b"\r\n.\r\n")
            return self._client.getreply()
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise Unknown(f"{self._where}: {str(error) or 'no answer'}") from None

    def _options(self, sender: str, recipients: Sequence[str], message: bytes) -> list[str]:
        options: list[str] = []
        if self._client.has_extn("size"):
            most = self._client.esmtp_features.get("size", "")
            if most.isdigit() and 0 < int(most) < len(message):
                raise Refused(f"{self._where}: {len(message)} bytes are too many; it takes {most}.")
            options.append(f"SIZE={len(message)}")
        if not "".join((sender, *recipients)).isascii():
            if not self._client.has_extn("smtputf8"):
                raise Refused(f"{self._where} takes no addresses beyond ASCII.")
            options.append("SMTPUTF8")
            self._client.command_encoding = "utf-8"
        return options

    def _expect(self, answer: tuple[int, bytes], *codes: int) -> None:
        if answer[0] not in codes:
            raise failure(*answer, self._where)


@dataclass(frozen=True, slots=True)
class Smtp:
    """Opens SMTP sessions: ``timeout`` seconds for each answer, ``tls`` for other trusted roots."""

    timeout: float = 60.0
    tls: ssl.SSLContext | None = None

    @contextlib.contextmanager
    def __call__(self, server: MailServer) -> Iterator[SmtpSession]:
        """A signed-in session; raises by the contract's names. Without a user nobody signs in."""
        where = f"{server.host}:{server.port}"
        with _before_data(where):
            client = self._connect(server)
        try:
            with _before_data(where):
                self._sign_in(client, server)
            yield _Session(client, where)
        finally:
            _hang_up(client)

    def _connect(self, server: MailServer) -> smtplib.SMTP:
        if server.security is Security.TLS:
            context = self.tls or ssl.create_default_context()
            return smtplib.SMTP_SSL(server.host, server.port, timeout=self.timeout, context=context)
        return smtplib.SMTP(server.host, server.port, timeout=self.timeout)

    def _sign_in(self, client: smtplib.SMTP, server: MailServer) -> None:
        client.ehlo_or_helo_if_needed()
        if server.security is Security.STARTTLS:
            client.starttls(context=self.tls or ssl.create_default_context())
            client.ehlo_or_helo_if_needed()
        if server.user:
            client.login(server.user, server.password)


def _hang_up(client: smtplib.SMTP) -> None:
    """A goodbye that fails changes nothing about what was sent."""
    with contextlib.suppress(OSError, smtplib.SMTPException, ValueError):
        client.quit()
    client.close()


open_smtp = Smtp()
