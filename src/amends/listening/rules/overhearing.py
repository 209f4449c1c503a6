"""How much of all that goes by is taken: so many posts a minute, and looked at no faster than so. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

#: Posts that fit, a minute and connection. Who has more has queries that are too wide.
MOST_A_MINUTE = 120
#: Posts that are looked at, a second: several times what the largest network has at its busiest hour.
MOST_A_SECOND = 1_000
#: Where nobody wants anything it is asked again so seldom whether somebody does now.
LOOK_AGAIN = timedelta(seconds=30)
_MINUTE = timedelta(minutes=1)
_SECOND = timedelta(seconds=1)


@dataclass(slots=True)
class Throttle:
    """Counts what goes by and what is taken, by the minute and by the second."""

    minute: datetime
    second: datetime
    taken: int = 0
    left_out: int = 0
    looked_at: int = 0

    def looks(self, now: datetime) -> timedelta:
        """Count one more that is looked at; how long to wait before the next one."""
        if not timedelta() <= now - self.second < _SECOND:
            self.second, self.looked_at = now, 0
        self.looked_at += 1
        return self.second + _SECOND - now if self.looked_at >= MOST_A_SECOND else timedelta()

    def takes(self, now: datetime) -> bool:
        """Whether one more that fits is taken."""
        if not timedelta() <= now - self.minute < _MINUTE:
            self.minute, self.taken, self.left_out = now, 0, 0
        if self.taken >= MOST_A_MINUTE:
            self.left_out += 1
            return False
        self.taken += 1
        return True
