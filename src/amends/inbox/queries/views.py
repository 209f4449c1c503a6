"""The inbox's lists. Every page is found by keyset on an index: its cost does not grow with the inbox."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from amends.inbox.models import Case, CaseState, Identity, Tag
from amends.refusals import Invalid

PAGE = 50
#: A search looks at this many of the newest cases; the screen says so.
SEARCHED = 5_000


class View(enum.StrEnum):
    """A way of looking at the inbox; its value is its word in addresses."""

    NEEDS_ANSWER = "needs-answer"
    MINE = "mine"
    WAITING_CUSTOMER = "waiting-on-customer"
    WAITING_COLLEAGUE = "waiting-on-colleague"
    SNOOZED = "snoozed"
    OPEN = "open"
    CLOSED = "closed"


_STATE = {
    View.NEEDS_ANSWER: CaseState.NEEDS_ANSWER,
    View.WAITING_CUSTOMER: CaseState.WAITING_CUSTOMER,
    View.WAITING_COLLEAGUE: CaseState.WAITING_COLLEAGUE,
    View.SNOOZED: CaseState.SNOOZED,
    View.CLOSED: CaseState.CLOSED,
}

OPEN_STATES = (
    CaseState.NEEDS_ANSWER,
    CaseState.SNOOZED,
    CaseState.WAITING_COLLEAGUE,
    CaseState.WAITING_CUSTOMER,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases a person wants to see. ``user_id`` is whose cases MINE means."""

    brand_id: int
    view: View = View.NEEDS_ANSWER
    user_id: int | None = None
    tag_id: int | None = None
    connection_id: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: what it shows of a case, and nothing that is not shown.

    ``person``, ``assignee`` and ``tags`` are names; ``channel`` is the network's slug.
    """

    case_id: int
    state: str
    state_since: datetime
    due_at: datetime | None
    snoozed_until: datetime | None
    subject: str
    preview: str
    rating: int | None
    taken_offline_at: datetime | None
    assignee_id: int | None
    assignee: str | None
    person_id: int
    person: str
    channel: str
    tags: tuple[str, ...]


#: A row's columns in the order of its fields. Whole models would read, and make, five times as much.
_COLUMNS = (
    "pk",
    "state",
    "state_since",
    "due_at",
    "snoozed_until",
    "subject",
    "preview",
    "rating",
    "taken_offline_at",
    "assignee_id",
    "assignee__name",
    "person_id",
    "person__name",
    "connection__channel",
    "tags",
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list; ``following`` is the cursor of the next one, empty at the end."""

    rows: tuple[Row, ...]
    following: str = ""


def cases(wanted: Wanted, *, after: str = "", limit: int = PAGE) -> Page:
    """A page of the list, oldest waiting first (newest first for CLOSED and for a search).

    ``after`` is the cursor of the page before. Raises `Invalid` for a cursor nobody gave out.
    """
    order = _order(wanted)
    found = _filtered(wanted)
    if after:
        found = _after(found, order, after)
    page = _rows(wanted.brand_id, found.order_by(*order)[: limit + 1])
    following = _cursor(page[limit - 1]) if len(page) > limit else ""
    return Page(rows=page[:limit], following=following)


def rows_of(wanted: Wanted, ids: Collection[int]) -> dict[int, Row]:
    """Those of these cases that still belong to the list, by id: what a shown list is now."""
    if not ids:
        return {}
    found = _filtered(wanted, search=False).filter(pk__in=ids)
    return {row.case_id: row for row in _rows(wanted.brand_id, found)}


def newcomers(wanted: Wanted, *, since: datetime, limit: int = 100) -> int:
    """How many cases came into the list after ``since``, counted up to ``limit``."""
    return _filtered(wanted).filter(state_since__gt=since)[:limit].count()


def _filtered(wanted: Wanted, *, search: bool = True) -> QuerySet[Case]:
    found = Case.objects.filter(brand_id=wanted.brand_id)
    state = _STATE.get(wanted.view)
    found = found.filter(state=state) if state else _open(found)
    if wanted.view == View.MINE:
        found = found.filter(assignee_id=wanted.user_id)
    if wanted.tag_id is not None:
        # That there are any is what the tags' indexes are limited to.
        found = found.filter(tags__contains=[wanted.tag_id]).exclude(tags=[])
    if wanted.connection_id is not None:
        found = found.filter(connection_id=wanted.connection_id)
    if wanted.words and search:
        found = _matching(found, wanted)
    return found


def _open(found: QuerySet[Case]) -> QuerySet[Case]:
    """Those that are not closed. All other states come later by the alphabet: the index begins there."""
    return found.exclude(state=CaseState.CLOSED).filter(state__gt=CaseState.CLOSED)


def _matching(found: QuerySet[Case], wanted: Wanted) -> QuerySet[Case]:
    words = wanted.words.strip()
    number = words.removeprefix("#")
    if number.isascii() and number.isdigit() and len(number) < 18:
        return found.filter(pk=int(number))
    # Read first: within one statement the planner reads all cases to find these.
    newest = list(found.order_by("-state_since", "-id").values_list("pk", flat=True)[:SEARCHED])
    looked_at = Case.objects.filter(brand_id=wanted.brand_id, pk__in=newest)
    for word in words.split()[:6]:
        looked_at = looked_at.filter(
            Q(person__name__icontains=word)
            | Q(identity__handle__icontains=word)
            | Q(subject__icontains=word)
            | Q(preview__icontains=word)
        )
    return looked_at


def _order(wanted: Wanted) -> tuple[str, ...]:
    if wanted.view in {View.MINE, View.OPEN}:
        # By the alphabet "needs_answer" comes before the other open states: the index's own order.
        return ("state", "state_since", "id")
    if wanted.view == View.CLOSED:
        return ("-state_since", "-id")
    return ("state_since", "id")


def _after(found: QuerySet[Case], order: tuple[str, ...], cursor: str) -> QuerySet[Case]:
    state, since, case_id = _read(cursor)
    if order[0] == "-state_since":
        # The first condition is what the index is entered with; the second settles a draw.
        same = Q(state_since=since, id__lt=case_id)
        return found.filter(state_since__lte=since).filter(Q(state_since__lt=since) | same)
    same = Q(state_since=since, id__gt=case_id)
    later = Q(state_since__gt=since) | same
    if order[0] == "state":
        return found.filter(state__gte=state).filter(Q(state__gt=state) | (Q(state=state) & later))
    return found.filter(state_since__gte=since).filter(later)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _cursor(row: Row) -> str:
    micros = (row.state_since - _EPOCH) // timedelta(microseconds=1)
    return f"{row.state}.{micros}.{row.case_id}"


def _read(cursor: str) -> tuple[str, datetime, int]:
    try:
        state, micros, case_id = cursor.split(".")
        return state, _EPOCH + timedelta(microseconds=int(micros)), int(case_id)
    except (ValueError, OverflowError):
        raise Invalid(cursor=cursor) from None


def _rows(brand_id: int, found: QuerySet[Case]) -> tuple[Row, ...]:
    read: list[tuple[Any, ...]] = list(found.values_list(*_COLUMNS))
    names = tags_by_id(brand_id, {tag for case in read for tag in case[-1]})
    return tuple(_row(case, names) for case in read)


def _row(read: tuple[Any, ...], names: Mapping[int, Tag]) -> Row:
    *shown, tags = read
    values: Any = (*shown, tuple(names[tag].name for tag in tags if tag in names))
    return Row(*values)


def tags_by_id(brand_id: int, ids: Iterable[int]) -> dict[int, Tag]:
    """The brand's tags with these ids."""
    wanted = set(ids)
    if not wanted:
        return {}
    return {tag.pk: tag for tag in Tag.objects.filter(brand_id=brand_id, pk__in=wanted)}


def tags_of_brand(brand_id: int, *, limit: int = 200) -> list[Tag]:
    """The brand's tags by their names."""
    return list(Tag.objects.filter(brand_id=brand_id).order_by("name")[:limit])


_EARLIER = """
SELECT id, subject, preview, opened_at FROM inbox_case
WHERE person_id = %(person)s AND id <> %(case)s ORDER BY id DESC LIMIT %(limit)s
"""


def earlier_cases(case: Case, *, limit: int = 5) -> list[Case]:
    """The person's other cases, newest first."""
    facts = {"person": case.person_id, "case": case.pk, "limit": limit}
    return list(Case.objects.raw(_EARLIER, facts))


_IDENTITIES = (
    "SELECT * FROM inbox_identity WHERE person_id = %(person)s ORDER BY id LIMIT %(limit)s"
)


def identities(case: Case, *, limit: int = 12) -> list[Identity]:
    """The handles that the case's person is known by."""
    return list(Identity.objects.raw(_IDENTITIES, {"person": case.person_id, "limit": limit}))
