"""One kept-open HTTP/1.1 connection that posts bodies and reads statuses, and little else."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import httptools

SIGNATURE_HEADER = "X-Practice-Signature"
ANSWER_SECONDS = 10.0
_PRINTABLE = re.compile("[!-~]+")


def signature(secret: str, body: bytes, moment: float) -> str:
    """The value of the signature header for a raw body sent at a unix time."""
    stamp = str(int(moment))
    digest = hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    return f"t={stamp},v1={digest}"


@dataclass(slots=True, frozen=True)
class Target:
    """Where deliveries go: the parts of an http or https URL."""

    host: str
    port: int
    path: str
    secure: bool

    @classmethod
    def of(cls, url: str) -> Target:
        """Read a URL; raises ValueError for anything but http and https."""
        parts = urlsplit(url)
        if (
            parts.scheme not in {"http", "https"}
            or not parts.hostname
            or not _PRINTABLE.fullmatch(url)
        ):
            raise ValueError("a webhook needs an http or https URL")
        secure = parts.scheme == "https"
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return cls(parts.hostname, parts.port or (443 if secure else 80), path, secure)

    def request(self, body: bytes, signed: str) -> bytes:
        """A whole POST request with this body and signature."""
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            f"User-Agent: practice-network/1\r\n{SIGNATURE_HEADER}: {signed}\r\n\r\n"
        )
        return head.encode("ascii") + body


class Connection(asyncio.Protocol):
    """A connection to one target, for one request at a time."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[int] | None = None
        self._parser: httptools.HttpResponseParser | None = None

    async def post(self, body: bytes, signed: str) -> int:
        """Post a body; returns the status. Raises OSError or TimeoutError when none came."""
        async with asyncio.timeout(ANSWER_SECONDS):
            transport = await self._open()
            self._answer = asyncio.get_running_loop().create_future()
            self._parser = httptools.HttpResponseParser(self)
            transport.write(self.target.request(body, signed))
            try:
                return await self._answer
            except BaseException:
                self.close()
                raise

    def close(self) -> None:
        if self._transport is not None:
            self._transport.abort()
            self._transport = None

    async def _open(self) -> asyncio.Transport:
        if self._transport is None or self._transport.is_closing():
            where = self.target
            transport, _ = await asyncio.get_running_loop().create_connection(
                lambda: self, where.host, where.port, ssl=True if where.secure else None
            )
            self._transport = transport
        return self._transport

    # What asyncio calls

    def data_received(self, data: bytes) -> None:
        if self._parser is None:
            return
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as error:
            self._fail(ConnectionError(f"the answer is not HTTP: {error}"))

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._fail(ConnectionError(str(exc or "closed without an answer")))

    # What the parser calls

    def on_message_complete(self) -> None:
        parser, answer = self._parser, self._answer
        if parser is None or answer is None or answer.done():
            return
        if not parser.should_keep_alive():
            self.close()
        answer.set_result(parser.get_status_code())

    def _fail(self, error: Exception) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error)
