"""The network itself: everything that exists on it, in memory, and everything one can do there."""

from __future__ import annotations

import base64
import re
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import count

import orjson

from amends.practice.chance import dice
from amends.practice.directory import Directory
from amends.practice.faults import Faults, Trouble
from amends.practice.objects import (
    Account,
    Event,
    Item,
    Json,
    Kind,
    Media,
    Picture,
    Profile,
    Remembered,
    Thread,
    Webhook,
    Words,
    wire_time,
)
from amends.practice.storm import Storm, StormReport
from amends.practice.truth import Truth

UNKNOWN_EVENT_TYPES = ("poll.closed", "profile.badge_awarded", "story.expired")
_MENTION = re.compile(r"@(\w+)")

Said = str | Words
Listener = Callable[[Account, Event], None]


class Network(Directory):
    """A small social network for rehearsals: one truth in memory, seeded, with faults on demand.

    Touch it from one thread, the one that serves it; `Served.call` brings work there.
    """

    def __init__(
        self,
        *,
        seed: int = 7,
        brands: Iterable[str] = ("northpost",),
        clock: Callable[[], float] = time.time,
        base_url: str = "http://practice.localhost",
        control_token: str = "practice-control",  # noqa: S107  # it opens a pretend network
    ) -> None:
        super().__init__(seed=seed, brands=brands)
        self.clock = clock
        self.base_url = base_url
        self.control_token = control_token
        self.faults = Faults()
        self.rng = dice(seed, "faults")
        self.items: dict[str, Item] = {}
        self.threads: dict[str, Thread] = {}
        self.pictures: dict[str, Picture] = {}
        self.listeners: list[Listener] = []
        self.note: Callable[[Json], None] = lambda _: None
        self._numbers = count(1)
        self._storms = count(1)
        self._telling = threading.Lock()

    def trouble(self, account: Account | None) -> Trouble:
        """The faults that apply to this account now: the network's and its own."""
        if account is None:
            return Trouble(self.faults, rng=self.rng)
        return Trouble(self.faults, account.faults, rng=self.rng)

    def accept(self, account: Account, item: Item) -> None:
        """Count an item among the sends the API accepted from an account."""
        account.sent.append(item)
        self.note({"op": "sent", "account": account.handle, "id": item.id})

    def remember(self, account: Account, key: str, earlier: Remembered) -> None:
        """Keep the answer for an idempotency key."""
        account.remembered[key] = earlier
        entry: Json = {"op": "key", "account": account.handle, "key": key}
        known = {"until": earlier.until, "request": earlier.request.hex(), "id": earlier.item.id}
        self.note(entry | known)

    def upload(self, account: Account, content: bytes, suffix: str) -> Picture:
        """Keep a picture for what the account says next; the same bytes again are the same picture."""
        for known in self.pictures.values():
            if known.account == account.handle and known.content == content:
                return known
        picture = Picture(self._id("pic"), account.handle, suffix, content)
        self.pictures[picture.id] = picture
        kept = base64.b64encode(content).decode()
        self.note({"op": "upload", "account": account.handle, "suffix": suffix, "content": kept})
        return picture

    def register(self, account: Account, webhook: Webhook | None) -> None:
        """Push an account's events to a URL from now on, or no longer."""
        account.webhook = webhook
        self.note(
            {"op": "webhook", "account": account.handle, **(webhook.entry() if webhook else {})}
        )

    # What one can do here

    def post(self, author: Profile, said: Said) -> Item:
        """Post in public; accounts mentioned as @handle are told."""
        words = _words(said)
        thread = Thread(self._id("thr"), self._concerned(author, words.text))
        self.threads[thread.id] = thread
        return self._add("post", author, thread, words)

    def comment(self, author: Profile, parent: Item, said: Said) -> Item:
        """Comment under a post or answer a comment; accounts mentioned join the thread."""
        words = _words(said)
        thread = parent.thread
        newcomers = self._concerned(author, words.text)
        thread.accounts.extend(each for each in newcomers if each not in thread.accounts)
        return self._add("comment", author, thread, words, parent=parent)

    def message(self, author: Profile, account: Account, said: Said) -> Item:
        """A person writes to a brand in private."""
        return self._add("message", author, self._conversation(account, author), _words(said))

    def message_person(self, account: Account, person: Profile, said: Said) -> Item:
        """A brand writes to a person in private; the messaging window is the API's business."""
        thread = self._conversation(account, person)
        return self._add("message", account.profile, thread, _words(said))

    def review(self, author: Profile, account: Account, rating: int, said: Said) -> Item:
        """Review a brand with 1 to 5 stars."""
        thread = Thread(self._id("thr"), [account])
        self.threads[thread.id] = thread
        return self._add("review", author, thread, replace(_words(said), rating=rating))

    def reply(self, account: Account, review: Item, said: Said) -> Item:
        """A brand's reply to a review."""
        return self._add("reply", account.profile, review.thread, _words(said), parent=review)

    def edit(
        self, item: Item, text: str, *, rating: int | None = None, at: float | None = None
    ) -> Item:
        """Change what was said; everybody concerned is told."""
        item.text = text
        item.rating = rating if rating is not None else item.rating
        item.edited_at = self.clock() if at is None else at
        entry = {"op": "edit", "id": item.id, "text": text, "rating": item.rating}
        self.note(entry | {"at": item.edited_at})
        self._tell(f"{item.kind}.edited", item, item.edited_at)
        return item

    def delete(self, item: Item, *, at: float | None = None) -> Item:
        """Take something back; what stays is a stone without text or pictures."""
        item.deleted_at = self.clock() if at is None else at
        self.note({"op": "delete", "id": item.id, "at": item.deleted_at})
        self._tell(f"{item.kind}.deleted", item, item.deleted_at)
        return item

    def hide(self, item: Item, *, hidden: bool, at: float | None = None) -> Item:
        """Hide a comment from everybody but its author, or show it again."""
        item.hidden = hidden
        at = self.clock() if at is None else at
        self.note({"op": "hide", "id": item.id, "hidden": hidden, "at": at})
        self._tell("comment.hidden" if hidden else "comment.shown", item, at)
        return item

    def react(self, item: Item, *, likes: int = 0, shares: int = 0, by: str = "") -> None:
        """Add likes and shares; nobody is told, the counts just move."""
        item.likes += likes
        item.liked_by |= {by} - {""}
        item.shares += shares
        self.note({"op": "react", "id": item.id, "likes": likes, "shares": shares, "by": by})

    def storm(
        self, *, people: int, threads: int, messages: int, brand: str | None = None
    ) -> StormReport:
        """Make `messages` items at once; the same seed and order of storms gives the same."""
        account = self.accounts[brand] if brand else next(iter(self.accounts.values()))
        storm = Storm(account, dice(self.seed, "storm", next(self._storms)))
        return storm.rage(self, people=people, threads=threads, messages=messages)

    def truth(self) -> Truth:
        """Everything that exists and every send that was accepted, for comparing."""
        return Truth(
            objects=[self.seen(each, each.author) for each in self.items.values()],
            accepted=[
                (account.handle, item.client_ref, item.id)
                for account in self.accounts.values()
                for item in account.sent
            ],
            events={handle: len(each.events) for handle, each in self.accounts.items()},
        )

    def seen(self, item: Item, viewer: Profile) -> Json:
        """An item as this viewer gets it on the wire."""
        return item.wire(self.base_url, viewer=viewer)

    def strange_event(self, account: Account, item: Item, kind: str | None = None) -> Event:
        """Tell an account something of a kind that no documentation names."""
        kind = kind or self.rng.choice(UNKNOWN_EVENT_TYPES)
        self.note({"op": "strange", "account": account.handle, "id": item.id, "kind": kind})
        return self._record(account, kind, item, item.created_at)

    # How it is kept

    def _id(self, prefix: str) -> str:
        return f"{prefix}_{next(self._numbers):06d}"

    def _concerned(self, author: Profile, text: str) -> list[Account]:
        handles = dict.fromkeys(each.lower() for each in _MENTION.findall(text))
        if author.kind == "brand":
            handles = {author.handle: None} | handles
        return [self.accounts[each] for each in handles if each in self.accounts]

    def _conversation(self, account: Account, person: Profile) -> Thread:
        """The private conversation of a brand and a person, opened when there is none."""
        if person.id not in account.conversations:
            thread = Thread(self._id("conv"), [account], person)
            account.conversations[person.id] = self.threads[thread.id] = thread
        return account.conversations[person.id]

    def _add(
        self,
        kind: Kind,
        author: Profile,
        thread: Thread,
        words: Words,
        *,
        parent: Item | None = None,
    ) -> Item:
        at = self.clock() if words.at is None else words.at
        item = Item(
            kind,
            self._id({"message": "msg"}.get(kind, kind)),
            author,
            thread,
            parent.id if parent else None,
            words.text,
            words.lang,
            at,
            media=words.pictures + self._media(words.alts),
            rating=words.rating,
            client_ref=words.client_ref,
        )
        self._keep(item)
        self.note({"op": "add", **item.entry()})
        self._tell(f"{kind}.created", item, at)
        return item

    def _media(self, alts: Sequence[str]) -> tuple[Media, ...]:
        return tuple(Media(self._id("pic"), alt, drawn=True) for alt in alts)

    def _keep(self, item: Item) -> None:
        thread = item.thread
        if thread.items:
            thread.items[0].comments += 1
        thread.items.append(item)
        self.items[item.id] = item
        if item.author.kind == "person":
            for account in thread.accounts:
                account.heard_at[item.author.id] = item.created_at

    def _tell(self, kind: str, item: Item, at: float) -> None:
        for account in item.thread.accounts:
            self._record(account, kind, item, at)
            if self.trouble(account).hits("unknown_events"):
                self.strange_event(account, item)

    def _record(self, account: Account, kind: str, item: Item, at: float) -> Event:
        with self._telling:
            at = max(at, account.events[-1].created_at) if account.events else at
            seq = len(account.events) + 1
            event_id = f"evt_{account.number:02d}{seq:08d}"
            told: Json = {
                "seq": seq,
                "event_id": event_id,
                "type": kind,
                "created_at": wire_time(at),
                "account": account.profile.id,
                "object": self.seen(item, account.profile),
            }
            event = Event(seq, event_id, kind, at, item.id, _written(told))
            account.events.append(event)
        for listener in self.listeners:
            listener(account, event)
        return event


def _written(told: Json) -> bytes:
    # A copy of just the text: orjson's bytes keep their roomy buffer, ten times the size.
    return bytes(memoryview(orjson.dumps(told)))


def _words(said: Said) -> Words:
    return Words(said) if isinstance(said, str) else said
