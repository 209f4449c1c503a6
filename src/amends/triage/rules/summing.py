"""What the judgements of a case's messages come to: its marks, its place, and whether anybody waits. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from amends.playbook.rules.document.order import PriorityPart
from amends.triage.rules.judgement import Act, Asker, Harm, Urgency
from amends.triage.rules.priority import ANGRY, UNHAPPY, Place, Pressure, place_of

_URGENCIES = (Urgency.NONE, Urgency.RAISED, Urgency.URGENT)
#: What may go unanswered; anything else is somebody's matter.
_MAY_REST = frozenset({Act.THANKS, Act.PRAISE, Act.OTHER, Act.SPAM})
#: What is taken for spam must be this sure: a customer called spam is lost.
_SURE_SPAM = 0.8
HAPPY = 0.2


@dataclass(frozen=True, slots=True)
class Judged:
    """One message that waits, as it was judged. ``needs``: what a person said, None where nobody did."""

    message_id: int
    sent_at: datetime
    act: Act
    act_chance: float
    mood_score: float
    urgency: Urgency
    harms: tuple[Harm, ...]
    topics: tuple[str, ...]
    asker: Asker
    needs_chance: float
    needs: bool | None = None
    #: It holds more than words: a picture, a file, stars.
    has_more: bool = False
    reach: float = 0.0
    #: What rules on arrival said: minutes before its promise, and whether it needs an answer.
    ruled_sooner: int = 0
    ruled_needs: bool | None = None


@dataclass(frozen=True, slots=True)
class Rest:
    """Whether a brand lets go of what needs no answer, and below which chance."""

    is_on: bool = True
    below: float = 0.25


@dataclass(frozen=True, slots=True)
class Sum:
    """What a case comes to."""

    place: Place
    marks: tuple[str, ...]
    is_noise: bool


def sum_of(
    judged: Sequence[Judged], weights: PriorityPart, rest: Rest, *, is_valued: bool = False
) -> Sum:
    """What the messages come to that wait for an answer, newest first; without any, nothing."""
    if not judged:
        return Sum(Place(), (), is_noise=False)
    pressure = Pressure(
        harms=frozenset(harm for each in judged for harm in each.harms),
        askers=frozenset(each.asker for each in judged),
        urgency=max((each.urgency for each in judged), key=_URGENCIES.index),
        mood=min(each.mood_score for each in judged),
        reach=max(each.reach for each in judged),
        is_valued=is_valued,
        ruled=max(each.ruled_sooner for each in judged),
    )
    is_noise = all(rests(each, rest) for each in judged)
    marks = tuple(dict.fromkeys(_marks(judged, pressure, is_noise=is_noise)))
    return Sum(place_of(pressure, weights), marks, is_noise)


def rests(each: Judged, rest: Rest) -> bool:
    """Whether nobody waits for an answer to it; a person's word goes first, then the playbook's.

    Cautious: never where anything is at stake, never a stranger's picture, never somebody of the press.
    """
    if each.needs is not None:
        return not each.needs
    if each.ruled_needs is not None:
        return not each.ruled_needs and Harm.SELF_HARM not in each.harms
    if not rest.is_on or each.needs_chance >= rest.below:
        return False
    is_calm = not each.harms and each.urgency is Urgency.NONE and each.mood_score > UNHAPPY
    is_plain = each.asker is Asker.CUSTOMER and not each.has_more
    is_sure = each.act is not Act.SPAM or each.act_chance >= _SURE_SPAM
    return each.act in _MAY_REST and is_calm and is_plain and is_sure


def mood_word(score: float) -> str:
    """How somebody feels, in one word; nothing where it does not show."""
    if score <= ANGRY:
        return "angry"
    if score <= UNHAPPY:
        return "unhappy"
    return "happy" if score >= HAPPY else ""


def _marks(judged: Sequence[Judged], pressure: Pressure, *, is_noise: bool) -> Iterator[str]:
    """As the search asks for them, what stands in a list first."""
    if pressure.urgency is Urgency.URGENT:
        yield "is:urgent"
    yield from (f"harm:{_word(harm)}" for harm in Harm if harm in pressure.harms)
    yield from (f"asker:{each.asker}" for each in judged if each.asker is not Asker.CUSTOMER)
    # The mood of now: who was angry an hour ago and thanks is happy.
    mood = mood_word(judged[0].mood_score)
    if mood:
        yield f"mood:{mood}"
    yield from (f"kind:{each.act}" for each in judged)
    yield from (f"topic:{_word(topic)}" for each in judged for topic in each.topics[:1])
    if is_noise:
        yield "is:noise"


def _word(name: str) -> str:
    return name.casefold().replace("_", "-").replace(" ", "-").replace(",", "")[:60]
