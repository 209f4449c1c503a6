"""Who is at a case now, who writes, who locked it, and who answered while somebody else wrote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection as database

from amends.inbox.models import Case, Direction, Message

#: A page that was not heard of for so long is closed, or its reader has gone.
SEEN_WITHIN = timedelta(seconds=45)


@dataclass(frozen=True, slots=True)
class Here:
    """A colleague at a case, over all their pages; ``writes_since`` while words of theirs are not sent."""

    user_id: int
    name: str
    writes_since: datetime | None = None

    @property
    def writes(self) -> bool:
        return self.writes_since is not None


@dataclass(frozen=True, slots=True)
class Lock:
    """Who alone may answer a case, and until when."""

    user_id: int
    name: str
    taken_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer of somebody else; without a name it was given on the network itself."""

    name: str
    at: datetime


#: Asked with every list and every case: written out, for building the SQL costs more than running it.
_PAGES = """
SELECT p.case_id, p.user_id, u.name, p.writes_since FROM inbox_presence p
JOIN staff_user u ON u.id = p.user_id AND u.is_active
WHERE p.brand_id = %s AND p.case_id = ANY(%s) AND p.seen_at > %s
"""
_LOCKS = """
SELECT l.case_id, l.user_id, u.name, l.taken_at, l.until FROM inbox_caselock l
JOIN staff_user u ON u.id = l.user_id WHERE l.case_id = ANY(%s) AND l.until > %s
"""


def here(brand_id: int, case_ids: Collection[int], now: datetime) -> dict[int, tuple[Here, ...]]:
    """The colleagues at each of these cases, by name; cases where nobody is are missing."""
    with database.cursor() as cursor:
        cursor.execute(_PAGES, [brand_id, list(case_ids), now - SEEN_WITHIN])
        facts = cursor.fetchall()
    found: dict[int, dict[int, Here]] = defaultdict(dict)
    for case_id, user_id, name, writes_since in facts:
        other = found[case_id].get(user_id)
        since = writes_since or (other.writes_since if other else None)
        found[case_id][user_id] = Here(user_id, name, since)
    return {case_id: _by_name(people) for case_id, people in found.items()}


def _by_name(people: Mapping[int, Here]) -> tuple[Here, ...]:
    return tuple(sorted(people.values(), key=lambda one: (one.name, one.user_id)))


def lock_of(case_id: int, now: datetime) -> Lock | None:
    """The lock that holds a case now; one that ran out holds nothing."""
    return locks_of([case_id], now).get(case_id)


def locks_of(case_ids: Collection[int], now: datetime) -> dict[int, Lock]:
    """The locks that hold these cases now, by case; those that nothing holds are missing."""
    with database.cursor() as cursor:
        cursor.execute(_LOCKS, [list(case_ids), now])
        return {case_id: Lock(*facts) for case_id, *facts in cursor.fetchall()}


_BOTH = """
SELECT u.name, p.user_id, p.writes_since, NULL::timestamptz, NULL::timestamptz FROM inbox_presence p
JOIN staff_user u ON u.id = p.user_id AND u.is_active
WHERE p.brand_id = %(brand)s AND p.case_id = %(case)s AND p.seen_at > %(seen_after)s
UNION ALL (SELECT u.name, l.user_id, NULL, l.taken_at, l.until FROM inbox_caselock l
    JOIN staff_user u ON u.id = l.user_id WHERE l.case_id = %(case)s AND l.until > %(now)s LIMIT 1)
"""


def at_case(brand_id: int, case_id: int, now: datetime) -> tuple[tuple[Here, ...], Lock | None]:
    """The colleagues at a case by name, and the lock that holds it now, in one round trip."""
    facts: dict[str, Any] = {
        "brand": brand_id,
        "case": case_id,
        "now": now,
        "seen_after": now - SEEN_WITHIN,
    }
    with database.cursor() as cursor:
        cursor.execute(_BOTH, facts)
        rows = cursor.fetchall()
    people: dict[int, Here] = {}
    lock = None
    for name, user_id, writes_since, taken_at, until in rows:
        if taken_at is not None:
            lock = Lock(user_id, name, taken_at, until)
            continue
        other = people.get(user_id)
        people[user_id] = Here(
            user_id, name, writes_since or (other.writes_since if other else None)
        )
    return _by_name(people), lock


def answered_after(case: Case, message_id: int, *, besides: int | None) -> Answered | None:
    """The newest answer in the case that came after a message and is not the user ``besides``'s.

    Answers that were taken back or failed do not count.
    """
    ours = Message.objects.filter(
        case=case, pk__gt=message_id, direction=Direction.OUT, deleted_at=None, failed_at=None
    )
    others = ours if besides is None else ours.exclude(author_id=besides)
    newest = others.order_by("-pk").values_list("author__name", "received_at").first()
    return Answered(newest[0] or "", newest[1]) if newest else None
