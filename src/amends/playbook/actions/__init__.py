"""Every write of the playbook room."""

from __future__ import annotations

from amends.playbook.actions.dry_run import begin_dry_run, try_out
from amends.playbook.actions.review import approve, ask_review, choose, give_back
from amends.playbook.actions.versions import (
    Changed,
    HasProblems,
    NeedsSecond,
    NothingChanged,
    go_live,
    roll_back,
    save_draft,
    throw_away,
)

__all__ = [
    "Changed",
    "HasProblems",
    "NeedsSecond",
    "NothingChanged",
    "approve",
    "ask_review",
    "begin_dry_run",
    "choose",
    "give_back",
    "go_live",
    "roll_back",
    "save_draft",
    "throw_away",
    "try_out",
]
