"""The words that a brand sorts its cases by: made when first used."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Func, Value
from django.db.models.functions import Lower

from amends.inbox.actions.events import require_case, write_down
from amends.inbox.models import Case, CaseEventKind, Tag
from amends.refusals import Invalid, NotFound
from amends.staff.rules import Actor, Right

#: A case with more is not sorted, it is described.
MOST_TAGS = 50


@transaction.atomic
def add_tag(*, by: Actor, case: Case, name: str, now: datetime) -> Tag:
    """Put a tag on a case, made if the brand has none of this name (letter case does not matter).

    A tag that is there already is no error. Raises NotAllowed, NotFound, Invalid.
    """
    require_case(by, case, Right.ORGANISE)
    tag = _called(by.brand_id, _tidy(name), now)
    if len(case.tags) >= MOST_TAGS:
        raise Invalid("A case has at most 50 tags.", field="name")
    without = Case.objects.filter(pk=case.pk).exclude(tags__contains=[tag.pk])
    if without.update(tags=Func(F("tags"), Value(tag.pk), function="array_append")):
        _write_down(by, case, ("add_tag", CaseEventKind.TAGGED), tag, now)
    case.refresh_from_db(fields=["tags"])
    return tag


@transaction.atomic
def remove_tag(*, by: Actor, case: Case, tag: Tag, now: datetime) -> None:
    """Take a tag off a case; one that is not there is no error. Raises NotAllowed, NotFound."""
    require_case(by, case, Right.ORGANISE)
    if tag.brand_id != by.brand_id:
        raise NotFound
    having = Case.objects.filter(pk=case.pk, tags__contains=[tag.pk])
    if having.update(tags=Func(F("tags"), Value(tag.pk), function="array_remove")):
        _write_down(by, case, ("remove_tag", CaseEventKind.UNTAGGED), tag, now)
    case.refresh_from_db(fields=["tags"])


def _tidy(name: str) -> str:
    tidy = " ".join(name.replace("\0", "").split()).lstrip("#").strip()
    if not 1 <= len(tidy) <= 60:
        raise Invalid("A tag has between 1 and 60 characters.", field="name")
    return tidy


def _called(brand_id: int, name: str, now: datetime) -> Tag:
    """The brand's tag of this name; the constraint decides between two who make it at once."""
    same = Tag.objects.alias(lower=Lower("name")).filter(
        brand_id=brand_id, lower=Lower(Value(name))
    )
    tag = same.first()
    if tag is None:
        new = Tag(brand_id=brand_id, name=name, created_at=now)
        Tag.objects.bulk_create([new], ignore_conflicts=True)
        tag = same.get()
    return tag


def _write_down(
    by: Actor, case: Case, what: tuple[str, CaseEventKind], tag: Tag, now: datetime
) -> None:
    facts: dict[str, object] = {"tag": tag.pk, "name": tag.name}
    write_down(by=by, case=case, what=what, facts=facts, now=now)
