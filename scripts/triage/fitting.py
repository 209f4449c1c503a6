"""Fits linear models by AdaGrad in fixed order, so that the same texts give the same weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from amends.triage.rules.features import PLACES

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sparse:
    """Texts as rows of places: row r holds ``places[starts[r] : starts[r + 1]]``."""

    places: Whole
    starts: Whole

    def __len__(self) -> int:
        return len(self.starts) - 1


@dataclass(frozen=True, slots=True)
class Manner:
    """How long and how boldly to learn, and whether a text is of one class (softmax) or of any."""

    rounds: int = 3
    pace: float = 1.0
    batch: int = 512
    is_one_of: bool = True


def sparse(rows: list[npt.NDArray[np.uint32]]) -> Sparse:
    """Rows of places, one after the other."""
    starts = np.zeros(len(rows) + 1, np.int64)
    starts[1:] = np.cumsum([len(row) for row in rows])
    return Sparse(np.concatenate(rows).astype(np.int64), starts)


def fit(texts: Sparse, wanted: Floats, counts: Floats, manner: Manner) -> tuple[Floats, Floats]:
    """Weights (places by columns) and offsets that answer ``wanted``; each text counts ``counts``."""
    columns = wanted.shape[1]
    weights, squares = np.zeros((PLACES, columns)), np.full((PLACES, columns), 1e-3)
    offsets, offset_squares = np.zeros(columns), np.full(columns, 1e-3)
    order = np.random.default_rng(6)
    for _ in range(manner.rounds):
        shuffled = order.permutation(len(texts))
        for begin in range(0, len(texts), manner.batch):
            rows = np.sort(shuffled[begin : begin + manner.batch])
            places, lengths, edges = _gathered(texts, rows)
            heard = 1.0 / np.sqrt(lengths)
            said = np.add.reduceat(weights[places], edges, axis=0) * heard[:, None] + offsets
            missed = _missed(said, wanted[rows], is_one_of=manner.is_one_of)
            missed *= counts[rows][:, None] / manner.batch
            used, where = np.unique(places, return_inverse=True)
            each = np.repeat(missed * heard[:, None], lengths, axis=0)
            slope = np.stack(
                [np.bincount(where, each[:, at], len(used)) for at in range(columns)], axis=1
            )
            squares[used] += slope * slope
            weights[used] -= manner.pace * slope / np.sqrt(squares[used])
            lean = missed.sum(axis=0)
            offset_squares += lean * lean
            offsets -= manner.pace * lean / np.sqrt(offset_squares)
    return weights, offsets


def _gathered(texts: Sparse, rows: Whole) -> tuple[Whole, Whole, Whole]:
    """The places of some rows in one line, how many each has, and where each begins."""
    lengths = texts.starts[rows + 1] - texts.starts[rows]
    edges = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    line = np.repeat(texts.starts[rows] - edges, lengths) + np.arange(lengths.sum())
    return texts.places[line], lengths, edges


def _missed(said: Floats, wanted: Floats, *, is_one_of: bool) -> Floats:
    """By how much it was missed, rounded so that no machine's last digit tips the balance."""
    if is_one_of:
        raised = np.exp(said - said.max(axis=1, keepdims=True))
        chances = raised / raised.sum(axis=1, keepdims=True)
    else:
        chances = 1.0 / (1.0 + np.exp(-np.clip(said, -30, 30)))
    missed: Floats = np.round((chances - wanted) * 4096) / 4096
    return missed


def quantised(weights: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Weights as whole numbers up to 127 by their square roots, and the highest weight of each column.

    Most weights are small and a few are large, and both count: by roots both keep two digits.
    """
    highest = np.round(np.maximum(np.abs(weights).max(axis=0), 1e-6), 6)
    roots = np.sqrt(np.minimum(np.abs(weights) / highest, 1.0))
    return (np.sign(weights) * np.round(roots * 127)).astype(np.int8), highest
