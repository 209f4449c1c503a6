"""What one brand's labels taught of one question, and whether that may take over. Pure.

A mind of a desk's own is lines through what the shipped model says (from `RECALIBRATES` labels on) or a head
of its own with lines through that (from `STACKS` on), whichever foretells labels it has not seen better.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from amends.triage.rules.features import Places
from amends.triage.rules.judging import NEEDED
from amends.triage.rules.labels import (
    NEGATIVE,
    NEUTRAL,
    POSITIVE,
    RECALIBRATES,
    STACKS,
    VECTORS,
    Kind,
)
from amends.triage.rules.learning import (
    SAYS,
    STRAIGHT,
    Calibration,
    Example,
    OwnHead,
    calibrated,
    fitted,
    macro_f1,
)
from amends.triage.rules.meaning import NOTHING, Meaning

FOLDS = 5
#: By how much it must be better than the shipped model on labels it has not seen, to take over.
_BETTER = 0.002
#: By how much lines must be better than a head on the same labels: on open data heads are, at a hundred.
_CLEARLY = 0.02
#: So much more of what needs an answer may be missed, as a share.
_MORE_MISSED = 0.01
#: From this chance on it is a complaint: half of the best F1 that rankings like ours reach.
COMPLAINS = 0.4
#: A margin of a head is a share; as a logit it is so many times as much.
_LOUD = 4.0


_LABELS = {Kind.NEEDS: 2, Kind.COMPLAINT: 2, Kind.MOOD: 3}
_STRAIGHT = {
    Kind.NEEDS: (STRAIGHT,),
    Kind.COMPLAINT: (STRAIGHT,),
    Kind.MOOD: (STRAIGHT, STRAIGHT),
}

Voices = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """A mind of a brand's own for one kind: its lines, one for each voice, and its head if it has one."""

    kind: Kind
    lines: tuple[Calibration, ...]
    head: OwnHead | None = None

    def chances(
        self, places: Places | None, base: Sequence[float], meaning: Meaning
    ) -> tuple[float, ...]:
        """The chance of yes, or of each mood: negative, neutral, positive."""
        return _chances(self.kind, self.lines, _voices(self.kind, self.head, places, base, meaning))

    def packed(self) -> bytes:
        """As it is kept."""
        lines = np.array([(each.slope, each.shift) for each in self.lines])
        told: dict[str, object] = {"lines": lines}
        if self.head is not None:
            told |= told_of_head(self.head)
        return zipped(told)


def unpacked(kind: Kind, data: bytes) -> Own:
    """What `Own.packed` kept."""
    told = unzipped(data)
    lines = tuple(Calibration(float(slope), float(shift)) for slope, shift in told["lines"])
    return Own(kind, lines, head_of(told))


def zipped(told: Mapping[str, object]) -> bytes:
    """Arrays by name, small."""
    file = io.BytesIO()
    np.savez_compressed(file, **told)  # type: ignore[arg-type]
    return file.getvalue()


def unzipped(data: bytes) -> dict[str, np.ndarray]:
    """What `zipped` made small."""
    with np.load(io.BytesIO(data), allow_pickle=False) as told:
        return {name: told[name] for name in told.files}


def told_of_head(head: OwnHead) -> dict[str, object]:
    """A head as arrays by name, and by which vectors it learnt."""
    told: dict[str, object] = {name: getattr(head, name) for name in OwnHead.__dataclass_fields__}
    small = {"weights": head.weights.astype(np.float16), "rarity": head.rarity.astype(np.float16)}
    return {**told, **small, "vectors": np.array(VECTORS)}


def head_of(told: Mapping[str, np.ndarray]) -> OwnHead | None:
    """The head among arrays that `told_of_head` made; None where there is none."""
    if "places" not in told:
        return None
    loud = {
        name: told[name].astype(np.float32) for name in ("weights", "rarity", "base", "offsets")
    }
    if "vectors" not in told or int(told["vectors"]) != VECTORS:
        # It learnt from vectors that are no more: beside words it hears the shipped model alone.
        loud["base"] = loud["base"][:SAYS]
    return OwnHead(places=told["places"], **loud)


def decided(kind: Kind, chances: Sequence[float]) -> int:
    """The label that these chances come to."""
    if kind is Kind.MOOD:
        return max(range(3), key=lambda at: chances[at])
    return int(chances[0] >= (NEEDED if kind is Kind.NEEDS else COMPLAINS))


def shipped_says(kind: Kind, example: Example) -> int:
    """The label as the shipped model has it."""
    return decided(kind, Own(kind, _STRAIGHT[kind]).chances(None, example.base, NOTHING))


def own_says(own: Own, example: Example) -> int:
    """The label as a mind of the desk's own has it."""
    return decided(own.kind, own.chances(example.places, example.base, example.meaning))


# -------------------------------------------------------------------------------- learning


@dataclass(frozen=True, slots=True)
class Trial:
    """How it did on labels it had not seen, beside what was there before: macro-F1, and what was missed.

    ``missed_*``: the share of what needs an answer that was called noise; 0 for other kinds.
    """

    held_out: int
    before: float
    after: float
    missed_before: float = 0.0
    missed_after: float = 0.0

    def holds(self, *, by: float) -> bool:
        """Whether it may take over: better by so much, and missing hardly more."""
        is_safe = self.missed_after <= self.missed_before + _MORE_MISSED
        return is_safe and self.after >= self.before + by


@dataclass(frozen=True, slots=True)
class Candidate:
    """What some labels taught, and what it said of each of them while it had not seen it."""

    own: Own
    foretold: tuple[int, ...]


def learnt(kind: Kind, examples: Sequence[Example]) -> Candidate | None:
    """The better of lines and head, by labels unseen; None below `RECALIBRATES` labels, or all alike.

    ``examples``: the oldest first.
    """
    wanted = [each.label for each in examples]
    if len(wanted) < RECALIBRATES or len(set(wanted)) < 2:
        return None
    said = [_voices(kind, None, None, each.base, each.meaning) for each in examples]
    best = Candidate(Own(kind, _lines(kind, said, wanted)), _foretold(kind, said, wanted))
    if len(wanted) < STACKS:
        return best
    heard = _unseen(kind, examples)
    head = fitted(examples, labels=_LABELS[kind])
    if heard is None or head is None:
        return best
    foretold = _foretold(kind, heard, wanted)
    if macro_f1(wanted, foretold) < macro_f1(wanted, best.foretold) - _CLEARLY:
        return best
    return Candidate(Own(kind, _lines(kind, heard, wanted), head), foretold)


def compared(
    kind: Kind,
    examples: Sequence[Example],
    foretold: Sequence[int],
    before: Callable[[Example], int],
) -> Trial:
    """What was foretold against what was there before, on the same labels."""
    wanted = [each.label for each in examples]
    theirs = [before(each) for each in examples]
    missed = (
        (_missed(wanted, theirs), _missed(wanted, foretold)) if kind is Kind.NEEDS else (0.0, 0.0)
    )
    return Trial(len(wanted), macro_f1(wanted, theirs), macro_f1(wanted, foretold), *missed)


def takes_over(trial: Trial, *, is_first: bool) -> bool:
    """Whether it may judge from now on: the first must be better, a later one as good with more labels."""
    return trial.holds(by=_BETTER if is_first else 0.0)


def taught(kind: Kind, examples: Sequence[Example]) -> Own:
    """What a desk that never learnt before judges by after these labels, the oldest first."""
    candidate = learnt(kind, examples)
    if candidate is not None:
        trial = compared(kind, examples, candidate.foretold, partial(shipped_says, kind))
        if takes_over(trial, is_first=True):
            return candidate.own
    return Own(kind, _STRAIGHT[kind])


def _missed(wanted: Sequence[int], said: Sequence[int]) -> float:
    needed = [is_said for is_so, is_said in zip(wanted, said, strict=True) if is_so]
    return 1 - sum(needed) / len(needed) if needed else 0.0


def _unseen(kind: Kind, examples: Sequence[Example]) -> list[Voices] | None:
    """What heads say of examples that they have not learnt from; None where one cannot be made."""
    heard: list[Voices] = [()] * len(examples)
    for turn in range(FOLDS):
        others = [each for at, each in enumerate(examples) if at % FOLDS != turn]
        head = fitted(others, labels=_LABELS[kind])
        if head is None:
            return None
        for at in range(turn, len(examples), FOLDS):
            one = examples[at]
            heard[at] = _voices(kind, head, one.places, one.base, one.meaning)
    return heard


def _foretold(kind: Kind, said: Sequence[Voices], wanted: Sequence[int]) -> tuple[int, ...]:
    """What each label is by lines through the others."""
    found = [0] * len(wanted)
    for turn in range(FOLDS):
        others = [at for at in range(len(wanted)) if at % FOLDS != turn]
        lines = _lines(kind, [said[at] for at in others], [wanted[at] for at in others])
        for at in range(turn, len(wanted), FOLDS):
            found[at] = decided(kind, _chances(kind, lines, said[at]))
    return tuple(found)


def _voices(
    kind: Kind,
    head: OwnHead | None,
    places: Places | None,
    base: Sequence[float],
    meaning: Meaning,
) -> Voices:
    """What is said for yes as a logit; of moods, for negative and for positive against neutral."""
    if head is not None and places is not None:
        scores = head.scores(places, base, meaning)
        if kind is Kind.MOOD:
            bad, even, good = scores.tolist()
            return _LOUD * (bad - even), _LOUD * (good - even)
        return (_LOUD * float(scores[1] - scores[0]),)
    if kind is Kind.MOOD:
        return base[2], base[3]
    return (base[1] if kind is Kind.NEEDS else base[0],)


def _lines(kind: Kind, said: Sequence[Voices], wanted: Sequence[int]) -> tuple[Calibration, ...]:
    """A line for each voice; a mood's against neutral alone."""
    if kind is not Kind.MOOD:
        return (calibrated([each[0] for each in said], [label == 1 for label in wanted]),)
    lines = []
    for voice, mood in enumerate((NEGATIVE, POSITIVE)):
        some = [at for at, label in enumerate(wanted) if label in {mood, NEUTRAL}]
        logits = [said[at][voice] for at in some]
        lines.append(calibrated(logits, [wanted[at] == mood for at in some]))
    return tuple(lines)


def _chances(kind: Kind, lines: Sequence[Calibration], said: Voices) -> tuple[float, ...]:
    logits = [line.logit(each) for line, each in zip(lines, said, strict=True)]
    if kind is not Kind.MOOD:
        return (1.0 / (1.0 + math.exp(-logits[0])),)
    bad, good = (math.exp(each) for each in logits)
    total = bad + good + 1.0
    return bad / total, 1.0 / total, good / total
