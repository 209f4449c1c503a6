"""Every write of the outbox."""

from __future__ import annotations

from amends.outbox.actions.brake import BrakeIsOff, pull_brake, release_brake
from amends.outbox.actions.change import (
    NotFailed,
    NotHeld,
    NothingToPutAway,
    TooLate,
    drop,
    let_go,
    try_again,
    withdraw,
)
from amends.outbox.actions.gate import NotThroughTheGate
from amends.outbox.actions.hear import hear_outcome
from amends.outbox.actions.say import UNDO_FOR, say
from amends.outbox.actions.settle import NotUnknown, settle_as_not_sent, settle_as_sent

__all__ = [
    "UNDO_FOR",
    "BrakeIsOff",
    "NotFailed",
    "NotHeld",
    "NotThroughTheGate",
    "NotUnknown",
    "NothingToPutAway",
    "TooLate",
    "drop",
    "hear_outcome",
    "let_go",
    "pull_brake",
    "release_brake",
    "say",
    "settle_as_not_sent",
    "settle_as_sent",
    "try_again",
    "withdraw",
]
