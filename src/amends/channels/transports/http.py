"""HTTP out of the house: kept-open connections, verified TLS, and no way to private addresses.

An address that a person typed in (a server of their own, a picture in a post) must not lead the desk
into its own network. Checking the name before connecting is not enough: a name can change its answer
between the check and the connection. So the check stands where the connection is made, and the
connection goes to the very address that was checked.
"""

from __future__ import annotations

import functools
import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpcore
import httpx

#: Below the 5 s after which common servers hang up: a request must not meet a closing line.
KEEP_ALIVE_SECONDS = 4.0
_HIGHEST_PORT = 65535
MOST_CONNECTIONS = 100
MOST_KEPT_OPEN = 20


class PrivateAddress(httpx.ConnectError):
    """The address leads into our own network, and the operator has not allowed that."""


class _PrivateAddress(httpcore.ConnectError):
    """The same, as the connection pool passes it on."""


class AllowedAddresses:
    """Which private addresses the operator allows: ``127.0.0.1:8411``, ``10.0.0.0/8``, ``localhost:25``.

    An entry is an IP address or network, or a host name, each with an optional port; an IPv6 address
    with a port is in brackets. Raises ValueError for anything else.
    """

    def __init__(self, entries: Iterable[str] = ()) -> None:
        self._entries = tuple(_entry(each) for each in entries)

    def allow(self, host: str, address: str, port: int) -> bool:
        """Whether a connection to ``address``, found under the name ``host``, may be made."""
        ip = _address(address)
        if _is_public(ip):
            return True
        return any(
            wanted_port in {None, port}
            and (host.lower() == where if isinstance(where, str) else ip in where)
            for where, wanted_port in self._entries
        )


_Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def _entry(text: str) -> tuple[str | _Network, int | None]:
    where, port = text.strip(), None
    if where.startswith("[") or where.count(":") == 1:
        where, _, digits = where.rpartition(":") if not where.endswith("]") else (where, "", "")
        port = int(digits) if digits else None
    where = where.strip("[]").lower()
    if not where:
        raise ValueError(f"{text!r} is no address")
    try:
        return ipaddress.ip_network(where, strict=False), port
    except ValueError:
        if "/" in where:
            raise
        return where, port


#: Public to Python's tables, but not somewhere on the internet: protocol assignments, old 6to4 relays.
_NOT_PUBLIC = (ipaddress.ip_network("192.0.0.0/24"), ipaddress.ip_network("192.88.99.0/24"))
#: All that is given out of IPv6 so far; what is outside has a meaning only within some network.
_GIVEN_OUT = ipaddress.IPv6Network("2000::/3")
_DOCUMENTATION = ipaddress.IPv6Network("3fff::/20")
#: The prefix by which IPv6-only networks reach IPv4 (NAT64, RFC 6052).
_BY_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def _is_public(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if not ip.is_global or ip.is_multicast:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        return ip in _GIVEN_OUT and ip not in _DOCUMENTATION
    return not any(ip in network for network in _NOT_PUBLIC)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The address itself, unwrapped where IPv6 only carries an IPv4 address."""
    ip = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _BY_NAT64:
            return ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        return ip.ipv4_mapped or ip.sixtofour or ip
    return ip


#: Finds the addresses of a name, as `socket.getaddrinfo` does.
Resolver = Callable[..., Sequence[tuple[Any, ...]]]


class _Guard(httpcore.NetworkBackend):
    """Resolves a name, refuses what it may not reach, and connects to what it checked."""

    def __init__(self, allowed: AllowedAddresses, resolve: Resolver) -> None:
        self._allowed = allowed
        self._resolve = resolve
        self._lines = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: httpcore.ConnectError | httpcore.ConnectTimeout
        failure = httpcore.ConnectError(f"{host} has no address")
        for address in self._checked(host, port):
            try:
                return self._lines.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def connect_unix_socket(self, *_: object, **__: object) -> httpcore.NetworkStream:
        raise _PrivateAddress("unix sockets are not reached")

    def _checked(self, host: str, port: int) -> Sequence[str]:
        if not 0 < port <= _HIGHEST_PORT:
            raise httpcore.ConnectError(f"{port} is no port")
        try:
            found = self._resolve(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} cannot be found: {error}") from None
        addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
        if not all(self._allowed.allow(host, each, port) for each in addresses):
            raise _PrivateAddress(f"{host}:{port} is a private address")
        return addresses


@functools.cache
def public_authorities() -> ssl.SSLContext:
    """Whom everybody trusts to name servers: read once a process, for it weighs two megabytes."""
    return httpx.create_ssl_context()


class HttpTransport(httpx.BaseTransport):
    """Makes requests over a pool of kept-open connections; safe to share between threads.

    ``allowed``: the private addresses that may be reached all the same. Raises httpx's exceptions, and
    `PrivateAddress` where a connection was refused by us.
    """

    def __init__(
        self,
        allowed: AllowedAddresses,
        *,
        tls: ssl.SSLContext | None = None,
        resolve: Resolver = socket.getaddrinfo,
    ) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls or public_authorities(),
            max_connections=MOST_CONNECTIONS,
            max_keepalive_connections=MOST_KEPT_OPEN,
            keepalive_expiry=KEEP_ALIVE_SECONDS,
            network_backend=_Guard(allowed, resolve),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        with _named_by_httpx(request):
            answer = self._exchanged(_for_the_pool(request))
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(answer, request),
            extensions=answer.extensions,
        )

    def _exchanged(self, request: httpcore.Request) -> httpcore.Response:
        try:
            return self._pool.handle_request(request)
        except _HUNG_UP:
            # Small servers close a kept-open line without a word. Reading once more does no harm
            # (RFC 9110, 9.2.2); whether anything else arrived is for the caller to find out.
            if request.method not in {b"GET", b"HEAD"}:
                raise
            return self._pool.handle_request(request)

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    """An answer's body as it comes, its failures named by httpx."""

    def __init__(self, answer: httpcore.Response, request: httpx.Request) -> None:
        self._answer = answer
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        with _named_by_httpx(self._request):
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


def _for_the_pool(request: httpx.Request) -> httpcore.Request:
    url = request.url
    return httpcore.Request(
        method=request.method,
        url=httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
        ),
        headers=request.headers.raw,
        content=request.stream,
        extensions=request.extensions,
    )


@contextmanager
def _named_by_httpx(request: httpx.Request) -> Iterator[None]:
    try:
        yield
    except _PrivateAddress as error:
        raise PrivateAddress(str(error), request=request) from None
    except _FAILURES as error:
        # Both libraries name their failures alike; the most precise name both have is taken.
        name = next(kind.__name__ for kind in type(error).__mro__ if hasattr(httpx, kind.__name__))
        raise getattr(httpx, name)(str(error), request=request) from error


_HUNG_UP = (httpcore.ReadError, httpcore.WriteError, httpcore.RemoteProtocolError)
_FAILURES = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    httpcore.ConnectionNotAvailable,
)
