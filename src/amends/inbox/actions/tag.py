"""The words that a brand sorts its cases by: made when first used."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Func, QuerySet, Value
from django.db.models.functions import Lower

from amends.audit.actions import record
from amends.inbox.actions.events import note_event, require_case, write_down
from amends.inbox.models import Case, CaseEventKind, Tag
from amends.refusals import Invalid, NotFound, Refusal
from amends.staff.rules import Actor, Right

#: A case with more is not sorted, it is described.
MOST_TAGS = 50


class TagNameTaken(Refusal):
    """There is a tag of this name already; merge the two instead."""

    code = "tag-name-taken"


@transaction.atomic
def add_tag(
    *,
    by: Actor,
    case: Case,
    name: str,
    now: datetime,
    because: Mapping[str, object] | None = None,
) -> Tag:
    """Put a tag on a case, made if the brand has none of this name (letter case does not matter).

    ``because``: more facts for its history, where the desk does it by itself.
    A tag that is there already is no error. Raises NotAllowed, NotFound, Invalid.
    """
    require_case(by, case, Right.ORGANISE)
    tag = _called(by.brand_id, _tidy(name), now)
    if len(case.tags) >= MOST_TAGS:
        raise Invalid("A case has at most 50 tags.", field="name")
    without = Case.objects.filter(pk=case.pk).exclude(tags__contains=[tag.pk])
    if without.update(tags=Func(F("tags"), Value(tag.pk), function="array_append")):
        facts = {"tag": tag.pk, "name": tag.name, **(because or {})}
        what = ("add_tag", CaseEventKind.TAGGED)
        write_down(by=by, case=case, what=what, facts=facts, now=now)
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
        facts: dict[str, object] = {"tag": tag.pk, "name": tag.name}
        what = ("remove_tag", CaseEventKind.UNTAGGED)
        write_down(by=by, case=case, what=what, facts=facts, now=now)
    case.refresh_from_db(fields=["tags"])


@transaction.atomic
def make_tag(*, by: Actor, name: str, now: datetime) -> Tag:
    """A tag before any case has it; one of this name that is there already is taken, archived or not.

    Raises NotAllowed, Invalid and TagNameTaken.
    """
    by.require(Right.MANAGE_INTAKE)
    tidy = _tidy(name)
    if _same(by.brand_id, tidy).exists():
        raise TagNameTaken
    tag = _called(by.brand_id, tidy, now)
    _record(by, "make_tag", tag, {"name": tag.name}, now)
    return tag


@transaction.atomic
def rename_tag(*, by: Actor, tag: Tag, name: str, now: datetime) -> None:
    """Call a tag otherwise, on every case that has it. Raises NotAllowed, NotFound, Invalid, TagNameTaken."""
    _require_own(by, tag)
    before, tidy = tag.name, _tidy(name)
    if tidy == before:
        return
    if _same(tag.brand_id, tidy).exclude(pk=tag.pk).exists():
        raise TagNameTaken
    tag.name = tidy
    try:
        with transaction.atomic():
            tag.save(update_fields=["name"])
    except IntegrityError:
        raise TagNameTaken from None
    _record(by, "rename_tag", tag, {"from": before, "to": tidy}, now)


@transaction.atomic
def archive_tag(*, by: Actor, tag: Tag, now: datetime) -> None:
    """Offer a tag no longer; cases keep it. Again is no error. Raises NotAllowed, NotFound."""
    _require_own(by, tag)
    if Tag.objects.filter(pk=tag.pk, archived_at=None).update(archived_at=now):
        _record(by, "archive_tag", tag, {"name": tag.name}, now)


@transaction.atomic
def restore_tag(*, by: Actor, tag: Tag, now: datetime) -> None:
    """Offer a tag again. Raises NotAllowed, NotFound."""
    _require_own(by, tag)
    if Tag.objects.filter(pk=tag.pk, archived_at__isnull=False).update(archived_at=None):
        _record(by, "restore_tag", tag, {"name": tag.name}, now)


@transaction.atomic
def merge_tags(*, by: Actor, tag: Tag, into: Tag, now: datetime) -> int:
    """Give every case that has ``tag`` the other instead, and offer it no longer. Returns how many had it.

    Raises NotAllowed, NotFound, and Invalid for a tag with itself.
    """
    _require_own(by, tag)
    _require_own(by, into)
    if tag.pk == into.pk:
        raise Invalid("Choose another tag to merge with.", field="into")
    having = Case.objects.select_for_update(no_key=True).filter(brand_id=by.brand_id)
    cases = list(having.filter(tags__contains=[tag.pk]).exclude(tags=[]).order_by("pk"))
    for case in cases:
        _exchange(by, case, tag, into, now)
    Tag.objects.filter(pk=tag.pk, archived_at=None).update(archived_at=now)
    _record(by, "merge_tags", tag, {"into": into.pk, "cases": len(cases)}, now)
    return len(cases)


def _exchange(by: Actor, case: Case, tag: Tag, into: Tag, now: datetime) -> None:
    """One case's tags, with the events that a replay needs; the trail gets one entry for all cases."""
    is_new = into.pk not in case.tags
    case.tags = [each for each in case.tags if each != tag.pk] + ([into.pk] if is_new else [])
    case.save(update_fields=["tags"])
    for kind, each in ((CaseEventKind.UNTAGGED, tag), (CaseEventKind.TAGGED, into)):
        if kind is CaseEventKind.UNTAGGED or is_new:
            facts = {"tag": each.pk, "name": each.name}
            note_event(case=case, kind=kind, by_id=by.user_id, at=now, facts=facts)


def _require_own(by: Actor, tag: Tag) -> None:
    by.require(Right.MANAGE_INTAKE)
    if tag.brand_id != by.brand_id:
        raise NotFound


def _record(by: Actor, verb: str, tag: Tag, facts: dict[str, object], now: datetime) -> None:
    record(by=by, action=f"inbox.{verb}", target=f"tag:{tag.pk}", facts=facts, now=now)


def _tidy(name: str) -> str:
    tidy = " ".join(name.replace("\0", "").split()).lstrip("#").strip()
    if not 1 <= len(tidy) <= 60:
        raise Invalid("A tag has between 1 and 60 characters.", field="name")
    return tidy


def _called(brand_id: int, name: str, now: datetime) -> Tag:
    """The brand's tag of this name; the constraint decides between two who make it at once."""
    same = _same(brand_id, name)
    tag = same.first()
    if tag is None:
        new = Tag(brand_id=brand_id, name=name, created_at=now)
        Tag.objects.bulk_create([new], ignore_conflicts=True)
        tag = same.get()
    if tag.archived_at is not None:
        tag.archived_at = None
        tag.save(update_fields=["archived_at"])
    return tag


def _same(brand_id: int, name: str) -> QuerySet[Tag]:
    """The brand's tag of this name, whatever its letters' case: one or none."""
    return Tag.objects.alias(lower=Lower("name")).filter(
        brand_id=brand_id, lower=Lower(Value(name))
    )
