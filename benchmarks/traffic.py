"""Made-up traffic in quantity: people, threads and messages that look like a busy brand's."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from amends.channels.contract import Author, Said, ThreadKind, ThreadRef

START = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
_WORDS = [
    "parcel",
    "late",
    "depot",
    "driver",
    "nobody",
    "answers",
    "please",
    "help",
    "refund",
    "broken",
    "wet",
    "box",
    "again",
    "tracking",
    "says",
    "delivered",
    "but",
    "not",
    "here",
    "third",
    "day",
    "waiting",
    "phone",
    "hold",
    "minutes",
    "thanks",
    "sorry",
    "address",
    "moved",
]


def said(count: int, *, seed: int = 7, start: int = 0) -> list[Said]:
    """``count`` messages in the order of time: about three a case, interleaved with a hundred others.

    Half of the cases are public, four people under a post; half are conversations.
    """
    chance = random.Random(seed)
    return [_one(chance, n, n // 3 + chance.randrange(100)) for n in range(start, start + count)]


def _one(chance: random.Random, n: int, case: int) -> Said:
    is_public = case % 2 == 0
    ref = ThreadRef(
        f"post-{case // 8}" if is_public else f"chat-{case}",
        ThreadKind.POST if is_public else ThreadKind.CONVERSATION,
        is_public=is_public,
    )
    return Said(
        external_id=f"message-{n}",
        thread=ref,
        author=Author(f"person-{case}", f"@person{case}", f"Person {case}", followers=case % 5000),
        text=" ".join(chance.choices(_WORDS, k=chance.randint(6, 30))),
        sent_at=START + timedelta(seconds=n * 3),
    )
