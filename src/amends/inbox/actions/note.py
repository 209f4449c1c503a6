"""What colleagues tell each other about a case."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.inbox.actions.events import require_case, write_down
from amends.inbox.models import Case, CaseEventKind, Note
from amends.refusals import Invalid
from amends.staff.rules import Actor, Right

#: Characters; more belongs in a document.
LONGEST_NOTE = 20_000


@transaction.atomic
def write_note(*, by: Actor, case: Case, text: str, now: datetime) -> Note:
    """Leave a note on a case; it is never sent. Raises NotAllowed, NotFound, Invalid."""
    require_case(by, case, Right.ORGANISE)
    tidy = text.replace("\0", "").strip()
    if not 1 <= len(tidy) <= LONGEST_NOTE:
        raise Invalid("A note has between 1 and 20,000 characters.", field="text")
    note = Note.objects.create(
        brand_id=case.brand_id, case=case, author_id=by.user_id, text=tidy, written_at=now
    )
    what = ("write_note", CaseEventKind.NOTED)
    write_down(by=by, case=case, what=what, facts={"note": note.pk}, now=now)
    return note
