"""What a case's context shows of the records: fields, links, followers, moves; and likely same people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import orjson
from django.db import connection as database
from django.db.models import Model

from amends.inbox.models import Case, CaseEvent, CaseField, CaseMove, Person, PersonMerge, Tag
from amends.refusals import NotFound

#: The newest events that the history of a case shows.
MOST_EVENTS = 200
_Found = TypeVar("_Found", bound=Model)

_AROUND = """
SELECT
(SELECT coalesce(json_agg(json_build_array(f.user_id, u.name, f.is_collaborator) ORDER BY f.id), '[]')
    FROM inbox_follower f JOIN staff_user u ON u.id = f.user_id WHERE f.case_id = %(case)s),
(SELECT coalesce(json_agg(json_build_array(c.id, p.name, c.subject, c.preview, c.state) ORDER BY c.id), '[]')
    FROM (SELECT second_id AS id FROM inbox_caselink WHERE first_id = %(case)s
        UNION ALL SELECT first_id FROM inbox_caselink WHERE second_id = %(case)s) l
    JOIN inbox_case c ON c.id = l.id JOIN inbox_person p ON p.id = c.person_id),
(SELECT coalesce(json_agg(json_build_array(m.id, m.kind, m.origin_id, m.target_id) ORDER BY m.id DESC), '[]')
    FROM inbox_casemove m WHERE m.undone_at IS NULL AND %(case)s IN (m.origin_id, m.target_id)),
(SELECT coalesce(json_agg(json_build_array(m.id, p.name) ORDER BY m.id DESC), '[]')
    FROM inbox_personmerge m JOIN inbox_person p ON p.id = m.merged_id
    WHERE m.kept_id = %(person)s AND m.undone_at IS NULL),
(SELECT coalesce(json_agg(json_build_array(f.id, f.name, f.kind) ORDER BY f.position, f.id), '[]')
    FROM inbox_casefield f WHERE f.brand_id = %(brand)s AND f.archived_at IS NULL),
(SELECT name FROM staff_team WHERE id = %(team)s)
"""


@dataclass(frozen=True, slots=True)
class Following:
    """A colleague who follows a case, or works on it."""

    user_id: int
    name: str
    is_collaborator: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """A case that has to do with the open one."""

    case_id: int
    person: str
    subject: str
    preview: str
    state: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A merge or a split of the open case that can be taken back."""

    move_id: int
    kind: str
    origin_id: int
    target_id: int


@dataclass(frozen=True, slots=True)
class SameAs:
    """Somebody who turned out to be the open case's person."""

    merge_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Filled:
    """One of the brand's fields with what it holds on the case."""

    field_id: int
    name: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Around:
    """Everything that a case's records say besides its messages."""

    followers: tuple[Following, ...]
    links: tuple[Linked, ...]
    moves: tuple[Moved, ...]
    merges: tuple[SameAs, ...]
    fields: tuple[Filled, ...]
    team: str


def around(case: Case) -> Around:
    """The case's records in one round trip."""
    facts = {
        "case": case.pk,
        "person": case.person_id,
        "brand": case.brand_id,
        "team": case.team_id,
    }
    with database.cursor() as cursor:
        cursor.execute(_AROUND, facts)
        *lists, team = cursor.fetchone()
    followers, links, moves, merges, fields = (_rows(each) for each in lists)
    return Around(
        followers=tuple(Following(*each) for each in followers),
        links=tuple(Linked(*each) for each in links),
        moves=tuple(Moved(*each) for each in moves),
        merges=tuple(SameAs(*each) for each in merges),
        fields=tuple(
            Filled(field_id, name, kind, case.fields.get(str(field_id), ""))
            for field_id, name, kind in fields
        ),
        team=team or "",
    )


def _rows(found: Any) -> list[list[Any]]:
    rows: list[list[Any]] = orjson.loads(found) if isinstance(found, str | bytes) else found
    return rows


# ------------------------------------------------------------------------- the same person?

#: A text that LIKE takes as it stands.
_LITERALLY = r"regexp_replace(inbox_fold({}), '([\\%%_])', '\\\1', 'g')"
_LIKELY = """
WITH mine AS (
    SELECT handle, name FROM inbox_identity WHERE person_id = %(person)s LIMIT 12
), likely AS (
    SELECT k.person_id AS id, 1 AS rank FROM mine m JOIN inbox_identity k
        ON inbox_fold(k.handle) LIKE ANY (ARRAY[{escaped}, '@' || {escaped}])
        WHERE length(m.handle) > 2 AND k.brand_id = %(brand)s
    UNION ALL
    SELECT p.id, 2 FROM inbox_person p
        WHERE inbox_fold(p.name) LIKE {named} AND p.brand_id = %(brand)s AND %(has_name)s
)
SELECT p.* FROM inbox_person p JOIN (
    SELECT id, min(rank) AS rank FROM (SELECT * FROM likely LIMIT 200) AS few GROUP BY id
) AS found ON found.id = p.id
WHERE p.id <> %(person)s AND p.merged_into_id IS NULL ORDER BY found.rank, p.id LIMIT %(most)s
""".format(escaped=_LITERALLY.format("ltrim(m.handle, '@')"), named=_LITERALLY.format("%(name)s"))  # noqa: S608 - our own expressions


def likely_same(person: Person, *, limit: int = 4) -> list[Person]:
    """Other people of the brand with a handle or a full name of this person's, the likeliest first.

    A single first name is nobody's alone and suggests nothing.
    """
    facts = {
        "person": person.pk,
        "brand": person.brand_id,
        "name": person.name,
        "has_name": " " in person.name.strip() or "@" in person.name,
        "most": limit,
    }
    found = list(Person.objects.raw(_LIKELY, facts))
    by_id = Person.objects.prefetch_related("identities").in_bulk([each.pk for each in found])
    return [by_id[each.pk] for each in found]


# ------------------------------------------------------------------------------- by their ids


def person_of(brand_id: int, person_id: int) -> Person:
    """The brand's person. Raises NotFound."""
    return _one(Person.objects.filter(brand_id=brand_id, pk=person_id).first())


def move_of(brand_id: int, move_id: int) -> CaseMove:
    """A merge or split of the brand's cases. Raises NotFound."""
    found = CaseMove.objects.filter(brand_id=brand_id, pk=move_id)
    return _one(found.select_related("origin", "target").first())


def merge_of(brand_id: int, merge_id: int) -> PersonMerge:
    """A merge of the brand's people. Raises NotFound."""
    found = PersonMerge.objects.filter(brand_id=brand_id, pk=merge_id)
    return _one(found.select_related("kept", "merged").first())


def field_of(brand_id: int, field_id: int) -> CaseField:
    """The brand's field. Raises NotFound."""
    return _one(CaseField.objects.filter(brand_id=brand_id, pk=field_id).first())


def fields_of(brand_id: int) -> list[CaseField]:
    """The brand's fields in their order, those put away last."""
    found = CaseField.objects.filter(brand_id=brand_id)
    return sorted(found, key=lambda each: (each.archived_at is not None, each.position, each.pk))


def tag_words(brand_id: int, *, limit: int = 300) -> list[str]:
    """The names of the tags that are offered."""
    found = Tag.objects.filter(brand_id=brand_id, archived_at=None).order_by("name")
    return list(found.values_list("name", flat=True)[:limit])


def other_cases(case: Case, *, limit: int = 30) -> list[Case]:
    """The person's other cases that can be merged with, newest first, with their connections."""
    found = Case.objects.filter(person=case.person_id, brand_id=case.brand_id).exclude(pk=case.pk)
    living = found.filter(merged_into=None).select_related("connection")
    return list(living.order_by("-pk")[:limit])


def history(case: Case) -> list[CaseEvent]:
    """What happened to the case, newest first, with who did it."""
    found = CaseEvent.objects.filter(case=case).select_related("by").order_by("-at", "-pk")
    return list(found[:MOST_EVENTS])


def colleagues_named(events: Iterable[CaseEvent]) -> set[int]:
    """The ids of colleagues that these events name besides who did them."""
    named: set[object] = set()
    for event in events:
        if event.kind == "assigned":
            named |= {event.facts.get("to")}
        elif event.kind in {"joined", "left"}:
            named |= {event.facts.get("user")}
    return {each for each in named if isinstance(each, int)}


def _one(found: _Found | None) -> _Found:
    if found is None:
        raise NotFound
    return found
