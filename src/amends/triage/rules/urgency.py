"""What is at stake, who asks, and how long it can wait. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from amends.triage.rules.judgement import Act, Asker, Harm, Heard, Reason, Urgency
from amends.triage.rules.reading import Reading
from amends.triage.rules.scores import Scores

#: How much each raises what it is found in; the gravest first.
WEIGHTS: dict[Harm, float] = {
    Harm.SELF_HARM: 1.0,
    Harm.SAFETY: 0.75,
    Harm.HEALTH: 0.7,
    Harm.VULNERABLE: 0.6,
    Harm.MONEY: 0.45,
    Harm.ACCESS: 0.35,
    Harm.DEADLINE: 0.4,
    Harm.LEGAL: 0.35,
    Harm.PRESS: 0.35,
}
#: From here on it is urgent, and from here on raised.
URGENT, RAISED = 0.7, 0.4
_GRAVE = frozenset({Harm.SELF_HARM, Harm.SAFETY, Harm.HEALTH})
_ASKERS = (
    ("asks-regulator", Asker.REGULATOR),
    ("asks-press", Asker.PRESS),
    ("asks-employee", Asker.EMPLOYEE),
)
_BIOS = (
    (Asker.PRESS, ("journalist", "reporter", "correspondent", "news editor", "redakteur", "periodista",
                   "journaliste", "giornalista", "jornalista", "verslaggever")),
    (Asker.REGULATOR, ("regulator", "ombudsman", "consumer protection", "aufsichtsbehörde", "authority")),
    (Asker.INFLUENCER, ("influencer", "content creator", "youtuber", "streamer", "blogger", "creator")),
)  # fmt: skip
_HEARD_FAR, _HEARD_WIDE = 10_000, 100_000
#: Below this a sound of urgency is noise.
_SOUNDS = 0.2


@dataclass(frozen=True, slots=True)
class Pressing:
    """How urgent something is, and what makes it so."""

    urgency: Urgency
    score: float
    harms: tuple[Harm, ...]
    reasons: tuple[Reason, ...]


def asker(reading: Reading) -> Asker:
    """Who asks, by what they say, by their profile, by how many hear them."""
    for topic, who in _ASKERS:
        if topic in reading.cues:
            return who
    bio = reading.heard.author_bio.casefold()
    for who, words in _BIOS:
        if bio and any(word in bio for word in words):
            return who
    followers = reading.heard.follower_count or 0
    return Asker.INFLUENCER if followers >= _HEARD_WIDE else Asker.CUSTOMER


def pressing(reading: Reading, scores: Scores) -> Pressing:
    """What is at stake in it, and how pressing that is, between 0 and 1."""
    meant = 0.0 if scores.acts[Act.SPAM] >= 0.6 else _meant(scores)
    reasons = [*_at_stake(reading, meant), *_around(reading, scores, meant)]
    calm = 1.0
    for reason in reasons:
        calm *= 1.0 - reason.weight
    score = round(1.0 - calm, 4)
    harms = tuple(harm for harm in WEIGHTS if _says(reading, harm))
    urgency = Urgency.URGENT if score >= URGENT else Urgency.RAISED if score >= RAISED else None
    return Pressing(urgency or Urgency.NONE, score, harms if meant else (), tuple(reasons))


def _meant(scores: Scores) -> float:
    """How far words of harm are meant: less where somebody praises or only talks."""
    return max(0.3, min(1.0, 0.25 + max(scores.needs_answer, scores.complaint)))


def _says(reading: Reading, harm: Harm) -> bool:
    return harm.value in reading.cues


def _at_stake(reading: Reading, meant: float) -> Iterator[Reason]:
    for harm, weight in WEIGHTS.items():
        cue = reading.cues.get(harm.value)
        if cue and meant:
            sure = max(meant, 0.9) if harm is Harm.SELF_HARM else meant
            yield Reason(f"harm.{harm}", reading.words_of(cue), round(weight * sure, 4))


def _around(reading: Reading, scores: Scores, meant: float) -> Iterator[Reason]:
    cue = reading.cues.get("urgent")
    if cue and meant:
        yield Reason("urgent", reading.words_of(cue), round(0.4 * meant, 4))
    who = asker(reading)
    if who in {Asker.PRESS, Asker.REGULATOR}:
        yield Reason(f"asker.{who}", "", 0.45)
    followers = reading.heard.follower_count or 0
    if reading.heard.is_public and followers >= _HEARD_FAR and scores.complaint >= 0.5:
        wide = 0.3 if followers >= _HEARD_WIDE else 0.2
        yield Reason("heard-far", _counted(reading.heard), wide)
    if scores.urgent >= _SOUNDS and meant:
        yield Reason("sounds-urgent", "", round(0.6 * scores.urgent * meant, 4))
    if scores.mood[0] >= 0.6:
        yield Reason("unhappy", "", round(0.15 * scores.mood[0], 4))


def _counted(heard: Heard) -> str:
    return str(heard.follower_count)
