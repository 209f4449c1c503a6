"""Puts cases in order by what was made of their messages, and the playbook's order."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from amends.inbox.actions.rank import Rank, rank
from amends.triage.queries.waiting import scales_of, waiting_in


def put_in_order(*, brand_id: int, case_ids: Collection[int], now: datetime) -> int:
    """Set where these cases stand; what needs no answer leaves the queue. Returns how many left it.

    A case with a message that nobody judged yet stands where it is until that was done.
    """
    if not case_ids:
        return 0
    scales, ranks = scales_of(brand_id), []
    for case_id, waiting in waiting_in(brand_id, case_ids, scales.valued).items():
        came = scales.sum_of(waiting)
        if came is not None:
            told = (came.place.sooner, came.marks, came.is_noise)
            waits = bool(waiting.judged)
            ranks.append(Rank(case_id, *told, seen_at=waiting.seen_at, waits=waits))
    return rank(brand_id=brand_id, ranks=ranks, now=now)
