"""Suggests tags as people give them, puts them on where a lead allows, and takes people's word on both."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from amends.audit.actions import record
from amends.inbox.actions.events import require_case
from amends.inbox.actions.tag import MOST_TAGS, add_tag
from amends.inbox.models import Case, Tag
from amends.refusals import Invalid, NotFound
from amends.staff.rules import Actor, Right, system
from amends.triage.models import HintState, TagHint, TriageSettings
from amends.triage.queries.learnt import in_force_id
from amends.triage.queries.tagged import tag_mind_of, words_of_cases
from amends.triage.rules.labels import LEVELS, Kind

if TYPE_CHECKING:
    from amends.triage.rules.learning import Example


def example_of(words: str, label: int = 0) -> Example:
    """Words as heads read them."""
    # It brings numpy, which web processes never carry: see `queries.minds`.
    from amends.triage.rules.features import words_apart  # noqa: PLC0415
    from amends.triage.rules.judgement import Heard  # noqa: PLC0415
    from amends.triage.rules.learning import Example  # noqa: PLC0415
    from amends.triage.rules.reading import read  # noqa: PLC0415
    from amends.triage.shipped import meanings, shipped  # noqa: PLC0415

    reading = read(Heard(words))
    return Example(words_apart(reading), shipped().base(reading), meanings().of(reading), label)


def suggest_tags(*, brand_id: int, case_ids: Collection[int], now: datetime) -> int:
    """Suggest tags for these cases by their words, as the brand learnt; returns how many it put on itself."""
    learning_id = in_force_id(brand_id, Kind.TAGS)
    if learning_id is None or not case_ids:
        return 0
    mind, words = tag_mind_of(learning_id), words_of_cases(brand_id, case_ids)
    wished = TriageSettings.objects.filter(brand_id=brand_id).first()
    level = wished.tags_from if wished else 0
    applied = 0
    for case in Case.objects.filter(brand_id=brand_id, pk__in=words).order_by("pk"):
        applied += _suggest(case, mind.suggested(example_of(words[case.pk])), level, now)
    return applied


@transaction.atomic
def _suggest(case: Case, found: Mapping[int, int], level: int, now: datetime) -> int:
    """Keep what is new; what people said of a suggestion stays, and what nothing suggests any longer goes."""
    ours = TagHint.objects.filter(brand_id=case.brand_id, case_id=case.pk)
    ours.filter(state=HintState.OPEN).exclude(tag_id__in=list(found)).delete()
    known = set(ours.values_list("tag_id", flat=True)) | set(case.tags)
    kept = Tag.objects.filter(brand_id=case.brand_id, archived_at=None, pk__in=list(found))
    applied = 0
    for tag in kept.exclude(pk__in=known).order_by("pk"):
        percent = found[tag.pk]
        may = 0 < level <= percent and len(case.tags) < MOST_TAGS
        hint = TagHint(
            brand_id=case.brand_id,
            case_id=case.pk,
            tag_id=tag.pk,
            precision=percent,
            state=HintState.APPLIED if may else HintState.OPEN,
            at=now,
        )
        TagHint.objects.bulk_create([hint], ignore_conflicts=True)
        if may:
            because = {"because": "learnt", "precision": percent}
            add_tag(by=system(case.brand_id), case=case, name=tag.name, now=now, because=because)
            applied += 1
    return applied


@transaction.atomic
def take(*, by: Actor, case: Case, tag_id: int, now: datetime) -> Tag:
    """Put a suggested tag on. Raises NotAllowed and NotFound."""
    hint, tag = _open_hint(by, case, tag_id)
    _settle(hint, HintState.TAKEN, by, now)
    return add_tag(by=by, case=case, name=tag.name, now=now)


@transaction.atomic
def dismiss(*, by: Actor, case: Case, tag_id: int, now: datetime) -> Tag:
    """Say that a suggested tag does not fit: it is not suggested here again. Raises NotAllowed, NotFound."""
    hint, tag = _open_hint(by, case, tag_id)
    _settle(hint, HintState.DISMISSED, by, now)
    facts: dict[str, object] = {"tag": tag.pk, "name": tag.name}
    record(by=by, action="triage.dismiss_tag", target=f"case:{case.pk}", facts=facts, now=now)
    return tag


def _open_hint(by: Actor, case: Case, tag_id: int) -> tuple[TagHint, Tag]:
    require_case(by, case, Right.ORGANISE)
    hints = TagHint.objects.select_for_update().filter(
        brand_id=by.brand_id, case_id=case.pk, tag_id=tag_id, state=HintState.OPEN
    )
    hint, tag = hints.first(), Tag.objects.filter(brand_id=by.brand_id, pk=tag_id).first()
    if hint is None or tag is None:
        raise NotFound(tag=tag_id)
    return hint, tag


def _settle(hint: TagHint, state: HintState, by: Actor, now: datetime) -> None:
    hint.state, hint.by_id, hint.at = state, by.user_id, now
    hint.save(update_fields=["state", "by", "at"])


@transaction.atomic
def set_tags_from(*, by: Actor, percent: int, now: datetime) -> None:
    """Let the desk put on tags by itself that were right at least so often; 0: never.

    Raises NotAllowed and Invalid.
    """
    by.require(Right.MANAGE_INTAKE)
    if percent not in {0, *LEVELS}:
        raise Invalid("Choose a precision from the list.", field="percent")
    wish, _made = TriageSettings.objects.select_for_update().get_or_create(brand_id=by.brand_id)
    if wish.tags_from == percent:
        return
    facts = {"percent": percent, "was": wish.tags_from}
    wish.tags_from = percent
    wish.save(update_fields=["tags_from"])
    target = f"brand:{by.brand_id}"
    record(by=by, action="triage.set_tags_from", target=target, facts=facts, now=now)
