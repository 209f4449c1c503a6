"""Whether a new case is of the same trouble: learned from the cases that people attached and detached. Pure.

A weighted vote of signs (see `signs`): a logistic model with few examples of the trouble, the cases that
people detached, and what the brand's customers wrote before the trouble began. What it is sure of is
attached; what is only likely is suggested. Each judgement names the words that told.
"""

from __future__ import annotations

import enum
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

from amends.incidents.rules.signs import Signs, folded, matters_of, signs

#: With fewer examples it would be a guess.
FEWEST = 3
#: So much of the background is enough to know what is ordinary.
MOST_BACKGROUND = 400
MOST_EXAMPLES = 400
#: Of ordinary cases this share may look like the trouble; the score that leaves so few is asked for.
_ORDINARY_ALIKE = 0.02
#: Never attached below this, however well the ordinary cases stand apart; never asked for more than that.
_LOWEST, _HIGHEST = 0.25, 0.8
#: What has half of it is worth a person's look.
_PERHAPS = 0.5
#: A word of a case that somebody detached counts as much as of three ordinary ones.
_DETACHED = 3.0
#: Of all examples, what says nothing at all: without a sign nothing is alike.
_SILENT = 0.4
_ROUNDS = 16
_STEP = 0.3
_HOLD_BACK = 0.001


class Verdict(enum.StrEnum):
    """What follows from a likeness."""

    ALIKE = "alike"
    PERHAPS = "perhaps"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like the trouble a text is, from 0 to 1, what follows, and the words that told most."""

    score: float
    verdict: Verdict
    telling: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Learned:
    """What is known of a trouble's words: each sign's weight, and from which score on a text is alike."""

    weights: dict[str, float]
    bias: float
    alike_from: float = _HIGHEST

    def score(self, text: str) -> float:
        """From 0 (surely something else) to 1."""
        return self.score_of(signs(text))

    def score_of(self, found: Signs) -> float:
        """The same for a text whose signs are known."""
        return _chance(
            self.bias + sum(self.weights.get(sign, 0.0) * share for sign, share in found.items())
        )

    def judge(self, text: str) -> Likeness:
        """What follows for a text, and why."""
        score = self.score(text)
        if score >= self.alike_from:
            return Likeness(score, Verdict.ALIKE, self.telling(text))
        if score >= self.alike_from * _PERHAPS:
            return Likeness(score, Verdict.PERHAPS, self.telling(text))
        return Likeness(score, Verdict.OTHER)

    def telling(self, text: str, most: int = 4) -> tuple[str, ...]:
        """The words of a text that speak most for the trouble."""
        found, told = signs(text), {}
        for word in dict.fromkeys(folded(text)):
            own = [f"w {word[:6]}", *(f"m {matter}" for matter in matters_of(word))]
            told[word] = sum(self.weights.get(sign, 0.0) * found.get(sign, 0.0) for sign in own)
        best = sorted(told, key=lambda word: -told[word])
        return tuple(word for word in best[:most] if told[word] > 0)


@dataclass(frozen=True, slots=True)
class _Example:
    found: Signs
    is_alike: bool
    weight: float


def learn(
    alike: Sequence[str], other: Sequence[str], background: Sequence[str], *, named: str = ""
) -> Learned | None:
    """Learn from texts; None where fewer than `FEWEST` were attached. About a second for 400 texts.

    ``alike``: of attached cases; ``other``: of detached ones; ``background``: what the brand's customers
    wrote before the trouble; ``named``: its title, services and areas.
    """
    if len(alike) < FEWEST:
        return None
    good = [signs(text) for text in (*alike[-MOST_EXAMPLES:], *([named] if named else []))]
    bad = [signs(text) for text in other[-MOST_EXAMPLES:]]
    ordinary = [signs(text) for text in background[-MOST_BACKGROUND:]]
    whole = _fitted(good, bad, ordinary)
    return Learned(whole.weights, whole.bias, _asked_for(good, bad, ordinary))


def _asked_for(good: list[Signs], bad: list[Signs], ordinary: list[Signs]) -> float:
    """The score that all but a few ordinary texts stay below when they were not learned from."""
    scores: list[float] = []
    for half in (0, 1):
        learned = _fitted(good, bad, ordinary[half::2])
        scores.extend(learned.score_of(found) for found in ordinary[1 - half :: 2])
    if not scores:
        return _HIGHEST
    edge = sorted(scores)[min(len(scores) - 1, int(len(scores) * (1 - _ORDINARY_ALIKE)))]
    return min(max(edge, _LOWEST), _HIGHEST)


def _fitted(good: list[Signs], bad: list[Signs], ordinary: list[Signs]) -> Learned:
    """Logistic weights, by steps that shrink for each sign on its own; both sides weigh the same."""
    against = len(ordinary) + _DETACHED * len(bad) or 1.0
    examples = [
        *(_Example(found, is_alike=True, weight=against / len(good)) for found in good),
        *(_Example(found, is_alike=False, weight=_DETACHED) for found in bad),
        *(_Example(found, is_alike=False, weight=1.0) for found in ordinary),
        *([_Example({}, is_alike=False, weight=_SILENT * against / 20)] * 20),
    ]
    level = len(examples) / sum(each.weight for each in examples)
    return _walked(examples, level)


def _walked(examples: list[_Example], level: float) -> Learned:
    chance = random.Random(len(examples))  # noqa: S311 - an order, and always the same one
    weights: dict[str, float] = {}
    seen: dict[str, float] = {}
    bias, seen_bias = 0.0, 1e-8
    for _round in range(_ROUNDS):
        chance.shuffle(examples)
        for each in examples:
            sum_of = bias + sum(
                weights.get(sign, 0.0) * share for sign, share in each.found.items()
            )
            error = (_chance(sum_of) - each.is_alike) * each.weight * level
            _step(weights, seen, each.found, error)
            seen_bias += error * error
            bias -= _STEP * error / math.sqrt(seen_bias)
    return Learned(weights, bias)


def _step(weights: dict[str, float], seen: dict[str, float], found: Signs, error: float) -> None:
    for sign, share in found.items():
        weight = weights.get(sign, 0.0)
        slope = error * share + _HOLD_BACK * weight
        steep = seen[sign] = seen.get(sign, 1e-6) + slope * slope
        weights[sign] = weight - _STEP * slope / math.sqrt(steep)


def _chance(sum_of: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, sum_of))))


def precision(kept: int, detached: int) -> float | None:
    """Of what was attached by itself, the share that nobody took off again; None where there is none."""
    return kept / (kept + detached) if kept + detached else None
