"""Every write of the outbox."""

from __future__ import annotations

from amends.outbox.actions.brake import BrakeIsOff, pull_brake, release_brake, withdraw_ask
from amends.outbox.actions.change import (
    NeedsALook,
    NotFailed,
    NotHeld,
    NothingToPutAway,
    TooLate,
    drop,
    let_go,
    require_not_left,
    reschedule,
    send_now,
    try_again,
    withdraw,
)
from amends.outbox.actions.deeds import (
    AlreadyAsked,
    NotStopped,
    ask_deed,
    put_deed_away,
    try_deed_again,
)
from amends.outbox.actions.files import (
    EmptyFile,
    FileTooLarge,
    TooMuchToday,
    describe_upload,
    forget_uploads,
    keep_for_good,
    keep_upload,
)
from amends.outbox.actions.gate import NotThroughTheGate
from amends.outbox.actions.hear import hear_outcome
from amends.outbox.actions.post import MOST_PARTS, post, posted
from amends.outbox.actions.say import UNDO_FOR, say
from amends.outbox.actions.settle import NotUnknown, ask_again, settle_as_not_sent, settle_as_sent

__all__ = [
    "MOST_PARTS",
    "UNDO_FOR",
    "AlreadyAsked",
    "BrakeIsOff",
    "EmptyFile",
    "FileTooLarge",
    "NeedsALook",
    "NotFailed",
    "NotHeld",
    "NotStopped",
    "NotThroughTheGate",
    "NotUnknown",
    "NothingToPutAway",
    "TooLate",
    "TooMuchToday",
    "ask_again",
    "ask_deed",
    "describe_upload",
    "drop",
    "forget_uploads",
    "hear_outcome",
    "keep_for_good",
    "keep_upload",
    "let_go",
    "post",
    "posted",
    "pull_brake",
    "put_deed_away",
    "release_brake",
    "require_not_left",
    "reschedule",
    "say",
    "send_now",
    "settle_as_not_sent",
    "settle_as_sent",
    "try_again",
    "try_deed_again",
    "withdraw",
    "withdraw_ask",
]
