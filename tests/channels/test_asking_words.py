"""Asking networks for words: term after term, from where each was, without what comes by notification."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import httpx
import orjson
import pytest

from amends.channels.adapters.bluesky import Bluesky
from amends.channels.adapters.demo import Demo
from amends.channels.adapters.mastodon import Mastodon
from amends.channels.base import Channel, Link
from amends.channels.conformance.worlds import no_imap, no_smtp
from amends.channels.contract import (
    Account,
    Disconnected,
    Malformed,
    Said,
    Secrets,
    Throttled,
    Unsupported,
)
from amends.channels.transports import Transports

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
Answers = Callable[[httpx.Request], httpx.Response]


def link(answers: Answers, me: str) -> Link:
    return Link(
        settings={"base_url": "https://social.example"},
        secrets=Secrets({"token": "s3cret-token", "access": "s3cret-token"}),
        transports=Transports(httpx.MockTransport(answers), no_imap, no_smtp, lambda: NOW),
        account=Account(me),
    )


def status(number: int, **fields: object) -> dict[str, object]:
    return {
        "id": str(number),
        "created_at": (NOW - timedelta(minutes=200 - number)).isoformat(),
        "visibility": "public",
        "content": f"<p>northpost {number}</p>",
        "language": "de",
        "account": {"id": "7", "acct": "mira@far.example"},
        **fields,
    }


def post(number: int, **record: object) -> dict[str, object]:
    moment = (NOW - timedelta(minutes=200 - number)).isoformat()
    return {
        "uri": f"at://did:plc:mira/app.bsky.feed.post/{number}",
        "author": {"did": "did:plc:mira", "handle": "mira.example"},
        "indexedAt": moment,
        "record": {"text": f"northpost {number}", "createdAt": moment, **record},
    }


def said(channel: Channel, at: Link, deliveries: Sequence[object]) -> list[str]:
    items = [item for each in deliveries for item in channel.parse(at, each)]  # type: ignore[arg-type]
    assert all(isinstance(item, Said) and not item.own for item in items)
    return [item.text for item in items if isinstance(item, Said)]


def test_mastodon_is_asked_by_search_and_by_hashtag_and_from_where_it_was() -> None:
    asked: list[tuple[str, dict[str, str]]] = []

    def answers(request: httpx.Request) -> httpx.Response:
        asked.append((request.url.path, dict(request.url.params)))
        if "min_id" in request.url.params:
            return httpx.Response(200, json=[] if "tag" in request.url.path else {"statuses": []})
        found = [status(101), status(99)]
        return httpx.Response(200, json=found if "tag" in request.url.path else {"statuses": found})

    at = link(answers, "1")
    page = Mastodon().search(at, ("my parcel", "#northpost"), "")
    assert [path for path, _ in asked] == ["/api/v2/search", "/api/v1/timelines/tag/northpost"]
    assert asked[0][1] == {"q": '"my parcel"', "type": "statuses", "limit": "30"}
    assert said(Mastodon(), at, page.deliveries) == ["northpost 99", "northpost 101"] * 2
    assert orjson.loads(page.cursor) == {"my parcel": "101", "#northpost": "101"}
    again = Mastodon().search(at, ("my parcel",), page.cursor)
    assert asked[-1][1]["min_id"] == "101"
    assert again.deliveries == ()
    assert orjson.loads(again.cursor) == orjson.loads(page.cursor)


@pytest.mark.parametrize(
    "fields",
    [
        {"account": {"id": "1", "acct": "northpost"}},
        {"mentions": [{"id": "1", "acct": "northpost"}]},
        {"in_reply_to_id": "5", "in_reply_to_account_id": "1"},
        {"visibility": "unlisted"},
        {"visibility": "private"},
    ],
)
def test_mastodon_leaves_out_what_comes_by_notification_or_is_not_public(
    fields: dict[str, object],
) -> None:
    at = link(lambda _request: httpx.Response(200, json={"statuses": [status(9, **fields)]}), "1")
    page = Mastodon().search(at, ("northpost",), "")
    assert page.deliveries == ()
    assert orjson.loads(page.cursor) == {"northpost": "9"}


def test_bluesky_is_asked_for_the_newest_since_a_moment() -> None:
    asked: list[dict[str, str]] = []

    def answers(request: httpx.Request) -> httpx.Response:
        assert request.url.path == "/xrpc/app.bsky.feed.searchPosts"
        asked.append(dict(request.url.params))
        return httpx.Response(200, json={"posts": [post(3), post(2)]})

    at = link(answers, "did:plc:us")
    page = Bluesky().search(at, ("northpost",), "")
    assert asked[0] == {"q": "northpost", "sort": "latest", "limit": "30"}
    assert said(Bluesky(), at, page.deliveries) == ["northpost 2", "northpost 3"]
    Bluesky().search(at, ("northpost",), page.cursor)
    assert asked[1]["since"] == post(3)["indexedAt"]


_US = "at://did:plc:us/app.bsky.feed.post/1"
_OTHER = "at://did:plc:ada/app.bsky.feed.post/1"


@pytest.mark.parametrize(
    "record",
    [
        {"reply": {"parent": {"uri": _US}, "root": {"uri": _OTHER}}},
        {"reply": {"parent": {"uri": _OTHER}, "root": {"uri": _US}}},
        {"embed": {"$type": "app.bsky.embed.record", "record": {"uri": _US}}},
        {"embed": {"$type": "x", "record": {"record": {"uri": _US}}, "media": {"images": []}}},
        {"facets": [{"index": {}, "features": [{"did": "did:plc:us"}]}]},
    ],
)
def test_bluesky_leaves_out_what_comes_by_notification(record: dict[str, object]) -> None:
    at = link(
        lambda _request: httpx.Response(200, json={"posts": [post(3, **record)]}), "did:plc:us"
    )
    assert Bluesky().search(at, ("northpost",), "").deliveries == ()


def test_a_term_asked_for_the_first_time_brings_the_last_day_only() -> None:
    old = status(5, created_at=(NOW - timedelta(days=2)).isoformat())
    at = link(lambda _request: httpx.Response(200, json={"statuses": [status(9), old]}), "1")
    assert len(Mastodon().search(at, ("northpost",), "").deliveries) == 1


def test_a_term_that_is_refused_stops_no_other() -> None:
    def answers(request: httpx.Request) -> httpx.Response:
        if request.url.params["q"] == "bad":
            return httpx.Response(422, json={"error": "no"})
        return httpx.Response(200, json={"statuses": [status(9)]})

    page = Mastodon().search(link(answers, "1"), ("bad", "good"), '{"bad": "4"}')
    assert len(page.deliveries) == 1
    assert orjson.loads(page.cursor) == {"bad": "4", "good": "9"}


def test_who_asks_us_to_wait_is_obeyed_and_what_was_brought_is_kept() -> None:
    def answers(request: httpx.Request) -> httpx.Response:
        if request.url.params["q"] == "second":
            return httpx.Response(429, headers={"retry-after": "60"})
        return httpx.Response(200, json={"statuses": [status(9)]})

    at = link(answers, "1")
    page = Mastodon().search(at, ("first", "second", "third"), "")
    assert orjson.loads(page.cursor) == {"first": "9"}
    with pytest.raises(Throttled):
        Mastodon().search(at, ("second", "first"), "")


def test_failures_have_their_names() -> None:
    gone = link(lambda _request: httpx.Response(401, json={"error": "no"}), "1")
    with pytest.raises(Disconnected):
        Mastodon().search(gone, ("northpost",), "")
    odd = link(lambda _request: httpx.Response(200, json={"statuses": "none"}), "1")
    with pytest.raises(Malformed):
        Mastodon().search(odd, ("northpost",), "")


def test_a_channel_that_cannot_be_searched_says_so() -> None:
    with pytest.raises(Unsupported):
        Demo().search(link(lambda _request: httpx.Response(200), "1"), ("northpost",), "")
