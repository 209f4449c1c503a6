"""Takes what was heard into people, threads, cases and messages: a whole batch in a few statements.

The caller gives the transaction. One batch at a time per brand (an advisory lock), so a person, a
thread and a case are never made twice; the UNIQUE constraints decide even if that lock were missing: the
batch then fails as a whole and is tried again. One question to the database for all people, one for all
threads, one for all cases, and COPY for what is new (measured in benchmarks/import_.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection as database
from django.db.transaction import TransactionManagementError

from amends import queue
from amends.channels.contract import Counted, Deleted, Edited, Item, Said
from amends.channels.models import Connection
from amends.inbox.actions import bell, clocks
from amends.inbox.actions.intake import one_at_a_time
from amends.inbox.actions.take_in import (
    cases,
    facts,
    heard,
    media,
    messages,
    people,
    staging,
    threads,
)
from amends.inbox.actions.take_in.batch import Arrival, Batch
from amends.inbox.actions.take_in.staging import UnkeepableKey
from amends.inbox.models import Message

__all__ = ["REOPENS_FOR", "Arrival", "UnkeepableKey", "take_in"]

#: A closed case goes on when its person writes again within this time; later, a new case begins.
REOPENS_FOR = timedelta(days=14)


def take_in(
    *, connection: Connection, items: Sequence[Item], now: datetime, arrival: Arrival = Arrival.LIVE
) -> list[bool]:
    """Store ``items`` of one connection; returns for each whether it was new (else known already).

    Order does not matter: an edit or deletion that overtook its message waits for it. Outcomes of sends
    are the outbox's and are not accepted here.
    """
    if not database.in_atomic_block:
        raise TransactionManagementError("Take items in within the transaction that journals them.")
    one_at_a_time(connection.brand_id)
    batch = Batch(connection=connection, now=now, arrival=arrival)
    said = [item for item in items if isinstance(item, Said)]
    fresh = _store(batch, said)
    awaited = facts.awaited_words(batch, [item for item in said if item.external_id not in fresh])
    overtaken = (
        _store(batch, facts.first_seen_as_edits(batch, items)) if _has(items, Edited) else set()
    )
    fates = [_fate(batch, item, fresh, awaited, overtaken) for item in items]
    _ring_for_facts(batch, [item for item, is_new in zip(items, fates, strict=True) if is_new])
    return fates


def _ring_for_facts(batch: Batch, news: Sequence[Item]) -> None:
    """Messages that read differently now; for new ones it rang when they found their cases."""
    ids = [item.external_id for item in news if not isinstance(item, Said)]
    if ids and batch.arrival is Arrival.LIVE:
        told = Message.objects.filter(connection=batch.connection, external_id__in=ids)
        cases = told.exclude(case=None).values_list("case_id", flat=True)
        bell.ring(brand_id=batch.brand_id, cases=cases)


def _has(items: Sequence[Item], kind: type[Item]) -> bool:
    return any(isinstance(item, kind) for item in items)


def _fate(
    batch: Batch, item: Item, fresh: set[str], awaited: set[str], overtaken: set[str]
) -> bool:
    """Whether one item was new; each external id counts as stored once in a batch."""
    if isinstance(item, Said):
        if item.external_id in fresh:
            fresh.remove(item.external_id)
            return True
        return item.external_id in awaited and facts.keep_first_words(batch, item)
    if isinstance(item, Edited):
        return facts.edit(batch, item, is_first_seen=item.external_id in overtaken)
    if isinstance(item, Deleted):
        return facts.delete(batch, item)
    if isinstance(item, Counted):
        return facts.count(batch, item)
    raise TypeError(f"{type(item).__name__} is not the inbox's")


def _store(batch: Batch, said: Sequence[Said]) -> set[str]:
    """The external ids among ``said`` that were new and are now messages of cases."""
    if not said:
        return set()
    with database.cursor() as cursor:
        fresh = staging.new_ones(cursor, batch, said)
        fresh = messages.without_echoes(cursor, batch, fresh)
        hits = heard.find(batch, fresh)
        if batch.arrival is Arrival.FOUND:
            fresh = [item for item in fresh if item.external_id in hits.of]
        if not fresh:
            return set()
        placed = cases.Placed(
            said=fresh,
            unasked=hits.unasked(batch, fresh),
            threads=threads.find_or_open(cursor, batch, fresh),
            people=people.know(cursor, batch, fresh),
        )
        cases.place(cursor, batch, placed, REOPENS_FOR)
        if batch.arrival is not Arrival.HISTORY:
            bell.ring(brand_id=batch.brand_id, cases=placed.case_of.values())
        messages.insert(cursor, batch, placed)
        heard.keep(cursor, batch, hits)
        stored = {item.external_id for item in fresh}
        facts.catch_up(cursor, batch, stored)
        clocks.pull_up(connection=batch.connection, case_ids=set(placed.case_of.values()))
        with_media = [item for item in fresh if item.media]
        ids = messages.ids_of(cursor, batch, [item.external_id for item in with_media])
    media.keep(batch, with_media, ids)
    _ask_the_team(batch)
    return stored


def _ask_the_team(batch: Batch) -> None:
    """Something new may wait in the account's team: who of it is free gets it."""
    if batch.connection.team_id is not None and batch.arrival is not Arrival.HISTORY:
        queue.defer("inbox.hand_out", team_id=batch.connection.team_id)
