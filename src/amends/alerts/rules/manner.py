"""When somebody wants to be told: quiet hours, digests, and how much of a customer may leave the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from amends.alerts.rules.kinds import Detail

DAY_MINUTES = 1440
#: A mail at once still waits so long: who has read it in the desk by then needs none.
MAIL_GRACE = timedelta(minutes=1)
_MOST_DAYS = 9


@dataclass(frozen=True, slots=True)
class Manner:
    """How somebody wants to be told. Minutes are of the day in ``zone``; weekdays count from Monday, 0.

    ``quiet_from`` later than ``quiet_until`` goes over midnight. Digests come at ``digest_at``, or every
    ``digest_every`` hours while on duty.
    """

    zone: str = "UTC"
    quiet_from: int | None = None
    quiet_until: int | None = None
    quiet_days: frozenset[int] = frozenset()
    urgent_passes: bool = True
    digest_at: tuple[int, ...] = (8 * 60, 17 * 60)
    digest_every: int | None = None
    detail: Detail = Detail.NAMES


def is_quiet(manner: Manner, at: datetime) -> bool:
    """Whether ``at`` is in somebody's quiet hours."""
    there = at.astimezone(ZoneInfo(manner.zone))
    if there.weekday() in manner.quiet_days:
        return True
    begins, ends = manner.quiet_from, manner.quiet_until
    if begins is None or ends is None or begins == ends:
        return False
    minute = there.hour * 60 + there.minute
    if begins < ends:
        return begins <= minute < ends
    return minute >= begins or minute < ends


def after_quiet(manner: Manner, at: datetime) -> datetime:
    """The first moment from ``at`` on that is not quiet; ``at`` itself when all days are quiet."""
    if not is_quiet(manner, at):
        return at
    ends = {0} if manner.quiet_until is None else {0, manner.quiet_until}
    moments = _moments(manner.zone, at, ends)
    return next((moment for moment in moments if not is_quiet(manner, moment)), at)


def next_digest(manner: Manner, at: datetime) -> datetime:
    """When the next digest after ``at`` is due, outside of quiet hours.

    One that comes every few hours is due at whole multiples of them: at 8:00, 12:00, 16:00 for four.
    """
    every = manner.digest_every
    minutes = set(range(0, DAY_MINUTES, every * 60)) if every else set(manner.digest_at)
    due = next(iter(_moments(manner.zone, at, minutes or {8 * 60})))
    return after_quiet(manner, due)


def due(manner: Manner, now: datetime, *, is_urgent: bool) -> datetime:
    """When what is told at once may leave the desk."""
    return now if is_urgent and manner.urgent_passes else after_quiet(manner, now)


def _moments(zone: str, after: datetime, minutes: set[int]) -> list[datetime]:
    """The moments of the next days at these minutes of the day, later than ``after``, in order."""
    place = ZoneInfo(zone)
    first = after.astimezone(place).date()
    days = (first + timedelta(days=count) for count in range(_MOST_DAYS))
    moments = {_moment(place, day, minute) for day in days for minute in minutes}
    return sorted(moment for moment in moments if moment > after)


def _moment(place: ZoneInfo, day: date, minute: int) -> datetime:
    """That wall time; one that the clocks leave out is as much later as they jump."""
    wall = datetime.combine(day, time(minute // 60 % 24, minute % 60), tzinfo=place)
    return wall.astimezone(UTC)
