"""Learns from a brand's labels, lets it judge only where that holds, and takes it back where it was worse."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from amends import queue
from amends.audit.actions import record
from amends.refusals import Refusal
from amends.staff.models import Brand
from amends.staff.rules import Actor, Right, system
from amends.triage.actions.hint import example_of
from amends.triage.models import HintState, Learning, SetAsideWhy, TagHint
from amends.triage.queries.labels import Label, labels_of, words_of
from amends.triage.queries.learnt import before, in_force, newest
from amends.triage.queries.minds import own_of
from amends.triage.queries.tagged import Tagged, learnable, tag_mind_of, tagged, words_of_cases
from amends.triage.rules.labels import JUDGED, RECALIBRATES, VECTORS, Kind, is_due

if TYPE_CHECKING:
    from amends.triage.rules.learning import Example
    from amends.triage.rules.own import Trial

#: By how much what was there before must do better on newer labels, to come back.
_BETTER_BEFORE = 0.02
#: So many versions of a kind keep what they learnt; older ones keep their figures.
_KEPT = 4


class NothingLearnt(Refusal):
    """The desk judges this as it came; there is nothing to take back."""

    code = "nothing-learnt"


def notice_labels(*, now: datetime) -> int:  # noqa: ARG001 - what is due is seen when it is learnt
    """Ask, of each brand, to look whether there is something to learn; how many brands."""
    brands = list(Brand.objects.order_by("pk").values_list("pk", flat=True))
    for brand_id in brands:
        queue.defer("triage.learn", priority=-20, brand_id=brand_id)
    return len(brands)


def learn(*, brand_id: int, now: datetime) -> list[Kind]:
    """Look after what the brand learnt, and learn anew what has enough new labels; returns which judge now.

    A kind that did worse than what was there before, on labels that came since, is taken back first.
    """
    judging = [kind for kind in JUDGED if _learn(brand_id, kind, now)]
    return [*judging, Kind.TAGS] if _learn_tags(brand_id, now) else judging


def _learn(brand_id: int, kind: Kind, now: datetime) -> bool:
    labels, tried = labels_of(brand_id, kind, now=now), newest(brand_id, kind)
    current = in_force(brand_id, kind)
    new = [each for each in labels if tried is None or each.at > tried.made_at]
    wants = is_due(labels=_said(labels), new=_said(new), was_tried=_counts(tried))
    since = [each for each in labels if current is not None and each.at > current.made_at]
    may_be_worse = current is not None and _said(since) >= RECALIBRATES
    if not wants and not may_be_worse:
        return False
    examples = _examples(brand_id, labels)
    if current is not None and may_be_worse:
        newer = [example for label, example in examples if label.at > current.made_at]
        if _is_worse(current, newer):
            take_back(learning=current, why=SetAsideWhy.WORSE_SINCE, by=system(brand_id), now=now)
            current = in_force(brand_id, kind)
    return wants and _try(brand_id, kind, examples, _hearing(current), now)


def _counts(tried: Learning | None) -> bool:
    """Whether what was tried last need not be tried again before more is said."""
    if tried is None or tried.why == SetAsideWhy.ERASED:
        return False
    return _hearing(tried) is not None or tried.why == SetAsideWhy.BY_HAND


def _hearing(learning: Learning | None) -> Learning | None:
    """The same, if it learnt by the vectors that there are now: to what an upgrade brings it is deaf."""
    return learning if learning and learning.figures.get("vectors") == VECTORS else None


def _said(labels: Sequence[Label]) -> int:
    return sum(each.is_said for each in labels)


def _examples(brand_id: int, labels: Sequence[Label]) -> list[tuple[Label, Example]]:
    """Labels with what the shipped model reads in their messages, in the same order."""
    words = words_of(brand_id, [each.message_id for each in labels])
    return [
        (label, example_of(text, label.value))
        for label in labels
        if (text := words.get(label.message_id))
    ]


def _says(kind: Kind, learning: Learning | None) -> Callable[[Example], int]:
    """What this learning makes of an example; None: what the shipped model does."""
    from amends.triage.rules.own import own_says, shipped_says  # noqa: PLC0415 - see `example_of`

    if learning is None:
        return lambda example: shipped_says(kind, example)
    own = own_of(learning.pk, kind)
    return lambda example: own_says(own, example)


def _is_worse(current: Learning, newer: Sequence[Example]) -> bool:
    """Whether what was there before would have judged what came since clearly better."""
    from amends.triage.rules.own import compared  # noqa: PLC0415 - see `example_of`

    kind = Kind(current.kind)
    now_says = [_says(kind, current)(each) for each in newer]
    trial = compared(kind, newer, now_says, _says(kind, before(current)))
    return trial.before >= trial.after + _BETTER_BEFORE


def _try(
    brand_id: int,
    kind: Kind,
    examples: Sequence[tuple[Label, Example]],
    current: Learning | None,
    now: datetime,
) -> bool:
    """Learn from all labels; what judges now is compared on those that it cannot have learnt from."""
    from amends.triage.rules.own import compared, learnt, takes_over  # noqa: PLC0415 - see `example_of`

    made = learnt(kind, [example for _label, example in examples])
    if made is None:
        return False
    unseen = [
        at
        for at, (label, _example) in enumerate(examples)
        if current is None or label.at > current.made_at
    ]
    held_out = [examples[at][1] for at in unseen]
    trial = compared(kind, held_out, [made.foretold[at] for at in unseen], _says(kind, current))
    holds = takes_over(trial, is_first=current is None)
    said = _said([label for label, _example in examples])
    figures = _figures(trial, has_head=made.own.head is not None)
    _keep(
        Learning(brand_id=brand_id, kind=kind, labels=said, figures=figures, made_at=now),
        made.own.packed() if holds else b"",
        now,
    )
    return holds


def _learn_tags(brand_id: int, now: datetime) -> bool:
    """Learn which tags people give; compared with what suggests now on cases tagged since."""
    cases, tried = tagged(brand_id, now=now), newest(brand_id, Kind.TAGS)
    tags = learnable(brand_id, cases.values())
    new = sum(tried is None or each.at > tried.made_at for each in cases.values())
    if not tags or not is_due(labels=len(cases), new=new, was_tried=_counts(tried)):
        return False
    return _try_tags(brand_id, cases, tags, now)


def _try_tags(
    brand_id: int, cases: Mapping[int, Tagged], tags: Mapping[int, tuple[int, int]], now: datetime
) -> bool:
    from amends.triage.rules.tagging import (  # noqa: PLC0415 - see `example_of`
        agreement,
        learnt_tags,
        told_of,
    )

    words, current = words_of_cases(brand_id, cases), _hearing(in_force(brand_id, Kind.TAGS))
    told = [pk for pk in cases if pk in words]
    examples = [example_of(words[pk]) for pk in told]
    made = learnt_tags(examples, [frozenset(cases[pk].given) for pk in told], list(tags))
    if made is None:
        return False
    held = [at for at, pk in enumerate(told) if current is None or cases[pk].at > current.made_at]
    given = [frozenset(cases[told[at]].given & tags.keys()) for at in held]
    old = tag_mind_of(current.pk) if current is not None else None
    said = [frozenset(old.suggested(examples[at])) if old else frozenset() for at in held]
    was, now_is = agreement(given, said), agreement(given, [made.foretold[at] for at in held])
    figures = {"before": round(was, 4), "after": round(now_is, 4), "held_out": len(held)}
    learning = Learning(brand_id=brand_id, kind=Kind.TAGS, labels=len(told), made_at=now)
    more = {"has_head": True, "vectors": VECTORS, "tags": told_of(made.mind, tags)}
    learning.figures = {**figures, **more}
    holds = now_is > was or (old is not None and now_is >= was)
    _keep(learning, made.mind.packed() if holds else b"", now)
    return holds


def _figures(trial: Trial, *, has_head: bool) -> dict[str, object]:
    rounded = {
        name: round(value, 4) if isinstance(value, float) else value
        for name, value in asdict(trial).items()
    }
    return {**rounded, "has_head": has_head, "vectors": VECTORS}


@transaction.atomic
def _keep(learning: Learning, data: bytes, now: datetime) -> None:
    """Keep what was learnt; with ``data`` it judges from now on, instead of what did."""
    Brand.objects.select_for_update(no_key=True).get(pk=learning.brand_id)
    kind = Kind(learning.kind)
    tried = newest(learning.brand_id, kind)
    learning.number = tried.number + 1 if tried else 1
    learning.data = data
    if data:
        current = in_force(learning.brand_id, kind)
        if current is not None:
            _set_aside(current, SetAsideWhy.REPLACED, now)
        learning.promoted_at = now
    else:
        learning.set_aside_at, learning.why = now, SetAsideWhy.NO_BETTER
    learning.save()
    _forget_old(learning)
    told: dict[str, object] = {
        "kind": kind,
        "number": learning.number,
        "labels": learning.labels,
        "judges": bool(data),
    }
    by, target = system(learning.brand_id), f"brand:{learning.brand_id}"
    record(by=by, action="triage.learn", target=target, facts=told, now=now)


def _forget_old(newest_one: Learning) -> None:
    """What is older than a few versions keeps its figures alone."""
    old = Learning.objects.filter(
        brand_id=newest_one.brand_id,
        kind=newest_one.kind,
        number__lte=newest_one.number - _KEPT,
        set_aside_at__isnull=False,
    )
    old.exclude(data=b"").update(data=b"")


def _set_aside(learning: Learning, why: SetAsideWhy, now: datetime) -> None:
    learning.set_aside_at, learning.why = now, why
    learning.save(update_fields=["set_aside_at", "why"])


@transaction.atomic
def take_back(*, by: Actor, learning: Learning, why: SetAsideWhy, now: datetime) -> None:
    """Let judge what judged before: an earlier version, or the model as it ships.

    Raises NotAllowed, and NothingLearnt for what judges no longer.
    """
    by.require(Right.MANAGE_INTAKE)
    current = Learning.objects.select_for_update().filter(brand_id=by.brand_id, pk=learning.pk)
    found = current.filter(promoted_at__isnull=False, set_aside_at=None).first()
    if found is None:
        raise NothingLearnt
    earlier = before(found)
    _set_aside(found, why, now)
    if earlier is not None:
        earlier.set_aside_at, earlier.why = None, ""
        earlier.save(update_fields=["set_aside_at", "why"])
    if found.kind == Kind.TAGS:
        TagHint.objects.filter(brand_id=by.brand_id, state=HintState.OPEN).delete()
    facts = {
        "kind": found.kind,
        "number": found.number,
        "back_to": earlier.number if earlier else 0,
        "why": why.value,
    }
    record(by=by, action="triage.take_back", target=f"brand:{by.brand_id}", facts=facts, now=now)
