"""A brand's own fields of its cases: which there are, and what they hold on a case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max, Value
from django.db.models.functions import Lower

from amends.audit.actions import record
from amends.inbox.actions.events import require_case, write_down
from amends.inbox.models import Case, CaseEventKind, CaseField, FieldKind
from amends.inbox.rules.values import field_value
from amends.refusals import Invalid, NotFound, Refusal
from amends.staff.rules import Actor, Right

#: A case with more is a form.
MOST_FIELDS = 30
MOST_CHOICES = 50


class FieldNameTaken(Refusal):
    """There is a field of this name already; choose another name, or bring that one back."""

    code = "field-name-taken"


@transaction.atomic
def define_field(
    *, by: Actor, name: str, kind: FieldKind, choices: Sequence[str], now: datetime
) -> CaseField:
    """Give the brand's cases a field, the last in order. Raises NotAllowed, Invalid, FieldNameTaken."""
    by.require(Right.MANAGE_INTAKE)
    named = _free_name(by, name)
    own = CaseField.objects.filter(brand_id=by.brand_id)
    if own.filter(archived_at=None).count() >= MOST_FIELDS:
        raise Invalid("A brand has at most 30 fields; put one away first.", field="name")
    last = own.aggregate(last=Max("position"))["last"]
    field = CaseField(
        brand_id=by.brand_id,
        name=named,
        kind=kind,
        choices=_tidy_choices(kind, choices),
        position=0 if last is None else last + 1,
        created_at=now,
    )
    _save(field)
    _record(by, "define_field", field, {"name": named, "kind": kind}, now)
    return field


@transaction.atomic
def change_field(
    *, by: Actor, field: CaseField, name: str, choices: Sequence[str], now: datetime
) -> None:
    """Rename a field, or give it other choices; what cases hold stays. Raises what `define_field` raises."""
    _require(by, field)
    before = field.name
    field.name = _free_name(by, name, but=field)
    field.choices = _tidy_choices(FieldKind(field.kind), choices)
    _save(field)
    _record(by, "change_field", field, {"from": before, "to": field.name}, now)


@transaction.atomic
def archive_field(*, by: Actor, field: CaseField, now: datetime) -> None:
    """Offer the field no longer; cases keep what it holds. Raises NotAllowed, NotFound."""
    _require(by, field)
    if CaseField.objects.filter(pk=field.pk, archived_at=None).update(archived_at=now):
        _record(by, "archive_field", field, {}, now)


@transaction.atomic
def restore_field(*, by: Actor, field: CaseField, now: datetime) -> None:
    """Offer the field again. Raises NotAllowed, NotFound."""
    _require(by, field)
    away = CaseField.objects.filter(pk=field.pk, archived_at__isnull=False)
    if away.update(archived_at=None):
        _record(by, "restore_field", field, {}, now)


@transaction.atomic
def move_field(*, by: Actor, field: CaseField, places: int, now: datetime) -> None:
    """Move the field so many places down the order (up when negative). Raises NotAllowed, NotFound."""
    _require(by, field)
    found = CaseField.objects.select_for_update().filter(brand_id=by.brand_id, archived_at=None)
    order = [each.pk for each in found.order_by("position", "pk")]
    if field.pk not in order:
        raise NotFound
    at = order.index(field.pk)
    order.insert(max(0, min(len(order) - 1, at + places)), order.pop(at))
    for position, pk in enumerate(order):
        CaseField.objects.filter(pk=pk).exclude(position=position).update(position=position)
    _record(by, "move_field", field, {"to": order.index(field.pk)}, now)


@transaction.atomic
def set_field(*, by: Actor, case: Case, field: CaseField, value: str, now: datetime) -> None:
    """Set what a field holds on a case; empty takes it away. The same again is no error.

    Raises NotAllowed, NotFound, and Invalid for a value that is not of the field's kind.
    """
    require_case(by, case, Right.ORGANISE)
    if field.brand_id != by.brand_id or field.archived_at is not None:
        raise NotFound(field=field.pk)
    kept = field_value(field.kind, value, field.choices)
    locked = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    key = str(field.pk)
    if locked.fields.get(key) == kept:
        return
    merged = {**locked.fields, key: kept}
    locked.fields = {name: each for name, each in merged.items() if each is not None}
    locked.save(update_fields=["fields"])
    case.fields = locked.fields
    # What it holds may be a customer's: the trail says that it changed, not to what.
    facts: dict[str, object] = {"field": field.pk, "name": field.name, "empty": kept is None}
    write_down(by=by, case=case, what=("set_field", CaseEventKind.FIELD_SET), facts=facts, now=now)


def _require(by: Actor, field: CaseField) -> None:
    by.require(Right.MANAGE_INTAKE)
    if field.brand_id != by.brand_id:
        raise NotFound


def _save(field: CaseField) -> None:
    """Of two who choose one name at once, the second is told."""
    try:
        with transaction.atomic():
            field.save()
    except IntegrityError:
        raise FieldNameTaken from None


def _free_name(by: Actor, name: str, but: CaseField | None = None) -> str:
    tidy = " ".join(name.replace("\0", "").split())
    if not 1 <= len(tidy) <= 60:
        raise Invalid("A field's name has between 1 and 60 characters.", field="name")
    same = CaseField.objects.alias(lower=Lower("name")).filter(
        brand_id=by.brand_id, lower=Lower(Value(tidy))
    )
    if but is not None:
        same = same.exclude(pk=but.pk)
    if same.exists():
        raise FieldNameTaken
    return tidy


def _tidy_choices(kind: FieldKind, choices: Sequence[str]) -> list[str]:
    if kind is not FieldKind.CHOICE:
        return []
    tidy = list(dict.fromkeys(" ".join(each.replace("\0", "").split()) for each in choices))
    named = [each for each in tidy if each]
    if not 1 <= len(named) <= MOST_CHOICES or any(len(each) > 80 for each in named):
        raise Invalid("Name 1 to 50 choices of at most 80 characters.", field="choices")
    return named


def _record(
    by: Actor, verb: str, field: CaseField, facts: dict[str, object], now: datetime
) -> None:
    record(by=by, action=f"inbox.{verb}", target=f"field:{field.pk}", facts=facts, now=now)
