"""How far before its promise a matter stands, and why. Pure.

A case's place is its promise, moved to an earlier moment by what presses. The moment stays while others come,
so waiting ages by itself; and because it is moved by at most so much (`PriorityPart.most`), nobody is
passed by somebody whose promise is later by more than that: nobody waits for ever. Only what a person must
see at once (somebody may harm themselves) and what a lead pinned stand outside of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from amends.playbook.rules.document.order import PriorityPart
from amends.triage.rules.judgement import Asker, Harm, Urgency

#: Somebody may harm themselves: before every promise and every pin, in seconds.
CARE = 1_000_000_000
#: The mood's score, -1 to 1, from which somebody is angry, and from which unhappy.
ANGRY, UNHAPPY = -0.6, -0.2

_DANGER = frozenset({Harm.SAFETY, Harm.HEALTH, Harm.VULNERABLE})
_THREAT = frozenset({Harm.LEGAL, Harm.PRESS})
_MONEY = frozenset({Harm.MONEY, Harm.ACCESS, Harm.DEADLINE})
_ASKERS = frozenset({Asker.PRESS, Asker.REGULATOR})


class Why(StrEnum):
    """What makes a matter stand before its promise."""

    CARE = "care"
    DANGER = "danger"
    THREAT = "threat"
    MONEY = "money"
    URGENT = "urgent"
    ANGER = "anger"
    SPREAD = "spread"
    VALUED = "valued"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Pressure:
    """What is known of all that a customer said and had no answer to. ``reach``: from 0 to 1."""

    harms: frozenset[Harm] = frozenset()
    askers: frozenset[Asker] = frozenset()
    urgency: Urgency = Urgency.NONE
    #: The lowest of them, -1 to 1.
    mood: float = 0.0
    reach: float = 0.0
    is_valued: bool = False
    #: Minutes that rules on arrival asked for.
    ruled: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One reason, and the minutes that it moves."""

    why: Why
    minutes: int


@dataclass(frozen=True, slots=True)
class Place:
    """How many seconds before its promise, and the steps to it, the longest first."""

    sooner: int = 0
    steps: tuple[Step, ...] = ()


def place_of(pressure: Pressure, weights: PriorityPart) -> Place:
    """Where something with this pressure stands."""
    steps = sorted((each for each in _steps(pressure, weights) if each.minutes > 0), key=_longest)
    minutes = min(sum(each.minutes for each in steps), weights.most)
    if Harm.SELF_HARM in pressure.harms:
        return Place(CARE, (Step(Why.CARE, 0), *steps))
    return Place(60 * minutes, tuple(steps))


def reach_of(*, followers: int | None, seen: Iterable[int | None], growth: float = 0.0) -> float:
    """How far something is heard, from 0 (nobody else) to 1 (a million).

    ``seen``: likes, shares and replies; each is worth a hundred followers. ``growth``: more of them an hour.
    """
    heard = (followers or 0) + 100 * sum(each or 0 for each in seen) + 500 * max(growth, 0.0)
    return min(max(math.log10(heard + 1) - 2.5, 0.0) / 3.5, 1.0)


def _longest(step: Step) -> int:
    return -step.minutes


def _steps(pressure: Pressure, weights: PriorityPart) -> Iterator[Step]:
    harms = pressure.harms
    if harms & _DANGER:
        yield Step(Why.DANGER, weights.danger)
    if harms & _THREAT or pressure.askers & _ASKERS:
        yield Step(Why.THREAT, weights.threat)
    if harms & _MONEY:
        yield Step(Why.MONEY, weights.money)
    if pressure.urgency is Urgency.URGENT:
        yield Step(Why.URGENT, weights.urgent)
    if pressure.mood <= UNHAPPY:
        share = 1.0 if pressure.mood <= ANGRY else 0.5
        yield Step(Why.ANGER, round(weights.anger * share))
    yield Step(Why.SPREAD, round(weights.spread * pressure.reach))
    if pressure.is_valued:
        yield Step(Why.VALUED, weights.valued)
    yield Step(Why.RULE, pressure.ruled)
