"""Networks that limit how often they are asked, each in its own words, and write down who came too early."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any, Literal

import httpx
import orjson

#: How a network says how long to wait: by Retry-After, in a header of its own, or in no way to rely on.
Style = Literal["seconds", "date", "own", "missing", "absurd"]
WAIT = timedelta(seconds=420)
#: What we promise where the network does not say, or asks for a thousand days: never sooner than that.
OUR_OWN = {"out": timedelta(seconds=15), "in": timedelta(seconds=60)}
Told = tuple[int, dict[str, str], Any]


def _epoch(name: str) -> Callable[[datetime], dict[str, str]]:
    return lambda until: {name: str(int(until.timestamp()))}


def _iso(until: datetime) -> dict[str, str]:
    return {"x-ratelimit-reset": until.astimezone(UTC).isoformat().replace("+00:00", "Z")}


def _usage(until: datetime) -> dict[str, str]:
    told = {"type": "pages", "call_count": 100, "estimated_time_to_regain_access": 7}
    assert timedelta(minutes=7) == WAIT
    return {"x-business-use-case-usage": orjson.dumps({"4711": [told]}).decode()}


def _by_the_day(until: datetime) -> dict[str, str]:
    """The quarter of an hour begins anew soon; what may be said in a day does not."""
    soon = until - WAIT + timedelta(seconds=20)
    return {
        "x-rate-limit-reset": str(int(soon.timestamp())),
        "x-user-limit-24hour-remaining": "0",
        "x-user-limit-24hour-reset": str(int(until.timestamp())),
    }


def graph(code: int, status: int = 400) -> Callable[[], tuple[int, Any]]:
    """A Graph API error: of the app (4), the account (17), the Page (32), or of one kind of call (613)."""
    error = {"message": f"(#{code}) Too many calls", "type": "OAuthException", "code": code}
    return lambda: (status, {"error": error})


def _plain(body: Any) -> Callable[[], tuple[int, Any]]:
    return lambda: (429, body)


@dataclass(frozen=True)
class Network:
    """How one network speaks: what it says when it has had enough, and what when it takes something."""

    channel: str
    enough: Callable[[], tuple[int, Any]]
    until: Callable[[datetime], dict[str, str]]
    takes: Callable[[int, datetime], Any]
    tells: Callable[[httpx.Request, datetime], Any]
    is_public: bool = True
    settings: Mapping[str, str] = field(default_factory=dict)


def _nothing_listed(*_: object) -> Any:
    return {"data": []}


def _status(number: int, now: datetime) -> Any:
    return {
        "id": str(number),
        "created_at": now.isoformat(),
        "visibility": "public",
        "content": "<p>words</p>",
        "url": f"https://social.example/{number}",
        "account": {"id": "7", "acct": "northpost"},
    }


def _bluesky(request: httpx.Request, _: datetime) -> Any:
    if "getPosts" in request.url.path:
        uris = request.url.params.get_list("uris")
        return {"posts": [{"uri": each, "cid": "cid"} for each in uris]}
    return {"feed": []} if "Feed" in request.url.path else {"notifications": []}


def _mastodon(request: httpx.Request, now: datetime) -> Any:
    return _status(1, now) if re.search(r"/statuses/[^/]+$", request.url.path) else []


_PROBLEM = {"title": "Too Many Requests", "detail": "Too Many Requests", "status": 429}
_NUMBER = {"id": "4711", "display_phone_number": "+1 555 0100", "verified_name": "Northpost"}


def _x(name: str, until: Callable[[datetime], dict[str, str]]) -> Network:
    return Network(
        name,
        _plain(_PROBLEM),
        until,
        lambda number, _: {"data": {"id": str(number), "text": "words"}},
        lambda *_: {"data": [], "meta": {"result_count": 0}},
        settings={"tier": "self-serve", "messages": "false"},
    )


def _meta(name: str, code: int, status: int = 400) -> Network:
    is_whatsapp = name == "whatsapp"
    return Network(
        name,
        graph(code, status),
        _usage,
        lambda number, _: {"id": str(number), "messages": [{"id": f"wamid.{number}"}]},
        (lambda *_: _NUMBER) if is_whatsapp else _nothing_listed,
        is_public=not is_whatsapp,
        settings={"phone_number_id": "4711", "business_account_id": "4712"} if is_whatsapp else {},
    )


NETWORKS: Mapping[str, Network] = {
    "demo": Network(
        "demo",
        _plain({"error": {"code": "rate_limited", "message": "Slow down."}}),
        _epoch("ratelimit-reset"),
        lambda number, now: {"id": f"cmt_{number}", "thread": "t", "created_at": now.isoformat()},
        lambda *_: {"events": [], "next": "1", "has_more": False},
    ),
    "x": _x("x", _epoch("x-rate-limit-reset")),
    "x by the day": _x("x", _by_the_day),
    "bluesky": Network(
        "bluesky",
        _plain({"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"}),
        _epoch("ratelimit-reset"),
        lambda number, _: {"uri": f"at://did:plc:me/app.bsky.feed.post/{number}", "cid": "cid"},
        _bluesky,
        settings={"chats": "false"},
    ),
    "mastodon": Network(
        "mastodon", _plain({"error": "Too many requests"}), _iso, _status, _mastodon
    ),
    "facebook, the app": _meta("facebook", 4),
    "facebook, the account": _meta("facebook", 17),
    "facebook, the Page": _meta("facebook", 32),
    "instagram": _meta("instagram", 613),
    "whatsapp": _meta("whatsapp", 130429, 429),
}


@dataclass
class Early:
    """A request that came before its time."""

    host: str
    way: str
    by: timedelta


@dataclass
class Storm(httpx.BaseTransport):
    """All accounts of one network. ``limited``: the host that has had enough, and how it says so.

    It takes ``room`` requests of what comes ``out`` of a desk and of what it is asked (``in``), then none
    until its time. Reading that only serves a send is no reading.
    """

    network: Network
    clock: Callable[[], datetime]
    limited: str
    style: Style
    room: int = 2
    wait: timedelta = WAIT
    taken: list[tuple[str, datetime, str]] = field(default_factory=list)
    early: list[Early] = field(default_factory=list)
    refusals: list[tuple[str, datetime]] = field(default_factory=list)
    _quiet: dict[tuple[str, str], datetime] = field(default_factory=dict)
    _left: dict[tuple[str, str], int] = field(default_factory=dict)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host, now = request.url.host, self.clock()
        way = "out" if request.method == "POST" else "in"
        if way == "in" and re.search(r"getPosts|/statuses/[^/]+$", request.url.path):
            return self._answer(200, {}, self.network.tells(request, now))
        if host == self.limited and (enough := self._enough(host, way, now)):
            return self._answer(*enough)
        if way == "in":
            return self._answer(200, {}, self.network.tells(request, now))
        self.taken.append((host, now, _said(orjson.loads(request.content))))
        return self._answer(200, {}, self.network.takes(len(self.taken), now))

    def _enough(self, host: str, way: str, now: datetime) -> Told | None:
        key = (host, way)
        until = self._quiet.get(key)
        if until is not None and now < until:
            self.early.append(Early(host, way, until - now))
        if until is not None and now >= until:
            self._left[key] = self.room
            del self._quiet[key]
        left = self._left.setdefault(key, self.room)
        if left > 0:
            self._left[key] = left - 1
            return None
        self.refusals.append((way, now))
        self._quiet[key], headers = self._told(way, now)
        status, body = self.network.enough()
        return status, headers, body

    def _told(self, way: str, now: datetime) -> tuple[datetime, dict[str, str]]:
        # Dates and epochs are whole seconds: a network says the one after its moment.
        until = (now + self.wait + timedelta(seconds=1, microseconds=-1)).replace(microsecond=0)
        if self.style == "own" and self.network.until is not _usage:
            return until, self.network.until(until)
        match self.style:
            case "own":  # in minutes from now
                return now + self.wait, _usage(until)
            case "seconds":
                return now + self.wait, {"retry-after": str(int(self.wait.total_seconds()))}
            case "date":
                return until, {"retry-after": format_datetime(until, usegmt=True)}
        return now + OUR_OWN[way], {"retry-after": "86400000"} if self.style == "absurd" else {}

    def _answer(self, status: int, headers: Mapping[str, str], body: Any) -> httpx.Response:
        return httpx.Response(status, headers=dict(headers), content=orjson.dumps(body))


def _said(body: Any) -> str:
    """The words of a send, wherever its network has them."""
    if "record" in body:
        return str(body["record"]["text"])
    text = body.get("text") or body.get("message") or body.get("status")
    words = str(text["body"] if isinstance(text, dict) else text)
    return re.sub(r"^@\S+ ", "", words)
