"""Every write of the replies room."""

from __future__ import annotations

from amends.replies.actions.answer import Answering, answer, give_back, keep_note, take_back
from amends.replies.actions.assist import Drafted, Help, assist
from amends.replies.actions.assistant import (
    NoAssistant,
    connect_assistant,
    remove_assistant,
    switch_assistant,
    try_assistant,
)
from amends.replies.actions.drafts import (
    DraftChanged,
    HasOwnDraft,
    Writing,
    forget_draft,
    keep_draft,
    take_over,
)
from amends.replies.actions.exchanges import (
    AssistantBusy,
    TokensUsedUp,
    forget_exchanges,
    forget_of_people,
)
from amends.replies.actions.line import NoAnswer
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
    "AssistantBusy",
    "DraftChanged",
    "Drafted",
    "HasOwnDraft",
    "Help",
    "NoAnswer",
    "NoAssistant",
    "SavedTwice",
    "TokensUsedUp",
    "Wording",
    "Writing",
    "answer",
    "archive_saved",
    "assist",
    "change_saved",
    "connect_assistant",
    "count_use",
    "forget_draft",
    "forget_exchanges",
    "forget_of_people",
    "give_back",
    "keep_draft",
    "keep_note",
    "remove_assistant",
    "restore_saved",
    "save_reply",
    "switch_assistant",
    "take_back",
    "take_over",
    "try_assistant",
]
