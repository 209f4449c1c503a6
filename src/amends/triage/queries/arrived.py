"""Messages as rules on arrival see them: those that just came in, and those of lately for a dry run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection as database

from amends.playbook.queries import live_number, playbook_of
from amends.playbook.rules.document.arriving import ArrivalRule
from amends.staff.queries import hours_of
from amends.staff.rules.hours import is_open
from amends.triage.models import ArrivalAct
from amends.triage.rules.arriving import Arrived, caught

#: Messages that a dry run looks at, at most, and examples of each rule.
MOST, EXAMPLES = 5_000, 5
_ARRIVED = """
SELECT m.id, m.case_id, concat_ws(E'\\n', nullif(m.subject, ''), m.text), j.act, j.mood_score, j.harms,
    j.urgency, j.asker, j.topics, j.language, k.channel, m.is_public,
    ARRAY(SELECT DISTINCT t.name FROM inbox_case o JOIN inbox_tag t ON t.id = ANY(o.tags)
        WHERE o.person_id = c.person_id AND o.brand_id = m.brand_id),
    i.followers, m.sent_at,
    NOT EXISTS (SELECT FROM inbox_message e WHERE e.case_id = m.case_id AND e.direction = 'in'
        AND (e.sent_at, e.id) < (m.sent_at, m.id))
FROM inbox_message m
JOIN inbox_case c ON c.id = m.case_id
JOIN triage_judgement j ON j.message_id = m.id
JOIN channels_connection k ON k.id = m.connection_id
LEFT JOIN inbox_identity i ON i.id = m.identity_id
WHERE m.brand_id = %(brand)s AND m.direction = 'in' AND NOT m.is_automatic AND m.deleted_at IS NULL
    AND c.set_aside NOT IN ('spam', 'blocked')
"""
_BETWEEN = (
    f"{_ARRIVED} AND m.id > %(after)s AND m.id <= %(upto)s AND m.sent_at > %(since)s ORDER BY m.id"
)
_NEWEST = f"{_ARRIVED} ORDER BY m.sent_at DESC, m.id DESC LIMIT %(limit)s"


@dataclass(frozen=True, slots=True)
class InForce:
    """The rules on arrival that hold, and the number of the version in which they stand."""

    rules: tuple[ArrivalRule, ...]
    version: int


@dataclass(frozen=True, slots=True)
class Tried:
    """What a rule would have caught, and the newest of it."""

    rule: ArrivalRule
    count: int
    examples: tuple[Arrived, ...]


def in_force(brand_id: int) -> InForce:
    """The brand's rules on arrival; none without a playbook."""
    playbook = playbook_of(brand_id)
    if playbook is None or not playbook.arrival:
        return InForce((), 0)
    return InForce(playbook.arrival, live_number(brand_id) or 0)


def arrived_between(brand_id: int, after: int, upto: int, since: datetime) -> list[Arrived]:
    """What came in with ids above ``after`` up to ``upto``, said later than ``since``, by its id."""
    facts = {"after": after, "upto": upto, "since": since}
    return _arrived(_BETWEEN, brand_id, facts)


def tried(brand_id: int, rules: Sequence[ArrivalRule], limit: int) -> tuple[int, list[Tried]]:
    """What these rules would have caught of the newest messages; and how many were looked at."""
    newest = _arrived(_NEWEST, brand_id, {"limit": min(limit, MOST)})
    found: dict[str, list[Arrived]] = {rule.name: [] for rule in rules}
    for each in newest:
        for rule in caught(rules, each):
            found[rule.name].append(each)
    told = [
        Tried(rule, len(found[rule.name]), tuple(found[rule.name][:EXAMPLES])) for rule in rules
    ]
    return len(newest), told


def suggested_in(brand_id: int, case_id: int) -> list[str]:
    """The saved replies that rules on arrival suggest for a case, the newest first, each once."""
    acts = ArrivalAct.objects.filter(brand_id=brand_id, case_id=case_id).exclude(suggests="")
    return list(dict.fromkeys(acts.order_by("-pk").values_list("suggests", flat=True)))


def _arrived(query: str, brand_id: int, facts: dict[str, Any]) -> list[Arrived]:
    hours = hours_of(brand_id)
    with database.cursor() as cursor:
        cursor.execute(query, {"brand": brand_id, **facts})
        rows = cursor.fetchall()
    return [
        Arrived(
            message_id=row[0],
            case_id=row[1],
            text=row[2],
            act=row[3],
            mood_score=row[4],
            harms=tuple(row[5]),
            urgency=row[6],
            asker=row[7],
            topics=tuple(row[8]),
            language=row[9],
            network=row[10],
            is_public=row[11],
            tags=frozenset(row[12]),
            followers=row[13],
            is_open=is_open(row[14], hours),
            is_first=row[15],
        )
        for row in rows
    ]
