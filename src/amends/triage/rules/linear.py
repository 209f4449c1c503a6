"""The model that is shipped: small whole numbers per feature, added up beside what the words say. Pure.

Only who judges imports this, for it needs numpy.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from amends.triage.rules.features import features
from amends.triage.rules.judgement import Act, Topic
from amends.triage.rules.meaning import Meanings
from amends.triage.rules.reading import Reading
from amends.triage.rules.scores import Scores, by_words

Numbers = npt.NDArray[np.float64]

#: A language is guessed by letters only where this sure, and from so many words on.
_SURE, _ENOUGH = 0.85, 2
#: Nobody is called a spammer or a brute by letters alone.
_UNSHOWN = 0.3
#: The highest that a weight can say: its byte times itself, with its sign.
_HIGHEST = 127.0 * 127.0
_NEEDING = (Act.COMPLAINT, Act.QUESTION, Act.REQUEST)
#: What is asked for again and again, without asking the enumeration.
_ACTS = {act.value: act for act in Act}
_SILENT = frozenset({Act.SPAM, Act.ABUSE, Act.OTHER})
#: With these, being polite is no calm.
_SORE = frozenset({"complaint", "sarcasm", "abuse"})
#: In which languages the vectors of words are heard, and how many of a text's words they must know.
_KNOWN = {"en": 0.0, "": 0.9}


@dataclass(frozen=True, slots=True)
class Head:
    """Where the columns of one question begin, and what each answers."""

    start: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mixing:
    """How much each voice counts, found on labelled messages that are open to tuning."""

    complaint: Mapping[str, float]
    needs: Mapping[str, float]
    mood: Mapping[str, float]
    urgent: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class About:
    """What hears the meaning of a text: a row for each of its numbers, at the end one of offsets.

    ``names``: what each column answers.
    """

    meanings: Meanings
    columns: npt.NDArray[np.float32]
    names: tuple[str, ...]

    def said(self, reading: Reading, language: str) -> dict[str, float]:
        """What each column says, in logits; nothing of what is not English, for vectors know no other."""
        if language in _KNOWN:
            meaning, known = self.meanings.heard(reading)
            if meaning.any() and known >= _KNOWN[language]:
                logits: list[float] = (meaning @ self.columns[:-1] + self.columns[-1]).tolist()
                return dict(zip(self.names, logits, strict=True))
        return dict.fromkeys(self.names, 0.0)


class Said(NamedTuple):
    """What every voice says of one text: of its words and letters, its meaning and its cues."""

    columns: Sequence[float]
    about: Mapping[str, float]
    words: Scores
    language: str


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights by feature and column, as trained: roots in int8, a scale and an offset for each column."""

    version: str
    weights: npt.NDArray[np.int8]
    scales: Numbers
    offsets: Numbers
    heads: Mapping[str, Head]
    mixing: Mixing
    about: About

    def scores(self, reading: Reading) -> Scores:
        """What it makes of one message."""
        return self._scores(self._said(reading), reading)

    def base(self, reading: Reading) -> tuple[float, ...]:
        """What a desk's own head hears of this model, as logits: complaint, need, both moods, words."""
        return self._base(self._said(reading), reading)

    def both(self, reading: Reading) -> tuple[Scores, tuple[float, ...]]:
        """`scores` and `base`, for the price of one."""
        said = self._said(reading)
        return self._scores(said, reading), self._base(said, reading)

    def _said(self, reading: Reading) -> Said:
        columns = self._columns(reading)
        language = reading.language or self._language(columns, reading)
        return Said(columns, self.about.said(reading, language), by_words(reading), language)

    def _columns(self, reading: Reading) -> list[float]:
        """What every column of words and letters says, in logits."""
        places = features(reading)
        if not len(places):
            return list(map(float, self.offsets))
        rows = self.weights.take(places, axis=0).astype(np.float32)
        total = np.einsum("ij,ij->j", rows, np.abs(rows))
        scale = self.scales / (_HIGHEST * math.sqrt(len(places)))
        said: list[float] = (total * scale + self.offsets).tolist()
        return said

    def _scores(self, said: Said, reading: Reading) -> Scores:
        acts = self._acts(said)
        return Scores(
            language=said.language,
            acts=acts,
            complaint=_chance(self._complaint(said, reading)),
            needs_answer=_chance(self._needs(said)),
            mood=self._mood(said, reading),
            topics=self._topics(said, acts),
            urgent=_chance(self._urgent(said)),
        )

    def _base(self, said: Said, reading: Reading) -> tuple[float, ...]:
        negative, neutral, positive = (math.log(each) for each in self._mood(said, reading))
        return (
            self._complaint(said, reading),
            self._needs(said),
            negative - neutral,
            positive - neutral,
            _logit(said.words.complaint),
            self._of(said, "complaint")[0],
        )

    def _of(self, said: Said, head: str) -> Sequence[float]:
        return self._columns_of(said.columns, head)

    def _columns_of(self, columns: Sequence[float], head: str) -> Sequence[float]:
        where = self.heads[head]
        return columns[where.start : where.start + len(where.names)]

    def _acts(self, said: Said) -> dict[Act, float]:
        own = _softmax(self._of(said, "act"))
        names = self.heads["act"].names
        mixed = {}
        for name, chance in zip(names, own, strict=True):
            act = _ACTS[name]
            mixed[act] = math.sqrt(chance * said.words.acts[act])
        for act in (Act.SPAM, Act.ABUSE):
            mixed[act] *= 1.0 if said.words.acts[act] > _UNSHOWN else 0.25
        total = sum(mixed.values())
        return {act: value / total for act, value in mixed.items()}

    def _complaint(self, said: Said, reading: Reading) -> float:
        how = self.mixing.complaint
        mood = self._of(said, "mood")
        return (
            how["offset"]
            + how["open"] * self._of(said, "complaint")[0]
            + how["mood"] * (mood[0] - _together(mood[1:]))
            + how["act"] * _against(self._of(said, "act"), (0,))
            + how["words"] * _logit(said.words.complaint)
            + how["asks"] * _logit(said.words.needs_answer)
            + how["about"] * said.about["complaint"]
            + how["own about"] * said.about["own complaint"]
            + how["length"] * math.log1p(reading.shape.words)
        )

    def _needs(self, said: Said) -> float:
        how = self.mixing.needs
        names = self.heads["act"].names
        needing = tuple(at for at, name in enumerate(names) if _ACTS[name] in _NEEDING)
        return (
            how["offset"]
            + how["act"] * _against(self._of(said, "act"), needing)
            + how["words"] * _logit(said.words.needs_answer)
            + how["about"] * said.about["needs"]
        )

    def _mood(self, said: Said, reading: Reading) -> tuple[float, float, float]:
        how = self.mixing.mood
        voices = zip(
            self._of(said, "mood"), self._of(said, "own mood"), said.words.mood, strict=True
        )
        about = how["about"]
        lean = (
            how["negative"] + about * said.about["negative"],
            how["neutral"] + how["polite"] * _is_polite(reading),
            about * said.about["positive"],
        )
        logits = [
            how["open"] * each + how["own"] * own + how["words"] * math.log(word) + more
            for (each, own, word), more in zip(voices, lean, strict=True)
        ]
        negative, neutral, positive = _softmax(logits)
        return negative, neutral, positive

    def _urgent(self, said: Said) -> float:
        how = self.mixing.urgent
        return how["offset"] + how["own"] * self._of(said, "urgent")[0]

    def _language(self, columns: Sequence[float], reading: Reading) -> str:
        if not reading.plain.isascii() or reading.shape.words < _ENOUGH:
            return ""
        chances = _softmax(self._columns_of(columns, "language"))
        best = max(range(len(chances)), key=lambda at: chances[at])
        return self.heads["language"].names[best] if chances[best] >= _SURE else ""

    def _topics(self, said: Said, acts: Mapping[Act, float]) -> tuple[Topic, ...]:
        """The likeliest topics; none of what nobody asks about."""
        if max(acts, key=acts.__getitem__) in _SILENT:
            return ()
        chances = _softmax(self._of(said, "topic"))
        named = zip(self.heads["topic"].names, chances, strict=True)
        likely = [each for each in named if each[1] >= 0.05]
        ranked = sorted(likely, key=lambda each: -each[1])
        return tuple(
            Topic(slug, round(chance, 4)) for slug, chance in ranked[:4] if slug != "other"
        )[:3]


def _is_polite(reading: Reading) -> bool:
    """Whether somebody says sorry for asking, and nothing that is wrong."""
    return "polite" in reading.cues and not _SORE & reading.cues.keys()


def _against(logits: Sequence[float], some: tuple[int, ...]) -> float:
    """How much more some columns of a softmax say than the others, as a logit."""
    ours = _together([logits[at] for at in some])
    return ours - _together([each for at, each in enumerate(logits) if at not in some])


def _together(logits: Sequence[float]) -> float:
    """What several columns of a softmax say together, as one logit."""
    most = max(logits)
    return most + math.log(sum([math.exp(each - most) for each in logits]))


def _softmax(logits: Sequence[float]) -> list[float]:
    most = max(logits)
    raised = [math.exp(each - most) for each in logits]
    whole = sum(raised)
    return [each / whole for each in raised]


def _chance(logit: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


def _logit(chance: float) -> float:
    return math.log(max(chance, 1e-6) / max(1.0 - chance, 1e-6))
