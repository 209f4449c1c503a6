"""The model that is shipped: small whole numbers per feature, added up beside what the words say. Pure.

Only who judges imports this, for it needs numpy.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from amends.triage.rules.features import features
from amends.triage.rules.judgement import Act, Topic
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
class Linear:
    """Weights by feature and column, as trained: roots in int8, a scale and an offset for each column."""

    version: str
    weights: npt.NDArray[np.int8]
    scales: Numbers
    offsets: Numbers
    heads: Mapping[str, Head]
    mixing: Mixing

    def raw(self, reading: Reading) -> list[float]:
        """What every column says, in logits."""
        places = features(reading)
        if not len(places):
            return list(map(float, self.offsets))
        rows = self.weights.take(places, axis=0).astype(np.float32)
        total = np.einsum("ij,ij->j", rows, np.abs(rows))
        scale = self.scales / (_HIGHEST * math.sqrt(len(places)))
        said: list[float] = (total * scale + self.offsets).tolist()
        return said

    def scores(self, reading: Reading) -> Scores:
        """What it makes of one message."""
        return self._scores(self.raw(reading), by_words(reading), reading)

    def base(self, reading: Reading) -> tuple[float, ...]:
        """What a desk's own head hears of this model, as logits: complaint, need, both moods, words."""
        return self._base(self.raw(reading), by_words(reading), reading)

    def both(self, reading: Reading) -> tuple[Scores, tuple[float, ...]]:
        """`scores` and `base`, for the price of one."""
        said, words = self.raw(reading), by_words(reading)
        return self._scores(said, words, reading), self._base(said, words, reading)

    def _scores(self, said: Sequence[float], words: Scores, reading: Reading) -> Scores:
        acts = self._acts(said, words)
        return Scores(
            language=reading.language or self._language(said, reading),
            acts=acts,
            complaint=_chance(self._complaint(said, words, reading)),
            needs_answer=_chance(self._needs(said, words)),
            mood=self._mood(said, words),
            topics=self._topics(said, acts),
            urgent=_chance(self._urgent(said)),
        )

    def _base(self, said: Sequence[float], words: Scores, reading: Reading) -> tuple[float, ...]:
        negative, neutral, positive = (math.log(each) for each in self._mood(said, words))
        return (
            self._complaint(said, words, reading),
            self._needs(said, words),
            negative - neutral,
            positive - neutral,
            _logit(words.complaint),
            self._of(said, "complaint")[0],
        )

    def _of(self, said: Sequence[float], head: str) -> Sequence[float]:
        where = self.heads[head]
        return said[where.start : where.start + len(where.names)]

    def _acts(self, said: Sequence[float], words: Scores) -> dict[Act, float]:
        own = _softmax(self._of(said, "act"))
        names = self.heads["act"].names
        mixed = {}
        for name, chance in zip(names, own, strict=True):
            act = _ACTS[name]
            mixed[act] = math.sqrt(chance * words.acts[act])
        for act in (Act.SPAM, Act.ABUSE):
            mixed[act] *= 1.0 if words.acts[act] > _UNSHOWN else 0.25
        total = sum(mixed.values())
        return {act: value / total for act, value in mixed.items()}

    def _complaint(self, said: Sequence[float], words: Scores, reading: Reading) -> float:
        how = self.mixing.complaint
        mood = self._of(said, "mood")
        return (
            how["offset"]
            + how["open"] * self._of(said, "complaint")[0]
            + how["mood"] * (mood[0] - _together(mood[1:]))
            + how["act"] * _against(self._of(said, "act"), (0,))
            + how["words"] * _logit(words.complaint)
            + how["asks"] * _logit(words.needs_answer)
            + how["length"] * math.log1p(reading.shape.words)
        )

    def _needs(self, said: Sequence[float], words: Scores) -> float:
        how = self.mixing.needs
        names = self.heads["act"].names
        needing = tuple(at for at, name in enumerate(names) if _ACTS[name] in _NEEDING)
        return (
            how["offset"]
            + how["act"] * _against(self._of(said, "act"), needing)
            + how["words"] * _logit(words.needs_answer)
        )

    def _mood(self, said: Sequence[float], words: Scores) -> tuple[float, float, float]:
        how = self.mixing.mood
        voices = zip(self._of(said, "mood"), self._of(said, "own mood"), words.mood, strict=True)
        lean = (how["negative"], how["neutral"], 0.0)
        logits = [
            how["open"] * each + how["own"] * own + how["words"] * math.log(word) + more
            for (each, own, word), more in zip(voices, lean, strict=True)
        ]
        negative, neutral, positive = _softmax(logits)
        return negative, neutral, positive

    def _urgent(self, said: Sequence[float]) -> float:
        how = self.mixing.urgent
        return how["offset"] + how["own"] * self._of(said, "urgent")[0]

    def _language(self, said: Sequence[float], reading: Reading) -> str:
        if not reading.plain.isascii() or reading.shape.words < _ENOUGH:
            return ""
        chances = _softmax(self._of(said, "language"))
        best = max(range(len(chances)), key=lambda at: chances[at])
        return self.heads["language"].names[best] if chances[best] >= _SURE else ""

    def _topics(self, said: Sequence[float], acts: Mapping[Act, float]) -> tuple[Topic, ...]:
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
