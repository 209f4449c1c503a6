"""The inbox's decisions, pure: the turns of a case, and the language of its search."""

from __future__ import annotations

from amends.inbox.rules.turns import (
    ASIDES,
    CLOSED,
    SNOOZED,
    CaseIsClosed,
    CaseWentOn,
    ChangedMeanwhile,
    Happened,
    News,
    Standing,
    Turn,
    fold,
    latest,
    require_turn,
    turn_after,
)

__all__ = [
    "ASIDES",
    "CLOSED",
    "SNOOZED",
    "CaseIsClosed",
    "CaseWentOn",
    "ChangedMeanwhile",
    "Happened",
    "News",
    "Standing",
    "Turn",
    "fold",
    "latest",
    "require_turn",
    "turn_after",
]
