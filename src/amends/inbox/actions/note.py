"""What colleagues tell each other about a case."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from amends.inbox.actions.events import require_case, write_down
from amends.inbox.actions.follow import follow_because_named
from amends.inbox.models import Case, CaseEventKind, Note
from amends.inbox.rules.values import named_in
from amends.refusals import Invalid
from amends.staff.queries import colleagues
from amends.staff.rules import Actor, Right

#: Characters; more belongs in a document.
LONGEST_NOTE = 20_000


@transaction.atomic
def write_note(
    *, by: Actor, case: Case, text: str, now: datetime, mentions: Collection[int] = ()
) -> Note:
    """Leave a note on a case; it is never sent. Raises NotAllowed, NotFound, Invalid.

    Colleagues whom it names (``@Name`` in the text, or their ids in ``mentions``) follow the case from
    then on; ids of nobody who works for the brand are passed over.
    """
    require_case(by, case, Right.ORGANISE)
    tidy = text.replace("\0", "").strip()
    if not 1 <= len(tidy) <= LONGEST_NOTE:
        raise Invalid("A note has between 1 and 20,000 characters.", field="text")
    named = _named(by, tidy, mentions)
    note = Note.objects.create(
        brand_id=case.brand_id,
        case=case,
        author_id=by.user_id,
        text=tidy,
        written_at=now,
        mentions=named,
    )
    facts: dict[str, object] = {"note": note.pk, **({"mentions": named} if named else {})}
    write_down(by=by, case=case, what=("write_note", CaseEventKind.NOTED), facts=facts, now=now)
    follow_because_named(case=case, users=named, now=now)
    return note


def _named(by: Actor, text: str, mentions: Collection[int]) -> list[int]:
    if "@" not in text and not mentions:
        return []
    names = {place.user_id: place.user.name for place in colleagues(by.brand_id)}
    found = named_in(text, names) | (set(mentions) & names.keys())
    return sorted(found - {by.user_id})
