"""Who is affected: how many, where, who waits, how far it was read, and what was attached by itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection as database
from django.db.models import QuerySet

from amends.inbox.models import Case
from amends.incidents.models import AffectedCase, Incident, Resemblance, Watch
from amends.incidents.rules.likeness import Verdict, precision
from amends.incidents.rules.words import Attached


@dataclass(frozen=True, slots=True)
class OnNetwork:
    """The affected people of one connection."""

    connection_id: int
    name: str
    channel: str
    people: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Affected:
    """The people of an incident; ``reach``: how many follow those who complained in public.

    ``moods``: how many people there are by the mood of what they wrote, as the judgement calls it, the
    most first. ``subscribed``: who did not complain, but is told by the status page.
    """

    people: int
    cases: int
    waiting: int
    reach: int
    networks: tuple[OnNetwork, ...]
    moods: tuple[tuple[str, int], ...] = ()
    subscribed: int = 0

    @property
    def answered(self) -> int:
        return self.people - self.waiting

    @property
    def answered_percent(self) -> int:
        """The share of people who do not wait for us; 100 only when it is all of them."""
        return 100 * self.answered // self.people if self.people else 0


_WHO = """
FROM incidents_affectedcase a JOIN inbox_case c ON c.id = a.case_id
WHERE a.incident_id = %(incident)s AND a.brand_id = %(brand)s AND a.detached_at IS NULL
    AND c.set_aside <> 'merged'
"""
_ALL = f"""
SELECT count(DISTINCT c.person_id), count(*),
    count(DISTINCT c.person_id) FILTER (WHERE c.state = 'needs_answer') {_WHO}
"""
_REACH = f"""
SELECT coalesce(sum(i.followers), 0) FROM inbox_identity i WHERE i.id IN (
    SELECT c.identity_id {_WHO} AND EXISTS (
        SELECT FROM inbox_message m WHERE m.case_id = c.id AND m.direction = 'in' AND m.is_public))
"""  # noqa: S608 - our own words
_NETWORKS = f"""
WITH affected AS (
    SELECT c.connection_id, count(DISTINCT c.person_id) AS people,
        count(DISTINCT c.person_id) FILTER (WHERE c.state = 'needs_answer') AS waiting
    {_WHO} GROUP BY c.connection_id)
SELECT n.id, n.name, n.channel, affected.people, affected.waiting
FROM affected JOIN channels_connection n ON n.id = affected.connection_id
ORDER BY affected.people DESC, n.name, n.id
"""  # noqa: S608 - our own words


# A person with two moods is counted with each case's; one that nobody judged has none.
_MOODS = f"""
SELECT substr(mark, 6), count(DISTINCT c.person_id) AS people
{_WHO.replace("inbox_case c ON c.id = a.case_id", "inbox_case c ON c.id = a.case_id, unnest(c.marks) mark")}
    AND mark LIKE 'mood:%%'
GROUP BY 1 ORDER BY 2 DESC, 1
"""
# By mail we know who is the same; a program that is told is nobody's customer.
_SUBSCRIBED = f"""
SELECT count(*) FROM status_subscriber s
WHERE s.brand_id = %(brand)s AND s.way = 'mail' AND s.confirmed_at IS NOT NULL AND s.stopped_at IS NULL
    AND NOT EXISTS (SELECT FROM inbox_identity i
        WHERE i.brand_id = %(brand)s AND i.realm = 'email' AND i.external_id = lower(s.address)
            AND i.person_id IN (SELECT c.person_id {_WHO}))
"""  # noqa: S608 - our own words


def affected_of(incident: Incident) -> Affected:
    """Who is affected, counted; a person with several cases once."""
    facts = {"incident": incident.pk, "brand": incident.brand_id}
    with database.cursor() as cursor:
        cursor.execute(_ALL, facts)
        people, cases, waiting = cursor.fetchone()
        cursor.execute(_REACH, facts)
        (reach,) = cursor.fetchone()
        cursor.execute(_NETWORKS, facts)
        networks = tuple(OnNetwork(*row) for row in cursor.fetchall())
        cursor.execute(_MOODS, facts)
        moods = tuple((mood, n) for mood, n in cursor.fetchall())
        cursor.execute(_SUBSCRIBED, facts)
        (subscribed,) = cursor.fetchone()
    return Affected(people, cases, waiting, int(reach), networks, moods, subscribed)


@dataclass(frozen=True, slots=True)
class Span:
    """How many people complained for the first time from ``since`` on, until the next one begins."""

    since: datetime
    people: int


#: The widths of a span, and how many are shown at most: the narrowest that holds everything is taken.
_WIDTHS = (
    *(timedelta(minutes=each) for each in (5, 15, 30)),
    *(timedelta(hours=each) for each in (1, 3, 6, 12, 24)),
)
_MOST_SPANS = 48
_FIRSTS = f"""
SELECT min(c.opened_at) {_WHO} GROUP BY c.person_id ORDER BY 1
"""


def complaints_of(incident: Incident, now: datetime) -> list[Span]:
    """When people began to complain, span by span without gaps; nothing while nobody did.

    From the first complaint until it was over, at most 48 spans of five minutes to a day (of whole days
    where that is not enough); what came before them is in the first one.
    """
    with database.cursor() as cursor:
        cursor.execute(_FIRSTS, {"incident": incident.pk, "brand": incident.brand_id})
        firsts = [at for (at,) in cursor.fetchall()]
    if not firsts:
        return []
    until = max(firsts[-1], incident.resolved_at or now)
    width = _width_of(until - firsts[0])
    count = int((until - firsts[0]) / width) + 1
    begin = firsts[0] if count <= _MOST_SPANS else until - width * (_MOST_SPANS - 1)
    people = Counter(max(0, int((at - begin) / width)) for at in firsts)
    return [Span(begin + width * n, people[n]) for n in range(min(count, _MOST_SPANS))]


def _width_of(whole: timedelta) -> timedelta:
    return next((each for each in _WIDTHS if whole / each < _MOST_SPANS - 1), _WIDTHS[-1])


@dataclass(frozen=True, slots=True)
class Beside:
    """An incident beside a case: whether the case belongs to it."""

    pk: int
    title: str
    is_attached: bool


# Written out: it is asked with every case.
_BESIDE = """
SELECT incident.id, incident.title, affected.id IS NOT NULL AS is_attached
FROM incidents_incident incident
LEFT JOIN incidents_affectedcase affected ON affected.incident_id = incident.id
    AND affected.case_id = %(case)s AND affected.detached_at IS NULL
WHERE incident.brand_id = %(brand)s AND (incident.resolved_at IS NULL OR affected.id IS NOT NULL)
ORDER BY is_attached DESC, incident.id DESC LIMIT %(limit)s
"""


def incidents_beside(case: Case, *, limit: int) -> list[Beside]:
    """The open incidents of the case's brand, and every one that it belongs to."""
    with database.cursor() as cursor:
        cursor.execute(_BESIDE, {"case": case.pk, "brand": case.brand_id, "limit": limit})
        return [Beside(*row) for row in cursor.fetchall()]


def attached_cases(incident: Incident) -> QuerySet[AffectedCase]:
    """The attached cases with what a list shows of them, the newest first."""
    rows = AffectedCase.objects.filter(incident=incident, detached_at=None)
    related = ("case__person", "case__connection", "case__thread", "attached_by")
    return rows.select_related(*related).order_by("-pk")


def suggested_cases(incident: Incident, *, limit: int) -> list[Resemblance]:
    """The cases that are perhaps alike and that nobody has decided about, the likeliest first."""
    unsure = Resemblance.objects.filter(
        incident=incident, verdict=Verdict.PERHAPS, dismissed_at=None
    ).exclude(case__in=AffectedCase.objects.filter(incident=incident).values("case"))
    return list(
        unsure.select_related("case__person", "case__connection").order_by("-score")[:limit]
    )


@dataclass(frozen=True, slots=True)
class Watched:
    """How attaching by itself does: so many attached, so many of them taken off again."""

    is_on: bool
    kept: int
    taken_off: int
    learned_from: int

    @property
    def precision(self) -> float | None:
        """Of what was attached by itself, the share that nobody took off; None while there is none."""
        return precision(self.kept, self.taken_off)


def watched(incident: Incident) -> Watched:
    """Whether new cases are attached by themselves, and how well that goes."""
    watch = Watch.objects.filter(incident=incident).first()
    alone = AffectedCase.objects.filter(incident=incident, how=Attached.AUTOMATIC)
    kept = alone.filter(detached_at=None).count()
    return Watched(
        is_on=watch is None or watch.is_on,
        kept=kept,
        taken_off=alone.count() - kept,
        learned_from=watch.learned_from if watch else 0,
    )


def watched_incidents() -> list[int]:
    """The open incidents of all brands to which new cases are attached by themselves, by id."""
    living = Incident.objects.filter(resolved_at=None).exclude(watch__is_on=False)
    return list(living.order_by("pk").values_list("pk", flat=True))
