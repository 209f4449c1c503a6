"""What is learnt, and what labels of it say. Pure, and light enough for every door."""

from __future__ import annotations

from enum import StrEnum

from amends.triage.rules.summing import mood_word

#: The moods' labels.
NEGATIVE, NEUTRAL, POSITIVE = range(3)
#: From so many labels on thresholds move, and from so many on a mind of the desk's own is tried.
RECALIBRATES, STACKS = 25, 100
#: Which vectors of words heads learn by: what learnt by others is deaf to these, and is learnt anew.
VECTORS = 2
#: The precisions, in percent, that a lead may set for tags that the desk puts on by itself.
LEVELS = (80, 85, 90, 95, 98)
#: Before the next try there must be so many new labels, and so large a share of all.
_MORE, _SHARE = 10, 0.1


class Kind(StrEnum):
    """What is learnt."""

    NEEDS = "needs"
    COMPLAINT = "complaint"
    MOOD = "mood"
    TAGS = "tags"


#: What a message's judgement is made of; tags are of cases.
JUDGED = (Kind.NEEDS, Kind.COMPLAINT, Kind.MOOD)


def mood_label(score: float) -> int:
    """The mood's label that a score from -1 to 1 stands for."""
    word = mood_word(score)
    return POSITIVE if word == "happy" else NEGATIVE if word else NEUTRAL


def is_due(*, labels: int, new: int, was_tried: bool) -> bool:
    """Whether to learn anew from so many labels, of which so many came since the last try."""
    if labels < RECALIBRATES:
        return False
    return not was_tried or new >= max(_MORE, _SHARE * labels)
