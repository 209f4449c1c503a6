"""Asks for the judgement of what was just taken in: one job for a whole batch, in its transaction."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection as database
from procrastinate.types import JSONValue

from amends import queue
from amends.channels.contract import Item, Said
from amends.channels.models import Connection
from amends.inbox.models import Message

_NEWEST = "SELECT coalesce(pg_sequence_last_value('inbox_message_id_seq'::regclass), 0)"
#: Before whatever hands cases out: what needs no answer is given to nobody.
_SOON, _WHEN_IDLE = 10, -10
#: Messages that one job judges: about a second.
MOST = 1_000
_NONE: list[JSONValue] = []


def newest() -> int:
    """The id below which, and at which, all messages were there already."""
    with database.cursor() as cursor:
        cursor.execute(_NEWEST)
        return int(cursor.fetchone()[0])


def ask(
    *,
    connection: Connection,
    after: int,
    items: Sequence[Item] = (),
    fates: Sequence[bool] = (),
    is_history: bool = False,
) -> None:
    """Have judged what was stored since id ``after`` (`newest`, before it was taken in), once committed.

    ``items`` with their ``fates`` (whether each was new): edits, deletions and counts of messages that were
    there before make their cases be judged anew. The past (``is_history``) waits until nothing else does.
    """
    upto = newest()
    later = [
        item.external_id
        for item, is_new in zip(items, fates, strict=True)
        if is_new and not isinstance(item, Said)
    ]
    changed = _ids(connection, later)
    if upto == after and not changed:
        return
    priority = _WHEN_IDLE if is_history else _SOON
    for first in range(after, max(upto, after + 1), MOST):
        queue.defer(
            "triage.judge",
            priority=priority,
            brand_id=connection.brand_id,
            after=first,
            upto=min(first + MOST, upto),
            changed=changed if first == after else _NONE,
            is_history=is_history,
        )


def ask_again(*, brand_id: int, message_ids: Sequence[int]) -> None:
    """Have the cases of these messages put in order anew, once committed: more or less is known of them."""
    changed: list[JSONValue] = list(message_ids)
    if changed:
        queue.defer(
            "triage.judge", priority=_SOON, brand_id=brand_id, after=0, upto=0, changed=changed
        )


def _ids(connection: Connection, external_ids: Sequence[str]) -> list[JSONValue]:
    if not external_ids:
        return []
    found = Message.objects.filter(connection=connection, external_id__in=external_ids)
    return list(found.values_list("pk", flat=True))
