"""What a desk learns and suggests, what rules on arrival did, and how far messages spread, for programs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Self

from ninja import Field, Schema

from amends.api.schemas.values import Given, Words
from amends.inbox.models import Spread, SpreadCount
from amends.triage.actions.ask_people import answers_to
from amends.triage.models import ArrivalAct, Learning, RoundQuestion
from amends.triage.queries.rounds import Round
from amends.triage.queries.tagged import Suggested
from amends.triage.rules.labels import Kind


class SuggestedTagOut(Schema):
    """A tag that a case's words suggest."""

    tag_id: int
    name: str
    precision: Annotated[
        int, Field(description="Of a hundred such suggestions, so many were wanted.")
    ]

    @classmethod
    def of(cls, found: Suggested) -> Self:
        return cls(tag_id=found.tag_id, name=found.name, precision=found.precision)


class ArrivalActOut(Schema):
    """That a rule on arrival caught a message of a case."""

    message_id: int
    rule: str
    version: Annotated[int, Field(description="Of the playbook.")]
    at: datetime
    missed: Annotated[list[str], Field(description="What could not be done, as sentences.")]
    sooner: Annotated[int, Field(description="Minutes before its promise.")]
    needs_answer: bool | None
    suggests: str

    @classmethod
    def of(cls, act: ArrivalAct) -> Self:
        same = ("message_id", "rule", "version", "at", "missed", "sooner", "suggests")
        return cls(**{name: getattr(act, name) for name in same}, needs_answer=act.needs)


class QuestionOut(Schema):
    """A message that is asked about, and the words by which that is answered."""

    id: int
    message_id: int
    kind: Annotated[str, Field(description="needs, complaint or mood.")]
    answers: list[str]

    @classmethod
    def of(cls, asked: RoundQuestion) -> Self:
        same = {name: getattr(asked, name) for name in ("id", "message_id", "kind")}
        return cls(**same, answers=answers_to(Kind(asked.kind)))


class RoundOut(Schema):
    """A day's round: how far it is, and what is asked next."""

    day: date
    total: int
    answered: int
    passed: int
    next: QuestionOut | None

    @classmethod
    def of(cls, day: date, today: Round) -> Self:
        told = QuestionOut.of(today.next) if today.next is not None else None
        return cls(
            day=day, total=today.total, answered=today.answered, passed=today.passed, next=told
        )


class SaidIn(Given):
    """What a message is; empty passes it by."""

    said: Words = ""


class LearntOut(Schema):
    """What one time of learning came to."""

    number: int
    labels: int
    made_at: datetime
    promoted_at: datetime | None
    set_aside_at: datetime | None
    why: Annotated[str, Field(description="no_better, replaced, worse_since, by_hand, erased.")]
    before: Annotated[float | None, Field(description="Macro-F1 of what was there, labels unseen.")]
    after: Annotated[float | None, Field(description="Its own, on the same labels.")]

    @classmethod
    def of(cls, learning: Learning) -> Self:
        same = ("number", "labels", "made_at", "promoted_at", "set_aside_at", "why")
        figures = learning.figures
        return cls(
            **{name: getattr(learning, name) for name in same},
            before=figures.get("before"),
            after=figures.get("after"),
        )


class LearningOut(Schema):
    """What a brand has learnt of one kind, the newest first."""

    kind: Annotated[str, Field(description="needs, complaint, mood or tags.")]
    judges: Annotated[int | None, Field(description="The number that judges; null: as it ships.")]
    versions: list[LearntOut]


class PercentIn(Given):
    """From which precision on the desk puts on tags by itself; 0: never."""

    percent: int


class CountOut(Schema):
    """How often a message was liked, shared and answered at one time."""

    at: datetime
    likes: int
    shares: int
    replies: int

    @classmethod
    def of(cls, count: SpreadCount) -> Self:
        return cls(**{name: getattr(count, name) for name in cls.model_fields})


class SpreadOut(Schema):
    """How far a message has spread."""

    message_id: int
    total: int
    growth: Annotated[float, Field(description="More of them an hour.")]
    asked_at: datetime | None
    due_at: Annotated[datetime | None, Field(description="When it is counted next; null: no more.")]
    counts: Annotated[list[CountOut], Field(description="The newest first, at most a hundred.")]

    @classmethod
    def of(cls, spread: Spread, counts: list[SpreadCount]) -> Self:
        same = ("message_id", "total", "growth", "asked_at", "due_at")
        told = [CountOut.of(each) for each in counts]
        return cls(**{name: getattr(spread, name) for name in same}, counts=told)
