"""What the brand listens for: each new message goes once through all its queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.backends.utils import CursorWrapper

from amends.channels.contract import Said
from amends.inbox.actions.take_in.batch import Arrival, Batch
from amends.inbox.queries.heard import book_of
from amends.inbox.rules.matching import Heard
from amends.inbox.rules.matching.matcher import holds

# A query removed meanwhile has no hits any more; one statement tells the messages and counts.
_KEEP = """
WITH kept AS (
    INSERT INTO inbox_queryhit (brand_id, message_id, query_id, at)
    SELECT q.brand_id, m.id, q.id, m.sent_at
    FROM unnest(%(messages)s::text[], %(queries)s::bigint[]) AS hit (external_id, query_id)
    JOIN inbox_message m ON m.connection_id = %(connection)s AND m.external_id = hit.external_id
    JOIN inbox_brandquery q ON q.id = hit.query_id AND q.brand_id = %(brand)s
    ON CONFLICT DO NOTHING RETURNING query_id, at
)
UPDATE inbox_brandquery q
SET hits = q.hits + n.many, last_hit_at = greatest(q.last_hit_at, n.newest)
FROM (SELECT query_id, count(*) AS many, max(at) AS newest FROM kept GROUP BY query_id) n
WHERE q.id = n.query_id
"""


@dataclass(slots=True)
class Hits:
    """Which queries fit which messages, by external id. ``urgent``: those that need an answer by it."""

    of: dict[str, list[int]] = field(default_factory=dict)
    urgent: set[str] = field(default_factory=set)

    def unasked(self, batch: Batch, said: Sequence[Said]) -> frozenset[str]:
        """What nobody waits for an answer to: posts about the brand that were found by asking networks."""
        if batch.arrival is not Arrival.FOUND:
            return frozenset()
        return frozenset(item.external_id for item in said) - self.urgent


_NONE = Hits()


def find(batch: Batch, said: Sequence[Said]) -> Hits:
    """The hits among customers' messages; nothing is asked of a brand that listens for nothing."""
    book = book_of(batch.brand_id, batch.now)
    if book is None:
        return _NONE
    hits = Hits()
    for item in said:
        fitting = [] if item.own else book.matcher.match(_heard(batch, item))
        if fitting:
            hits.of[item.external_id] = fitting
            if not book.urgent.isdisjoint(fitting):
                hits.urgent.add(item.external_id)
    return hits


def keep(cursor: CursorWrapper, batch: Batch, hits: Hits) -> None:
    """Write down which messages were found by which queries, and count them."""
    pairs = [(message, query) for message, found in hits.of.items() for query in found]
    if pairs:
        messages, queries = (list(column) for column in zip(*pairs, strict=True))
        facts = {"messages": messages, "queries": queries}
        whose = {"connection": batch.connection.pk, "brand": batch.brand_id}
        cursor.execute(_KEEP, {**facts, **whose})


def _heard(batch: Batch, item: Said) -> Heard:
    return Heard(
        text=f"{item.subject}\n{item.text}" if item.subject else item.text,
        language=item.language,
        channel=batch.connection.channel,
        handle=item.author.handle,
        name=item.author.name,
        has=holds(item.text, [each.content_type for each in item.media], item.rating),
    )
