"""The threads that messages belong to, each once."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.backends.utils import CursorWrapper

from amends.channels.contract import Said, ThreadRef
from amends.inbox.actions.take_in.batch import Batch
from amends.inbox.actions.take_in.staging import checked_key, clean, copy_in, joined, new_ids

_KNOWN = """
SELECT external_id, id FROM inbox_thread
WHERE connection_id = %s AND external_id = ANY(string_to_array(%s, E'\\n'))
"""


def find_or_open(cursor: CursorWrapper, batch: Batch, said: Sequence[Said]) -> dict[str, int]:
    """External id → id of every thread of ``said``; those missing are made."""
    refs: dict[str, ThreadRef] = {}
    for item in said:
        refs.setdefault(item.thread.external_id, item.thread)
    cursor.execute(_KNOWN, [batch.connection.pk, joined(map(checked_key, refs))])
    threads: dict[str, int] = dict(cursor.fetchall())
    missing = [ref for key, ref in refs.items() if key not in threads]
    if missing:
        ids = new_ids(cursor, "inbox_thread", len(missing))
        threads |= {ref.external_id: id_ for ref, id_ in zip(missing, ids, strict=True)}
        copy_in(
            cursor,
            "inbox_thread",
            "id brand_id connection_id external_id kind is_public title url created_at",
            (
                (
                    threads[ref.external_id],
                    batch.brand_id,
                    batch.connection.pk,
                    ref.external_id,
                    ref.kind.value,
                    ref.is_public,
                    clean(ref.title)[:500],
                    clean(ref.url),
                    batch.now,
                )
                for ref in missing
            ),
        )
    return threads
