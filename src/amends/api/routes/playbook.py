"""The brand's playbook: what holds, and a draft that a program hands in."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import AwareDatetime, Field

from amends.api.door import actor, reader
from amends.api.schemas.values import Given, Words, answers
from amends.channels import registry
from amends.playbook import actions, queries
from amends.playbook.models import PlaybookVersion
from amends.playbook.rules.document import read
from amends.playbook.rules.document.nodes import LONGEST
from amends.refusals import NotFound

router = Router(tags=["playbook"])


class PlaybookOut(Schema):
    """A version of the playbook, whole."""

    number: int
    revision: int = Field(description="Which one was seen, for the next change.")
    state: str
    text: str
    sha256: str
    live_at: AwareDatetime | None

    @classmethod
    def of(cls, version: PlaybookVersion) -> PlaybookOut:
        """The version as programs see it."""
        return cls(
            number=version.number,
            revision=version.revision,
            state=version.state,
            text=version.text,
            sha256=version.sha256,
            live_at=version.live_at,
        )


class ProblemOut(Schema):
    """Something in a playbook that is not right; lines and columns count from 1."""

    line: int
    column: int
    sentence: str


class DraftOut(Schema):
    """The draft as it is kept now, and what is wrong with it."""

    version: PlaybookOut
    problems: list[ProblemOut]


class PlaybookIn(Given):
    """A playbook’s text, and which draft was seen."""

    text: Annotated[Words, Field(max_length=LONGEST, description="YAML.")]
    seen: Annotated[
        int, Field(ge=0, le=2**31 - 1, description="The draft’s `revision`; 0 where there is none.")
    ] = 0


@router.get(
    "",
    response=answers(200, PlaybookOut),
    operation_id="get_playbook",
    summary="The playbook that holds",
)
def live(request: HttpRequest) -> PlaybookOut:
    """Not found while the brand has none: then the built-in rules hold alone."""
    version = queries.live_of(reader(request).brand_id)
    if version is None:
        raise NotFound("No playbook is live yet.")
    return PlaybookOut.of(version)


@router.put(
    "/draft",
    response=answers(200, DraftOut),
    operation_id="put_playbook_draft",
    summary="Keep a text as the draft",
)
def put_draft(request: HttpRequest, body: PlaybookIn) -> DraftOut:
    """Right or wrong, it is kept, and what is wrong with it is told. A person puts it live at the desk."""
    version = actions.save_draft(
        by=actor(request), text=body.text, seen=body.seen, now=timezone.now()
    )
    problems = read(version.text, networks=frozenset(registry.channels())).problems
    told = [ProblemOut(line=p.line, column=p.column, sentence=p.sentence) for p in problems]
    return DraftOut(version=PlaybookOut.of(version), problems=told)
