"""What is being written in a case, which saved replies there are, and what could be said."""

from __future__ import annotations

from amends.replies.queries.assistant import (
    assistant_of,
    exchange_of,
    exchanges_of,
    may_be_asked,
    tokens_used,
)
from amends.replies.queries.kept import (
    MOST_SAVED,
    cases_with_drafts,
    draft_by_id,
    draft_of,
    drafts_among,
    drafts_in,
    drafts_of_others,
    known,
    known_by_desk,
    saved_by_id,
    saved_for,
    saved_of,
    uploads_in_drafts,
)

__all__ = [
    "MOST_SAVED",
    "assistant_of",
    "cases_with_drafts",
    "draft_by_id",
    "draft_of",
    "drafts_among",
    "drafts_in",
    "drafts_of_others",
    "exchange_of",
    "exchanges_of",
    "known",
    "known_by_desk",
    "may_be_asked",
    "saved_by_id",
    "saved_for",
    "saved_of",
    "tokens_used",
    "uploads_in_drafts",
]
