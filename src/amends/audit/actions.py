"""Writes the audit trail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from amends.audit import rules
from amends.audit.models import Entry, Head


def record(
    *, by: rules.Acting, action: str, target: str, facts: Mapping[str, object], now: datetime
) -> None:
    """Append one entry to the chain of ``by.brand_id`` (0: the installation's).

    ``action`` is ``"room.verb"``, ``target`` ``"table:id"``; ``facts`` hold ids, states and names of
    colleagues, never a customer's words or a secret: entries cannot be erased. Call it last in the
    action's transaction: from here to its end, other writers to this chain wait.
    """
    with transaction.atomic(savepoint=False):
        head = _locked_head(by.brand_id)
        entry = rules.Sealed(
            brand_id=by.brand_id,
            position=head.position + 1,
            at=now,
            by_id=by.user_id,
            via=str(by.via),
            action=action,
            target=target,
            facts={str(key): rules.plain(value) for key, value in facts.items()},
            previous_hash=head.hash,
        )
        _append(replace(entry, hash=rules.seal(entry)))


def _locked_head(brand_id: int) -> Head:
    """The chain's end, held until the transaction ends: appends queue up here."""
    locked = Head.objects.select_for_update().filter(brand_id=brand_id)
    head = locked.first()
    if head is None:
        Head.objects.bulk_create([Head(brand_id=brand_id)], ignore_conflicts=True)
        head = locked.get()
    return head


def _append(entry: rules.Sealed) -> None:
    Entry.objects.create(
        **{name: getattr(entry, name) for name in rules.Sealed.__dataclass_fields__}
    )
    Head.objects.filter(brand_id=entry.brand_id).update(position=entry.position, hash=entry.hash)
