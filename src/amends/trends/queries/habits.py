"""What is usual for a brand, as its habit keeps it; and its clock."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from amends.staff.models import Brand
from amends.trends.models import Habit
from amends.trends.rules.usual import Usual


def usual_of(habit: Habit) -> Usual:
    """What the habit knows; nothing for a new brand."""
    if not habit.counts:
        return Usual()
    counts = array("f")
    counts.frombytes(bytes(habit.counts))
    told = habit.rhythm
    return Usual(counts, told["total"], list(told["hits"]), list(told["seen"]), told["gain"])


def kept(usual: Usual) -> dict[str, object]:
    """The columns in which a habit keeps it."""
    rhythm = {"total": usual.total, "hits": usual.hits, "seen": usual.seen, "gain": usual.gain}
    return {"counts": usual.counts.tobytes(), "rhythm": rhythm}


def clock_of(brand_id: int) -> Callable[[float], int]:
    """A brand's hour of the week, from Monday, 0, for a moment in seconds."""
    name = Brand.objects.filter(pk=brand_id).values_list("time_zone", flat=True).first()
    zone = ZoneInfo(name or "UTC")

    def slot_of(at: float) -> int:
        local = datetime.fromtimestamp(at, zone)
        return local.weekday() * 24 + local.hour

    return slot_of
