"""What was between one person and the brand, and the list of all people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection as database
from django.db.models import Count, Max, Q

from amends.inbox.models import Case, CaseState, Identity, Person, PersonMerge
from amends.inbox.queries import people
from amends.inbox.queries.views import OPEN_STATES
from amends.refusals import NotFound

PAGE = 50
#: A person's figures are of so many of their newest cases.
MOST_CASES = 500
MOST_HANDLES = 100


def open_cases_by_tag(brand_id: int) -> dict[int, int]:
    """How many open cases have each tag, by the tag's id."""
    tagged = Case.objects.filter(brand_id=brand_id, state__in=OPEN_STATES).exclude(tags=[])
    counted: Counter[int] = Counter()
    for tags in tagged.values_list("tags", flat=True).iterator(chunk_size=2_000):
        counted.update(tags)
    return dict(counted)


# ------------------------------------------------------------------------------- all people


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A line of the list of people."""

    person: Person
    handles: tuple[Identity, ...]
    cases: int
    open_cases: int
    last_heard_at: datetime | None


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """A page of people; ``following`` is the id that the next one begins after, or None at the end."""

    rows: tuple[PersonRow, ...]
    following: int | None = None


def people_page(
    brand_id: int, *, part: str = "", before: int | None = None, limit: int = PAGE
) -> PeoplePage:
    """The brand's people, last come first; with ``part``, those whose name or handle holds it.

    Whoever turned out to be somebody else is found as who they are.
    """
    found = Person.objects.filter(brand_id=brand_id, merged_into=None)
    if part.strip():
        found = found.filter(pk__in=_kept(brand_id, people.named(brand_id, part)))
    if before is not None:
        found = found.filter(pk__lt=before)
    page = list(found.order_by("-pk")[: limit + 1])
    rows = tuple(_rows(page[:limit]))
    return PeoplePage(rows, rows[-1].person.pk if len(page) > limit else None)


def _kept(brand_id: int, ids: Collection[int]) -> set[int]:
    """These people, or who they turned out to be."""
    gone = Person.objects.filter(brand_id=brand_id, pk__in=ids, merged_into__isnull=False)
    return {*ids, *gone.values_list("merged_into_id", flat=True)}


def _rows(page: list[Person]) -> Iterable[PersonRow]:
    ids = [each.pk for each in page]
    handles: dict[int, list[Identity]] = {}
    for identity in Identity.objects.filter(person_id__in=ids).order_by("pk"):
        handles.setdefault(identity.person_id, []).append(identity)
    numbers = _numbers(ids)
    for person in page:
        cases, open_cases, last = numbers.get(person.pk, (0, 0, None))
        yield PersonRow(person, tuple(handles.get(person.pk, ())), cases, open_cases, last)


def _numbers(ids: Collection[int]) -> dict[int, tuple[int, int, datetime | None]]:
    summed = (
        Case.objects.filter(person_id__in=ids)
        .order_by()
        .values_list("person_id")
        .annotate(
            cases=Count("pk"),
            open=Count("pk", filter=~Q(state=CaseState.CLOSED)),
            last=Max("last_in_at"),
        )
    )
    return {person: (cases, open_cases, last) for person, cases, open_cases, last in summed}


# ------------------------------------------------------------------------------- one person


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case of a person. ``answered_in``: from its opening to its first answer; None when none came."""

    case: Case
    answered_in: timedelta | None
    reopened: int


@dataclass(frozen=True, slots=True)
class Figures:
    """A person's cases in numbers, of the newest `MOST_CASES`. ``months``: cases begun, by first day."""

    cases: int
    open_cases: int
    first_seen_at: datetime | None
    last_heard_at: datetime | None
    ratings: tuple[int, ...]
    median_answer: timedelta | None
    reopened: int
    months: Mapping[tuple[int, int], int]


def person_of(brand_id: int, person_id: int) -> Person:
    """The brand's person, or whom they turned out to be. Raises NotFound."""
    found = Person.objects.filter(brand_id=brand_id, pk=person_id)
    person = found.select_related("merged_into").first()
    if person is None:
        raise NotFound
    return person.merged_into or person


def identities_of(person: Person) -> list[Identity]:
    """The handles that a person is known by, oldest first."""
    return list(Identity.objects.filter(person=person).order_by("pk")[:MOST_HANDLES])


def merges_of(person: Person) -> list[PersonMerge]:
    """Who turned out to be this person and still is, newest first, with ``merged`` and ``by``."""
    merges = PersonMerge.objects.filter(kept=person, undone_at=None)
    return list(merges.select_related("merged", "by").order_by("-pk"))


def open_cases(person: Person) -> list[CaseLine]:
    """A person's open cases, the longest waiting first."""
    found = Case.objects.filter(person=person).exclude(state=CaseState.CLOSED)
    return _lines(found.order_by("state_since", "pk")[:PAGE])


def closed_cases(
    person: Person, *, before: int | None = None, limit: int = PAGE
) -> tuple[list[CaseLine], int | None]:
    """A page of a person's closed cases, newest first, and the id that the next one begins before."""
    found = Case.objects.filter(person=person, state=CaseState.CLOSED)
    if before is not None:
        found = found.filter(pk__lt=before)
    lines = _lines(found.order_by("-pk")[: limit + 1])
    return lines[:limit], lines[limit - 1].case.pk if len(lines) > limit else None


def _lines(found: Any) -> list[CaseLine]:
    cases = list(found.select_related("connection", "assignee", "team"))
    told = _answers([each.pk for each in cases])
    return [
        CaseLine(
            case=each,
            answered_in=answered - each.opened_at
            if (answered := told.get(each.pk, (None, 0))[0])
            else None,
            reopened=told.get(each.pk, (None, 0))[1],
        )
        for each in cases
    ]


_FACTS = """
SELECT case_id, min(at) FILTER (WHERE kind IN ('answered', 'answered_elsewhere')),
    count(*) FILTER (WHERE kind = 'reopened')
FROM inbox_caseevent WHERE case_id = ANY(%(cases)s) GROUP BY case_id
"""


def _answers(ids: list[int]) -> dict[int, tuple[datetime | None, int]]:
    """When each case was first answered, and how often it came back."""
    with database.cursor() as cursor:
        cursor.execute(_FACTS, {"cases": ids})
        return {case: (first, reopened) for case, first, reopened in cursor.fetchall()}


def figures(person: Person) -> Figures:
    """A person's cases in numbers."""
    found = Case.objects.filter(person=person).order_by("-pk")
    columns = ("pk", "state", "opened_at", "last_in_at", "rating")
    cases = list(found.values_list(*columns)[:MOST_CASES])
    told = _answers([pk for pk, *_rest in cases])
    waits = sorted(
        first - opened for pk, _s, opened, *_r in cases if (first := told.get(pk, (None, 0))[0])
    )
    heard = [last for *_rest, last, _rating in cases if last]
    return Figures(
        cases=found.count() if len(cases) == MOST_CASES else len(cases),
        open_cases=sum(state != CaseState.CLOSED for _pk, state, *_rest in cases),
        first_seen_at=min((opened for _pk, _s, opened, *_r in cases), default=person.created_at),
        last_heard_at=max(heard, default=None),
        ratings=tuple(rating for *_rest, rating in cases if rating is not None),
        median_answer=waits[len(waits) // 2] if waits else None,
        reopened=sum(reopened for _first, reopened in told.values()),
        months=Counter((opened.year, opened.month) for _pk, _s, opened, *_r in cases),
    )
