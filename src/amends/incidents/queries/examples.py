"""What automatic attachment learns from and judges: the words of cases, as customers wrote them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection as database
from django.db.models import Min

from amends.incidents.models import AffectedCase, Incident, Resemblance
from amends.incidents.rules.likeness import MOST_BACKGROUND, MOST_EXAMPLES
from amends.incidents.rules.signs import LONGEST
from amends.incidents.rules.words import Attached

#: So long before the first attached complaint somebody may have complained whom nobody noticed.
BEFORE = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Examples:
    """The cases that people decided about; ``stamp`` changes with every decision."""

    alike: tuple[int, ...]
    other: tuple[int, ...]
    named: str
    since: datetime

    @property
    def stamp(self) -> str:
        told = repr((self.alike, self.other, self.named))
        return hashlib.sha256(told.encode()).hexdigest()


def examples_of(incident: Incident) -> Examples:
    """What people decided about the cases of an incident; the newest decisions where there are many."""
    rows = AffectedCase.objects.filter(incident=incident)
    by_people = rows.filter(detached_at=None).exclude(how=Attached.AUTOMATIC)
    began = rows.filter(detached_at=None).aggregate(at=Min("case__opened_at"))["at"]
    dismissed = Resemblance.objects.filter(incident=incident, dismissed_at__isnull=False)
    other = {
        *rows.filter(detached_at__isnull=False).values_list("case_id", flat=True),
        *dismissed.values_list("case_id", flat=True),
    }
    newest = by_people.order_by("-attached_at", "-pk").values_list("case_id", flat=True)
    return Examples(
        alike=tuple(sorted(newest[:MOST_EXAMPLES])),
        other=tuple(sorted(other)[-MOST_EXAMPLES:]),
        named=" ".join([incident.title, *incident.services, *incident.areas]),
        since=min(began or incident.opened_at, incident.opened_at) - BEFORE,
    )


_SAID = """
SELECT m.case_id, left(string_agg(m.text, E'\n' ORDER BY m.sent_at, m.id), %(longest)s)
FROM inbox_message m WHERE m.case_id = ANY(%(cases)s) AND m.direction = 'in'
    AND m.deleted_at IS NULL AND NOT m.is_automatic AND m.sent_at >= %(since)s
GROUP BY m.case_id
"""


def said_in(case_ids: Collection[int], *, since: datetime) -> dict[int, str]:
    """What the customers of these cases wrote from a moment on, by case; no words, no entry."""
    facts: dict[str, Any] = {"cases": list(case_ids), "since": since, "longest": LONGEST}
    with database.cursor() as cursor:
        cursor.execute(_SAID, facts)
        return {case_id: text for case_id, text in cursor.fetchall() if text}


_BEFORE = """
SELECT text FROM inbox_message WHERE brand_id = %(brand)s AND sent_at < %(before)s
    AND direction = 'in' AND deleted_at IS NULL AND NOT is_automatic AND case_id IS NOT NULL
ORDER BY sent_at DESC, id DESC LIMIT %(most)s
"""


def background_of(brand_id: int, *, before: datetime) -> list[str]:
    """What the brand's customers wrote last before a moment: the ordinary, that is not the trouble."""
    facts: dict[str, Any] = {"brand": brand_id, "before": before, "most": MOST_BACKGROUND}
    with database.cursor() as cursor:
        cursor.execute(_BEFORE, facts)
        return [text for (text,) in cursor.fetchall()]


# One that was judged is judged again when its customer wrote more, or people decided something since.
_TO_JUDGE = """
SELECT c.id FROM inbox_case c
LEFT JOIN incidents_resemblance r ON r.case_id = c.id AND r.incident_id = %(incident)s
WHERE c.brand_id = %(brand)s AND c.set_aside = ''
    AND c.id IN (SELECT m.case_id FROM inbox_message m WHERE m.brand_id = %(brand)s
        AND m.sent_at >= %(since)s AND m.direction = 'in')
    AND NOT EXISTS (SELECT FROM incidents_affectedcase a
        WHERE a.incident_id = %(incident)s AND a.case_id = c.id)
    AND (r.id IS NULL OR r.dismissed_at IS NULL
        AND (r.stamp <> %(stamp)s OR r.judged_at < c.last_in_at))
ORDER BY c.id DESC LIMIT %(limit)s
"""


def to_judge(incident: Incident, examples: Examples, *, limit: int) -> list[int]:
    """The cases of the time of the trouble that nobody has decided about, and that are to be judged."""
    facts: dict[str, Any] = {
        "incident": incident.pk,
        "brand": incident.brand_id,
        "since": examples.since,
        "stamp": examples.stamp,
        "limit": limit,
    }
    with database.cursor() as cursor:
        cursor.execute(_TO_JUDGE, facts)
        return [case_id for (case_id,) in cursor.fetchall()]
