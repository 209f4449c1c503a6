"""What was made of a message, and what it can be corrected to."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Self

from ninja import Field, Schema

from amends.api.schemas.values import Given
from amends.triage.models import Judgement
from amends.triage.rules.judgement import Act, Harm, Urgency


class ReasonOut(Schema):
    """Why: a code, the words that showed it, and how much it counted."""

    code: str
    words: str
    weight: float


class FoundOut(Schema):
    """Something that a message names."""

    kind: Annotated[str, Field(description="`order_number`, `product` or `place`.")]
    text: str


class JudgementOut(Schema):
    """What was made of one message."""

    message_id: int
    version: str
    language: str
    act: str
    mood: Annotated[float, Field(description="From -1, furious, to 1, delighted.")]
    urgency: str
    harms: list[str]
    topics: list[str]
    asker: str
    needs_answer: Annotated[
        bool | None, Field(description="What a person said; null while nobody did.")
    ]
    needs_answer_chance: float
    reasons: list[ReasonOut]
    found: list[FoundOut]
    corrected_at: datetime | None

    @classmethod
    def of(cls, made: Judgement) -> Self:
        same = ("message_id", "version", "language", "act", "urgency", "harms", "topics", "asker")
        return cls(
            **{name: getattr(made, name) for name in same},
            mood=made.mood_score,
            needs_answer=made.needs,
            needs_answer_chance=made.needs_chance,
            reasons=[ReasonOut(code=c, words=w, weight=n) for c, w, n in made.reasons],
            found=[FoundOut(kind=kind, text=text) for kind, text in made.found],
            corrected_at=made.corrected_at,
        )


class CorrectionIn(Given):
    """What a message is, as far as somebody says."""

    act: Act | None = None
    mood: Literal["angry", "unhappy", "neutral", "happy"] | None = None
    urgency: Urgency | None = None
    needs_answer: bool | None = None
    harms: Annotated[
        list[Harm] | None,
        Field(max_length=len(Harm), description="All that is at stake; an empty list: nothing is."),
    ] = None
