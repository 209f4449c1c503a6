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
    SetAside,
    Tag,
    Thread,
)
from amends.inbox.models.heard import BrandQuery, QueryHit, QueryKind
from amends.inbox.models.messages import Attachment, Direction, EarlyFact, Message, MessageVersion
from amends.inbox.models.order import (
    CaseField,
    CaseLink,
    CaseLock,
    CaseMove,
    FieldKind,
    Follower,
    MoveKind,
    Presence,
    Promise,
    SavedView,
)
from amends.inbox.models.people import Identity, Person, PersonMerge
from amends.inbox.models.spread import Spread, SpreadCount

__all__ = [
    "Attachment",
    "BrandQuery",
    "Case",
    "CaseEvent",
    "CaseEventKind",
    "CaseField",
    "CaseLink",
    "CaseLock",
    "CaseMove",
    "CaseState",
    "CaseThread",
    "Direction",
    "EarlyFact",
    "FieldKind",
    "Follower",
    "Identity",
    "Message",
    "MessageVersion",
    "MoveKind",
    "Note",
    "Person",
    "PersonMerge",
    "Presence",
    "Promise",
    "QueryHit",
    "QueryKind",
    "SavedView",
    "SetAside",
    "Spread",
    "SpreadCount",
    "Tag",
    "Thread",
]
