"""What colleagues tell each other about a case."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from amends.api import cursors
from amends.api.door import actor, reader
from amends.api.schemas.inbox import NoteIn, NoteOut, NotePage
from amends.api.schemas.values import Cursor, Id, Limit, answers
from amends.inbox.actions.note import write_note
from amends.inbox.queries.pages import notes_page
from amends.inbox.queries.thread import case_of

router = Router(tags=["notes"])


@router.get(
    "/{case_id}/notes",
    response=answers(200, NotePage),
    operation_id="list_notes",
    summary="A case's notes",
)
def list_notes(
    request: HttpRequest, case_id: Id, cursor: Cursor | None = None, limit: Limit = 50
) -> NotePage:
    """Newest first."""
    case = case_of(reader(request).brand_id, case_id)
    rows = notes_page(case, before=cursors.read_id(cursor), limit=limit + 1)
    items = [NoteOut.of(note) for note in rows[:limit]]
    return NotePage(items=items, next=cursors.after(rows, limit))


@router.post(
    "/{case_id}/notes",
    response=answers(201, NoteOut),
    operation_id="write_note",
    summary="Leave a note",
)
def add_note(request: HttpRequest, case_id: Id, body: NoteIn) -> Status[NoteOut]:
    """It is never sent to the customer."""
    by = actor(request)
    case = case_of(by.brand_id, case_id)
    note = write_note(by=by, case=case, text=body.text, now=timezone.now())
    return Status(201, NoteOut.of(note))
