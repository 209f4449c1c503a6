"""Writes the audit trail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import connection as database
from django.db import transaction

from amends.audit import rules
from amends.audit.models import Entry, Head

_MOVE_ON = "UPDATE audit_head SET position = %s, hash = %s WHERE brand_id = %s"


def record(
    *, by: rules.Acting, action: str, target: str, facts: Mapping[str, object], now: datetime
) -> None:
    """Append one entry to the chain of ``by.brand_id`` (0: the installation's).

    ``action`` is ``"room.verb"``, ``target`` ``"table:id"``; ``facts`` hold ids, states and names of
    colleagues, never a customer's words or a secret: entries cannot be erased. Call it last in the
    action's transaction: from here to its end, other writers to this chain wait.
    """
    record_each(by=by, action=action, targets=[(target, facts)], now=now)


def record_each(
    *,
    by: rules.Acting,
    action: str,
    targets: Sequence[tuple[str, Mapping[str, object]]],
    now: datetime,
) -> None:
    """Append one entry for each of ``targets`` with its facts, in their order; as `record` does for one."""
    if not targets:
        return
    with transaction.atomic(savepoint=False):
        head = _locked_head(by.brand_id)
        entries: list[rules.Sealed] = []
        for target, facts in targets:
            entry = rules.Sealed(
                brand_id=by.brand_id,
                position=head.position + len(entries) + 1,
                at=now,
                by_id=by.user_id,
                via=str(by.via),
                action=action,
                target=target,
                facts={str(key): rules.plain(value) for key, value in facts.items()},
                previous_hash=entries[-1].hash if entries else head.hash,
            )
            entries.append(replace(entry, hash=rules.seal(entry)))
        _append(entries)


def _locked_head(brand_id: int) -> Head:
    """The chain's end, held until the transaction ends: appends queue up here."""
    locked = Head.objects.select_for_update().filter(brand_id=brand_id)
    head = locked.first()
    if head is None:
        Head.objects.bulk_create([Head(brand_id=brand_id)], ignore_conflicts=True)
        head = locked.get()
    return head


def _append(entries: Sequence[rules.Sealed]) -> None:
    names = tuple(rules.Sealed.__dataclass_fields__)
    Entry.objects.bulk_create(
        Entry(**{name: getattr(entry, name) for name in names}) for entry in entries
    )
    # Step by step: the table lets its end move on by one entry and no further.
    with database.cursor() as cursor:
        cursor.executemany(
            _MOVE_ON, [(each.position, each.hash, each.brand_id) for each in entries]
        )
