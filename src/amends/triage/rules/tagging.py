"""Tags that words suggest, learnt from those that people give, as sure as on cases unseen. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from amends.triage.rules.labels import LEVELS
from amends.triage.rules.learning import Example, Numbers, OwnHead, told_apart
from amends.triage.rules.own import FOLDS, head_of, told_of_head, unzipped, zipped

#: A suggestion is right at least every second time, or it is none.
_OFFERED = 0.5
#: A precision is told of so many suggestions at least.
_ENOUGH = 10


@dataclass(frozen=True, slots=True)
class Offer:
    """How a tag is offered: from which score, how right and how complete that was on cases unseen.

    ``levels``: the score from which it was right so often as each of `LEVELS`; never: infinite.
    """

    tag: int
    bar: float
    precision: float
    recall: float
    levels: tuple[float, ...]

    def percent(self, score: float) -> int:
        """How often, of a hundred, it is right from this score on; 0: it is not offered."""
        if score < self.bar:
            return 0
        reached = [level for level, at in zip(LEVELS, self.levels, strict=True) if score >= at]
        return max([*reached, int(100 * self.precision)])


@dataclass(frozen=True, slots=True)
class TagMind:
    """What a brand's people taught of its tags: a head with a column for each tag."""

    head: OwnHead
    offers: tuple[Offer, ...]

    def suggested(self, example: Example) -> dict[int, int]:
        """The tags that some words suggest, with how often of a hundred that is right."""
        scores = self.head.scores(example.places, example.base, example.meaning)
        # Heads that were made before tags were told apart have no column for none of them.
        is_told_apart = len(scores) > len(self.offers)
        return self.above((_sure(scores) if is_told_apart else scores).tolist())

    def above(self, scores: Sequence[float]) -> dict[int, int]:
        """As `suggested`, of scores by tag."""
        told = zip(self.offers, scores, strict=True)
        return {each.tag: percent for each, score in told if (percent := each.percent(score))}

    def packed(self) -> bytes:
        """As it is kept."""
        tags = np.array([each.tag for each in self.offers])
        numbers = [(each.bar, each.precision, each.recall, *each.levels) for each in self.offers]
        return zipped({**told_of_head(self.head), "tags": tags, "offers": np.array(numbers)})


def tag_mind(data: bytes) -> TagMind:
    """What `TagMind.packed` kept. Raises ValueError for anything else."""
    told = unzipped(data)
    head = head_of(told)
    if head is None:
        msg = "no head"
        raise ValueError(msg)
    offers = [
        Offer(int(tag), float(row[0]), float(row[1]), float(row[2]), tuple(row[3:].tolist()))
        for tag, row in zip(told["tags"], told["offers"], strict=True)
    ]
    return TagMind(head, tuple(offers))


@dataclass(frozen=True, slots=True)
class TagCandidate:
    """What tagged cases taught, and what it suggested for each case while it had not seen it."""

    mind: TagMind
    foretold: tuple[frozenset[int], ...]


def learnt_tags(
    examples: Sequence[Example], given: Sequence[frozenset[int]], tags: Sequence[int]
) -> TagCandidate | None:
    """What so many cases and the tags that people gave each teach of some tags; None: nothing yet."""
    if len(examples) < 2 * FOLDS or not tags:
        return None
    wanted = np.array([[float(tag in each) for tag in tags] for each in given])
    unseen = _unseen(examples, wanted)
    offers = [_offer(tag, unseen[:, at], wanted[:, at] > 0) for at, tag in enumerate(tags)]
    mind = TagMind(told_apart(examples, _shared(wanted)), tuple(offers))
    return TagCandidate(mind, tuple(frozenset(mind.above(row)) for row in unseen.tolist()))


def _unseen(examples: Sequence[Example], wanted: Numbers) -> Numbers:
    """What heads that have not seen a case say of it."""
    scores = np.zeros_like(wanted)
    for turn in range(FOLDS):
        others = [at for at in range(len(examples)) if at % FOLDS != turn]
        head = told_apart([examples[at] for at in others], _shared(wanted[others]))
        for at in range(turn, len(examples), FOLDS):
            one = examples[at]
            scores[at] = _sure(head.scores(one.places, one.base, one.meaning))
    return scores


def _shared(wanted: Numbers) -> Numbers:
    """Each case's tags in equal parts of 1, with a last column for cases that have none of them."""
    whole = np.concatenate([wanted, (wanted.sum(axis=1, keepdims=True) == 0)], axis=1)
    shares: Numbers = whole / whole.sum(axis=1, keepdims=True)
    return shares


def _sure(logits: Numbers) -> Numbers:
    """How likely each tag is, as a logarithm; without the last column."""
    most = logits.max()
    sure: Numbers = (logits - most - np.log(np.exp(logits - most).sum()))[:-1]
    return sure


def _offer(tag: int, scores: Numbers, is_so: npt.NDArray[np.bool_]) -> Offer:
    order = np.argsort(-scores, kind="stable")
    right, said = np.cumsum(is_so[order]), np.arange(1, len(order) + 1)
    precision, recall = right / said, right / max(1, int(is_so.sum()))
    may = (precision >= _OFFERED) & (said >= min(_ENOUGH, int(is_so.sum())))
    if not may.any():
        return Offer(tag, float("inf"), 0.0, 0.0, (float("inf"),) * len(LEVELS))
    gain = np.where(may, 2 * right / (said + is_so.sum()), 0.0)
    best = int(gain.argmax())
    told = scores[order]
    levels = tuple(_from(told, precision, said, level / 100) for level in LEVELS)
    return Offer(tag, float(told[best]), float(precision[best]), float(recall[best]), levels)


def _from(told: Numbers, precision: Numbers, said: npt.NDArray[np.int64], level: float) -> float:
    """The lowest score from which on it was right so often."""
    reaching = np.flatnonzero((precision >= level) & (said >= _ENOUGH))
    return float(told[reaching[-1]]) if len(reaching) else float("inf")


def agreement(given: Sequence[frozenset[int]], said: Sequence[frozenset[int]]) -> float:
    """How well suggestions meet the tags that people gave: F1 over all of them, between 0 and 1."""
    right = sum(len(a & b) for a, b in zip(given, said, strict=True))
    total = sum(len(a) + len(b) for a, b in zip(given, said, strict=True))
    return 2 * right / total if total else 0.0


def told_of(mind: TagMind, counts: Mapping[int, tuple[int, int]]) -> list[dict[str, object]]:
    """Figures by tag: labels, how many of them given, precision and recall, the levels that it reaches."""
    return [
        {
            "tag": each.tag,
            "labels": counts[each.tag][0],
            "given": counts[each.tag][1],
            "precision": round(each.precision, 4),
            "recall": round(each.recall, 4),
            "levels": [n for n, at in zip(LEVELS, each.levels, strict=True) if at < float("inf")],
        }
        for each in mind.offers
    ]
