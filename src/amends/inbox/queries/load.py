"""How the work lies: who holds what, what is late or will be, how fast the day's answers were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import connection as database

#: The day's median is of so many of its newest first answers: enough for a number that holds still.
MOST_ANSWERS = 2_000
SOON, LATER = timedelta(hours=1), timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Load:
    """Open cases of somebody, a team, or the brand. ``oldest``: since when the longest-waiting waits.

    ``within_hour`` and ``within_four`` are those not late yet whose promise ends by then (the second
    holds the first).
    """

    held: int = 0
    waiting: int = 0
    oldest: datetime | None = None
    late: int = 0
    within_hour: int = 0
    within_four: int = 0

    def __add__(self, other: Load) -> Load:
        """Both together."""
        oldest = [each for each in (self.oldest, other.oldest) if each]
        return Load(
            self.held + other.held,
            self.waiting + other.waiting,
            min(oldest, default=None),
            self.late + other.late,
            self.within_hour + other.within_hour,
            self.within_four + other.within_four,
        )

    @classmethod
    def read(cls, row: tuple[object, ...]) -> Self:
        """A row whose columns are in the order of the fields."""
        return cls(**dict(zip((each.name for each in fields(cls)), row, strict=True)))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Work:
    """A brand's open cases by who holds them and by team (None: nobody, no team), and together."""

    by_colleague: Mapping[int | None, Load]
    by_team: Mapping[int | None, Load]
    together: Load


_OPEN = """
SELECT assignee_id, team_id, count(*),
    count(*) FILTER (WHERE state = 'needs_answer'),
    min(state_since) FILTER (WHERE state = 'needs_answer'),
    count(*) FILTER (WHERE due_at < %(now)s),
    count(*) FILTER (WHERE due_at >= %(now)s AND due_at < %(soon)s),
    count(*) FILTER (WHERE due_at >= %(now)s AND due_at < %(later)s)
FROM inbox_case
WHERE brand_id = %(brand)s AND state <> 'closed' AND state > 'closed'
GROUP BY assignee_id, team_id
"""


def work(brand_id: int, now: datetime) -> Work:
    """Everything open, in one question; its cost is that of the open cases, not of all."""
    facts: dict[str, Any] = {
        "brand": brand_id,
        "now": now,
        "soon": now + SOON,
        "later": now + LATER,
    }
    colleagues: dict[int | None, Load] = {}
    teams: dict[int | None, Load] = {}
    together = Load()
    with database.cursor() as cursor:
        cursor.execute(_OPEN, facts)
        for assignee, team, *numbers in cursor.fetchall():
            part = Load.read(tuple(numbers))
            colleagues[assignee] = colleagues.get(assignee, Load()) + part
            teams[team] = teams.get(team, Load()) + part
            together += part
    return Work(colleagues, teams, together)


@dataclass(frozen=True, slots=True)
class Answered:
    """Answers since a moment: by whom (ids), all of them, and the median time to a case's first one."""

    by_colleague: Mapping[int, int]
    total: int
    median_first: timedelta | None


_ANSWERS = """
SELECT by_id, count(*) FROM inbox_caseevent
WHERE brand_id = %(brand)s AND at >= %(since)s AND kind = 'answered' GROUP BY by_id
"""
#: An answer is a case's first when none came before it; the case's own index says so.
_MEDIAN = """
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY first.at - c.opened_at) FROM (
    SELECT case_id, at, id FROM inbox_caseevent
    WHERE brand_id = %(brand)s AND at >= %(since)s AND kind IN ('answered', 'answered_elsewhere')
    ORDER BY at DESC LIMIT %(most)s
) AS first JOIN inbox_case c ON c.id = first.case_id
WHERE NOT EXISTS (
    SELECT FROM inbox_caseevent before
    WHERE before.case_id = first.case_id AND before.kind IN ('answered', 'answered_elsewhere')
        AND (before.at, before.id) < (first.at, first.id)
)
"""


def answered(brand_id: int, since: datetime) -> Answered:
    """What was answered since a moment. The median is of wall-clock time, from the case's opening."""
    facts: dict[str, Any] = {"brand": brand_id, "since": since, "most": MOST_ANSWERS}
    with database.cursor() as cursor:
        cursor.execute(_ANSWERS, facts)
        counted = dict(cursor.fetchall())
        cursor.execute(_MEDIAN, facts)
        (median,) = cursor.fetchone() or (None,)
    people = {by: count for by, count in counted.items() if by is not None}
    return Answered(people, sum(counted.values()), median)
