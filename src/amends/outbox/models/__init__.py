"""The outbox's tables: sends and their attempts, deeds and moderation, who approves, the brake."""

from __future__ import annotations

from amends.outbox.models.approvals import (
    Approval,
    ApprovalState,
    ApprovalVote,
    BrakeAsk,
    BrakeAskKind,
    Word,
)
from amends.outbox.models.moderation import Decision, Moderation
from amends.outbox.models.sends import (
    Attempt,
    Brake,
    Deed,
    DeedState,
    Lane,
    Send,
    SendFile,
    SendState,
    Upload,
)

__all__ = [
    "Approval",
    "ApprovalState",
    "ApprovalVote",
    "Attempt",
    "Brake",
    "BrakeAsk",
    "BrakeAskKind",
    "Decision",
    "Deed",
    "DeedState",
    "Lane",
    "Moderation",
    "Send",
    "SendFile",
    "SendState",
    "Upload",
    "Word",
]
