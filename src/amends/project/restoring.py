"""Notices that the database went back in time, and lets nothing leave until a person has looked.

What was queued when a backup was taken may have left since, so a restored desk would say it twice. The
data folder remembers how far the database had come; a database that is behind it was restored.
"""

from __future__ import annotations

import logging
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import orjson
from django.db.models import Max

from amends.audit.models import Entry
from amends.listening import queries as listening
from amends.outbox.actions.brake import pull_brake
from amends.outbox.models import Attempt, Send
from amends.staff.models import Brand
from amends.staff.rules import operator
from amends.status.actions.keep import hold

log = logging.getLogger(__name__)

FILE = "high-water.json"
REASON = (
    "The database was restored from a backup. What was queued then may have left since: look at each "
    "held answer, then release the brake."
)


@dataclass(frozen=True, slots=True)
class HighWater:
    """The highest ids that the database gave to audit entries, sends and calls to networks."""

    entry: int = 0
    send: int = 0
    attempt: int = 0

    @classmethod
    def of_database(cls) -> HighWater:
        """How far the database has come."""
        return cls(*(_highest(table) for table in (Entry, Send, Attempt)))

    def is_behind(self, other: HighWater) -> bool:
        """Whether something that ``other`` knew of is not there."""
        return self.entry < other.entry or self.send < other.send or self.attempt < other.attempt


def _highest(table: type[Entry | Send | Attempt]) -> int:
    return int(table.objects.aggregate(at=Max("pk"))["at"] or 0)


def remember(folder: Path) -> None:
    """Keep how far the database has come in the data folder, whole or not at all."""
    now = HighWater.of_database()
    if now == remembered(folder):
        return
    fresh = folder / f"{FILE}.{os.getpid()}"
    fresh.write_bytes(orjson.dumps(asdict(now)))
    fresh.replace(folder / FILE)


def remembered(folder: Path) -> HighWater | None:
    """What the data folder knows; None when it knows nothing that can be read."""
    try:
        return HighWater(**orjson.loads((folder / FILE).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def look(folder: Path, *, is_own_database: bool, now: datetime) -> bool:
    """Pull every brand's brake when the database went back; returns whether it did.

    A folder that remembers nothing tells nothing, but for our own database: that lies in the folder, so
    sends without a memory of them came from elsewhere. With a database server the folder may be new on
    every start, and `amends restored` is how a person says it.
    """
    known, is_now = remembered(folder), HighWater.of_database()
    if known is None:
        went_back = is_own_database and is_now.send > 0 and not listening.living_parts(now=now)
    else:
        went_back = is_now.is_behind(known)
    if went_back:
        hold_everything(now=now)
    remember(folder)
    return went_back


def hold_everything(*, now: datetime) -> int:
    """Pull the brake of every brand; returns how many brands there are."""
    brands = list(Brand.objects.order_by("pk"))
    for brand in brands:
        pull_brake(by=operator(brand.pk), reason=REASON, now=now)
    hold(now=now)
    log.warning("%s The brake is on for %s brands.", REASON, len(brands))
    return len(brands)
