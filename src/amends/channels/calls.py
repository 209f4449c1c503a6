"""One HTTP request to a network, its answer, and the name of every way it can fail. Knows no network."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx
import orjson

from amends.channels.contract import (
    ChannelError,
    Disconnected,
    Gone,
    Malformed,
    Refused,
    Throttled,
    Unknown,
    Unreachable,
)
from amends.channels.transports import Transports
from amends.channels.transports.http import PrivateAddress

MOST_BYTES = 8 * 1024 * 1024
SHORTEST_WAIT = timedelta(seconds=1)
#: The longest that any network's count runs (X, Bluesky); who asks for more is asked again after a while.
LONGEST_WAIT = timedelta(hours=24)
IF_ABSURD = timedelta(hours=1)
_FOREVER = 10.0**9
_SECONDS = re.compile(r"[0-9]+(\.[0-9]+)?")
#: X counts posts by the day as well, for the account and for the app.
_BY_THE_DAY = ("x-user-limit-24hour", "x-app-limit-24hour")
#: An answer that drips is given up after so many times the time-out of a single read.
PATIENCE = 3

_NOT_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
)
_NEVER_POSSIBLE = (
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
    httpx.LocalProtocolError,
    UnicodeEncodeError,
)


@dataclass(frozen=True, slots=True)
class Call:
    """A request to make. ``sends``: it has an effect there, so an ambiguous end is `Unknown`.

    ``path`` is added to the network's base URL unless it is a whole URL; ``timeout`` is in seconds, for
    connecting and for each wait on an answer.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    json: object = field(default=None, repr=False)
    content: bytes | None = field(default=None, repr=False)
    sends: bool = False
    timeout: float = 20.0
    most_bytes: int = MOST_BYTES


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: ``headers`` with lower-case names, ``json`` the body understood (None if empty)."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    json: object = field(default=None, repr=False)


def exchange(transports: Transports, call: Call) -> Answer:
    """Make the request; the answer of whatever status, its body read but not yet understood.

    Raises `Unreachable`, `Refused` (the address can never be called), `Malformed` (too large) and, for
    sends that may have arrived, `Unknown`.
    """
    with opened(transports, call) as response:
        return read(response, transports, call)


@contextmanager
def opened(transports: Transports, call: Call) -> Iterator[httpx.Response]:
    """The answer's head, its body still to come; whatever goes wrong until the end gets its name."""
    try:
        request = _request(call)
        response = transports.http.handle_request(request)
        response.request = request
        with closing(response):
            yield response
    except PrivateAddress as error:
        raise Refused(f"{error}, and such addresses are not allowed here") from None
    except _NEVER_POSSIBLE as error:
        # Its words may quote a header, and a header may be a key.
        raise Refused(f"The request cannot be made ({type(error).__name__})") from None
    except _NOT_SENT as error:
        raise Unreachable(_words(error)) from None
    except httpx.DecodingError as error:
        raise _malformed(call, f"The body cannot be unpacked: {_words(error)}") from None
    except httpx.TransportError as error:
        raise (Unknown if call.sends else Unreachable)(_words(error)) from None


def read(response: httpx.Response, transports: Transports, call: Call) -> Answer:
    """The whole answer. Raises `Malformed`, or `Unknown` for a send, when it is too large."""
    latest = transports.clock() + timedelta(seconds=call.timeout * PATIENCE)
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > call.most_bytes:
            raise _malformed(call, f"The answer is larger than {call.most_bytes} bytes")
        if transports.clock() > latest:
            raise httpx.ReadTimeout("the answer drips")
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(response.status_code, headers, bytes(body))


def understood(answer: Answer, call: Call) -> Answer:
    """The answer with its JSON. Raises `Malformed`, or `Unknown` for a send: it was accepted, after all."""
    if not answer.body.strip():
        return answer
    try:
        return Answer(answer.status, answer.headers, answer.body, orjson.loads(answer.body))
    except orjson.JSONDecodeError as error:
        raise _malformed(
            call, f"HTTP {answer.status} with a body that is no JSON ({error})"
        ) from None


def failure(answer: Answer, call: Call, detail: str, now: datetime) -> ChannelError:
    """The name of what a failed answer's status means. ``detail``: the network's own words."""
    status = answer.status
    words = f"HTTP {status}{': ' + detail if detail else ''}"
    if status == 429:
        return Throttled(words, wait=retry_after(answer.headers, now))
    if status in {408, 425} or status >= 500:
        return _trouble(status, call)(words)
    return _NAMES.get(status, Refused)(words)


_NAMES: Mapping[int, type[ChannelError]] = {401: Disconnected, 404: Gone, 410: Gone}


def _trouble(status: int, call: Call) -> type[ChannelError]:
    """503 and 425 say that nothing was begun; after any other trouble a send may stand all the same."""
    return Unknown if call.sends and status not in {425, 503} else Unreachable


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long the network asks us to wait, within 1 s and a day; None when it does not say, or nonsense.

    Seconds or an HTTP date, which is taken against the answer's own Date where it has one: the two
    clocks need not agree. Source: RFC 9110, 10.2.3. Networks that say instead when their count begins
    anew, in seconds since 1970 (X, Bluesky) or as a time (Mastodon), are understood too. A wait of more
    than a day is absurd, and an hour is waited instead.
    """
    value = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(value):
        return _bounded(timedelta(seconds=min(float(value[:12]), _FOREVER)))
    until = _http_date(value) or _counts_anew(headers)
    if until is None:
        return None
    return _bounded(until - (_http_date(headers.get("date", "")) or now))


def _counts_anew(headers: Mapping[str, str]) -> datetime | None:
    """When all counts that the answer tells of have begun anew, as far as they are used up."""
    told = headers.get("x-rate-limit-reset") or headers.get("ratelimit-reset") or ""
    days = [
        headers.get(f"{name}-reset", "")
        for name in _BY_THE_DAY
        if headers.get(f"{name}-remaining", "").strip() == "0"
    ]
    moments = [moment for each in (told, *days) if (moment := _moment(each.strip()))]
    return max(moments, default=None) or _iso_time(headers.get("x-ratelimit-reset", ""))


def _moment(told: str) -> datetime | None:
    # Ten digits: a moment of our days, and no number of seconds to wait.
    if told.isascii() and told.isdigit() and len(told) == 10:
        return datetime.fromtimestamp(int(told), UTC)
    return None


def _iso_time(value: str) -> datetime | None:
    """Mastodon's way to say when; other servers' numbers of seconds under this name are no time."""
    try:
        moment = datetime.fromisoformat(value) if "T" in value else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


def _bounded(wait: timedelta) -> timedelta:
    return max(wait, SHORTEST_WAIT) if wait <= LONGEST_WAIT else IF_ABSURD


def _http_date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _request(call: Call) -> httpx.Request:
    content = call.content if call.json is None else orjson.dumps(call.json)
    headers = {"accept": "application/json", "user-agent": "Amends", **call.headers}
    if call.json is not None:
        headers.setdefault("content-type", "application/json")
    url = httpx.URL(call.path)
    return httpx.Request(
        call.method,
        url.copy_merge_params(dict(call.query)) if call.query else url,
        headers=headers,
        content=content,
        extensions={"timeout": httpx.Timeout(call.timeout).as_dict()},
    )


def _malformed(call: Call, words: str) -> ChannelError:
    return Unknown(words) if call.sends else Malformed(words)


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]
