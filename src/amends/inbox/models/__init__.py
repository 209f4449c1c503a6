"""The inbox's tables: people, threads, cases, messages, notes, and what happened to each case."""

from __future__ import annotations

# The tables that grow with every message keep no database constraint on keys that are read in the very
# statement that writes them (brand, connection, a case's thread and identity): each check locks the
# referred row again, which was two fifths of a batch's time. What a case and its messages hang together
# by is checked. Nothing deletes brands, connections, threads or identities.
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
