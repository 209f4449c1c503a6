"""Every write of the publishing room."""

from __future__ import annotations

from amends.publishing.actions.compose import (
    ChangedMeanwhile,
    NotOpen,
    NowhereToGo,
    VersionWording,
    Wording,
    ask,
    rewrite,
    send_back,
    throw_away,
    write,
)
from amends.publishing.actions.library import describe_item, keep_in_library, set_times
from amends.publishing.actions.plan import (
    NotApproved,
    approve,
    drop,
    lay_out_all,
    move,
    move_version,
    take_back,
)

__all__ = [
    "ChangedMeanwhile",
    "NotApproved",
    "NotOpen",
    "NowhereToGo",
    "VersionWording",
    "Wording",
    "approve",
    "ask",
    "describe_item",
    "drop",
    "keep_in_library",
    "lay_out_all",
    "move",
    "move_version",
    "rewrite",
    "send_back",
    "set_times",
    "take_back",
    "throw_away",
    "write",
]
