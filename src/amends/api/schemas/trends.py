"""Common issues and spikes, as programs read them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from ninja import Field, Schema

from amends.trends.models import Spike
from amends.trends.queries.found import Told


class IssueOut(Schema):
    """What several people say alike, with its counts."""

    id: int
    name: str
    words: Annotated[list[str], Field(description="The words that tell it from everything else.")]
    people: int
    messages: int
    cases: int
    open_cases: int
    networks: list[str]
    days: Annotated[
        list[int], Field(description="Messages by day of the last fourteen, the last one today.")
    ]
    first_at: datetime
    last_at: datetime
    put_away_at: datetime | None
    merged_into_id: int | None
    incident_id: int | None

    @classmethod
    def of(cls, told: Told) -> Self:
        issue = told.issue
        own = ("id", "name", "words", "first_at", "last_at", "put_away_at", "merged_into_id")
        return cls(
            **{name: getattr(issue, name) for name in own},
            incident_id=issue.incident_id,
            people=told.people,
            messages=told.messages,
            cases=told.cases,
            open_cases=told.open_cases,
            networks=list(told.networks),
            days=list(told.days),
        )


class SpikeOut(Schema):
    """More people than usual said the same."""

    id: int
    about: Annotated[str, Field(description="words, topic, network, mood or stars.")]
    words: list[str]
    people: int
    expected: Annotated[float, Field(description="People that are usual in that time.")]
    within: Annotated[int, Field(description="Minutes.")]
    score: Annotated[
        float, Field(description="How unlikely that is, as zeros after the point of its chance.")
    ]
    copies: Annotated[int, Field(description="Messages that say nearly the same.")]
    newcomers: Annotated[int, Field(description="People who never wrote before.")]
    is_campaign: bool
    low: Annotated[int, Field(description="Reviews with one or two stars.")]
    is_bombing: Annotated[
        bool, Field(description="Most are such reviews, from people who never wrote before.")
    ]
    message_ids: list[int]
    state: Annotated[str, Field(description="open, incident, no_problem or over.")]
    found_at: datetime
    last_at: datetime
    incident_id: int | None

    @classmethod
    def of(cls, spike: Spike) -> Self:
        return cls(**{name: getattr(spike, name) for name in cls.model_fields})
