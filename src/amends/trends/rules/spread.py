"""A single message that is about to be seen by very many, noticed by how its counts grow.

Pure. Counts are likes, shares and replies together, as a network told them at some times; usual is what the
brand's own messages come to. One reason is enough, and every reason is said.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass


class Sign(enum.StrEnum):
    """Why something is about to spread."""

    #: It grows many times as fast as this brand's messages do.
    GROWS = "grows"
    #: Each hour brings more than the one before.
    QUICKENS = "quickens"
    #: Whoever wrote it is heard by far more people than this brand's customers are.
    REACH = "reach"
    #: The press writes, or is written to.
    PRESS = "press"


@dataclass(frozen=True, slots=True)
class Usual:
    """What this brand's messages come to: their growth an hour and their authors' reach, all but 1 in 100."""

    growth: float = 0.0
    reach: float = 0.0


@dataclass(frozen=True, slots=True)
class Seen:
    """One message: its course as (hours since it was said, count), and who says it to whom."""

    counts: Sequence[tuple[float, int]]
    followers: int = 0
    is_press: bool = False
    is_unhappy: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """A sign and its number: counts an hour, times as many, followers."""

    sign: Sign
    number: float


#: Growth an hour that is nothing to speak of, whoever the brand is.
_LITTLE = 12.0
#: So many times what is usual.
_TIMES = 3.0
_QUICKER = 2.0
#: So many followers are many for anybody; so many times the usual reach are many for the brand.
_HEARD, _HEARD_TIMES = 50_000, 5.0
#: Within a quarter of an hour, as if in that.
_SHORTEST = 0.25


def about_to_spread(seen: Seen, usual: Usual) -> tuple[Reason, ...]:
    """Why this is about to spread; empty where it is not. Praise may spread: only what is unhappy counts."""
    if not seen.is_unhappy:
        return ()
    found = []
    growth = growth_of(seen.counts)
    bar = max(_LITTLE, _TIMES * usual.growth)
    if growth >= bar:
        found.append(Reason(Sign.GROWS, growth))
    quicker = _quicker(seen.counts)
    if growth >= bar / 2 and quicker >= _QUICKER:
        found.append(Reason(Sign.QUICKENS, quicker))
    if seen.followers >= max(_HEARD, _HEARD_TIMES * usual.reach):
        found.append(Reason(Sign.REACH, float(seen.followers)))
    if seen.is_press and (growth >= _LITTLE / 2 or seen.followers >= _HEARD / 10):
        found.append(Reason(Sign.PRESS, float(seen.followers)))
    return tuple(found)


def growth_of(counts: Sequence[tuple[float, int]]) -> float:
    """More an hour, over the newest stretch; a first count grew since the message was said."""
    if not counts:
        return 0.0
    at, many = counts[-1]
    before, few = counts[-2] if len(counts) > 1 else (0.0, 0)
    return max(many - few, 0) / max(at - before, _SHORTEST)


def _quicker(counts: Sequence[tuple[float, int]]) -> float:
    """How many times as fast it grows as in the stretch before."""
    if len(counts) < 3:
        return 0.0
    earlier = growth_of(counts[:-1])
    return growth_of(counts) / earlier if earlier > 0 else 0.0
