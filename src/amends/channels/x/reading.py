"""Where we are in what X tells: the places of our cursor, and the search for what no push brings. Pure.

A mention is pushed and listed only where the words themselves name the account; an answer to an answer
under our post may not. So the newest of our own conversations are searched as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from amends.channels.contract import Malformed
from amends.channels.wire import Wire
from amends.channels.x import posts

#: X takes 512 characters of a search; each conversation needs up to 80 of them.
_CONVERSATIONS = 5
#: X searches the last seven days and refuses to begin before them.
SEARCHABLE = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Place:
    """How far each list was read, by the newest id; ``threads``: our newest conversations, newest first."""

    mentions: str = ""
    own: str = ""
    found: str = ""
    messages: str = ""
    threads: tuple[str, ...] = ()

    @classmethod
    def of(cls, cursor: str) -> Place:
        """The place a cursor names. Raises Malformed."""
        told = dict(each.partition("=")[::2] for each in cursor.split())
        threads = tuple(each for each in told.pop("threads", "").split(",") if each)
        try:
            return cls(**told, threads=threads)
        except TypeError:
            raise Malformed("This cursor is not one of ours.") from None

    def cursor(self) -> str:
        """The same as text."""
        named = {
            "mentions": self.mentions,
            "own": self.own,
            "found": self.found,
            "messages": self.messages,
            "threads": ",".join(self.threads),
        }
        return " ".join(f"{name}={value}" for name, value in named.items())

    def after(self, name: str, ids: Iterable[str]) -> Place:
        """The same with a list read as far as the newest of these ids."""
        changes: dict[str, Any] = {name: newest([getattr(self, name), *ids])}
        return replace(self, **changes)

    def with_threads(self, own: Iterable[Wire]) -> Place:
        """The same with the conversations that these posts of ours, newest first, are in."""
        roots = [each.maybe_text("conversation_id") or each.text("id") for each in own]
        together = dict.fromkeys([*roots, *self.threads])
        return replace(self, threads=tuple(together)[:_CONVERSATIONS])


def newest(ids: Iterable[str]) -> str:
    """The newest of some ids, which are in the order of time; ``""`` of none."""
    numbers = [int(each) for each in ids if each.isascii() and each.isdigit()]
    return str(max(numbers)) if numbers else ""


def search(handle: str, threads: Sequence[str]) -> str:
    """The words of a search for answers to us and quotes of us that nobody is told of."""
    sought = [f"to:{handle.lstrip('@')}"]
    for each in threads:
        sought += [f"conversation_id:{each}", f"quotes_of_tweet_id:{each}"]
    return f"({' OR '.join(sought)}) -from:{handle.lstrip('@')} -is:retweet"


def since(found: str, now: datetime) -> dict[str, str]:
    """Where a search begins: after the newest post found, or as far back as X searches."""
    earliest = now - SEARCHABLE
    if found and posts.told_time(found) > earliest:
        return {"since_id": found}
    return {"start_time": moment(earliest)}


def moment(at: datetime) -> str:
    """A time as X takes it."""
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
