"""Automatic attachment: what came in since is judged by what people attached; the sure ones are attached."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from django.db import connection as database
from django.db import transaction

from amends.inbox.actions import bell
from amends.incidents.actions.note import write_entry
from amends.incidents.models import AffectedCase, Incident, Resemblance, Watch
from amends.incidents.queries.examples import (
    Examples,
    background_of,
    examples_of,
    said_in,
    to_judge,
)
from amends.incidents.rules.likeness import FEWEST, Learned, Likeness, Verdict, learn
from amends.incidents.rules.words import Attached
from amends.staff.rules import system

_LONGEST_WORD = 60


def judge_new(*, incident_id: int, limit: int, now: datetime) -> bool:
    """Judge up to ``limit`` cases for an open incident; returns whether there may be more.

    Nothing is done while nobody watches it, or fewer than three cases were attached by people.
    """
    incident = Incident.objects.filter(pk=incident_id, resolved_at=None).first()
    if incident is None or not _is_watched(incident):
        return False
    examples = examples_of(incident)
    if len(examples.alike) < FEWEST:
        return False
    ids = to_judge(incident, examples, limit=limit)
    learned = _learned(incident.pk, incident.brand_id, examples) if ids else None
    if learned is None:
        return False
    texts = said_in(ids, since=examples.since)
    judged = {case_id: learned.judge(texts.get(case_id, "")) for case_id in ids}
    with transaction.atomic():
        _keep(incident, judged, examples, now)
    return len(ids) == limit


def _is_watched(incident: Incident) -> bool:
    found = Watch.objects.filter(incident=incident).first()
    return found is None or found.is_on


@lru_cache(maxsize=8)
def _learned(incident_id: int, brand_id: int, examples: Examples) -> Learned | None:
    """Learned once for the same examples: that takes a second, and judging takes none."""
    del incident_id
    texts = said_in((*examples.alike, *examples.other), since=examples.since)
    return learn(
        [texts[case_id] for case_id in examples.alike if case_id in texts],
        [texts[case_id] for case_id in examples.other if case_id in texts],
        background_of(brand_id, before=examples.since),
        named=examples.named,
    )


def _keep(
    incident: Incident, judged: Mapping[int, Likeness], examples: Examples, now: datetime
) -> None:
    """Write down every judgement, attach the sure ones, and tell the timeline how many they were."""
    # A person who takes one off just now, or switches it off, comes before or after all of this.
    Incident.objects.select_for_update(no_key=True).get(pk=incident.pk)
    if not _is_watched(incident):
        return
    _write_down(incident, judged, examples.stamp, now)
    decided = set(
        AffectedCase.objects.filter(incident=incident, case__in=judged).values_list(
            "case_id", flat=True
        )
    )
    sure = {
        case_id: each
        for case_id, each in judged.items()
        if each.verdict is Verdict.ALIKE and case_id not in decided
    }
    AffectedCase.objects.bulk_create(
        [_attached(incident, case_id, each, now) for case_id, each in sure.items()],
        ignore_conflicts=True,
    )
    Watch.objects.update_or_create(
        incident=incident,
        defaults={
            "brand_id": incident.brand_id,
            "stamp": examples.stamp,
            "learned_from": len(examples.alike),
            "looked_at": now,
        },
    )
    if sure:
        by, facts = system(incident.brand_id), {"how": "automatic", "cases": len(sure)}
        write_entry(by=by, incident=incident, kind="attach", facts=facts, now=now)
        bell.ring(brand_id=incident.brand_id, cases=sure)


def _attached(incident: Incident, case_id: int, each: Likeness, now: datetime) -> AffectedCase:
    return AffectedCase(
        brand_id=incident.brand_id,
        incident=incident,
        case_id=case_id,
        how=Attached.AUTOMATIC,
        score=each.score,
        attached_at=now,
    )


def _write_down(
    incident: Incident, judged: Mapping[int, Likeness], stamp: str, now: datetime
) -> None:
    Resemblance.objects.bulk_create(
        [
            Resemblance(
                brand_id=incident.brand_id,
                incident=incident,
                case_id=case_id,
                score=each.score,
                verdict=each.verdict,
                telling=[word[:_LONGEST_WORD] for word in each.telling],
                stamp=stamp,
                judged_at=now,
            )
            for case_id, each in judged.items()
        ],
        update_conflicts=True,
        unique_fields=["incident", "case"],
        update_fields=["score", "verdict", "telling", "stamp", "judged_at"],
    )


# A message that was deleted since may be the one whose words told; it may have been erased for good.
_FORGET = """
UPDATE incidents_resemblance r SET telling = '{}'
WHERE r.telling <> '{}' AND EXISTS (
    SELECT FROM inbox_message m WHERE m.case_id = r.case_id AND m.deleted_at >= r.judged_at)
"""


def forget_words() -> int:
    """Keep no words of what its customer took back, or had erased; of how many judgements."""
    with database.cursor() as cursor:
        cursor.execute(_FORGET)
        forgotten: int = cursor.rowcount
    return forgotten
