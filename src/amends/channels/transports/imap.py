"""The real IMAP door: a read-only session over TLS, with every failure named."""

from __future__ import annotations

import contextlib
import socket
import ssl
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import (
    CapabilityError,
    IMAPClientAbortError,
    IMAPClientError,
    LoginError,
    ProtocolError,
)

from amends.channels.contract import (
    ChannelError,
    Disconnected,
    Malformed,
    Refused,
    Throttled,
    Unreachable,
    Unsupported,
)
from amends.channels.transports.mail import Arrival, ImapSession, MailServer, Security

#: A larger mail is read up to here: what people wrote comes first, and attachments are bounded anyway.
MOST_BYTES = 30_000_000
#: RFC 2177: a server may hang up on an IDLE of half an hour; and a dead line shows only when we speak.
_IDLE_ANEW_AFTER = 5 * 60.0
#: Seconds until the system asks whether the other side is there, between asking, and how often.
_KEEP_ALIVE = {"TCP_KEEPIDLE": 60, "TCP_KEEPINTVL": 15, "TCP_KEEPCNT": 4}
_LISTED_FOLDERS = 20
#: Seconds that a server has to say goodbye.
_GOODBYE = 3.0


@contextlib.contextmanager
def _named(server: MailServer) -> Iterator[None]:
    """What goes wrong with this server, by the contract's names."""
    try:
        yield
    except LoginError as error:
        raise _sign_in_failure(server, str(error)) from None
    except (IMAPClientError, OSError, ValueError, LookupError, AssertionError) as error:
        kind = next(kind for known, kind in _KINDS if isinstance(error, known))
        raise kind(f"{server.host}:{server.port}: {_words(error)}") from None


#: The first that fits counts: some of these are special cases of later ones.
_KINDS: tuple[tuple[type[Exception], type[ChannelError]], ...] = (
    (CapabilityError, Unsupported),
    (OSError, Unreachable),
    (IMAPClientAbortError, Unreachable),
    (ProtocolError, Malformed),
    (IMAPClientError, Refused),
    (Exception, Malformed),
)


def _words(error: Exception) -> str:
    match error:
        case ssl.SSLCertVerificationError():
            return f"its certificate is not good: {error.verify_message}"
        case ssl.SSLError():
            return f"no secure line ({error.reason}); is it the right port?"
        case OSError():
            return error.strerror or str(error) or "no answer"
        case _:
            return str(error)


def _sign_in_failure(server: MailServer, words: str) -> Disconnected | Throttled | Unreachable:
    """RFC 5530's codes tell "wrong password" from "not now"."""
    upper = words.upper()
    if "[UNAVAILABLE]" in upper:
        return Unreachable(f"{server.host}: {words}")
    if "[LIMIT]" in upper or "TOO MANY" in upper:
        return Throttled(f"{server.host}: {words}")
    return Disconnected(f"{server.host} does not accept the user or the password: {words}")


class _Session:
    """`ImapSession` over IMAPClient. IDLE stays open between calls of `idle`."""

    def __init__(self, client: IMAPClient, server: MailServer, folder: str, validity: int) -> None:
        self._client = client
        self._server = server
        self._folder = folder
        self._validity = validity
        self._idle_since: float | None = None

    def uid_validity(self) -> int:
        return self._validity

    def uids_after(self, uid: int) -> Sequence[int]:
        # "n:*" always names the newest mail, even when its UID is lower than n.
        return [found for found in self._search(["UID", f"{uid + 1}:*"]) if found > uid]

    def uids_since(self, day: str) -> Sequence[int]:
        return self._search(["SINCE", day])

    def uids_with_header(self, name: str, value: str) -> Sequence[int]:
        return self._search(["HEADER", name, value])

    def _search(self, criteria: list[str]) -> list[int]:
        with self._awake():
            return sorted(self._client.search(criteria))

    def arrivals(self, uids: Sequence[int]) -> Mapping[int, Arrival]:
        with self._awake():
            found = self._client.fetch(list(uids), ["RFC822.SIZE", "INTERNALDATE"])
            return {
                uid: Arrival(facts[b"RFC822.SIZE"], facts[b"INTERNALDATE"])
                for uid, facts in found.items()
                if b"RFC822.SIZE" in facts and b"INTERNALDATE" in facts
            }

    def raw(self, uids: Sequence[int]) -> Mapping[int, bytes]:
        with self._awake():
            found = self._client.fetch(list(uids), [f"BODY.PEEK[]<0.{MOST_BYTES}>"])
            return {
                uid: bytes(value or b"")
                for uid, facts in found.items()
                for name, value in facts.items()
                if name.startswith(b"BODY[]")
            }

    def idle(self, seconds: float) -> bool:
        with _named(self._server):
            if self._idle_since is None:
                if not self._client.has_capability("IDLE"):
                    raise Unsupported(f"{self._server.host} has no IDLE.")
                self._client.idle()
                self._idle_since = time.monotonic()
            began = time.monotonic()
            news = list(self._client.idle_check(timeout=seconds))
            if not news and time.monotonic() - began < seconds / 2:
                # IMAPClient answers at once with nothing when the other side has hung up.
                raise Unreachable(f"{self._server.host} closed the line.")
            if news or time.monotonic() - self._idle_since > _IDLE_ANEW_AFTER:
                news += self._stop_idling()
        return any(len(each) > 1 and each[1] in {b"EXISTS", b"RECENT"} for each in news)

    def append(self, message: bytes) -> None:
        with self._awake():
            self._client.append(self._folder, message, flags=(b"\\Seen",))

    def close(self) -> None:
        """A server that idles hears no goodbye."""
        if self._idle_since is not None:
            with contextlib.suppress(OSError, IMAPClientError, ValueError):
                self._client.socket().settimeout(_GOODBYE)
                self._stop_idling()

    def _stop_idling(self) -> list[tuple[object, ...]]:
        self._idle_since = None
        _, news = self._client.idle_done()
        return list(news)

    @contextlib.contextmanager
    def _awake(self) -> Iterator[None]:
        """While idling a server takes no other command."""
        with _named(self._server):
            if self._idle_since is not None:
                self._stop_idling()
            yield


@dataclass(frozen=True, slots=True)
class Imap:
    """Opens IMAP sessions: ``timeout`` seconds for each answer, ``tls`` for other trusted roots."""

    timeout: float = 30.0
    tls: ssl.SSLContext | None = None

    @contextlib.contextmanager
    def __call__(self, server: MailServer, folder: str) -> Iterator[ImapSession]:
        """A session on ``folder``, only for reading; raises by the contract's names."""
        with _named(server):
            client = IMAPClient(
                server.host,
                server.port,
                ssl=server.security is Security.TLS,
                ssl_context=self.tls,
                timeout=SocketTimeout(connect=self.timeout, read=self.timeout),
            )
        try:
            with _named(server):
                self._sign_in(client, server)
            with _named(server):
                validity = _examine(client, folder)
            session = _Session(client, server, folder, validity)
            try:
                yield session
            finally:
                session.close()
        finally:
            _hang_up(client)

    def _sign_in(self, client: IMAPClient, server: MailServer) -> None:
        client.normalise_times = False
        _keep_alive(client.socket())
        if server.security is Security.STARTTLS:
            client.starttls(self.tls)
        client.login(server.user, server.password)


def _keep_alive(line: socket.socket) -> None:
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in _KEEP_ALIVE.items():
        if option := getattr(socket, name, None):
            line.setsockopt(socket.IPPROTO_TCP, option, value)


def _examine(client: IMAPClient, folder: str) -> int:
    try:
        return int(client.select_folder(folder, readonly=True)[b"UIDVALIDITY"])
    except IMAPClientAbortError:
        raise
    except IMAPClientError as error:
        names = [name for _, _, name in client.list_folders()][:_LISTED_FOLDERS]
        there = ", ".join(str(name) for name in names)
        raise Refused(
            f"The folder “{folder}” cannot be opened ({error}). There are: {there}."
        ) from None


def _hang_up(client: IMAPClient) -> None:
    """However the session ended, leave no socket behind; a goodbye that fails changes nothing."""
    with contextlib.suppress(OSError, IMAPClientError, ValueError):
        client.socket().settimeout(_GOODBYE)
        client.logout()
    with contextlib.suppress(OSError, IMAPClientError, ValueError):
        client.shutdown()


open_imap = Imap()
