"""Reads the audit trail and checks that nobody touched it."""

from __future__ import annotations

from collections.abc import Iterator

from amends.audit import rules
from amends.audit.models import Entry, Head

_FIELDS = tuple(rules.Sealed.__dataclass_fields__)


def verify(brand_id: int | None) -> list[rules.Finding]:
    """Everything wrong with the chain of a brand (None: the installation's), in order of position."""
    chain = brand_id or 0
    head = Head.objects.filter(brand_id=chain).first()
    end = rules.End(position=head.position, hash=head.hash) if head else None
    return rules.check(chain, _entries(chain), end)


def verify_all() -> list[rules.Finding]:
    """Everything wrong with any chain of this installation."""
    return [finding for brand_id in _chains() for finding in verify(brand_id)]


def ends() -> dict[int, rules.End]:
    """Where each chain ends (by brand, 0: the installation): to be kept elsewhere and compared later."""
    heads = Head.objects.order_by("brand_id")
    return {head.brand_id: rules.End(position=head.position, hash=head.hash) for head in heads}


def _chains() -> list[int]:
    kept = Head.objects.values_list("brand_id", flat=True)
    written = Entry.objects.order_by().values_list("brand_id", flat=True).distinct()
    return sorted({*kept, *written})


def _entries(brand_id: int) -> Iterator[rules.Sealed]:
    rows = Entry.objects.filter(brand_id=brand_id).order_by("position", "id")
    for row in rows.values(*_FIELDS).iterator(chunk_size=2000):
        yield rules.Sealed(**row)
