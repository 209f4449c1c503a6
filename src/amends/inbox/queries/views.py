"""The inbox's lists. Every page is found by keyset on an index: its cost does not grow with the inbox."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import OperationalError, transaction
from django.db import connection as database
from django.db.models import Q, QuerySet
from django.utils import timezone

from amends.inbox.models import Case, CaseState, SetAside, Tag
from amends.inbox.queries import conditions, find
from amends.inbox.queries.conditions import Asker
from amends.inbox.queries.said import Hit
from amends.inbox.rules.search import NOTHING, Query
from amends.inbox.rules.vocabulary import Has, Is, Key
from amends.joined import Joined
from amends.refusals import Invalid, Refusal

PAGE = 50
#: Where a filtered page is looked for before the whole list is.
_FIRST = 1_500
#: A search may take so long; whoever waits longer is told to ask for less.
MOST_MS = 4_000


class TooSlow(Refusal):
    """This search takes too long; add a word, a date or a filter, or look for a rarer word."""

    code = "search-too-slow"


class View(enum.StrEnum):
    """A way of looking at the inbox; its value is its word in addresses."""

    NEEDS_ANSWER = "needs-answer"
    MINE = "mine"
    WAITING_CUSTOMER = "waiting-on-customer"
    WAITING_COLLEAGUE = "waiting-on-colleague"
    SNOOZED = "snoozed"
    OPEN = "open"
    CLOSED = "closed"
    #: Spam, and what the blocked write: in no other list.
    ASIDE = "spam-and-blocked"
    #: What nobody waits for an answer to; a sample of it is looked at every day.
    NOISE = "needs-no-answer"
    #: Wherever they are: where a search looks.
    ALL = "all"


_STATE = {
    View.NEEDS_ANSWER: CaseState.NEEDS_ANSWER,
    View.WAITING_CUSTOMER: CaseState.WAITING_CUSTOMER,
    View.WAITING_COLLEAGUE: CaseState.WAITING_COLLEAGUE,
    View.SNOOZED: CaseState.SNOOZED,
    View.CLOSED: CaseState.CLOSED,
    View.ASIDE: CaseState.CLOSED,
    View.NOISE: CaseState.CLOSED,
}
#: Where the cases with this are all to be found, so that its list's index is used.
_WITHIN = {
    Is.LATE: View.NEEDS_ANSWER,
    Is.UNANSWERED: View.NEEDS_ANSWER,
    Is.SNOOZED: View.SNOOZED,
    Is.OPEN: View.OPEN,
    Is.CLOSED: View.CLOSED,
    Is.SPAM: View.ASIDE,
    Is.BLOCKED: View.ASIDE,
}

_ABOUT_ASIDE = (Is.SPAM, Is.BLOCKED, Is.NOISE)

OPEN_STATES = (
    CaseState.NEEDS_ANSWER,
    CaseState.SNOOZED,
    CaseState.WAITING_COLLEAGUE,
    CaseState.WAITING_CUSTOMER,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases a person wants to see. ``user_id`` is whose cases MINE means.

    ``now`` is in the brand's time: days are its days. ``drafted``: the cases they have a draft in.
    """

    brand_id: int
    view: View = View.NEEDS_ANSWER
    user_id: int | None = None
    query: Query = NOTHING
    now: datetime | None = None
    drafted: frozenset[int] = frozenset()

    @property
    def asker(self) -> Asker:
        """Who asks."""
        return Asker(self.brand_id, self.user_id, self.now or timezone.now(), self.drafted)

    @property
    def is_search(self) -> bool:
        """Whether words are looked for: then the newest hit comes first."""
        return bool(self.query.words) or self.query.holds(Key.HAS, Has.LINK)

    @property
    def listed(self) -> Wanted:
        """The same, in the list whose order and index fit it best."""
        if self.view is not View.ALL or self.is_search:
            return self
        within = (_WITHIN.get(Is(each.value)) for each in self.query.of(Key.IS) if not each.negated)
        return replace(self, view=next((view for view in within if view), View.ALL))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: what it shows of a case, and nothing that is not shown.

    ``person``, ``assignee`` and ``tags`` are names; ``channel`` is the network's slug.
    """

    case_id: int
    state: str
    state_since: datetime
    due_at: datetime | None
    order_at: datetime
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
    marks: list[str]
    pinned_at: datetime | None
    tags: tuple[str, ...]
    #: Where a search found it.
    hit: Hit | None = None


#: A row's columns in the order of its fields. Whole models would read, and make, five times as much.
_COLUMNS = (
    "pk",
    "state",
    "state_since",
    "due_at",
    "order_at",
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
    "marks",
    "pinned_at",
    "tags",
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list; ``following`` is the cursor of the next one, empty at the end.

    ``back_to``: how far back a search looked that ends before its page is full.
    """

    rows: tuple[Row, ...]
    following: str = ""
    back_to: datetime | None = None


def cases(wanted: Wanted, *, after: str = "", limit: int = PAGE) -> Page:
    """A page of the list in its order; of a search, the newest hits first.

    ``after`` is the cursor of the page before. Raises `Invalid` for a cursor nobody gave out, and
    `TooSlow`.
    """
    if not wanted.query:
        return _in_order(wanted, after, limit)
    with _hurried():
        if wanted.is_search:
            return _by_words(wanted, after, limit)
        return _in_order(wanted.listed, after, limit)


def _in_order(wanted: Wanted, after: str, limit: int) -> Page:
    order = order_of(wanted)
    found, listed = _filtered(wanted), _of_view(wanted)
    if after:
        found, listed = _after(found, order, after), _after(listed, order, after)
    page: tuple[Row, ...] = ()
    if wanted.query.filters:
        # Among the first a page is mostly full; the database, asked for all, may sort thousands for it.
        first = list(listed.order_by(*order).values_list("pk", flat=True)[:_FIRST])
        near = found.filter(conditions.one_of(first))
        page = _rows(wanted.brand_id, near.order_by(*order)[: limit + 1])
    if len(page) <= limit:
        page = _rows(wanted.brand_id, found.order_by(*order)[: limit + 1])
    following = _cursor(page[limit - 1], order) if len(page) > limit else ""
    return Page(rows=page[:limit], following=following)


def _by_words(wanted: Wanted, after: str, limit: int) -> Page:
    cases = _filtered(wanted, dates=False)
    page = find.found(wanted.asker, wanted.query, cases, after=after, limit=limit)
    ids = [hit.case_id for hit in page.hits]
    known = Case.objects.filter(brand_id=wanted.brand_id, pk__in=ids)
    rows = {row.case_id: row for row in _rows(wanted.brand_id, known)}
    hits = [hit for hit in page.hits if hit.case_id in rows]
    shown = tuple(replace(rows[hit.case_id], hit=hit) for hit in hits)
    return Page(shown, page.following, page.back_to)


# Starting helpers takes longer than most searches do. With less memory the database remembers pages, not
# rows, of what its index of words found, and reads all of them.
_HURRY = f"""
SET LOCAL statement_timeout = {MOST_MS};
SET LOCAL max_parallel_workers_per_gather = 0;
SET LOCAL work_mem = '16MB';
"""


@contextmanager
def _hurried() -> Iterator[None]:
    """What is read here may not take longer than somebody waits."""
    try:
        with transaction.atomic():
            with database.cursor() as cursor:
                cursor.execute(_HURRY)
            yield
    except OperationalError as problem:
        if "statement timeout" in str(problem):
            raise TooSlow from problem
        raise


def rows_of(wanted: Wanted, ids: Collection[int]) -> dict[int, Row]:
    """Those of these cases that still belong to the list, by id: what a shown list is now.

    Of a search every case stays where it was found. Raises `TooSlow`.
    """
    if not ids:
        return {}
    found = _filtered(wanted, dates=not wanted.is_search).filter(pk__in=ids)
    with _hurried() if wanted.query else nullcontext():
        return {row.case_id: row for row in _rows(wanted.brand_id, found)}


def newcomers(wanted: Wanted, *, since: datetime, limit: int = 100) -> int:
    """How many cases came into the list after ``since``, counted up to ``limit``; of a search none.

    Raises `TooSlow`.
    """
    if wanted.is_search:
        return 0
    with _hurried() if wanted.query else nullcontext():
        return _filtered(wanted.listed).filter(state_since__gt=since)[:limit].count()


def _filtered(wanted: Wanted, *, dates: bool = True) -> QuerySet[Case]:
    found = _of_view(wanted)
    if wanted.query.filters:
        found = found.filter(conditions.condition(wanted.asker, wanted.query, dates=dates))
    if wanted.query.numbers:
        found = found.filter(pk__in=wanted.query.numbers)
    return found


def _of_view(wanted: Wanted) -> QuerySet[Case]:
    found = Case.objects.filter(brand_id=wanted.brand_id)
    state = _STATE.get(wanted.view)
    if state:
        found = found.filter(state=state)
    elif wanted.view is not View.ALL:
        found = _open(found)
    if wanted.view is View.MINE:
        found = found.filter(assignee_id=wanted.user_id)
    if wanted.view is View.ASIDE:
        return found.filter(set_aside__in=[SetAside.SPAM, SetAside.BLOCKED])
    if wanted.view is View.NOISE:
        return found.filter(set_aside=SetAside.NOISE)
    is_about_aside = any(wanted.query.holds(Key.IS, value) for value in _ABOUT_ASIDE)
    return found if is_about_aside or wanted.query.numbers else found.filter(set_aside="")


def _open(found: QuerySet[Case]) -> QuerySet[Case]:
    """Those that are not closed. All other states come later by the alphabet: the index begins there.

    To say "not closed" besides would have the planner expect a fraction of what there is.
    """
    return found.filter(state__gt=CaseState.CLOSED)


def order_of(wanted: Wanted) -> tuple[str, ...]:
    """The columns by which the list is ordered: what was promised first, or what happened last."""
    if wanted.view in {View.MINE, View.OPEN}:
        # By the alphabet "needs_answer" comes before the other open states: the index's own order.
        return ("state", "order_at", "id")
    if wanted.view in {View.CLOSED, View.ASIDE, View.NOISE}:
        return ("-state_since", "-id")
    return ("-id",) if wanted.view is View.ALL else ("order_at", "id")


def _after(found: QuerySet[Case], order: tuple[str, ...], cursor: str) -> QuerySet[Case]:
    state, at, case_id = _read(cursor)
    if order == ("-id",):
        return found.filter(id__lt=case_id)
    if order[0] == "-state_since":
        # The first condition is what the index is entered with; the second settles a draw.
        same = Q(state_since=at, id__lt=case_id)
        return found.filter(state_since__lte=at).filter(Q(state_since__lt=at) | same)
    same = Q(order_at=at, id__gt=case_id)
    later = Q(order_at__gt=at) | same
    if order[0] == "state":
        return found.filter(state__gte=state).filter(Q(state__gt=state) | (Q(state=state) & later))
    return found.filter(order_at__gte=at).filter(later)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _cursor(row: Row, order: tuple[str, ...]) -> str:
    at = row.state_since if order[0] == "-state_since" else row.order_at
    micros = (at - _EPOCH) // timedelta(microseconds=1)
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


_TAG = Joined(tag=Tag)
_TAGS = f"""
SELECT {_TAG.columns} FROM inbox_tag tag
WHERE tag.brand_id = %(brand)s AND tag.archived_at IS NULL ORDER BY tag.name LIMIT %(limit)s
"""  # noqa: S608 - our own columns


def tags_of_brand(brand_id: int, *, limit: int = 200) -> list[Tag]:
    """The tags that the brand offers, by their names."""
    return _TAG.only(_TAGS, {"brand": brand_id, "limit": limit})
