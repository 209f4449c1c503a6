"""The whole judgement of a message, with its reasons. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from amends.triage.rules.finding import found
from amends.triage.rules.judgement import Act, Heard, Judgement, Mood, Reason
from amends.triage.rules.reading import Reading, read
from amends.triage.rules.scores import Model, Scores, by_words
from amends.triage.rules.urgency import asker, pressing

#: Of the rules; raised with every change that may judge differently.
RULES = "words-3"
#: Below this an answer is not needed. Missing one costs more than reading one too many.
NEEDED = 0.35
_SHOUTING = 3
_MOST = 5
#: The cue that shows an act.
_SHOWN = {
    Act.COMPLAINT: ("sarcasm", "complaint"),
    Act.QUESTION: ("question",),
    Act.REQUEST: ("request",),
    Act.PRAISE: ("praise",),
    Act.THANKS: ("thanks", "solved"),
    Act.SPAM: ("spam",),
    Act.ABUSE: ("abuse",),
    Act.OTHER: ("no-answer",),
}


def judge(heard: Heard, *, model: Model | None = None) -> Judgement:
    """What to make of a message; without a model by words alone. Never fails, whatever the text is."""
    reading = read(heard)
    scores = model.scores(reading) if model else by_words(reading)
    act = max(scores.acts, key=lambda each: scores.acts[each])
    press = pressing(reading, scores)
    needed = max(scores.needs_answer, press.score if press.harms else 0.0)
    reasons = sorted((*press.reasons, *_why(reading, scores, act)), key=lambda each: -each.weight)
    negative, _, positive = scores.mood
    return Judgement(
        language=scores.language or reading.language,
        act=act,
        act_chance=round(scores.acts[act], 4),
        complaint_chance=round(scores.complaint, 4),
        needs_answer=needed >= NEEDED,
        needs_answer_chance=round(needed, 4),
        mood=_mood(scores),
        mood_score=round(positive - negative, 4),
        urgency=press.urgency,
        urgency_score=press.score,
        harms=press.harms,
        topics=scores.topics[:3],
        found=found(heard),
        asker=asker(reading),
        reasons=tuple(reasons[:_MOST]),
        version=f"{RULES}+{model.version}" if model else RULES,
    )


def _mood(scores: Scores) -> Mood:
    best = max(range(3), key=lambda at: scores.mood[at])
    return (Mood.NEGATIVE, Mood.NEUTRAL, Mood.POSITIVE)[best]


def _why(reading: Reading, scores: Scores, act: Act) -> Iterator[Reason]:
    """What shows the act, and how it is said."""
    for topic in _SHOWN[act]:
        cue = reading.cues.get(topic)
        if cue:
            code = "sarcasm" if topic == "sarcasm" else f"act.{act}"
            yield Reason(code, reading.words_of(cue), round(0.5 * scores.acts[act], 4))
            break
    else:
        yield Reason(f"act.{act}", "", round(0.3 * scores.acts[act], 4))
    if reading.shape.shouts >= _SHOUTING:
        yield Reason("shouting", "", 0.1)
