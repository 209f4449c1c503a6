"""The model that is shipped: small whole numbers per feature, added up beside what the words say. Pure.

Only who judges imports this, for it needs numpy.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
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
#: What each byte of a weight means, as a share of the highest in its column.
_CURVE = np.arange(256, dtype=np.uint8).view(np.int8) / 127.0
_CURVE *= np.abs(_CURVE)
_NEEDING = (Act.COMPLAINT, Act.QUESTION, Act.REQUEST)


@dataclass(frozen=True, slots=True)
class Head:
    """Where the columns of one question begin and end, and what each answers."""

    start: int
    names: tuple[str, ...]

    @property
    def end(self) -> int:
        """One after its last column."""
        return self.start + len(self.names)


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

    def raw(self, reading: Reading) -> Numbers:
        """What every column says, in logits."""
        places = features(reading)
        if not len(places):
            return self.offsets.copy()
        total = _CURVE[self.weights[places].view(np.uint8)].sum(axis=0)
        said: Numbers = total * (self.scales / math.sqrt(len(places))) + self.offsets
        return said

    def scores(self, reading: Reading) -> Scores:
        """What it makes of one message."""
        said, words = self.raw(reading), by_words(reading)
        acts = self._acts(said, words)
        mood = self._mood(said, words)
        return Scores(
            language=reading.language or self._language(said, reading),
            acts=acts,
            complaint=_chance(self._complaint(said, words, reading)),
            needs_answer=_chance(self._needs(said, words)),
            mood=mood,
            topics=self._topics(said, acts),
            urgent=_chance(self._urgent(said)),
        )

    def base(self, reading: Reading) -> tuple[float, ...]:
        """What a desk's own head hears of this model, as logits: complaint, need, both moods, words."""
        said, words = self.raw(reading), by_words(reading)
        negative, neutral, positive = (math.log(each) for each in self._mood(said, words))
        return (
            self._complaint(said, words, reading),
            self._needs(said, words),
            negative - neutral,
            positive - neutral,
            _logit(words.complaint),
            float(self._of(said, "complaint")[0]),
        )

    def _of(self, said: Numbers, head: str) -> Numbers:
        return said[self.heads[head].start : self.heads[head].end]

    def _acts(self, said: Numbers, words: Scores) -> dict[Act, float]:
        own = _softmax(self._of(said, "act"))
        names = self.heads["act"].names
        mixed = {
            Act(name): math.sqrt(own[at] * words.acts[Act(name)]) for at, name in enumerate(names)
        }
        for act in (Act.SPAM, Act.ABUSE):
            mixed[act] *= 1.0 if words.acts[act] > _UNSHOWN else 0.25
        total = sum(mixed.values())
        return {act: value / total for act, value in mixed.items()}

    def _complaint(self, said: Numbers, words: Scores, reading: Reading) -> float:
        how = self.mixing.complaint
        mood = self._of(said, "mood")
        return (
            how["offset"]
            + how["open"] * float(self._of(said, "complaint")[0])
            + how["mood"] * float(mood[0] - np.logaddexp(mood[1], mood[2]))
            + how["act"] * _against(self._of(said, "act"), (0,))
            + how["words"] * _logit(words.complaint)
            + how["asks"] * _logit(words.needs_answer)
            + how["length"] * math.log1p(reading.shape.words)
        )

    def _needs(self, said: Numbers, words: Scores) -> float:
        how = self.mixing.needs
        needing = tuple(
            at for at, name in enumerate(self.heads["act"].names) if Act(name) in _NEEDING
        )
        return (
            how["offset"]
            + how["act"] * _against(self._of(said, "act"), needing)
            + how["words"] * _logit(words.needs_answer)
        )

    def _mood(self, said: Numbers, words: Scores) -> tuple[float, float, float]:
        how = self.mixing.mood
        logits = (
            how["open"] * self._of(said, "mood")
            + how["own"] * self._of(said, "own mood")
            + how["words"] * np.log(np.array(words.mood))
            + np.array([how["negative"], how["neutral"], 0.0])
        )
        negative, neutral, positive = _softmax(logits)
        return negative, neutral, positive

    def _urgent(self, said: Numbers) -> float:
        how = self.mixing.urgent
        return how["offset"] + how["own"] * float(self._of(said, "urgent")[0])

    def _language(self, said: Numbers, reading: Reading) -> str:
        chances = _softmax(self._of(said, "language"))
        best = max(range(len(chances)), key=lambda at: chances[at])
        is_sure = chances[best] >= _SURE and reading.shape.words >= _ENOUGH
        return self.heads["language"].names[best] if is_sure and reading.plain.isascii() else ""

    def _topics(self, said: Numbers, acts: Mapping[Act, float]) -> tuple[Topic, ...]:
        """The likeliest topics; none of what nobody asks about."""
        if max(acts, key=lambda each: acts[each]) in {Act.SPAM, Act.ABUSE, Act.OTHER}:
            return ()
        chances = _softmax(self._of(said, "topic"))
        named = zip(self.heads["topic"].names, chances, strict=True)
        ranked = sorted(named, key=lambda each: -each[1])
        return tuple(
            Topic(slug, round(chance, 4))
            for slug, chance in ranked[:4]
            if slug != "other" and chance >= 0.05
        )[:3]


def _against(logits: Numbers, some: tuple[int, ...]) -> float:
    """How much more some columns of a softmax say than the others, as a logit."""
    rest = [at for at in range(len(logits)) if at not in some]
    ours, theirs = np.logaddexp.reduce(logits[list(some)]), np.logaddexp.reduce(logits[rest])
    return float(ours - theirs)


def _softmax(logits: Numbers) -> list[float]:
    raised = np.exp(logits - logits.max())
    shares: list[float] = (raised / raised.sum()).tolist()
    return shares


def _chance(logit: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


def _logit(chance: float) -> float:
    return math.log(max(chance, 1e-6) / max(1.0 - chance, 1e-6))
