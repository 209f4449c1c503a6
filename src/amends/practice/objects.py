"""What exists on the practice network: profiles, items, threads, events, accounts."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from amends.practice.faults import Faults
from amends.practice.limits import Bucket

Kind = Literal["post", "comment", "message", "review", "reply"]
TokenState = Literal["valid", "expired", "revoked"]
Json = dict[str, object]


def wire_time(moment: float) -> str:
    """A unix time as the wire writes it: ISO 8601 in UTC with milliseconds and a Z."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def unix_time(text: str) -> float:
    """An ISO 8601 time with an offset as a unix time; raises ValueError for anything else."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time needs an offset, such as Z")
    return moment.timestamp()


@dataclass(slots=True, eq=False)
class Profile:
    """Somebody with a handle: a person or a brand."""

    id: str
    handle: str
    name: str
    followers: int
    kind: Literal["person", "brand"]

    def wire(self, base_url: str) -> Json:
        return {
            "id": self.id,
            "handle": self.handle,
            "name": self.name,
            "avatar_url": f"{base_url}/avatars/{self.handle}.svg",
            "followers": self.followers,
            "kind": self.kind,
        }


@dataclass(slots=True, frozen=True)
class Media:
    """A picture attached to an item, with its alt text; ``suffix`` names its format.

    ``drawn``: by the network itself, from its name; others were uploaded.
    """

    id: str
    alt: str
    suffix: str = "png"
    drawn: bool = False

    def wire(self, base_url: str) -> Json:
        return {
            "id": self.id,
            "type": "image",
            "url": f"{base_url}/media/{self.id}.{self.suffix}",
            "alt": self.alt,
        }


@dataclass(slots=True, frozen=True)
class Picture:
    """An account's uploaded picture: its bytes, and the format they are in."""

    id: str
    account: str
    suffix: str
    content: bytes = field(repr=False)


@dataclass(slots=True, frozen=True)
class Words:
    """What somebody says: the text and everything that goes with it; `at` is a unix time."""

    text: str
    lang: str | None = "en"
    alts: tuple[str, ...] = ()
    client_ref: str | None = None
    rating: int | None = None
    at: float | None = None
    #: Uploaded before; those of ``alts`` are drawn by the network.
    pictures: tuple[Media, ...] = ()


@dataclass(slots=True, eq=False)
class Item:
    """One thing said: a post, a comment, a message, a review or the reply to a review."""

    kind: Kind
    id: str
    author: Profile
    thread: Thread
    parent: str | None
    text: str
    lang: str | None
    created_at: float
    media: tuple[Media, ...] = ()
    rating: int | None = None
    client_ref: str | None = None
    likes: int = 0
    shares: int = 0
    comments: int = 0
    edited_at: float | None = None
    deleted_at: float | None = None
    hidden: bool = False
    #: Its author keeps it at the top of the account.
    pinned: bool = False
    #: Handles of the accounts that liked it.
    liked_by: set[str] = field(default_factory=set)

    def wire(self, base_url: str, *, viewer: Profile | None = None) -> Json:
        """The item as JSON values; the `client_ref` is for its author's eyes only."""
        gone = self.deleted_at is not None
        seen: Json = {
            "object": self.kind,
            "id": self.id,
            "thread": self.thread.id,
            "root": self.thread.items[0].id,
            "parent": self.parent,
            "author": self.author.wire(base_url),
            "text": "" if gone else self.text,
            "lang": self.lang,
            "media": [] if gone else [each.wire(base_url) for each in self.media],
            "counts": {"likes": self.likes, "shares": self.shares, "comments": self.comments},
            "created_at": wire_time(self.created_at),
            "edited_at": wire_time(self.edited_at) if self.edited_at else None,
            "deleted_at": wire_time(self.deleted_at) if self.deleted_at else None,
            "hidden": self.hidden,
            "pinned": self.pinned,
            "client_ref": self.client_ref if viewer is self.author else None,
            "url": None if self.thread.private else f"{base_url}/t/{self.thread.id}#{self.id}",
        }
        if self.kind == "review":
            seen["rating"] = self.rating
        if self.kind == "message":
            seen["conversation"] = self.thread.id
        return seen

    def entry(self) -> Json:
        """What a journal needs to say the same again."""
        thread, author = self.thread, self.author
        return {
            "kind": self.kind,
            "brand": author.handle if author.kind == "brand" else None,
            "person": _entry(author if author.kind == "person" else thread.person),
            "account": thread.accounts[0].handle if thread.accounts else None,
            "parent": self.parent,
            "text": self.text,
            "lang": self.lang,
            "alts": [each.alt for each in self.media if each.drawn],
            "pictures": [{"id": each.id, "alt": each.alt} for each in self.media if not each.drawn],
            "client_ref": self.client_ref,
            "rating": self.rating,
            "at": self.created_at,
        }


def _entry(person: Profile | None) -> Json | None:
    if person is None:
        return None
    return {"handle": person.handle, "name": person.name, "followers": person.followers}


@dataclass(slots=True, eq=False)
class Thread:
    """A post with its comments, a review with its reply, or a private conversation."""

    id: str
    accounts: list[Account]
    person: Profile | None = None
    items: list[Item] = field(default_factory=list)

    @property
    def private(self) -> bool:
        return self.person is not None


@dataclass(slots=True, frozen=True)
class Event:
    """One fact told to one account; `raw` is its JSON, written once."""

    seq: int
    event_id: str
    type: str
    created_at: float
    object_id: str
    raw: bytes


@dataclass(slots=True, frozen=True)
class Webhook:
    """Where an account wants its events pushed, and the secret that signs them."""

    url: str
    secret: str = field(repr=False)
    max_events: int = 10

    def entry(self) -> Json:
        return {"url": self.url, "secret": self.secret, "max_events": self.max_events}


@dataclass(slots=True)
class Attempt:
    """One try of a delivery: the status the receiver answered, or what went wrong."""

    at: float
    status: int | None
    error: str | None
    took_ms: float


@dataclass(slots=True, eq=False)
class Delivery:
    """One webhook delivery with the body it carries and every try made so far."""

    id: str
    body: bytes
    event_ids: tuple[str, ...]
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def delivered(self) -> bool:
        return any(each.status is not None and 200 <= each.status < 300 for each in self.attempts)


@dataclass(slots=True, frozen=True)
class Remembered:
    """The answer kept for an idempotency key, and the request it belonged to."""

    until: float
    request: bytes
    item: Item


@dataclass(slots=True, eq=False)
class Account:
    """A brand on the network, with its token, its limits and everything it was told."""

    profile: Profile
    token: str = field(repr=False)
    number: int = 0
    state: TokenState = "valid"
    expires_at: float | None = None
    idempotency: bool = True
    bucket: Bucket = field(default_factory=Bucket)
    faults: Faults = field(default_factory=Faults)
    webhook: Webhook | None = None
    events: list[Event] = field(default_factory=list)
    sent: list[Item] = field(default_factory=list)
    heard_at: dict[str, float] = field(default_factory=dict)
    conversations: dict[str, Thread] = field(default_factory=dict)
    remembered: dict[str, Remembered] = field(default_factory=dict)
    deliveries: deque[Delivery] = field(default_factory=lambda: deque(maxlen=1_000))

    @property
    def handle(self) -> str:
        return self.profile.handle

    def token_state(self, now: float) -> TokenState:
        if self.state == "valid" and self.expires_at is not None and self.expires_at <= now:
            return "expired"
        return self.state
