"""Keeping what a reading of a network brought: journal, position and sum in one transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from amends.channels.contract import Delivery
from amends.channels.models import Connection
from amends.listening.actions import journal
from amends.listening.models import Cycle, Position, Source
from amends.listening.rules.pace import NOTHING, Sum

LONGEST_KEY = 500


class Unbalanced(Exception):
    """Not every delivery that the network gave was stored, known already, or put in quarantine."""


class Overtaken(Exception):
    """Another listener has moved this connection's cursor on since we read it."""


def keep(
    *, connection: Connection, source: Source, deliveries: Iterable[Delivery], now: datetime
) -> Sum:
    """Journal ``deliveries`` and write their sum down, in the caller's transaction.

    Raises `Unbalanced` when the journal does not account for each of them: roll back, and read again.
    """
    kept = journal_given(connection=connection, source=source, deliveries=deliveries, now=now)
    if kept.seen:
        count(connection=connection, source=source, kept=kept, now=now)
    return kept


def journal_given(
    *, connection: Connection, source: Source, deliveries: Iterable[Delivery], now: datetime
) -> Sum:
    """Journal ``deliveries`` in the caller's transaction, for a reading that is summed up later.

    Raises `Unbalanced`.
    """
    given = [_storable(delivery) for delivery in deliveries]
    if not given:
        return NOTHING
    done = journal.write(connection=connection, source=source, deliveries=given, now=now)
    kept = Sum(len(given), done.stored, done.duplicate, done.quarantined)
    if not kept.balances:
        raise Unbalanced(str(kept))
    return kept


def count(*, connection: Connection, source: Source, kept: Sum, now: datetime) -> None:
    """Write one reading's sum down."""
    Cycle.objects.create(
        brand_id=connection.brand_id,
        connection=connection,
        source=source,
        at=now,
        seen=kept.seen,
        stored=kept.stored,
        duplicate=kept.duplicate,
        quarantined=kept.quarantined,
    )


def position_of(connection: Connection) -> Position:
    """Where we are on the connection's network, made at the first asking."""
    found = Position.objects.filter(connection=connection).first()
    if found is None:
        made = Position(connection=connection, brand_id=connection.brand_id)
        Position.objects.bulk_create([made], ignore_conflicts=True)
        found = Position.objects.get(connection=connection)
    return found


def _storable(delivery: Delivery) -> Delivery:
    """The delivery with a key and headers that PostgreSQL takes; its body, whatever it is, stays."""
    key, headers = delivery.key, dict(delivery.headers)
    if len(key) > LONGEST_KEY or not _is_storable(key):
        key = "sha256:" + hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()
    if not _is_storable(json.dumps(headers, ensure_ascii=False)):
        headers = {_cleaned(name): _cleaned(value) for name, value in headers.items()}
    return replace(delivery, key=key, headers=headers)


def _is_storable(text: str) -> bool:
    return "\x00" not in text and "\\u0000" not in text and text == _cleaned(text)


def _cleaned(text: str) -> str:
    return text.replace("\x00", "").encode(errors="replace").decode()
