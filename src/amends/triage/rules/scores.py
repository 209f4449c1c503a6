"""What a model says of a text, and what is said when there are words alone. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from amends.triage.rules.judgement import Act, Topic
from amends.triage.rules.reading import Reading


@dataclass(frozen=True, slots=True)
class Scores:
    """Chances between 0 and 1."""

    language: str
    acts: Mapping[Act, float]
    complaint: float
    needs_answer: float
    #: Negative, neutral, positive; together 1.
    mood: tuple[float, float, float]
    topics: tuple[Topic, ...]
    #: That it sounds as if something were at stake, whatever the words; 0 when nobody has learnt that.
    urgent: float = 0.0


def taught_version(version: str, learnt: Iterable[int]) -> str:
    """A model's version, with the ids of a brand's own minds that change it."""
    names = ".".join(map(str, learnt))
    return f"{version}+own{names}" if names else version


class Model(Protocol):
    """Something that has learnt what texts are."""

    @property
    def version(self) -> str:
        """Its name, for every judgement to keep."""

    def scores(self, reading: Reading) -> Scores:
        """What it makes of one message."""


#: How much a cue says for an act, beside the others.
_WEIGHTS = (
    ("complaint", Act.COMPLAINT, 2.0),
    ("sarcasm", Act.COMPLAINT, 2.6),
    ("praise", Act.PRAISE, 1.8),
    ("thanks", Act.THANKS, 1.2),
    ("solved", Act.THANKS, 1.6),
    ("question", Act.QUESTION, 1.1),
    ("request", Act.REQUEST, 1.3),
    ("spam", Act.SPAM, 3.5),
    ("abuse", Act.ABUSE, 3.0),
    ("no-answer", Act.OTHER, 1.2),
)
_HURTS = ("safety", "health", "money", "access", "legal", "vulnerable")


def by_words(reading: Reading) -> Scores:
    """Scores by the cues and the shape of a text alone: rough, but sayable, and right after the start."""
    weights = _act_weights(reading)
    total = sum(weights.values())
    acts = {act: weight / total for act, weight in weights.items()}
    return Scores(
        language=reading.language,
        acts=acts,
        complaint=_complaint(weights),
        needs_answer=_needs_answer(weights, reading),
        mood=_mood(weights, reading),
        topics=(),
    )


def _act_weights(reading: Reading) -> dict[Act, float]:
    cues, shape = reading.cues, reading.shape
    weights = dict.fromkeys(Act, 0.1) | {Act.OTHER: 0.6}
    for topic, act, weight in _WEIGHTS:
        weights[act] += weight if topic in cues else 0.0
    weights[Act.COMPLAINT] += sum(0.8 for topic in _HURTS if topic in cues)
    weights[Act.COMPLAINT] += 1.2 * bool(shape.sad) + 0.3 * min(shape.shouts, 3)
    weights[Act.PRAISE] += 0.9 * bool(shape.glad)
    weights[Act.QUESTION] += 1.2 * bool(shape.asks)
    if "complaint" in cues or "sarcasm" in cues:
        weights[Act.PRAISE] *= 0.4
        weights[Act.THANKS] *= 0.3
    return weights


def _complaint(weights: Mapping[Act, float]) -> float:
    against = weights[Act.PRAISE] + weights[Act.THANKS] + weights[Act.SPAM] + 1.0
    return weights[Act.COMPLAINT] / (weights[Act.COMPLAINT] + against)


def _needs_answer(weights: Mapping[Act, float], reading: Reading) -> float:
    asks = weights[Act.COMPLAINT] + weights[Act.QUESTION] + weights[Act.REQUEST]
    rest = (
        weights[Act.PRAISE] + weights[Act.THANKS] + 2 * weights[Act.SPAM] + weights[Act.OTHER] - 0.3
    )
    chance = asks / (asks + rest)
    hurts = any(topic in reading.cues for topic in ("self_harm", "safety", "health"))
    return max(chance, 0.9) if hurts and weights[Act.SPAM] < 1 else chance


def _mood(weights: Mapping[Act, float], reading: Reading) -> tuple[float, float, float]:
    bad = weights[Act.COMPLAINT] + weights[Act.ABUSE] - 0.15 + 0.6 * bool(reading.shape.sad)
    good = weights[Act.PRAISE] + 0.5 * weights[Act.THANKS] - 0.1
    bad, good, even = max(bad, 0.05), max(good, 0.05), 0.9
    total = bad + good + even
    return bad / total, even / total, good / total
