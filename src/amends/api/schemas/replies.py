"""What is said through the API, and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from ninja import Schema
from pydantic import Field

from amends.api.schemas.values import Given, Id, Words
from amends.outbox.models import Send, SendState
from amends.outbox.rules import SayKind


class ReplyIn(Given):
    """An answer to the customer of a case."""

    kind: SayKind
    text: Annotated[Words, Field(min_length=1, max_length=50_000)]
    subject: Annotated[Words, Field(max_length=500)] = ""
    message_id: Annotated[
        Id | None, Field(description="The message answered; else the newest.")
    ] = None
    undo_seconds: Annotated[
        int, Field(ge=0, le=3600, description="How long it waits before it leaves.")
    ] = 0


class ReplyOut(Schema):
    """One thing said, with its one honest state. `unknown`: the network may have it or not."""

    id: int
    case_id: int | None
    message_id: int
    state: SendState
    state_since: datetime
    reason: str
    is_public: bool
    text: str
    asked_at: datetime
    not_before: datetime
    sent_at: datetime | None

    @classmethod
    def of(cls, send: Send) -> Self:
        return cls(id=send.pk, **{name: getattr(send, name) for name in _PLAIN})


_PLAIN = (
    *("case_id", "message_id", "state", "state_since", "reason", "is_public", "text"),
    *("asked_at", "not_before", "sent_at"),
)
