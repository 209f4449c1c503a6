"""Sends over Bluesky and servers of Mastodon's kind, with a fifth of the answers cut off.

Their real servers are too slow for a thousand sends, so these are their doors alone, in this process: what
the adapters ask them, answered as the real ones answer (tests/peers runs those). Imported once Django is
set up.
"""

from __future__ import annotations

import random
import threading
import time
from abc import abstractmethod
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import httpx
import orjson
from django.utils import timezone

from amends.channels import credentials, registry
from amends.channels.base import Link
from amends.channels.contract import Delivery
from amends.channels.models import Connection
from amends.channels.queries import link_for
from amends.listening.models import Source
from amends.outbox.actions.deliver import Courier
from amends.outbox.actions.dispatch import new_worker
from amends.outbox.models import SendState
from amends.outbox.rules import SayKind
from amends.staff.models import Brand
from benchmarks import lost_sends
from benchmarks.lost_sends import Found

_PAGE = 50
#: So much later than it was taken something is shown.
_LAG = timedelta(seconds=0.5)

Json = dict[str, Any]
Told = tuple[int, object]


@dataclass(frozen=True, slots=True)
class Post:
    """Something that somebody said there. ``above``: what it answers, or the chat that it is in."""

    id: str
    author: str
    text: str
    at: datetime
    above: str = ""


class World(httpx.BaseTransport):
    """A network's doors. ``share``: of so many sends the answer is lost; the first is in any case."""

    channel: ClassVar[str]
    kind: ClassVar[SayKind] = SayKind.PUBLIC_REPLY
    settings: ClassVar[Mapping[str, str]] = {}
    secrets: ClassVar[Mapping[str, str]] = {"token": "secret"}
    me: ClassVar[str] = "1001"

    def __init__(self) -> None:
        self.posts: dict[str, Post] = {}
        self.share = 0.0
        self._dice = random.Random(11)
        self._lock = threading.Lock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        with self._lock:
            before = len(self.said())
            status, told = self.answer(request)
            is_taken = len(self.said()) > before
            is_lost = is_taken and (not before or self._dice.random() < self.share)
        if is_lost and self.share:
            raise httpx.ReadError("the line was cut", request=request)
        return httpx.Response(status, content=orjson.dumps(told))

    def said(self) -> list[Post]:
        """What the account said, oldest first."""
        return [each for each in self.posts.values() if each.author == self.me]

    def shown(self) -> list[Post]:
        """What the account said and is shown by now, newest first."""
        return [each for each in reversed(self.said()) if each.at <= timezone.now() - _LAG]

    def keep(self, id_: str, author: str, text: str, above: str = "") -> Post:
        post = self.posts[id_] = Post(id_, author, text, timezone.now(), above)
        return post

    @abstractmethod
    def write(self, people: int) -> None:
        """So many people name the account, or write to it."""

    @abstractmethod
    def answer(self, request: httpx.Request) -> Told:
        """The status and the body of an answer."""


class Bluesky(World):
    """A repository that takes each key once, and what is notified and shown beside it."""

    channel = "bluesky"
    settings: ClassVar[Mapping[str, str]] = {"chats": "true"}
    secrets: ClassVar[Mapping[str, str]] = {"access": "secret", "refresh": "secret"}
    me = "did:plc:northpost0000000000000001"

    def write(self, people: int) -> None:
        for number in range(people):
            who = f"did:plc:customer{number:016}"
            self.keep(f"at://{who}/app.bsky.feed.post/{number}", who, "where is my parcel?")

    def answer(self, request: httpx.Request) -> Told:
        asked = request.url.params
        method = request.url.path.removeprefix("/xrpc/")
        doors: Mapping[str, Callable[[], Told]] = {
            "com.atproto.repo.createRecord": lambda: self._created(orjson.loads(request.content)),
            "com.atproto.repo.getRecord": lambda: self._record(self._uri(dict(asked))),
            "app.bsky.feed.getPosts": lambda: self._shown(asked.get_list("uris")),
            "app.bsky.feed.getAuthorFeed": lambda: (200, {"feed": self._own()}),
            "app.bsky.notification.listNotifications": lambda: self._notes(asked.get("cursor")),
        }
        return doors[method]()

    def _created(self, body: Json) -> Told:
        uri = self._uri(body)
        if uri in self.posts:
            return 400, {"error": "InvalidRequest", "message": "Record already exists"}
        record = body["record"]
        self.keep(uri, self.me, record["text"], record["reply"]["parent"]["uri"])
        return 200, {"uri": uri, "cid": "cid"}

    def _record(self, uri: str) -> Told:
        if uri not in self.posts:
            return 400, {"error": "RecordNotFound", "message": f"Could not locate record: {uri}"}
        return 200, {"uri": uri, "cid": "cid", "value": self._view(self.posts[uri])["record"]}

    def _shown(self, uris: list[str]) -> Told:
        return 200, {"posts": [self._view(self.posts[uri]) for uri in uris if uri in self.posts]}

    def _own(self) -> list[Json]:
        return [{"post": self._view(each)} for each in self.shown()[:_PAGE]]

    def _notes(self, cursor: str | None) -> Told:
        others = [each for each in reversed(self.posts.values()) if each.author != self.me]
        at = int(cursor or 0)
        notes = [{**self._view(each), "reason": "mention"} for each in others[at : at + _PAGE]]
        following = {"cursor": str(at + _PAGE)} if at + _PAGE < len(others) else {}
        return 200, {"notifications": notes, **following}

    def _view(self, post: Post) -> Json:
        record: Json = {
            "$type": "app.bsky.feed.post",
            "text": post.text,
            "createdAt": _iso(post.at),
        }
        if post.above:
            above = {"uri": post.above, "cid": "cid"}
            record["reply"] = {"root": above, "parent": above}
        author = {"did": post.author, "handle": f"{post.author.rpartition(':')[2]}.example"}
        told = {"uri": post.id, "cid": "cid", "author": author, "indexedAt": _iso(post.at)}
        return {**told, "record": record, "replyCount": 0, "quoteCount": 0}

    def _uri(self, named: Mapping[str, str]) -> str:
        return f"at://{named['repo']}/{named['collection']}/{named['rkey']}"


class Chats(Bluesky):
    """Its chats, which know no keys: a second message with the same words is a second message."""

    kind = SayKind.PRIVATE_MESSAGE

    def write(self, people: int) -> None:
        for number in range(people):
            who = f"did:plc:customer{number:016}"
            self.keep(f"m{number}", who, "where is my parcel?", f"convo{number}")

    def answer(self, request: httpx.Request) -> Told:
        asked = request.url.params
        method = request.url.path.removeprefix("/xrpc/")
        doors: Mapping[str, Callable[[], Told]] = {
            "chat.bsky.convo.sendMessage": lambda: self._sent(orjson.loads(request.content)),
            "chat.bsky.convo.getMessages": lambda: self._messages(asked["convoId"]),
            "chat.bsky.convo.getLog": lambda: self._log(int(asked.get("cursor") or 0)),
            "app.bsky.actor.getProfiles": lambda: self._profiles(asked.get_list("actors")),
            "app.bsky.feed.getAuthorFeed": lambda: (200, {"feed": []}),
            "app.bsky.notification.listNotifications": lambda: (200, {"notifications": []}),
        }
        return doors[method]()

    def _sent(self, body: Json) -> Told:
        id_ = f"m{len(self.posts)}"
        return 200, self._message(self.keep(id_, self.me, body["message"]["text"], body["convoId"]))

    def _messages(self, convo: str) -> Told:
        said = [each for each in self.shown() if each.above == convo]
        return 200, {"messages": [self._message(each) for each in said]}

    def _log(self, at: int) -> Told:
        some = list(self.posts.values())[at : at + _PAGE]
        kind = "chat.bsky.convo.defs#logCreateMessage"
        logs = [{"$type": kind, "convoId": e.above, "message": self._message(e)} for e in some]
        return 200, {"logs": logs, "cursor": str(at + len(some))}

    def _profiles(self, dids: list[str]) -> Told:
        found = [{"did": did, "handle": f"{did.rpartition(':')[2]}.example"} for did in dids]
        return 200, {"profiles": found}

    def _message(self, post: Post) -> Json:
        sender = {"did": post.author}
        return {"id": post.id, "text": post.text, "sender": sender, "sentAt": _iso(post.at)}


class Mastodon(World):
    """A server that takes each key of ours once."""

    channel = "mastodon"
    honours: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self._keys: dict[str, str] = {}

    def write(self, people: int) -> None:
        for number in range(people):
            self.keep(str(100_000 + number), f"customer{number}", "@northpost where is my parcel?")

    def answer(self, request: httpx.Request) -> Told:
        path, asked = request.url.path.removeprefix("/api/v1/"), request.url.params
        if request.method == "POST":
            key = request.headers["idempotency-key"]
            return 200, self._posted(orjson.loads(request.content), key if self.honours else "")
        if path == "notifications":
            others = [each for each in reversed(self.posts.values()) if each.author != self.me]
            return 200, [self._note(each) for each in _before(others, asked)]
        if path.startswith("accounts/"):
            return 200, [self._status(each) for each in _before(self.shown(), asked)]
        post = self.posts[path.split("/")[1]]
        if path.endswith("/context"):
            above = [self._status(self.posts[post.above])] if post.above else []
            under = [self._status(each) for each in self.shown() if each.above == post.id]
            return 200, {"ancestors": above, "descendants": under}
        return 200, self._status(post)

    def _posted(self, body: Json, key: str) -> Json:
        id_ = self._keys.get(key) or str(100_000 + len(self.posts))
        if id_ not in self.posts:
            self.keep(id_, self.me, body["status"], body["in_reply_to_id"])
        if key:
            self._keys[key] = id_
        return self._status(self.posts[id_])

    def _note(self, post: Post) -> Json:
        told = {"id": post.id, "type": "mention", "created_at": _iso(post.at)}
        return {**told, "account": _account(post.author), "status": self._status(post)}

    def _status(self, post: Post) -> Json:
        return {
            "id": post.id,
            "created_at": _iso(post.at),
            "in_reply_to_id": post.above or None,
            "visibility": "public",
            "content": f"<p>{post.text}</p>",
            "url": f"https://social.example/{post.id}",
            "account": _account(post.author),
        }


class Fediverse(Mastodon):
    """A small server, which has never heard of keys: looking is all that helps."""

    honours = False


WORLDS: Mapping[str, type[World]] = {
    "bluesky": Bluesky,
    "bluesky-private": Chats,
    "mastodon": Mastodon,
    "fediverse": Fediverse,
}


def speak(name: str, sends: int, patience: float = 300.0) -> Found:
    """Answer so many customers; ``patience`` in seconds, for the network to say what became of them."""
    world = WORLDS[name]()
    connection = _connected(world, name)
    world.write(sends)
    lost_sends.hear(connection, Source.SWEEP, _told(world, connection))
    world.share, began = 0.2, time.monotonic()
    lost_sends.answer_all(connection, world.kind)
    courier = Courier(
        worker=new_worker(), link_of=lambda each: _link(world, each), pace=lost_sends.QUICK
    )
    with lost_sends.working(courier):
        is_over = lost_sends.wait(
            lambda: set(lost_sends.states(connection)) == {SendState.SENT}, patience
        )
    found = Found(sends, unsettled=int(not is_over), seconds=time.monotonic() - began)
    world.share = 0.0
    lost_sends.hear(connection, Source.SWEEP, _told(world, connection))
    lost_sends.compare(connection, Counter(lost_sends.unnamed(e.text) for e in world.said()), found)
    return found


def _told(world: World, connection: Connection) -> list[Delivery]:
    """All that the network tells who asks."""
    channel, link = registry.channel(world.channel), _link(world, connection)
    is_private = world.kind is SayKind.PRIVATE_MESSAGE
    since, cursor, found = timezone.now() - timedelta(hours=1), "", list[Delivery]()
    while True:
        page = channel.fetch(link, cursor) if is_private else channel.sweep(link, since, cursor)
        found += page.deliveries
        is_over = not page.deliveries if is_private else not page.more
        if is_over:
            return found
        cursor = page.cursor


def _link(world: World, connection: Connection) -> Link:
    link = link_for(connection)
    return replace(link, transports=replace(link.transports, http=world))


def _connected(world: World, name: str) -> Connection:
    brand = Brand.objects.create(name=name, slug=f"lost-{name}")
    return Connection.objects.create(
        brand=brand,
        channel=world.channel,
        name=name,
        account_id=world.me,
        account_handle="northpost",
        state_since=timezone.now(),
        settings={"base_url": "https://social.example", **world.settings},
        secrets=credentials.encrypted(dict(world.secrets)),
    )


def _before(posts: list[Post], asked: httpx.QueryParams) -> list[Post]:
    before = asked.get("max_id")
    late = [each for each in posts if before is None or int(each.id) < int(before)]
    return late[: int(asked.get("limit", "20"))]


def _account(name: str) -> Json:
    known = "northpost" if name == Mastodon.me else name
    return {"id": name, "acct": known, "username": known, "display_name": known}


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
