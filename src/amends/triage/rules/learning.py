"""What a desk's own labels teach: thresholds from 25 on, from 100 a head of its own. Pure.

A head of a desk's own is linear over the hashed features of its labelled messages, weighed by how rare each
is, beside what the shipped model says and what the message is about. Few labels are told apart by ridge
regression in one solve; many, as tags are, by what makes them likeliest in so many steps of fixed length. The
same labels give the same head. Only the worker imports this, for it needs numpy.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from amends.triage.rules.features import PLACES, Places
from amends.triage.rules.meaning import Meaning, with_products

Numbers = npt.NDArray[np.float64]

#: More labels than this are not solved at once: the newest count.
MOST = 4_000
#: How far a head is pulled to nothing; found on open data, not on a desk's.
_RIDGE = 1.2
#: How loud all words of a message are, and all its letters: while labels are few, letters tell more.
_WORDS, _LETTERS = 0.45, 0.9
#: So many logits the shipped model says to a head.
SAYS = 6
#: How loud the shipped model is beside a desk's own words.
_BASE = 0.5
#: How loud that and what a message is about are, for few labels and for many: of what it is about, the
#: shipped model's complaints and moods tell nothing.
_OF_FEW, _OF_MANY = (1.0, 0.9), (0.0, 1.2)
#: How far many labels' weights are pulled to nothing, in how many steps, and how freely their offsets move.
_PULL, _STEPS, _FREE = 0.07, 80, 0.3
#: How firmly a line is held to "as it is", in its slope and in its shift: a few labels hardly move it.
_HELD = (4.0, 2.0)


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled message: its features with words apart, what the shipped model says and it is about.

    ``label`` is the label's number.
    """

    places: Places
    base: tuple[float, ...]
    meaning: Meaning
    label: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """A straight line through logits: ``slope * logit + shift`` is the desk's own logit."""

    slope: float
    shift: float

    def logit(self, said: float) -> float:
        """What a desk means by the model's logit, between -30 and 30."""
        return max(-30.0, min(30.0, self.slope * said + self.shift))

    def chance(self, said: float) -> float:
        """The same as a chance between 0 and 1."""
        return 1.0 / (1.0 + math.exp(-self.logit(said)))


#: As it is.
STRAIGHT = Calibration(1.0, 0.0)


def calibrated(logits: Sequence[float], labels: Sequence[bool]) -> Calibration:
    """The line that fits a desk's labels, held near `STRAIGHT` while they are few or all alike."""
    if len(set(labels)) < 2:
        return STRAIGHT
    said, wanted = np.array(logits, dtype=float), np.array(labels, dtype=float)
    line, start = np.array([1.0, 0.0]), np.array([1.0, 0.0])
    held = np.diag(_HELD)
    seen = np.stack([said, np.ones_like(said)], axis=1)
    for _ in range(50):
        chances = 1.0 / (1.0 + np.exp(-np.clip(seen @ line, -30, 30)))
        slope = seen.T @ (chances - wanted) + held @ (line - start)
        bend = (seen * (chances * (1 - chances))[:, None]).T @ seen + held
        line = line - np.linalg.solve(bend, slope)
    return Calibration(max(0.1, float(line[0])), float(line[1]))


@dataclass(frozen=True, slots=True)
class OwnHead:
    """A desk's own head: weights at the places it has seen, and how it hears the model and the meaning."""

    places: Places
    weights: npt.NDArray[np.float32]
    rarity: npt.NDArray[np.float32]
    base: npt.NDArray[np.float32]
    offsets: npt.NDArray[np.float32]

    def scores(self, places: Places, base: Sequence[float], meaning: Meaning) -> Numbers:
        """A score for each label, the highest the likeliest."""
        at = np.searchsorted(self.places, places)
        at[at == len(self.places)] = 0
        known = at[self.places[at] == places]
        loud = _even(self.places[known], self.rarity[known])
        # Heads of many labels hear products as well; those that were made before there were meanings, none.
        about = with_products(meaning[None])[0] if len(self.base) > SAYS + len(meaning) else meaning
        beside = np.concatenate([_heard(base), about])[: len(self.base)]
        heard: Numbers = loud @ self.weights[known] + beside @ self.base + self.offsets
        return heard


def fitted(examples: Sequence[Example], *, labels: int) -> OwnHead | None:
    """A head for so many labels; None: too few examples, or all alike. Of more than `MOST` the last count."""
    some = list(examples)[-MOST:]
    if len({each.label for each in some}) < 2:
        return None
    return solved(some, np.eye(labels)[[each.label for each in some]])


def solved(some: Sequence[Example], wanted: Numbers) -> OwnHead:
    """A head whose columns come as near as they may to ``wanted``: a row for each example."""
    about = np.stack([each.meaning for each in some])
    return _head(some, wanted, Beside(about, *_OF_FEW), _nearest)


def told_apart(some: Sequence[Example], wanted: Numbers) -> OwnHead:
    """A head whose scores are logits of a softmax over many labels; a row of ``wanted`` comes to 1."""
    about = with_products(np.stack([each.meaning for each in some]))
    return _head(some, wanted, Beside(about, *_OF_MANY), _likeliest)


#: From how alike every two examples are and what is wanted of each, its shares in the weights, and offsets.
Solve = Callable[[Numbers, Numbers], tuple[Numbers, Numbers]]


@dataclass(frozen=True, slots=True)
class Beside:
    """What heads hear beside words and letters: a row for each example, and how loud it and the model are."""

    about: Meaning
    shipped: float
    meaning: float


def _head(some: Sequence[Example], wanted: Numbers, beside: Beside, solve: Solve) -> OwnHead:
    used, rows, rarity = _matrix(some)
    loud = _loud(used, rows, rarity)
    base = np.stack([_heard(each.base) for each in some]) * beside.shipped
    about = beside.about * np.float32(beside.meaning)
    kernel = _kernel(loud, len(used)) + base @ base.T + about @ about.T
    shares, offsets = solve(kernel, wanted)
    weights = np.zeros((len(used), wanted.shape[1]))
    for (at, each), share in zip(loud, shares, strict=True):
        weights[at] += each[:, None] * share
    heard = [beside.shipped * (base.T @ shares), beside.meaning * (about.T @ shares)]
    return OwnHead(
        used,
        weights.astype(np.float32),
        rarity.astype(np.float32),
        np.concatenate(heard).astype(np.float32),
        offsets.astype(np.float32),
    )


def _nearest(kernel: Numbers, wanted: Numbers) -> tuple[Numbers, Numbers]:
    """By the least squares."""
    offsets = wanted.mean(axis=0)
    shares = np.linalg.solve(kernel + _RIDGE * np.eye(len(kernel)), wanted - offsets)
    return shares, offsets


def _likeliest(kernel: Numbers, wanted: Numbers) -> tuple[Numbers, Numbers]:
    """By the chances of a softmax: no step goes further than the steepest bend that chances can have."""
    alike = (kernel + _FREE).astype(np.float32)
    step = np.linalg.inv(alike / 2 + _PULL * np.eye(len(alike), dtype=np.float32))
    shares = ahead = np.zeros(wanted.shape, np.float32)
    pace = 1.0
    for _ in range(_STEPS):
        logits = alike @ ahead
        chances = np.exp(logits - logits.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        further = ahead - step @ (chances - wanted + _PULL * ahead).astype(np.float32)
        faster = (1 + math.sqrt(1 + 4 * pace * pace)) / 2
        ahead = further + np.float32((pace - 1) / faster) * (further - shares)
        shares, pace = further, faster
    return shares.astype(float), _FREE * shares.sum(axis=0, dtype=float)


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


def macro_f1(wanted: Sequence[int], said: Sequence[int]) -> float:
    """The mean over all labels that occur of how well each is found, between 0 and 1."""
    scores = []
    for label in set(wanted):
        right = sum(a == b == label for a, b in zip(wanted, said, strict=True))
        all_of = sum(each == label for each in wanted) + sum(each == label for each in said)
        scores.append(2 * right / all_of)
    return sum(scores) / len(scores) if scores else 0.0
