"""Reading an address that a person typed in: redirections followed, each step guarded anew.

The transport refuses private addresses where the connection is made (`amends.channels.transports.http`).
Here stands what else such an address must not do: lead to another kind of protocol or to a mail server's
port, go round in circles, carry what is meant for one site to another, or never end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx

from amends.channels import calls
from amends.channels.calls import Answer, Call
from amends.channels.contract import Malformed, Media, Refused
from amends.channels.transports import Transports

MOST_STEPS = 5
LONGEST_URL = 2000
#: As large as networks let customers' films be; documents may be larger, and stay there.
MOST_FILE_BYTES = 25_000_000
_KIND = re.compile(r"[a-z]+/[a-z0-9.+-]{1,100}")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: Below 1024 stand mail, files and shells, whose servers may take a line of ours for one of theirs.
_FREE_PORTS = range(1024, 65536)
_PORTS = frozenset({80, 443})


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer, and the address that it came from in the end."""

    url: str
    answer: Answer = field(repr=False)


def file(transports: Transports, url: str, headers: Mapping[str, str] | None = None) -> Media:
    """A file by its address, at most `MOST_FILE_BYTES` of it; its type as the site says, else ``""``.

    ``headers`` go to the first site only. Raises as `read`, and by name what the site answers instead.
    """
    asked = {"accept": "*/*", **(headers or {})}
    answer = read(transports, url, asked, timeout=60.0, most_bytes=MOST_FILE_BYTES).answer
    if not 200 <= answer.status < 300:
        call = Call("GET", url)
        raise calls.failure(answer, call, "", transports.clock())
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Media(url=url, content_type=kind if _KIND.fullmatch(kind) else "", content=answer.body)


def read(
    transports: Transports,
    url: str,
    headers: Mapping[str, str],
    *,
    timeout: float = 20.0,
    most_bytes: int = calls.MOST_BYTES,
) -> Fetched:
    """GET an address and follow where it leads, at most `MOST_STEPS` times; an answer of any status.

    ``headers`` go to the first site only. At most ``most_bytes``, unpacked. Raises `Refused` for what may
    not be called, else as `calls.exchange`.
    """
    start = permitted(url)
    here = start
    for _ in range(MOST_STEPS + 1):
        own = headers if _origin(here) == _origin(start) else _harmless(headers)
        call = Call("GET", str(here), headers=own, timeout=timeout, most_bytes=most_bytes)
        answer = calls.exchange(transports, call)
        if answer.status not in _REDIRECTS or "location" not in answer.headers:
            return Fetched(str(here), answer)
        here = _next(here, answer.headers["location"])
    raise Refused(f"The address leads from one to another more than {MOST_STEPS} times.")


def permitted(url: str) -> httpx.URL:
    """The address, if it is one that may be called at all. Raises `Refused`."""
    try:
        found = httpx.URL(url)
        port = found.port
    except (httpx.InvalidURL, ValueError, TypeError):
        raise Refused("This is no web address.") from None
    if found.scheme not in {"http", "https"} or not found.host or len(url) > LONGEST_URL:
        raise Refused("Only addresses that begin with https:// or http:// are read.")
    if found.userinfo:
        raise Refused("An address with a name or password in it is not read.")
    if port is not None and port not in _PORTS and port not in _FREE_PORTS:
        raise Refused(f"Port {port} is not one of the web's.")
    return found


def _next(here: httpx.URL, location: str) -> httpx.URL:
    try:
        there = here.join(location)
    except (httpx.InvalidURL, ValueError, TypeError):
        raise Malformed("The address leads to one that is none.") from None
    if here.scheme == "https" and there.scheme == "http":
        raise Refused("The address leads from https:// to http://.")
    return permitted(str(there.copy_with(fragment=None)))


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _harmless(headers: Mapping[str, str]) -> Mapping[str, str]:
    """What another site may know: which kinds we read, not who we are."""
    return {name: value for name, value in headers.items() if name.lower() == "accept"}
