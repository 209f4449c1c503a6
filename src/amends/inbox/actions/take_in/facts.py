"""What happens to messages later: edits, deletions, counts; in whatever order they come."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from django.db.backends.utils import CursorWrapper
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest

from amends.channels.contract import Counted, Deleted, Edited, Item, Said
from amends.inbox.actions.take_in.batch import Batch
from amends.inbox.actions.take_in.staging import checked_key, clean
from amends.inbox.models import (
    Case,
    CaseEvent,
    CaseEventKind,
    CaseState,
    EarlyFact,
    Message,
    MessageVersion,
)

_CATCH_UP = """
WITH early AS (
    DELETE FROM inbox_earlyfact WHERE connection_id = %(connection)s AND kind = 'deleted'
        AND external_id = ANY(%(stored)s)
    RETURNING external_id, at
)
UPDATE inbox_message m SET deleted_at = e.at FROM early e
WHERE m.connection_id = %(connection)s AND m.external_id = e.external_id
"""


def first_seen_as_edits(batch: Batch, items: Sequence[Item]) -> list[Said]:
    """The messages of edits that overtook them: stored as they read now."""
    edits = {item.external_id: item for item in items if isinstance(item, Edited)}
    known = set(_messages(batch, list(edits)).values_list("external_id", flat=True))
    return [item.said for key, item in edits.items() if key not in known]


def edit(batch: Batch, item: Edited) -> bool:
    """Give the message its new words and keep the old; False when we know these or newer ones."""
    message = _messages(batch, [item.external_id]).select_for_update().first()
    if message is None or (message.edited_at and message.edited_at >= item.edited_at):
        return False
    text, html = clean(item.said.text), clean(item.said.html)
    if message.text != text:
        _keep_version(message, message.text, message.html, item)
        _ask_again(batch, message, item)
    message.text, message.html, message.edited_at = text, html, item.edited_at
    message.rating = item.said.rating if item.said.rating is not None else message.rating
    message.save(update_fields=["text", "html", "edited_at", "rating"])
    _show_as_newest(message)
    return True


def keep_first_words(batch: Batch, item: Said) -> bool:
    """The original of a message that we know only as edited: its words become its first version."""
    message = _messages(batch, [item.external_id]).filter(edited_at__isnull=False).first()
    if message is None or message.edited_at is None or message.text == clean(item.text):
        return False
    _, made = MessageVersion.objects.get_or_create(
        message=message,
        until_at=message.edited_at,
        defaults={
            "brand_id": batch.brand_id,
            "text": clean(item.text),
            "html": clean(item.html),
        },
    )
    return made


def delete(batch: Batch, item: Deleted) -> bool:
    """Mark the message as taken away, or remember to; False when that is known."""
    if (
        _messages(batch, [item.external_id])
        .filter(deleted_at=None)
        .update(deleted_at=item.deleted_at)
    ):
        return True
    if _messages(batch, [item.external_id]).exists():
        return False
    _, made = EarlyFact.objects.get_or_create(
        connection=batch.connection,
        external_id=checked_key(item.external_id),
        kind="deleted",
        defaults={"brand_id": batch.brand_id, "at": item.deleted_at},
    )
    return made


def count(batch: Batch, item: Counted) -> bool:
    """Remember how far the message has spread; False when nothing changed or it is not ours."""
    counts = dataclasses.asdict(item.counts)
    changed = _messages(batch, [item.external_id]).exclude(counts=counts)
    return bool(changed.update(counts=counts))


def catch_up(cursor: CursorWrapper, batch: Batch, stored: set[str]) -> None:
    """Apply the deletions that overtook the messages stored just now."""
    cursor.execute(_CATCH_UP, {"connection": batch.connection.pk, "stored": list(stored)})


def _messages(batch: Batch, external_ids: list[str]) -> QuerySet[Message]:
    return Message.objects.filter(connection=batch.connection, external_id__in=external_ids)


def _keep_version(message: Message, text: str, html: str, item: Edited) -> None:
    MessageVersion.objects.get_or_create(
        message=message,
        until_at=item.edited_at,
        defaults={"brand_id": message.brand_id, "text": text, "html": html},
    )


def _show_as_newest(message: Message) -> None:
    """The list shows the newest message's words as they read now."""
    if message.case_id is None or message.identity_id is None:
        return
    newest = Case.objects.filter(pk=message.case_id, last_in_at__lte=message.sent_at)
    newest.update(preview=message.text[:240])


def _ask_again(batch: Batch, message: Message, item: Edited) -> None:
    """Words changed after our answer need a look: the case is the customer's newest word again."""
    if message.case_id is None or message.identity_id is None:
        return
    case = Case.objects.select_for_update().get(pk=message.case_id)
    if case.last_out_at is None or case.last_out_at > item.edited_at:
        return
    Case.objects.filter(pk=case.pk).filter(~Q(state=CaseState.NEEDS_ANSWER)).update(
        state=CaseState.NEEDS_ANSWER,
        state_since=item.edited_at,
        closed_at=None,
        snoozed_until=None,
        last_in_at=Greatest(F("last_in_at"), item.edited_at),
    )
    if case.state != CaseState.NEEDS_ANSWER:
        CaseEvent.objects.create(
            brand_id=batch.brand_id,
            case=case,
            kind=CaseEventKind.NEEDS_ANSWER,
            at=item.edited_at,
            facts={"because": "edited after the answer", "from": case.state},
        )
