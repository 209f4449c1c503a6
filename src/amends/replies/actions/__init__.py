"""Every write of the replies room."""

from __future__ import annotations

from amends.replies.actions.answer import Answering, answer, give_back, keep_note, take_back
from amends.replies.actions.drafts import (
    DraftChanged,
    HasOwnDraft,
    Writing,
    forget_draft,
    keep_draft,
    take_over,
)
from amends.replies.actions.saved import (
    LONGEST_TEXT,
    SavedTwice,
    Wording,
    archive_saved,
    change_saved,
    count_use,
    restore_saved,
    save_reply,
)

__all__ = [
    "LONGEST_TEXT",
    "Answering",
    "DraftChanged",
    "HasOwnDraft",
    "SavedTwice",
    "Wording",
    "Writing",
    "answer",
    "archive_saved",
    "change_saved",
    "count_use",
    "forget_draft",
    "give_back",
    "keep_draft",
    "keep_note",
    "restore_saved",
    "save_reply",
    "take_back",
    "take_over",
]
