"""How a mutated push proves itself: rightly, or in one of the ways in which somebody would try to lie."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from benchmarks.hooks.family import Family, Headers

_ODD = ("", "sha256=", "sha256=0", "t=,v1=", "t=1,v1=é", "v1", "=", "\x00", "a" * 300, "null")


def proof(dice: random.Random, family: Family, body: bytes, now: datetime) -> tuple[Headers, bool]:
    """Headers for a body, and whether they prove it; two in three do."""
    if dice.random() < 2 / 3:
        return family.signed(body, family.secret, now), True
    lies = _LIES + ((_stale,) if family.ages else ())
    return dice.choice(lies)(dice, family, body, now), False


def _none(*_: object) -> Headers:
    return {}


def _odd(dice: random.Random, family: Family, *_: object) -> Headers:
    return {family.proof: dice.choice(_ODD)}


def _of_another_body(_: object, family: Family, body: bytes, now: datetime) -> Headers:
    return family.signed(body + b" ", family.secret, now)


def _of_another_secret(_: object, family: Family, body: bytes, now: datetime) -> Headers:
    return family.signed(body, family.secret + "x", now)


def _under_another_name(_: object, family: Family, body: bytes, now: datetime) -> Headers:
    told = family.signed(body, family.secret, now)
    return {f"x-{name}" if name == family.proof else name: told[name] for name in told}


def _cut(dice: random.Random, family: Family, body: bytes, now: datetime) -> Headers:
    told = family.signed(body, family.secret, now)
    whole = told[family.proof]
    return {**told, family.proof: whole[: dice.randint(0, len(whole) - 1)]}


def _stale(_: object, family: Family, body: bytes, now: datetime) -> Headers:
    return family.signed(body, family.secret, now - timedelta(days=2))


_LIES: tuple[Callable[[random.Random, Family, bytes, datetime], Headers], ...] = (
    _none,
    _odd,
    _of_another_body,
    _of_another_secret,
    _under_another_name,
    _cut,
)
