"""``python -m scripts.triage SOURCES [INTO]``: trains the shipped model, each time to the same files.

The vectors of words that it hears beside words and letters must be there already (`scripts.triage.distil`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from amends.triage.rules.features import Places, features
from amends.triage.rules.judgement import Act, Heard
from amends.triage.rules.reading import read
from scripts.triage import meant
from scripts.triage.fitting import Floats, Manner, fit, quantised, sparse
from scripts.triage.mixing import MIXING
from scripts.triage.sources import INTENTS, Labelled, labelled
from scripts.triage.writing import Written, written

VERSION = "2"
INTO = Path(__file__).parents[2] / "src" / "amends" / "triage" / "trained"
_ACTS = tuple(act.value for act in Act)
_MOODS = ("negative", "neutral", "positive")
_LANGUAGES = ("en", "de", "fr", "es", "nl", "it", "pt")
_GLAD, _SORE = frozenset({"praise", "thanks"}), frozenset({"complaint", "abuse"})
#: Harms are no topics: what is at stake is found by its words.
_NO_TOPICS = frozenset({"spam", "abuse", "selfharm", "vulnerable", "deadline", "help", "info"})


@dataclass(frozen=True, slots=True)
class Question:
    """What one head answers: the answer of a text is its column, None leaves the text out."""

    name: str
    names: tuple[str, ...]
    manner: Manner
    of_open: Callable[[Labelled], int | None]
    of_ours: Callable[[Written], int | None]


Text = tuple[Places, Labelled | Written]


def train(texts: Sequence[Text], into: Path) -> None:
    """Answer every question and write ``model.npy``, ``about.npy`` and ``model.json``."""
    columns, scales, offsets, heads = [], [], [], {}
    at = 0
    for question in _questions(texts):
        weights, offset = _answered(question, texts)
        small, scale = quantised(weights)
        columns.append(small)
        scales.extend(scale.tolist())
        offsets.extend(np.round(offset, 6).tolist())
        heads[question.name] = {"start": at, "names": question.names}
        at += small.shape[1]
    names, heard = meant.columns([text for _, text in texts])
    about = {"version": VERSION, "scales": scales, "offsets": offsets, "heads": heads}
    into.mkdir(parents=True, exist_ok=True)
    np.save(into / "about.npy", heard)
    np.save(into / "model.npy", np.ascontiguousarray(np.concatenate(columns, axis=1)))
    text = json.dumps({**about, "about": names, "mixing": MIXING}, indent=1)
    (into / "model.json").write_text(text + "\n", encoding="utf-8")


def _answered(question: Question, texts: Sequence[Text]) -> tuple[Floats, Floats]:
    rows, answers = [], []
    for places, text in texts:
        of = question.of_ours(text) if isinstance(text, Written) else question.of_open(text)
        if of is not None and len(places):
            rows.append(places)
            answers.append(of)
    if question.manner.is_one_of:
        wanted = np.eye(len(question.names))[answers]
    else:
        wanted = np.array(answers, dtype=float)[:, None]
    return fit(sparse(rows), wanted, np.ones(len(rows)), question.manner)


def _questions(texts: Sequence[Text]) -> tuple[Question, ...]:
    ours = {text.topic for _, text in texts if isinstance(text, Written)} - _NO_TOPICS
    topics = tuple(sorted(ours | set(INTENTS.values())))
    yes = Manner(pace=1.5, is_one_of=False)
    return (
        Question("complaint", ("yes",), yes, lambda text: _whether(text.complains), _nothing),
        Question("mood", _MOODS, Manner(), lambda text: text.mood, _nothing),
        Question("act", _ACTS, Manner(pace=0.5), _nothing, lambda text: _ACTS.index(text.act)),
        Question("own mood", _MOODS, Manner(pace=0.5), _nothing, _own_mood),
        Question(
            "urgent",
            ("yes",),
            Manner(pace=0.5, is_one_of=False),
            _nothing,
            lambda text: int(text.is_urgent),
        ),
        Question(
            "topic",
            topics,
            Manner(pace=0.5),
            lambda text: _place(text.topic, topics),
            lambda text: _place(text.topic, topics),
        ),
        Question(
            "language",
            _LANGUAGES,
            Manner(rounds=2, pace=0.5),
            lambda text: _LANGUAGES.index(text.language) if text.mood is None else None,
            lambda text: _LANGUAGES.index(text.language),
        ),
    )


def _nothing(_: Labelled | Written) -> None:
    return None


def _whether(said: bool | None) -> int | None:  # noqa: FBT001 - a label, not a switch
    return None if said is None else int(said)


def _own_mood(text: Written) -> int | None:
    if text.act == "spam":
        return None
    return 0 if text.act in _SORE else 2 if text.act in _GLAD else 1


def _place(topic: str | None, topics: tuple[str, ...]) -> int | None:
    return topics.index(topic) if topic in topics else None


def gathered(sources: Path, *, every: int = 1, share: float = 1.0) -> list[Text]:
    """All texts with their features; with ``every`` only each so many of the open ones."""
    some: list[Labelled | Written] = [*list(labelled(sources))[::every], *written(share=share)]
    return [(features(read(Heard(text.text))), text) for text in some]


def main(arguments: list[str]) -> None:
    """Train on the folder that is named, and write the model to where the package keeps it."""
    sources, *into = map(Path, arguments)
    train(gathered(sources), into[0] if into else INTO)


if __name__ == "__main__":
    main(sys.argv[1:])
