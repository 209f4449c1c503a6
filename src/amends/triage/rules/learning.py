"""What a desk's own labels teach: thresholds from 25 on, from 100 a head of its own. Pure.

A head of a desk's own is ridge regression over the hashed features of its labelled messages, weighed by
how rare each is, beside what the shipped model says. It is fitted in one solve, so the same labels give the
same head. Only the worker imports this, for it needs numpy.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from amends.triage.rules.features import PLACES, Places

Numbers = npt.NDArray[np.float64]

#: From so many labels on thresholds move, and from so many on a head of the desk's own is tried.
RECALIBRATES, STACKS = 25, 100
#: More labels than this are not solved at once: the newest count.
MOST = 4_000
_FOLDS = 5
#: How far a head is pulled to nothing; found on open data, not on a desk's.
_RIDGE = 1.2
#: How loud all words of a message are, and all its letters: while labels are few, letters tell more.
_WORDS, _LETTERS = 0.45, 0.9
#: How loud the shipped model is beside a desk's own words.
_BASE = 0.5
#: By how much a head must be better on what it has not seen, to take over.
_BETTER = 0.002


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled message: its features with words apart, what the shipped model says, the label's number."""

    places: Places
    base: tuple[float, ...]
    label: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """A straight line through logits: ``slope * logit + shift`` is the desk's own logit."""

    slope: float
    shift: float

    def chance(self, logit: float) -> float:
        """The chance, between 0 and 1, that a desk means by the model's logit."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.slope * logit + self.shift))))


def calibrated(logits: Sequence[float], labels: Sequence[bool]) -> Calibration | None:
    """The line that fits a desk's labels, held near "as it is" while few; None: too few, all alike."""
    if len(labels) < RECALIBRATES or len(set(labels)) < 2:
        return None
    said, wanted = np.array(logits, dtype=float), np.array(labels, dtype=float)
    line, start = np.array([1.0, 0.0]), np.array([1.0, 0.0])
    held = np.diag([4.0, 0.5])
    seen = np.stack([said, np.ones_like(said)], axis=1)
    for _ in range(50):
        chances = 1.0 / (1.0 + np.exp(-np.clip(seen @ line, -30, 30)))
        slope = seen.T @ (chances - wanted) + held @ (line - start)
        bend = (seen * (chances * (1 - chances))[:, None]).T @ seen + held
        line = line - np.linalg.solve(bend, slope)
    return Calibration(max(0.1, float(line[0])), float(line[1]))


def threshold(chances: Sequence[float], labels: Sequence[bool]) -> float:
    """The chance from which on saying yes gives the best F1 on some labels."""
    order = sorted(zip(chances, labels, strict=True), reverse=True)
    best, at, right, all_right = 0.0, 0.5, 0, sum(labels)
    for said, (chance, label) in enumerate(order, start=1):
        right += label
        score = 2 * right / (said + all_right) if right else 0.0
        if score > best:
            after = order[said][0] if said < len(order) else chance
            best, at = score, (chance + after) / 2
    return at


@dataclass(frozen=True, slots=True)
class OwnHead:
    """A desk's own head: weights at the places it has seen, and how it hears the shipped model."""

    places: Places
    weights: npt.NDArray[np.float32]
    rarity: npt.NDArray[np.float32]
    base: npt.NDArray[np.float32]
    offsets: npt.NDArray[np.float32]

    def scores(self, places: Places, base: Sequence[float]) -> Numbers:
        """A score for each label, the highest the likeliest."""
        at = np.searchsorted(self.places, places)
        at[at == len(self.places)] = 0
        known = at[self.places[at] == places]
        loud = _even(self.places[known], self.rarity[known])
        heard: Numbers = loud @ self.weights[known] + _heard(base) @ self.base + self.offsets
        return heard


def fitted(examples: Sequence[Example], *, labels: int) -> OwnHead | None:
    """A head for so many labels; None: too few examples, or all alike. Of more than `MOST` the last count."""
    some = list(examples)[-MOST:]
    if len(some) < 2 or len({each.label for each in some}) < 2:
        return None
    used, rows, rarity = _matrix(some)
    base = np.stack([_heard(each.base) for each in some])
    wanted = np.eye(labels)[[each.label for each in some]]
    offsets = wanted.mean(axis=0)
    kernel = _kernel(_loud(used, rows, rarity), len(used)) + base @ base.T
    solved = np.linalg.solve(kernel + _RIDGE * np.eye(len(some)), wanted - offsets)
    weights = np.zeros((len(used), labels))
    for (at, loud), share in zip(_loud(used, rows, rarity), solved, strict=True):
        weights[at] += loud[:, None] * share
    return OwnHead(
        used,
        weights.astype(np.float32),
        rarity.astype(np.float32),
        (base.T @ solved).astype(np.float32),
        offsets.astype(np.float32),
    )


def _heard(base: Sequence[float]) -> Numbers:
    """What the shipped model says, squeezed so that its certainty does not drown a desk's words."""
    said: Numbers = _BASE * np.tanh(np.array(base, dtype=float) / 2)
    return said


def _matrix(some: Sequence[Example]) -> tuple[Places, list[npt.NDArray[np.int64]], Numbers]:
    """The places in use, each example as positions among them, and how rare each is."""
    counts = np.zeros(2 * PLACES, dtype=np.int64)
    for each in some:
        counts[each.places] += 1
    used = np.flatnonzero(counts).astype(np.uint32)
    rarity = np.log((1.0 + len(some)) / (1.0 + counts[used])) + 1.0
    return used, [np.searchsorted(used, each.places) for each in some], rarity


Loud = tuple[npt.NDArray[np.int64], Numbers]


def _loud(used: Places, rows: Sequence[npt.NDArray[np.int64]], rarity: Numbers) -> list[Loud]:
    """Each example's positions, and how loud each is."""
    return [(row, _even(used[row], rarity[row])) for row in rows]


def _even(places: Places, rarity: npt.NDArray[np.floating]) -> Numbers:
    """How loud features are: the rarer the louder, and letters twice as loud as words."""
    loud = np.array(rarity, dtype=float)
    is_word = places >= PLACES
    for some, share in ((is_word, _WORDS), (~is_word, _LETTERS)):
        length = float(np.sqrt((loud[some] * loud[some]).sum()))
        loud[some] *= share / max(length, 1e-9)
    return loud


def _kernel(loud: Sequence[Loud], width: int) -> Numbers:
    """How alike every two examples are; in slices, so that memory stays small."""
    alike = np.zeros((len(loud), len(loud)))
    slice_of = max(1, 4_000_000 // max(width, 1))
    for begin in range(0, len(loud), slice_of):
        part = np.zeros((width, min(slice_of, len(loud) - begin)), dtype=np.float32)
        for column, (at, weights) in enumerate(loud[begin : begin + slice_of]):
            part[at, column] = weights
        for row, (at, weights) in enumerate(loud):
            alike[row, begin : begin + part.shape[1]] = weights @ part[at]
    return alike


@dataclass(frozen=True, slots=True)
class Trial:
    """How a head did on labels it had not seen, beside what was there before: both as macro-F1."""

    before: float
    after: float

    @property
    def holds(self) -> bool:
        """Whether the head may take over."""
        return self.after >= self.before + _BETTER


def tried(
    examples: Sequence[Example], *, labels: int, before: Callable[[Example], int]
) -> Trial | None:
    """A head against ``before`` on labels neither has seen, in five turns; None below `STACKS` labels."""
    if len(examples) < STACKS:
        return None
    wanted, ours, theirs = [], [], []
    for turn in range(_FOLDS):
        head = fitted([e for at, e in enumerate(examples) if at % _FOLDS != turn], labels=labels)
        for example in examples[turn::_FOLDS] if head else ():
            wanted.append(example.label)
            ours.append(int(head.scores(example.places, example.base).argmax()) if head else 0)
            theirs.append(before(example))
    return Trial(macro_f1(wanted, theirs), macro_f1(wanted, ours)) if wanted else None


def macro_f1(wanted: Sequence[int], said: Sequence[int]) -> float:
    """The mean over all labels that occur of how well each is found, between 0 and 1."""
    scores = []
    for label in set(wanted):
        right = sum(a == b == label for a, b in zip(wanted, said, strict=True))
        all_of = sum(each == label for each in wanted) + sum(each == label for each in said)
        scores.append(2 * right / all_of)
    return sum(scores) / len(scores) if scores else 0.0


def most_telling(chances: Sequence[float], *, many: int) -> list[int]:
    """Which of some messages to ask a person about: those the model is least sure of, the closest first."""
    return sorted(range(len(chances)), key=lambda at: abs(chances[at] - 0.5))[:many]
