"""How far messages have spread, read again: what was read as deliveries, and back. Pure."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

import orjson

from amends.channels.contract import Counted, Counts, Deleted, Delivery, Item, Malformed
from amends.channels.wire import Wire


def delivery(external_id: str, counts: Counts, now: datetime) -> Delivery:
    """What was read of one message; the same counts have the same key, so a rest fills no journal."""
    told = {"id": external_id, **asdict(counts), "at": now.isoformat()}
    digits = ".".join(str(each) for each in (counts.likes, counts.shares, counts.replies))
    return Delivery(f"counted:{external_id[:400]}:{digits}", orjson.dumps({"counted": told}))


def counted(body: Wire) -> Counted:
    """What a delivery of ours says. Raises Malformed."""
    told = body.inner("counted")
    counts = Counts(
        **{name: _number(told, name) for name in ("likes", "shares", "replies", "views")}
    )
    return Counted(told.text("id"), counts, counted_at=told.time("at"))


def noticed(body: Wire) -> tuple[Item, ...]:
    """What we wrote down when we looked: a count, or that something is gone; nothing else."""
    if "deleted" in body:
        return (Deleted(body.text("deleted"), deleted_at=body.time("at")),)
    return (counted(body),) if "counted" in body else ()


def _number(told: Wire, name: str) -> int | None:
    number = told.maybe_number(name)
    if number is not None and number < 0:
        raise Malformed(f"{told.place}.{name} is below nothing.")
    return number
