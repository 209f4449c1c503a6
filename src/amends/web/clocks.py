"""What a case's clock shows: what is left of its promise in working time, in words and as part of a ring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from amends.staff.rules.hours import Hours, closing, is_open, worked
from amends.web import words
from amends.web.words import DAY, HOUR, MINUTE, Urgency

#: The last quarter of a promise is soon, and the last ten minutes of any.
_SOON, _SOON_MINUTES = 4, 10 * MINUTE
#: What is further away than this is told by its time, not counted down.
_COUNTED = 12 * HOUR
_NOTHING = timedelta()


@dataclass(frozen=True, slots=True)
class Face:
    """A clock as it stands at a moment.

    ``left`` and ``total`` are working time; ``left`` is below nothing when late. ``runs``: how long it goes
    on from now, until the brand closes; None: until told. ``is_counted``: its words change with it.
    """

    said: str
    urgency: Urgency
    left: timedelta
    total: timedelta
    runs: timedelta | None
    is_counted: bool

    @property
    def share(self) -> int:
        """How much of the ring is full, in percent: what is left; all of it, in its colour, when late."""
        if self.urgency is Urgency.LATE or not self.total:
            return 100
        return max(4, min(100, round(100 * self.left / self.total)))


def face(due_at: datetime, since: datetime, now: datetime, hours: Hours) -> Face:
    """The clock of a case that is due then, and has waited since then, in the brand's hours."""
    total = worked(since, due_at, hours)
    left = worked(now, due_at, hours) or -worked(due_at, now, hours)
    tint = Urgency.LATE if now >= due_at else _tint(left, total)
    runs = _runs(now, hours)
    if tint is Urgency.LATE:
        return Face(_late(-left, due_at, now), tint, left, total, runs, -left < DAY)
    is_counted = left == due_at - now and left < _COUNTED
    said = _left(left, tint) if is_counted else due_words(due_at, now)
    return Face(said, tint, left, total, runs, is_counted)


def _tint(left: timedelta, total: timedelta) -> Urgency:
    return Urgency.SOON if left <= max(_SOON_MINUTES, total / _SOON) else Urgency.OK


def due_words(due_at: datetime, now: datetime) -> str:
    """When it is due, for a clock that is not counted down: "due 16:30", "due tomorrow 09:30"."""
    return _("due %(at)s") % {"at": words.upcoming(due_at, now)}


def late_words(due_at: datetime, now: datetime, hours: Hours) -> str:
    """How late it is: "4 min late", "late since Tue 09:30"."""
    return _late(worked(due_at, now, hours), due_at, now)


def _left(left: timedelta, tint: Urgency) -> str:
    if left < MINUTE:
        return _("due now")
    span = words.lasting(left)
    return _("%(span)s left") % {"span": span} if tint is Urgency.SOON else span


def _late(late: timedelta, due_at: datetime, now: datetime) -> str:
    if late < MINUTE:
        return _("due now")
    if late < DAY:
        return _("%(span)s late") % {"span": words.lasting(late)}
    return _("late since %(at)s") % {"at": words.moment(due_at, now)}


def _runs(now: datetime, hours: Hours) -> timedelta | None:
    if not is_open(now, hours):
        return _NOTHING
    closes = closing(now, hours)
    return None if closes is None else closes - now
