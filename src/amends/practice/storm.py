"""Many people at once: a seeded crowd for load tests and rehearsals."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Protocol

from amends.practice.objects import Account, Item, Profile

OPENERS = (
    "Is anybody else stuck with this today?",
    "Since this morning nothing works for me.",
    "I have been waiting for two hours now.",
    "Could somebody please look into this?",
    "Third time this month, honestly.",
    "Same here in the north of town.",
    "The page says everything is fine. It is not.",
    "Any news? I need to plan my evening.",
    "Thank you for telling us early.",
    "My neighbour got hers, mine never came.",
)
DETAILS = (
    "The last thing I saw was the word 'processing'.",
    "I tried again twice, same result.",
    "There are at least ten of us here.",
    "I would just like to know when.",
    "No hurry for me, but others look worried.",
    "The number is in my profile if you need it.",
)


class Stage(Protocol):
    """The network, as far as a crowd needs it."""

    def person(self, handle: str, name: str | None = None, /) -> Profile: ...
    def post(self, author: Profile, said: str, /) -> Item: ...
    def comment(self, author: Profile, parent: Item, said: str, /) -> Item: ...
    def message(self, author: Profile, account: Account, said: str, /) -> Item: ...


@dataclass(slots=True, frozen=True)
class StormReport:
    """What a storm made: object ids in the order they came, and the events' seq range."""

    brand: str
    object_ids: list[str]
    thread_ids: list[str]
    person_ids: list[str]
    first_seq: int
    last_seq: int


class Storm:
    """One crowd writing to one brand: posts first, then comments and private messages mixed."""

    def __init__(self, account: Account, rng: random.Random) -> None:
        self.account = account
        self.rng = rng

    def rage(self, stage: Stage, *, people: int, threads: int, messages: int) -> StormReport:
        if not 1 <= threads <= messages or people < 1:
            raise ValueError("a storm needs people, and at least one message for each thread")
        crowd = [self._somebody(stage) for _ in range(people)]
        first = len(self.account.events) + 1
        roots = [self._post(stage, crowd[n % people]) for n in range(threads)]
        said = [self._say(stage, crowd, roots) for _ in range(messages - threads)]
        return StormReport(
            brand=self.account.handle,
            object_ids=[each.id for each in (*roots, *said)],
            thread_ids=[each.thread.id for each in roots],
            person_ids=[each.id for each in crowd],
            first_seq=first,
            last_seq=len(self.account.events),
        )

    def _somebody(self, stage: Stage) -> Profile:
        number = self.rng.getrandbits(40)
        return stage.person(f"storm_{number:010x}", f"Visitor {number % 100_000}")

    def _post(self, stage: Stage, author: Profile) -> Item:
        return stage.post(author, f"@{self.account.handle} {self._text()}")

    def _say(self, stage: Stage, crowd: list[Profile], roots: list[Item]) -> Item:
        author = self.rng.choice(crowd)
        if self.rng.random() < 0.15:
            return stage.message(author, self.account, self._text())
        thread = self.rng.choice(roots).thread
        parent = thread.items[0] if self.rng.random() < 0.6 else self.rng.choice(thread.items)
        return stage.comment(author, parent, self._text())

    def _text(self) -> str:
        number = self.rng.randrange(1_000_000)
        return f"{self.rng.choice(OPENERS)} {self.rng.choice(DETAILS)} ({number:06d})"
