"""Moderation as the API shows it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from ninja import Schema
from pydantic import Field

from amends.outbox.models import Decision, Moderation
from amends.outbox.rules.deeds import DeedKind
from amends.outbox.rules.moderation import Ground


class LineOut(Schema):
    """What stood before or after the words."""

    who: str
    is_ours: bool
    at: datetime
    text: str


class ModerationOut(Schema):
    """What somebody wanted out of sight, as it stood, and what became of it."""

    id: int
    deed_id: int | None
    case_id: int | None
    message_id: int | None
    kind: DeedKind
    ground: Ground
    reason: str
    text: Annotated[str, Field(description="Empty once its author asked to be forgotten.")]
    sha256: str
    marked: str
    author: str
    url: str
    said_at: datetime
    context: list[LineOut]
    asked_by_id: int | None
    asked_at: datetime
    decision: Decision
    decided_by_id: int | None
    decided_at: datetime | None
    comment: str
    done_at: datetime | None
    undone_at: datetime | None
    erased_at: datetime | None

    @classmethod
    def of(cls, record: Moderation) -> Self:
        return cls.from_orm(record)


class CountsOut(Schema):
    """How many pieces are out of sight, of the last days."""

    days: int
    total: int
    by_class: dict[str, int]
