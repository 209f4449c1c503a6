"""A stream of Mastodon's that is cut and resumed: nothing is missed, whatever happened meanwhile.

The real server that tests start (snac) has no streams, so this one is a stand-in that speaks as documented.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from amends.channels.adapters.mastodon import Mastodon
from amends.channels.base import Link
from amends.channels.conformance.worlds import no_imap, no_smtp
from amends.channels.contract import Account, Deleted, Delivery, Edited, Secrets, Unreachable
from amends.channels.transports import Transports

NOON = "2026-11-21T12:00:00.000Z"
channel = Mastodon()


class Line(httpx.SyncByteStream):
    """What a stream says until it is cut."""

    def __init__(self, words: list[bytes]) -> None:
        self._words = words

    def __iter__(self) -> Iterator[bytes]:
        yield from self._words
        raise httpx.ReadError("the line was cut")


@dataclass
class Server:
    """Holds statuses, and tells of them by notifications and by lines that break after what they said."""

    statuses: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    notified: list[str] = field(default_factory=list)
    lines: list[list[bytes]] = field(default_factory=list)

    def say(self, id_: str) -> bytes:
        """Somebody writes to the account; returns what a stream says of it."""
        self.statuses[id_] = status(id_)
        self.notified.append(id_)
        return b"event: notification\ndata: {}\n\n"

    def answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path.endswith("/streaming/user"):
            return httpx.Response(200, stream=Line(self.lines.pop(0)))
        if path.endswith("/notifications"):
            after = request.url.params.get("min_id", "")
            found = [each for each in self.notified if each > after]
            return httpx.Response(200, json=[self._note(each) for each in reversed(found)])
        if path.startswith("/api/v1/statuses/"):
            kept = self.statuses[path.rpartition("/")[2]]
            return httpx.Response(200, json=kept) if kept else httpx.Response(404, json={})
        return httpx.Response(200, json=[] if path.endswith("/statuses") else {})

    def _note(self, id_: str) -> dict[str, Any]:
        told = {"id": id_, "type": "mention", "created_at": NOON}
        return {**told, "status": self.statuses[id_] or status(id_)}


def status(id_: str, words: str = "Where is it?", edited: str | None = None) -> dict[str, Any]:
    return {
        "id": id_,
        "created_at": NOON,
        "edited_at": edited,
        "visibility": "public",
        "content": f"<p>{words}</p>",
        "account": {"id": "2", "acct": "ana"},
    }


@dataclass
class Desk:
    """What a listener does with a line: reads it, and asks for news when it is told to."""

    link: Link
    cursor: str = ""
    heard: list[Delivery] = field(default_factory=list)

    def listen(self) -> None:
        """Until the line breaks."""
        with pytest.raises(Unreachable):
            self._read()

    def _read(self) -> None:
        for told in channel.stream(self.link, threading.Event()):
            self.heard += [told] if told else self._news()

    def _news(self) -> list[Delivery]:
        page = channel.fetch(self.link, self.cursor)
        self.cursor = page.cursor
        return list(page.deliveries)

    @property
    def keys(self) -> list[str]:
        return [each.key for each in self.heard]


def desk_at(server: Server) -> Desk:
    settings = {"base_url": "https://social.example"}
    transports = Transports(
        httpx.MockTransport(server.answer),
        no_imap,
        no_smtp,
        clock=lambda: datetime(2026, 11, 21, 12, 5, tzinfo=UTC),
    )
    desk = Desk(Link(settings, Secrets({"token": "a token"}), transports, Account("1")))
    desk.cursor = "0 0"
    return desk


def test_what_was_said_while_the_line_was_cut_is_heard_once_it_stands_again() -> None:
    server = Server()
    desk = desk_at(server)
    server.lines = [[server.say("11")], [], []]
    desk.listen()
    server.say("12")
    server.say("13")
    desk.listen()
    desk.listen()
    assert desk.keys == ["note:11", "note:12", "note:13"]


def test_edits_and_deletions_come_by_the_line_or_else_by_a_second_look() -> None:
    server = Server()
    desk = desk_at(server)
    for id_ in ("11", "12", "13", "14"):
        server.say(id_)
    edited = status("11", "Where is parcel 4711?", edited=NOON)
    told = b"event: status.update\ndata: " + json.dumps(edited).encode() + b"\n\n"
    server.lines = [[told, b"event: delete\ndata: 12\n\n"]]
    desk.listen()
    by_line = [item for each in desk.heard[4:] for item in channel.parse(desk.link, each)]
    assert [type(each) for each in by_line] == [Edited, Deleted]

    server.statuses |= {"11": edited, "12": None, "13": None}
    again = channel.recheck(desk.link, ("11", "12", "13", "14"))
    keys = [each.key for each in again.deliveries]
    assert keys == [*desk.keys[4:], "deleted:13"]
    assert [type(item) for each in again.deliveries for item in channel.parse(desk.link, each)] == [
        Edited,
        Deleted,
        Deleted,
    ]
