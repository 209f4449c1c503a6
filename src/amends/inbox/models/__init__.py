"""The inbox's tables: people, threads, cases, messages, notes, and what happened to each case."""

from __future__ import annotations

# The tables that grow with every message keep no database constraint on keys that are read or made in
# the very statement that writes them: each check locks the referred row again, which was two fifths of a
# batch's time. What a message hangs by, its case, its
# thread and its author, is checked. Nothing deletes any of them.
from amends.inbox.models.cases import (
    Case,
    CaseEvent,
    CaseEventKind,
    CaseState,
    CaseThread,
    Note,
    Tag,
    Thread,
)
from amends.inbox.models.messages import Attachment, Direction, EarlyFact, Message, MessageVersion
from amends.inbox.models.people import Identity, Person

__all__ = [
    "Attachment",
    "Case",
    "CaseEvent",
    "CaseEventKind",
    "CaseState",
    "CaseThread",
    "Direction",
    "EarlyFact",
    "Identity",
    "Message",
    "MessageVersion",
    "Note",
    "Person",
    "Tag",
    "Thread",
]
