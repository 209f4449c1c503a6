"""What happens to messages later: edits, deletions, counts; in whatever order they come."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime

from django.db import connection as database
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet

from amends.channels.contract import Counted, Deleted, Edited, Item, Said
from amends.inbox.actions.spread import note_counts
from amends.inbox.actions.take_in import heard
from amends.inbox.actions.take_in.batch import Batch
from amends.inbox.actions.take_in.staging import checked_key, clean
from amends.inbox.models import (
    Case,
    CaseEvent,
    CaseEventKind,
    CaseState,
    Direction,
    EarlyFact,
    Message,
    MessageVersion,
)
from amends.inbox.rules import latest

_ANY_EARLY = "SELECT 1 FROM inbox_earlyfact WHERE connection_id = %s LIMIT 1"
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
    """The messages of edits that overtook them: stored as the earliest of these edits reads."""
    edits: dict[str, Edited] = {}
    for item in items:
        if isinstance(item, Edited):
            edits[item.external_id] = min(
                edits.get(item.external_id, item), item, key=lambda edit: edit.edited_at
            )
    known = set(_messages(batch, list(edits)).values_list("external_id", flat=True))
    return [item.said for key, item in edits.items() if key not in known]


def edit(batch: Batch, item: Edited, *, is_first_seen: bool) -> bool:
    """Give the message its new words and keep the old; False when we know this edit.

    ``is_first_seen``: the message was stored just now, from the words of its earliest edit in the batch.
    """
    message = _messages(batch, [item.external_id]).select_for_update().first()
    if message is None:
        return False
    if message.edited_at and _is_our_own_edit(message, item):
        return False
    if message.edited_at and message.edited_at >= item.edited_at:
        return message.edited_at > item.edited_at and _edit_earlier(batch, message, item)
    text, html = clean(item.said.text), clean(item.said.html)
    if is_first_seen and message.edited_at is None:
        _wait_for_first_words(batch, item)
    if message.text != text:
        _keep_version(message, message.text, message.html, item.edited_at)
        _ask_again(batch, message, item)
        _hear_again(batch, message, item)
    message.text, message.html, message.edited_at = text, html, item.edited_at
    message.rating = item.said.rating if item.said.rating is not None else message.rating
    message.save(update_fields=["text", "html", "edited_at", "rating"])
    if message.case_id is not None:
        newest = Case.objects.filter(pk=message.case_id, last_in_at__lte=message.sent_at)
        newest.update(preview=text[:240])
    return True


def _hear_again(batch: Batch, message: Message, item: Edited) -> None:
    """Other words may be what the brand listens for; what the old ones were found by stays."""
    if message.direction == Direction.OUT or message.deleted_at is not None:
        return
    hits = heard.find(batch, [item.said])
    with database.cursor() as cursor:
        heard.keep(cursor, batch, hits)


def _is_our_own_edit(message: Message, item: Edited) -> bool:
    """The network tells us what we did ourselves, perhaps by another clock than its answer did."""
    return message.direction == Direction.OUT and message.text == clean(item.said.text)


def _wait_for_first_words(batch: Batch, item: Edited) -> None:
    """Remember until when the words were valid that this edit has overtaken."""
    EarlyFact.objects.get_or_create(
        connection=batch.connection,
        external_id=checked_key(item.external_id),
        kind="edited",
        at=item.edited_at,
        defaults={"brand_id": batch.brand_id},
    )


def _edit_earlier(batch: Batch, message: Message, item: Edited) -> bool:
    """An edit that a later one has overtaken: its words go between the versions; False when known."""
    text, html = clean(item.said.text), clean(item.said.html)
    awaited = _awaited(batch, item.external_id)
    if awaited is not None and awaited.at >= item.edited_at:
        if awaited.at == item.edited_at:
            return False
        _keep_before(message, text, html, awaited.at)
        awaited.at = item.edited_at
        awaited.save(update_fields=["at"])
        return True
    after = message.versions.filter(until_at__gte=item.edited_at).order_by("until_at").first()
    is_known = after is not None and after.until_at == item.edited_at
    if is_known or (after.text if after else message.text) == text:
        return False
    until_at = after.until_at if after else message.edited_at or item.edited_at
    if after is not None:
        after.until_at = item.edited_at
        after.save(update_fields=["until_at"])
    _keep_version(message, text, html, until_at)
    return True


def awaited_words(batch: Batch, said: Sequence[Said]) -> set[str]:
    """The external ids among ``said`` that an edit has overtaken: one question, most are none."""
    if not said:
        return set()
    early = EarlyFact.objects.filter(connection=batch.connection, kind="edited")
    ids = [item.external_id for item in said]
    return set(early.filter(external_id__in=ids).values_list("external_id", flat=True))


def keep_first_words(batch: Batch, item: Said) -> bool:
    """The original of a message that we know only as edited: its words become its first version."""
    awaited = _awaited(batch, item.external_id)
    message = _messages(batch, [item.external_id]).first() if awaited else None
    if awaited is None or message is None:
        return False
    _keep_before(message, clean(item.text), clean(item.html), awaited.at)
    awaited.delete()
    return True


def _keep_before(message: Message, text: str, html: str, at: datetime) -> None:
    """Keep words that were valid until ``at``, unless those that followed them were the same."""
    after = message.versions.filter(until_at__gt=at).order_by("until_at").first()
    if text != (after.text if after else message.text):
        _keep_version(message, text, html, at)


def _awaited(batch: Batch, external_id: str) -> EarlyFact | None:
    """The earliest edit of a message whose words before it have not come yet."""
    early = EarlyFact.objects.filter(connection=batch.connection, external_id=external_id)
    return early.filter(kind="edited").first()


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
    message = changed.select_for_update(no_key=True).first()
    if message is None:
        return False
    note_counts(message, counts, batch.now)
    message.counts = counts
    message.save(update_fields=["counts"])
    return True


def catch_up(cursor: CursorWrapper, batch: Batch, stored: set[str]) -> None:
    """Apply the deletions that overtook the messages stored just now."""
    cursor.execute(_ANY_EARLY, [batch.connection.pk])
    if cursor.fetchone() is None:
        return
    cursor.execute(_CATCH_UP, {"connection": batch.connection.pk, "stored": list(stored)})


def _messages(batch: Batch, external_ids: list[str]) -> QuerySet[Message]:
    return Message.objects.filter(connection=batch.connection, external_id__in=external_ids)


def _keep_version(message: Message, text: str, html: str, until_at: datetime) -> None:
    MessageVersion.objects.get_or_create(
        message=message,
        until_at=until_at,
        defaults={"brand_id": message.brand_id, "text": text, "html": html},
    )


def _ask_again(batch: Batch, message: Message, item: Edited) -> None:
    """Words changed after our answer need a look: the case is the customer's newest word again."""
    if message.case_id is None or message.identity_id is None:
        return
    found = Case.objects.select_for_update(of=("self",), no_key=True).select_related("person")
    case = found.get(pk=message.case_id)
    counts = not case.set_aside and case.person.blocked_at is None
    was_answered = case.last_out_at is not None and case.last_out_at <= item.edited_at
    if not (counts and was_answered) or case.state == CaseState.NEEDS_ANSWER:
        return
    facts = {"because": "edited after the answer", "from": case.state}
    case.state, case.state_since = CaseState.NEEDS_ANSWER, item.edited_at
    case.closed_at = case.snoozed_until = None
    case.last_in_at = latest(case.last_in_at, item.edited_at)
    case.due_at = batch.clocks.due_of(case)
    case.save(
        update_fields=[
            *("state", "state_since", "closed_at", "snoozed_until", "last_in_at", "due_at")
        ]
    )
    CaseEvent.objects.create(
        brand_id=batch.brand_id,
        case=case,
        kind=CaseEventKind.NEEDS_ANSWER,
        at=item.edited_at,
        facts=facts,
    )
