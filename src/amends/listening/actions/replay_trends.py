"""What many say alike in a replay: issues and spikes, looked for at the archive's own times as it goes by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from amends.trends.actions import habits, notice, watch

#: A desk looks every minute; in an archive so much time goes by between two looks.
STEP = timedelta(minutes=30)
#: What is usual is learnt from the beginning, and the bar set by it, once in so long.
_ANEW = timedelta(days=7)


@dataclass(slots=True)
class Looking:
    """How far a brand's archive was looked through."""

    brand_id: int
    #: Whether what several people say alike is found together: it takes longer than all the rest.
    finds_issues: bool = True
    learnt_at: datetime | None = None

    def look(self, said_at: Sequence[datetime]) -> None:
        """Take note of what was just judged, and look for spikes at each step that has something.

        ``said_at``: when it was said, in order.
        """
        if not said_at:
            return
        while notice.take_note(now=said_at[-1], finds_issues=self.finds_issues):
            pass
        for _step, times in groupby(said_at, key=lambda at: at.timestamp() // STEP.total_seconds()):
            self._look(max(times))

    def _look(self, now: datetime) -> None:
        self.learnt_at = self.learnt_at or now
        if now - self.learnt_at >= _ANEW:
            habits.learn_anew(brand_id=self.brand_id, now=now)
            self.learnt_at = now
        habits.learn(brand_id=self.brand_id, now=now)
        watch.watch(brand_id=self.brand_id, now=now)
        watch.settle(now=now)
