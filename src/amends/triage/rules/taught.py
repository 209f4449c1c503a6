"""The shipped model as one brand's own labels changed it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from amends.triage.rules.features import words_apart
from amends.triage.rules.judgement import Act
from amends.triage.rules.labels import NEGATIVE, NEUTRAL, POSITIVE, Kind
from amends.triage.rules.meaning import NOTHING, Meanings
from amends.triage.rules.own import COMPLAINS, Own, decided
from amends.triage.rules.reading import Reading
from amends.triage.rules.scores import Scores, taught_version

Mood = tuple[float, float, float]
#: More than all other acts together; and less than the likeliest of them.
_MOST, _BELOW = 0.51, 0.99


class Heard(Protocol):
    """A model that says what a desk's own mind hears of it."""

    @property
    def version(self) -> str:
        """Its name."""

    def both(self, reading: Reading) -> tuple[Scores, tuple[float, ...]]:
        """What it makes of a message, and its logits."""


@dataclass(frozen=True, slots=True)
class Taught:
    """A model with a brand's own minds; ``learnt`` are their ids."""

    model: Heard
    meanings: Meanings
    owns: Mapping[Kind, Own]
    learnt: tuple[int, ...]

    @property
    def version(self) -> str:
        """The model's and its own minds'."""
        return taught_version(self.model.version, self.learnt)

    def scores(self, reading: Reading) -> Scores:
        """What the brand's own labels make of one message; where none taught anything, as it was."""
        scores, base = self.model.both(reading)
        has_head = any(own.head is not None for own in self.owns.values())
        places = words_apart(reading) if has_head else None
        about = self.meanings.of(reading) if has_head else NOTHING
        said = {kind: own.chances(places, base, about) for kind, own in self.owns.items()}
        if Kind.NEEDS in said:
            scores = replace(scores, needs_answer=said[Kind.NEEDS][0])
        if Kind.COMPLAINT in said:
            chance = said[Kind.COMPLAINT][0]
            scores = replace(scores, complaint=chance, acts=_acts(scores.acts, chance))
        if Kind.MOOD in said:
            bad, even, good = said[Kind.MOOD]
            scores = replace(scores, mood=_mood(scores.mood, (bad, even, good)))
        return scores


def _acts(before: Mapping[Act, float], chance: float) -> dict[Act, float]:
    """Shares in which a complaint is the likeliest act from `COMPLAINS` on, and never below."""
    rest: dict[Act, float] = dict(before)
    rest.pop(Act.COMPLAINT, None)
    total = sum(rest.values()) or 1.0
    if chance >= COMPLAINS:
        share = _MOST + (1 - _MOST) * (chance - COMPLAINS) / (1 - COMPLAINS)
    else:
        share = min(chance, _BELOW * max(rest.values()) / total * (1 - chance))
    others = {act: each / total * (1 - share) for act, each in rest.items()}
    return {**others, Act.COMPLAINT: share}


def _mood(before: Mood, said: Mood) -> Mood:
    """The desk's own mood; where it is the same as before, as strong as it was before."""
    if decided(Kind.MOOD, before) == decided(Kind.MOOD, said):
        return before
    bad, even, good = said[NEGATIVE], said[NEUTRAL], said[POSITIVE]
    return bad, even, good
