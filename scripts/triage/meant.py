"""Learns to hear the meaning of English texts: a few columns over vectors of words, beside words and letters.

Each column tells one thing from all others by logistic regression, solved to the end and rounded, so that the
same texts give the same file. Over our own texts as a whole it says nothing, for nothing is what it says of
languages whose words have no vectors, and one queue holds them all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from amends.triage.rules.judgement import Heard
from amends.triage.rules.meaning import Meaning
from amends.triage.rules.reading import read
from amends.triage.shipped import meanings
from scripts.triage.sources import Labelled
from scripts.triage.writing import Written

#: How far weights are pulled to nothing, and how many steps of Newton's lead to the end.
_PULL, _STEPS = 30.0, 14
_NEEDING = frozenset({"complaint", "question", "request"})
_SORE = frozenset({"complaint", "abuse"})

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Column:
    """What one column tells: yes or no of a text, None leaves it out."""

    name: str
    of_open: Callable[[Labelled], bool | None]
    of_ours: Callable[[Written], bool | None]


def columns(texts: Sequence[Labelled | Written]) -> tuple[tuple[str, ...], npt.NDArray[np.float32]]:
    """The columns' names, and their weights: a row for each number of a meaning, at the end offsets."""
    english = [text for text in texts if text.language == "en"]
    about = [_about(text.text) for text in english]
    ours = [
        meaning
        for text, meaning in zip(english, about, strict=True)
        if isinstance(text, Written) and meaning.any()
    ]
    found, middle = [], np.stack(ours).astype(float).mean(axis=0)
    for column in _COLUMNS:
        told = [
            (meaning, is_so)
            for text, meaning in zip(english, about, strict=True)
            if meaning.any() and (is_so := _answer(column, text)) is not None
        ]
        found.append(_line([each for each, _ in told], [is_so for _, is_so in told], middle))
    names = tuple(column.name for column in _COLUMNS)
    return names, np.stack(found, axis=1).astype(np.float32)


def _about(text: str) -> Meaning:
    return meanings().of(read(Heard(text)))


def _answer(column: Column, text: Labelled | Written) -> bool | None:
    return column.of_ours(text) if isinstance(text, Written) else column.of_open(text)


def _line(about: Sequence[Meaning], is_so: Sequence[bool], middle: Floats) -> Floats:
    """Weights, and the offset by which nothing is said of ``middle``."""
    heard = np.concatenate([np.stack(about), np.ones((len(about), 1))], axis=1).astype(float)
    wanted, pull = np.array(is_so, dtype=float), np.full(heard.shape[1], _PULL)
    pull[-1] = 1e-3
    line = np.zeros(heard.shape[1])
    for _ in range(_STEPS):
        chances = 1.0 / (1.0 + np.exp(-np.clip(heard @ line, -30, 30)))
        bend = (heard * (chances * (1 - chances))[:, None]).T @ heard + np.diag(pull)
        line = line - np.linalg.solve(bend, heard.T @ (chances - wanted) + pull * line)
    line[-1] = -middle @ line[:-1]
    # What the last digits are depends on the machine; the first ones do not.
    found: Floats = np.round(line, 3)
    return found


def _nothing(_: Labelled | Written) -> None:
    return None


def _mood(*moods: int) -> Callable[[Labelled], bool | None]:
    return lambda text: None if text.mood is None else text.mood in moods


_COLUMNS = (
    Column("complaint", lambda text: text.complains, _nothing),
    Column(
        "own complaint",
        _nothing,
        lambda text: None if text.act == "spam" else text.act in _SORE,
    ),
    Column("needs", _nothing, lambda text: text.act in _NEEDING),
    Column("negative", _mood(0), _nothing),
    Column("positive", _mood(2), _nothing),
)
