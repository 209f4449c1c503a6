"""Words that could be said in a case: suggestions, and an assistant's drafts. Neither sends anything."""

from __future__ import annotations

from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import AwareDatetime, Field

from amends.api.door import actor
from amends.api.schemas.values import Given, Id, Words, answers
from amends.channels.queries import transports
from amends.inbox.queries.thread import case_of
from amends.playbook.rules import Finding, Level
from amends.replies.actions import Drafted, Help, assist
from amends.replies.queries.suggestions import Origin, Suggestion, suggestions
from amends.replies.rules.asking import Task

on_cases = Router(tags=["replies"])


class FindingOut(Schema):
    """Something that the playbook finds in words; `start` and `end` count characters."""

    code: str
    level: Level
    start: int
    end: int
    sentence: str

    @classmethod
    def of(cls, finding: Finding) -> FindingOut:
        """The finding as programs see it."""
        return cls(**{name: getattr(finding, name) for name in cls.model_fields})


class SuggestionOut(Schema):
    """Words that could be said, filled in; `id` is the saved reply's, or that of the case they helped in."""

    origin: Origin
    id: int
    title: str
    text: str
    closed_at: AwareDatetime | None
    with_thanks: bool
    findings: list[FindingOut]

    @classmethod
    def of(cls, suggested: Suggestion) -> SuggestionOut:
        """The suggestion as programs see it."""
        return cls(
            origin=suggested.origin,
            id=suggested.id,
            title=suggested.title,
            text=suggested.text,
            closed_at=suggested.closed_at,
            with_thanks=suggested.with_thanks,
            findings=[FindingOut.of(each) for each in suggested.findings],
        )


class HelpIn(Given):
    """What the assistant is asked for; `text` is what was written so far."""

    task: Task
    is_public: bool
    text: Annotated[Words, Field(max_length=10_000)] = ""
    language: Annotated[Words, Field(max_length=40, description="To translate into.")] = ""


class DraftedOut(Schema):
    """The assistant's words, for a person to read: nothing was sent, nothing was kept as a draft."""

    text: str
    removed: list[str] = Field(description="Taken out: links and private data not of this case.")
    findings: list[FindingOut]

    @classmethod
    def of(cls, drafted: Drafted) -> DraftedOut:
        """The words as programs see them."""
        findings = [FindingOut.of(each) for each in drafted.findings]
        return cls(text=drafted.text, removed=list(drafted.removed), findings=findings)


@on_cases.get(
    "/{case_id}/suggestions",
    response=answers(200, list[SuggestionOut]),
    operation_id="list_suggestions",
    summary="What could be answered",
)
def suggested(request: HttpRequest, case_id: Id, *, is_public: bool = True) -> list[SuggestionOut]:
    """From saved replies and closed cases like this one, the best first; no model is asked."""
    by = actor(request)
    found = suggestions(
        by=by, case=case_of(by.brand_id, case_id), is_public=is_public, now=timezone.now()
    )
    return [SuggestionOut.of(each) for each in found]


@on_cases.post(
    "/{case_id}/assistant",
    response=answers(200, DraftedOut),
    operation_id="ask_assistant",
    summary="Ask the assistant for words",
)
def ask(request: HttpRequest, case_id: Id, body: HelpIn) -> DraftedOut:
    """Takes as long as the assistant's time-out; `no-assistant` where the brand has none switched on."""
    by = actor(request)
    wanted = Help(body.task, body.is_public, body.text, body.language)
    http = transports(tuple(settings.PRIVATE_ADDRESSES)).http
    case = case_of(by.brand_id, case_id)
    drafted = assist(by=by, case=case, help_with=wanted, http=http, now=timezone.now())
    return DraftedOut.of(drafted)
