"""Who is affected by an incident, and who of them was told, as programs see it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from ninja import Schema
from pydantic import Field

from amends.api.schemas.values import Given, Id
from amends.incidents.models import Recipient
from amends.incidents.queries.affected import Affected, Span, Watched
from amends.incidents.rules.ledger import Standing
from amends.incidents.rules.words import Attached


class AffectedOnOut(Schema):
    """The affected people of one connection; `waiting`: how many of them wait for an answer."""

    connection_id: int
    people: int
    waiting: int


class MoodOut(Schema):
    """How many people wrote in a mood, as their messages were judged."""

    mood: str
    people: int


class SpanOut(Schema):
    """How many people began to complain from `since` on, until the next span begins."""

    since: datetime
    people: int


class AffectedOut(Schema):
    """The affected people, counted; a person with several cases once.

    `reach`: how many follow those who complained in public. `subscribed`: who did not complain, but is told
    by the status page. `precision`: of what was attached by itself, the share that nobody took off.
    """

    people: int
    cases: int
    waiting: int
    reach: int
    subscribed: int
    networks: list[AffectedOnOut]
    moods: list[MoodOut]
    complaints: list[SpanOut]
    precision: float | None

    @classmethod
    def of(cls, found: Affected, watched: Watched, spans: list[Span]) -> Self:
        return cls(
            people=found.people,
            cases=found.cases,
            waiting=found.waiting,
            reach=found.reach,
            subscribed=found.subscribed,
            networks=[
                AffectedOnOut(connection_id=on.connection_id, people=on.people, waiting=on.waiting)
                for on in found.networks
            ],
            moods=[MoodOut(mood=mood, people=n) for mood, n in found.moods],
            complaints=[SpanOut(since=each.since, people=each.people) for each in spans],
            precision=watched.precision,
        )


class AffectedCaseOut(Schema):
    """A case that belongs to an incident; `score`: how surely, where the desk judged by itself."""

    id: int
    case_id: int
    how: Attached
    score: float | None
    attached_at: datetime
    attached_by_id: int | None


class AffectedCasePage(Schema):
    """A page of attached cases, newest first."""

    items: list[AffectedCaseOut]
    next: str | None


class AttachIn(Given):
    """The cases that belong to the incident."""

    case_ids: Annotated[list[Id], Field(min_length=1, max_length=5_000)]


class AttachedOut(Schema):
    """How many cases are attached that were not before."""

    attached: int


class LedgerLineOut(Schema):
    """What became of one affected person. `reason` is for programs, `sentence` for people."""

    id: int
    person_id: int
    case_id: int
    connection_id: int
    outcome: Standing
    reason: str
    sentence: str
    said_at: datetime | None
    settled_at: datetime | None

    @classmethod
    def of(cls, row: Recipient) -> Self:
        return cls(
            id=row.pk,
            person_id=row.person_id,
            case_id=row.case_id,
            connection_id=row.connection_id,
            outcome=Standing(row.state),
            reason=row.reason,
            sentence=row.sentence,
            said_at=row.send.sent_at if row.send is not None else None,
            settled_at=row.settled_at,
        )


class LedgerPage(Schema):
    """A page of the closure ledger."""

    items: list[LedgerLineOut]
    next: str | None
