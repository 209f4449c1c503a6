"""What waits in cases, as it was judged, and by what a brand puts it in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson
from django.db import connection as database

from amends.inbox.models import Case, Tag
from amends.playbook.queries import playbook_of
from amends.playbook.rules.document.order import PriorityPart
from amends.triage.models import TriageSettings
from amends.triage.rules.judgement import Act, Asker, Harm, Urgency
from amends.triage.rules.priority import reach_of
from amends.triage.rules.summing import Judged, Rest, Sum, sum_of

#: Messages of one case that are looked at; who wrote more waits for an answer to something.
_MOST = 200
_OPEN = f"""
SELECT c.id, cardinality(%(valued)s::bigint[]) > 0 AND EXISTS (
        SELECT FROM inbox_case o
        WHERE o.brand_id = c.brand_id AND o.person_id = c.person_id AND o.tags && %(valued)s::bigint[]
    ), c.last_in_at, w.*
FROM unnest(%(ids)s::bigint[]) AS wanted (id)
JOIN inbox_case c ON c.id = wanted.id AND c.brand_id = %(brand)s
LEFT JOIN LATERAL (
    SELECT m.id, m.sent_at, j.act, j.act_chance, j.mood_score, j.urgency, j.harms, j.topics, j.asker,
        j.needs_chance, j.needs, s.growth, m.counts, i.followers, m.is_public,
        m.rating IS NOT NULL OR EXISTS (SELECT FROM inbox_attachment a WHERE a.message_id = m.id),
        r.sooner, r.needs
    FROM inbox_message m
    LEFT JOIN triage_judgement j ON j.message_id = m.id
    LEFT JOIN inbox_identity i ON i.id = m.identity_id
    LEFT JOIN inbox_spread s ON s.message_id = m.id
    LEFT JOIN LATERAL (
        SELECT max(a.sooner) AS sooner, bool_or(a.needs) AS needs
        FROM triage_arrivalact a WHERE a.message_id = m.id
    ) r ON true
    WHERE m.case_id = c.id AND m.direction = 'in' AND NOT m.is_automatic AND m.deleted_at IS NULL
        AND m.sent_at > coalesce(greatest(c.last_out_at, c.answered_elsewhere_at), '-infinity')
    ORDER BY m.sent_at DESC, m.id DESC LIMIT {_MOST}
) w ON true
ORDER BY c.id, w.sent_at DESC, w.id DESC
"""  # noqa: S608 - a number of ours


def weights_of(brand_id: int) -> PriorityPart:
    """What makes a matter press, by the brand's playbook; without one, as the desk comes."""
    playbook = playbook_of(brand_id)
    return playbook.priority if playbook is not None else PriorityPart()


def rest_of(brand_id: int) -> Rest:
    """What the brand lets go of."""
    found = TriageSettings.objects.filter(brand_id=brand_id).first()
    wish = found or TriageSettings(brand_id=brand_id)
    return Rest(is_on=wish.lets_go, below=wish.below / 100)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits in a case, newest first, with its newest word; None: not judged yet.

    ``is_valued``: the customer is, by a tag on any of their cases.
    """

    is_valued: bool
    seen_at: datetime | None
    judged: list[Judged | None]


@dataclass(frozen=True, slots=True)
class Scales:
    """By what a brand's cases are put in order."""

    weights: PriorityPart
    rest: Rest
    valued: frozenset[int]

    def sum_of(self, waiting: Waiting) -> Sum | None:
        """What a case comes to; None while something in it was not judged."""
        judged = [each for each in waiting.judged if each is not None]
        if len(judged) < len(waiting.judged):
            return None
        is_whole = len(judged) < _MOST
        rest = self.rest if is_whole else replace(self.rest, is_on=False)
        return sum_of(judged, self.weights, rest, is_valued=waiting.is_valued)


def scales_of(brand_id: int) -> Scales:
    """By what this brand's cases are put in order now."""
    weights = weights_of(brand_id)
    return Scales(weights, rest_of(brand_id), frozenset(_valued(brand_id, weights)))


def sum_of_case(case: Case) -> Sum | None:
    """What one case comes to now; None while something in it was not judged."""
    scales = scales_of(case.brand_id)
    waiting = waiting_in(case.brand_id, [case.pk], scales.valued).get(case.pk)
    return scales.sum_of(waiting) if waiting else None


def waiting_in(
    brand_id: int, case_ids: Collection[int], valued: Collection[int] = ()
) -> dict[int, Waiting]:
    """What waits in each of these cases of a brand. ``valued``: the tags' ids that mark valued customers."""
    facts: dict[str, Any] = {"brand": brand_id, "ids": sorted(case_ids), "valued": sorted(valued)}
    with database.cursor() as cursor:
        cursor.execute(_OPEN, facts)
        rows = cursor.fetchall()
    found: dict[int, Waiting] = {}
    grouped: dict[int, list[Judged | None]] = defaultdict(list)
    for case_id, is_valued, seen_at, message_id, *told in rows:
        if message_id is not None:
            grouped[case_id].append(_judged(message_id, told))
        found[case_id] = Waiting(is_valued, seen_at, grouped[case_id])
    return found


def _judged(message_id: int, told: Sequence[Any]) -> Judged | None:
    """The columns of `_OPEN` from ``sent_at`` on as a judgement; None where there is none yet."""
    sent_at, act, act_chance, mood, urgency, harms, topics, asker, chance, needs, *more = told
    if act is None:
        return None
    growth, counts, followers, is_public, has_more, ruled_sooner, ruled_needs = more
    told_seen = orjson.loads(counts) if counts else {}  # a plain cursor gives JSON as text
    seen = [told_seen.get(name) for name in ("likes", "shares", "replies")]
    return Judged(
        message_id=message_id,
        sent_at=sent_at,
        act=Act(act),
        act_chance=act_chance,
        mood_score=mood,
        urgency=Urgency(urgency),
        harms=tuple(Harm(each) for each in harms),
        topics=tuple(topics),
        asker=Asker(asker),
        needs_chance=chance,
        needs=needs,
        has_more=has_more,
        reach=reach_of(followers=followers, seen=seen, growth=growth or 0.0) if is_public else 0.0,
        ruled_sooner=ruled_sooner or 0,
        ruled_needs=ruled_needs,
    )


def _valued(brand_id: int, weights: PriorityPart) -> set[int]:
    """The ids of the tags that mark valued customers."""
    names = {name.casefold() for name in weights.valued_tags}
    if not names:
        return set()
    tags = Tag.objects.filter(brand_id=brand_id)
    return {tag.pk for tag in tags if tag.name.casefold() in names}
