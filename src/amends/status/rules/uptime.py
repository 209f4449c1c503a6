"""How a part of the service did on each of the last days. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from amends.status.rules.states import DOWN, ComponentState, worst

DAYS = 90


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in which a part was not as it should be; ``ended_at`` is None while it lasts."""

    state: ComponentState
    began_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a part: the worst of it, and for how long it was down. ``is_known``: we watched."""

    day: date
    state: ComponentState
    down: timedelta
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Record:
    """The last days of a part, oldest first; ``share`` is its uptime in per cent, None when unknown."""

    days: tuple[Day, ...]
    share: float | None

    @property
    def troubled(self) -> int:
        """On how many days something was wrong."""
        fine = {ComponentState.OPERATIONAL, ComponentState.MAINTENANCE}
        return sum(day.state not in fine for day in self.days)


def record(
    spells: Sequence[Spell], *, since: datetime, now: datetime, zone: ZoneInfo, days: int = DAYS
) -> Record:
    """How a part did on the last ``days`` days of the brand's zone; before ``since`` nobody watched."""
    today = now.astimezone(zone).date()
    found = tuple(
        _day(today - timedelta(days=back), spells, since, now, zone)
        for back in reversed(range(days))
    )
    first = datetime.combine(found[0].day, datetime.min.time(), zone)
    watched = now - max(since, first)
    if watched <= timedelta(0):
        return Record(found, None)
    down = sum((day.down for day in found), timedelta(0))
    return Record(found, max(0.0, 100.0 * (1 - down / watched)))


def _day(day: date, spells: Sequence[Spell], since: datetime, now: datetime, zone: ZoneInfo) -> Day:
    # In UTC: differences within one zone ignore its changes of the clock.
    begins = datetime.combine(day, datetime.min.time(), zone).astimezone(UTC)
    ends = datetime.combine(day + timedelta(days=1), datetime.min.time(), zone).astimezone(UTC)
    if ends <= since:
        return Day(day, ComponentState.OPERATIONAL, timedelta(0), is_known=False)
    inside = [
        (each.state, max(each.began_at, begins), min(each.ended_at or now, ends))
        for each in spells
        if each.began_at < ends and (each.ended_at or now) > begins
    ]
    down = sum(((until - at) * DOWN[state] for state, at, until in inside), timedelta(0))
    return Day(day, worst(state for state, _, _ in inside), down)
