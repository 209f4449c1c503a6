"""Approvals as the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from ninja import Schema
from pydantic import Field

from amends.api.schemas.values import Given, Words
from amends.outbox.models import Approval, ApprovalState, ApprovalVote, Word


class VoteOut(Schema):
    """What one colleague said."""

    user_id: int | None
    role: str
    word: Word
    comment: str
    at: datetime

    @classmethod
    def of(cls, vote: ApprovalVote) -> Self:
        return cls(
            user_id=vote.user_id,
            role=vote.role,
            word=Word(vote.word),
            comment=vote.comment,
            at=vote.at,
        )


class ApprovalOut(Schema):
    """A question to colleagues: may this leave? For exactly the words whose digest it names."""

    id: int
    reply_id: int | None
    deed_id: int | None
    state: ApprovalState
    rules: Annotated[list[str], Field(description="The playbook's rules that ask for it.")]
    roles: Annotated[list[str], Field(description="Whose yes is still missing.")]
    digest: str
    text: str
    asked_by: int | None
    asked_at: datetime
    due_at: Annotated[
        datetime | None, Field(description="When it goes on to whom the playbook names next.")
    ]
    escalated_at: datetime | None
    decided_at: datetime | None
    votes: list[VoteOut]

    @classmethod
    def of(cls, approval: Approval) -> Self:
        return cls(
            id=approval.pk,
            reply_id=approval.send_id,
            state=ApprovalState(approval.state),
            rules=[each["rule"] for each in approval.asks],
            text=_text(approval),
            asked_by=approval.asked_by_id,
            votes=[VoteOut.of(vote) for vote in approval.votes.all()],
            **{name: getattr(approval, name) for name in _PLAIN},
        )


def _text(approval: Approval) -> str:
    """The words that would be said, or those that would go."""
    if approval.send is not None:
        return approval.send.text
    if approval.deed is None:
        return ""
    return approval.deed.text or approval.deed.message.text


_PLAIN = ("deed_id", "roles", "digest", "asked_at", "due_at", "escalated_at", "decided_at")


class ApproveIn(Given):
    """The words that were seen, by their digest: others are not approved with them."""

    digest: Annotated[str, Field(min_length=64, max_length=64)]


class GiveBackIn(Given):
    """What should be different."""

    comment: Annotated[Words, Field(min_length=1, max_length=1_000)]
