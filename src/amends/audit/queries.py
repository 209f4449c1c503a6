"""Reads the audit trail and checks that nobody touched it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection as database

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


@dataclass(frozen=True, slots=True)
class Sought:
    """Which entries somebody looks for. ``action`` is a whole action or a room; times are half-open."""

    brand_id: int
    by_id: int | None = None
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None


def entries(sought: Sought, *, before: int | None = None, limit: int = 50) -> list[Entry]:
    """A page of a brand's trail, newest first, with ``by`` loaded; ``before`` is a position."""
    found = Entry.objects.filter(brand_id=sought.brand_id)
    if before is not None:
        found = found.filter(position__lt=before)
    if sought.by_id is not None:
        found = found.filter(by_id=sought.by_id)
    if sought.action:
        is_one = "." in sought.action
        name = {"action": sought.action} if is_one else {"action__startswith": f"{sought.action}."}
        found = found.filter(**name)
    if sought.since is not None:
        found = found.filter(at__gte=sought.since)
    if sought.until is not None:
        found = found.filter(at__lt=sought.until)
    return list(found.select_related("by").order_by("-position")[:limit])


def actions_of(brand_id: int) -> list[str]:
    """Every action that a brand's trail knows, by name: one look into the index for each."""
    with database.cursor() as cursor:
        cursor.execute(_ACTIONS, {"brand": brand_id})
        return [action for (action,) in cursor.fetchall()]


#: A loose index scan: `SELECT DISTINCT` would read the whole chain for its few dozen names.
_ACTIONS = """
WITH RECURSIVE known AS (
    (SELECT action FROM audit_entry WHERE brand_id = %(brand)s ORDER BY action LIMIT 1)
    UNION ALL
    SELECT (SELECT action FROM audit_entry
            WHERE brand_id = %(brand)s AND action > known.action ORDER BY action LIMIT 1)
    FROM known WHERE known.action IS NOT NULL
)
SELECT action FROM known WHERE action IS NOT NULL
"""


def length(brand_id: int) -> int:
    """How many entries a brand's trail has, by its head."""
    return Head.objects.filter(brand_id=brand_id).values_list("position", flat=True).first() or 0
