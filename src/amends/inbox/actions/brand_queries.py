"""What a brand listens for: queries made, changed, switched off and on, and removed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from amends.audit.actions import record
from amends.inbox.models import BrandQuery, QueryKind
from amends.inbox.queries import heard
from amends.inbox.rules.matching import askable
from amends.refusals import Invalid, NotFound, Refusal
from amends.staff.rules import Actor, Right

LONGEST_NAME = 60
MOST_QUERIES = 10_000


class QueryNameTaken(Refusal):
    """There is a query of this name already."""

    code = "query-name-taken"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants listened for, as it was typed."""

    name: str
    text: str
    kind: str = QueryKind.NAME
    language: str = ""
    country: str = ""
    needs_answer: bool = False
    searches: bool = False


@transaction.atomic
def add_query(*, by: Actor, wanted: Wanted, now: datetime) -> BrandQuery:
    """Listen for something from now on. Raises NotAllowed, Invalid, QueryNameTaken and BadQuery."""
    by.require(Right.MANAGE_INTAKE)
    if BrandQuery.objects.filter(brand_id=by.brand_id).count() >= MOST_QUERIES:
        raise Invalid("There are 10,000 queries already; remove one first.", field="name")
    query = BrandQuery(brand_id=by.brand_id, made_by_id=by.user_id, created_at=now, changed_at=now)
    _word(query, wanted)
    _save(query)
    _record(by, "add_query", query, now)
    return query


@transaction.atomic
def change_query(*, by: Actor, query: BrandQuery, wanted: Wanted, now: datetime) -> None:
    """Listen for something else under this name. Raises as `add_query`, and NotFound."""
    _require_own(by, query)
    _word(query, wanted)
    query.changed_at = now
    _save(query)
    _record(by, "change_query", query, now)


@transaction.atomic
def switch_query(*, by: Actor, query: BrandQuery, active: bool, now: datetime) -> None:
    """Listen for it, or not for now; what it found stays. Again is no error. Raises NotAllowed, NotFound."""
    _require_own(by, query)
    changed = BrandQuery.objects.filter(pk=query.pk, is_active=not active)
    if changed.update(is_active=active, changed_at=now):
        _record(by, "resume_query" if active else "pause_query", query, now)
        _apply(by.brand_id)


@transaction.atomic
def remove_query(*, by: Actor, query: BrandQuery, now: datetime) -> None:
    """Forget it and what it found; the messages stay. Raises NotAllowed, NotFound."""
    _require_own(by, query)
    _record(by, "remove_query", query, now)
    query.delete()
    _apply(by.brand_id)


def _word(query: BrandQuery, wanted: Wanted) -> None:
    """Take over what was typed, once it can be read. Raises Invalid and BadQuery."""
    if wanted.kind not in QueryKind.values:
        raise Invalid("Choose what it listens for.", field="kind")
    query.name = _name(wanted.name)
    query.text = wanted.text.replace("\0", " ").strip()
    query.kind = QueryKind(wanted.kind)
    query.language = _code(wanted.language.lower(), "[a-z]{2,3}", "language")
    query.country = _code(wanted.country.upper(), "[A-Z]{2}", "country")
    query.needs_answer, query.searches = wanted.needs_answer, wanted.searches
    node = heard.node_of(query)
    if query.searches and not askable(node):
        raise Invalid(
            "Networks can only be asked for whole words; add one, or do not ask them.",
            field="searches",
        )


def _name(typed: str) -> str:
    tidy = " ".join(typed.replace("\0", "").replace('"', "").split())
    if not 1 <= len(tidy) <= LONGEST_NAME:
        raise Invalid("A query's name has between 1 and 60 characters.", field="name")
    return tidy


def _code(typed: str, form: str, field: str) -> str:
    tidy = typed.strip()
    if tidy and not re.fullmatch(form, tidy):
        said = {
            "language": "A language has two or three letters, such as en or de.",
            "country": "A country has two letters, such as DE or CH.",
        }
        raise Invalid(said[field], field=field)
    return tidy


def _save(query: BrandQuery) -> None:
    """Keep it; the constraint decides between two who take a name at once."""
    fields = (
        *("name", "text", "kind", "language", "country", "needs_answer", "searches"),
        "changed_at",
    )
    try:
        with transaction.atomic():
            if query.pk:
                query.save(update_fields=fields)
            else:
                query.save(force_insert=True)
    except IntegrityError as problem:
        if "inbox_query_once" in str(problem):
            raise QueryNameTaken(field="name") from None
        raise
    _apply(query.brand_id)


def _apply(brand_id: int) -> None:
    transaction.on_commit(lambda: heard.forget_book(brand_id))
    heard.forget_book(brand_id)


def _require_own(by: Actor, query: BrandQuery) -> None:
    by.require(Right.MANAGE_INTAKE)
    if query.brand_id != by.brand_id:
        raise NotFound


def _record(by: Actor, verb: str, query: BrandQuery, now: datetime) -> None:
    facts: dict[str, object] = {"name": query.name, "text": query.text}
    record(by=by, action=f"inbox.{verb}", target=f"query:{query.pk}", facts=facts, now=now)
