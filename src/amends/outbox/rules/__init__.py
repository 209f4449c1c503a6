"""What may leave, what a network's answer means for a send, and what a file may be. Pure."""

from __future__ import annotations

from amends.outbox.rules.fates import (
    LANE_WIDTH,
    AttemptKind,
    Decision,
    Fate,
    Pace,
    after_failure,
    backoff,
    believed,
    look_again,
    width,
)
from amends.outbox.rules.gate import (
    AT_ASKING,
    AT_LEAVING,
    Check,
    Facts,
    SayKind,
    judge,
    plain,
)
from amends.outbox.rules.verdicts import Judgement, Level, Moment, Verdict

__all__ = [
    "AT_ASKING",
    "AT_LEAVING",
    "LANE_WIDTH",
    "AttemptKind",
    "Check",
    "Decision",
    "Facts",
    "Fate",
    "Judgement",
    "Level",
    "Moment",
    "Pace",
    "SayKind",
    "Verdict",
    "after_failure",
    "backoff",
    "believed",
    "judge",
    "look_again",
    "plain",
    "width",
]
