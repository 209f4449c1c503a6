"""Messages in which something was said, newest first, read no further than somebody wants to see.

Of what everybody says nobody wants all: the newest messages are read back one by one until a page is
full. What is seldom said the index of words finds at once. What lies between is found by that index in
windows of time. How common something is the database knows by its samples, and the first messages
tell how many the filters leave.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from django.db import connection as database
from django.db.models import QuerySet

from amends.inbox.models import Case
from amends.inbox.queries.conditions import Span
from amends.inbox.queries.terms import Sought

#: So few hits are all read by the index of words, unless so large a share of messages has them.
_FEW, _SELDOM = 1_500, 0.02
#: The first messages are read one by one; on like this while no more than so many are needed, or where
#: so large a share has the words that their index would spare little.
_WALKED, _FAR, _OFTEN = 600, 6_000, 0.1
#: So many messages back the index of words looks, or as far as so many hits are expected.
_WINDOWS, _AT_ONCE = (30_000, 120_000), (300, 2_000)
#: Messages that are read for one page, at most; the next page goes on where it ends.
_MOST_READ = 8_000
#: With so few cases left by the filters their messages are read, if the database finds them so cheaply.
_NARROW, _CHEAP = 2_000, 9_000.0
#: Hits that are read at once, for each that a page still needs: several may be of one case.
_SPARE = 3

LATEST = datetime(9999, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a case was found: in a message (its id), or in a note or a name (None)."""

    case_id: int
    at: datetime
    message_id: int | None = None
    text: str = ""


#: Hits, and the moment down to which no newer one is missing (None: to the first message).
Batch = tuple[list[Hit], datetime | None]


@dataclass(frozen=True, slots=True)
class Place:
    """Where reading goes on: before a moment, and before a message of the hits that were read."""

    before: datetime
    hit: Hit | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked for, whose messages, from when on, and in which cases: all that filters leave."""

    brand_id: int
    sought: Sought
    span: Span
    cases: QuerySet[Case]

    def condition(self) -> tuple[str, dict[str, Any]]:
        """The cases as a query of the database, with its values by name."""
        sql, values = self.cases.order_by().values("pk").query.sql_with_params()
        names = [f"case_{n}" for n in range(len(values))]
        left = iter(names)
        named = re.sub(r"(?<!%)%s", lambda _found: f"%({next(left)})s", sql)
        return named, dict(zip(names, values, strict=True))


#: A way of reading the hits between a place and an edge, so many at most.
_Way = Callable[[Looked, Place, "datetime | None", int], list[Hit]]

# What costs more is asked outside: in order, and only until there are enough hits.
_SAID = """
SELECT case_id, at, id FROM (
    SELECT m.case_id, {at} AS at, m.id, m.brand_id, m.subject, m.text FROM inbox_message m
    WHERE m.brand_id = %(brand)s AND m.case_id IS NOT NULL {more}
    ORDER BY at DESC, m.id DESC OFFSET 0) m
WHERE true {checked} ORDER BY at DESC, id DESC LIMIT %(limit)s
"""
#: By this order an index of times cannot be walked: it keeps the planner from walking.
_NOT_WALKED = "m.sent_at + interval '0'"
_CHECKED = "AND inbox_words(m.brand_id, m.subject, m.text) @@ %(exact)s::tsquery"
_INDEXED = "AND inbox_words(m.brand_id, m.subject, m.text) @@ %(loose)s::tsquery"
_SIGNS = "AND inbox_fold(left(m.subject || ' ' || m.text, 20000)) ~ {every}(%(signs)s)"
_LINK = "AND strpos(m.text, '://') > 0"
_OF_CASES = "AND m.case_id = ANY(%(ids)s)"
# `OFFSET 0` keeps it a question about one case: asked of the hits alone, not of all cases.
_FILTERED = "AND EXISTS (SELECT FROM ({cases}) AS wanted(pk) WHERE wanted.pk = m.case_id OFFSET 0)"
_WITHIN = {
    "before": "AND m.sent_at < %(before)s",
    "since": "AND m.sent_at >= %(since)s",
    "hit": "AND (m.sent_at, m.id) < (%(hit)s, %(hit_id)s)",
}
_WALK = (
    "SET LOCAL enable_bitmapscan = {0}; SET LOCAL enable_seqscan = {0}; SET LOCAL enable_sort = {0}"
)


def batches(looked: Looked, before: datetime, *, need: int) -> Iterator[Batch]:
    """Hits before a moment, newest first, until whoever asks has enough of them.

    Ends with a moment where so many messages were read that somebody should be shown what there is.
    """
    place = Place(before)
    hits, share = _odds(looked, before)
    if hits <= _FEW and share <= _SELDOM:
        yield from _hits(looked, _by_index, place, None, need)
        return
    ids = narrow(looked.cases)
    if ids is not None:
        yield from _hits(looked, partial(_of_cases, ids), place, None, need)
        return
    yield from _back(looked, place, share, need)


def _back(looked: Looked, place: Place, share: float, need: int) -> Iterator[Batch]:
    """Hits window by window: walking while they are many, then by the index of words."""
    read = found = 0
    width, way, effort = _WALKED, _walked, 0.0
    while True:
        edge = _edge(looked, place.before, width)
        for hits, upto in _hits(looked, way, place, edge, need):
            found += len(hits)
            yield hits, upto
        read += width
        effort += width if way is _walked else width * share + width / 40
        if edge is None or effort > _MOST_READ:
            return
        place = Place(edge)
        missing = math.ceil(read * max(need - found, _SPARE) / found * 1.5) if found else read * 99
        if way is _walked and (missing <= _FAR or share >= _OFTEN):
            width = min(max(missing, min(2 * width, _FAR)), 2 * _FAR)
        else:
            first = way is _walked
            way = _by_index
            width = min(
                _window(share, _AT_ONCE[0] if first else _AT_ONCE[1]), max(missing, _WINDOWS[0])
            )


def _window(share: float, hits: int) -> int:
    """So many messages that so many hits are expected in them."""
    least, most = _WINDOWS
    return min(max(int(hits / share), least), most)


def _hits(
    looked: Looked, way: _Way, place: Place, edge: datetime | None, need: int
) -> Iterator[Batch]:
    """The hits between a place and an edge, so many at once that a page may be full."""
    limit = need * _SPARE
    while True:
        hits = way(looked, place, edge, limit)
        if len(hits) < limit:
            yield hits, edge
            return
        place = Place(place.before, hits[-1])
        yield hits, hits[-1].at + TICK


# ------------------------------------------------------------------------------- ways


def _walked(looked: Looked, place: Place, edge: datetime | None, limit: int) -> list[Hit]:
    """By time, reading every message: most are passed by for want of the words' sign."""
    cases, values = looked.condition()
    asked = _Asked(
        "m.sent_at", _signs(looked.sought), [_FILTERED.format(cases=cases), _CHECKED], values
    )
    with database.cursor() as cursor:
        cursor.execute(_WALK.format("off"))
        hits = _said(looked, asked, place, edge, limit)
        cursor.execute(_WALK.format("on"))
    return hits


def _by_index(looked: Looked, place: Place, edge: datetime | None, limit: int) -> list[Hit]:
    """By the index of words; what it does not know is read."""
    cases, values = looked.condition()
    sought = looked.sought
    more, checked = [_INDEXED], [_FILTERED.format(cases=cases)]
    if not sought.is_known:
        more, checked = [*more, *_signs(sought)], [*checked, _CHECKED]
    return _said(looked, _Asked(_NOT_WALKED, more, checked, values), place, edge, limit)


def _of_cases(
    ids: Collection[int], looked: Looked, place: Place, edge: datetime | None, limit: int
) -> list[Hit]:
    """All messages of these cases."""
    more = [_OF_CASES, *_signs(looked.sought)]
    asked = _Asked(_NOT_WALKED, more, [_CHECKED], {"ids": list(ids)})
    return _said(looked, asked, place, edge, limit)


def of_cases(
    brand_id: int, sought: Sought, ids: Collection[int], *, since: datetime | None = None
) -> list[Hit]:
    """Everywhere in these cases that something was said, from a moment on."""
    looked = Looked(brand_id, sought, Span(first=since), Case.objects.none())
    return _of_cases(ids, looked, Place(LATEST), None, 20_000) if ids else []


def _signs(sought: Sought) -> list[str]:
    signs = [_SIGNS.format(every="ALL")] if sought.signs else []
    return [*signs, _LINK] if sought.has_link else signs


@dataclass(frozen=True, slots=True)
class _Asked:
    """How a way asks: its order, its conditions, those that are asked last, and their values."""

    order: str
    more: Sequence[str]
    checked: Sequence[str]
    values: Mapping[str, Any]


def _said(
    looked: Looked, asked: _Asked, place: Place, edge: datetime | None, limit: int
) -> list[Hit]:
    sought = looked.sought
    since = max(filter(None, (looked.span.first, edge)), default=None)
    facts = {
        **asked.values,
        "brand": looked.brand_id,
        "exact": sought.exact,
        "loose": sought.loose,
        "signs": list(sought.signs),
        "before": place.before if place.before < LATEST else None,
        "since": since,
        "hit": place.hit and place.hit.at,
        "hit_id": place.hit and place.hit.message_id,
        "limit": limit,
    }
    within = [sql for name, sql in _WITHIN.items() if facts[name] is not None]
    more, checked = " ".join([*asked.more, *within]), " ".join(asked.checked)
    sql = _SAID.format(at=asked.order, more=more, checked=checked)
    with database.cursor() as cursor:
        cursor.execute(sql, facts)
        return [Hit(case, at, message) for case, at, message in cursor.fetchall()]


# ------------------------------------------------------------------------- what to expect

_ODDS = """
EXPLAIN (FORMAT JSON) SELECT FROM inbox_message m WHERE m.brand_id = %(brand)s {more}
UNION ALL SELECT FROM inbox_message m WHERE m.brand_id = %(brand)s {more} {indexed}
"""


def _odds(looked: Looked, before: datetime) -> tuple[float, float]:
    """How many hits the database expects, and in what share of messages."""
    facts: dict[str, Any] = {
        "brand": looked.brand_id,
        "loose": looked.sought.loose,
        "before": before if before < LATEST else None,
        "since": looked.span.first,
    }
    more = " ".join(_WITHIN[name] for name in ("before", "since") if facts[name] is not None)
    with database.cursor() as cursor:
        cursor.execute(_ODDS.format(more=more, indexed=_INDEXED), facts)
        told = cursor.fetchone()[0]
    parts = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"].get("Plans", [])
    if len(parts) != 2:
        return 0.0, 0.0
    everything, hits = (float(part["Plan Rows"]) for part in parts)
    return hits, max(hits / max(everything, 1.0), 1e-6)


def narrow(cases: QuerySet[Case]) -> list[int] | None:
    """The cases themselves where filters leave few of them, and finding them costs little."""
    plan = json.loads(cases.order_by().values("pk").explain(format="json"))[0]["Plan"]
    if plan["Plan Rows"] > 10 * _NARROW or plan["Total Cost"] > _CHEAP:
        return None
    ids = list(cases.order_by().values_list("pk", flat=True)[: _NARROW + 1])
    return ids if len(ids) <= _NARROW else None


_EDGE = """
SELECT sent_at FROM inbox_message WHERE brand_id = %(brand)s AND sent_at < %(before)s
ORDER BY sent_at DESC, id DESC OFFSET %(window)s LIMIT 1
"""


def _edge(looked: Looked, before: datetime, window: int) -> datetime | None:
    """When the message was written that lies so many back; None when there are not so many."""
    facts: dict[str, Any] = {"brand": looked.brand_id, "before": before, "window": window}
    with database.cursor() as cursor:
        cursor.execute(_EDGE, facts)
        row = cursor.fetchone()
    first = looked.span.first
    return row[0] if row and (first is None or row[0] > first) else None


# ------------------------------------------------------------------------------- unwanted

_UNWANTED = """
SELECT DISTINCT m.case_id FROM inbox_message m WHERE m.case_id = ANY(%(ids)s) {signs}
    AND (inbox_words(m.brand_id, m.subject, m.text) @@ %(exact)s::tsquery) IS TRUE
"""


def with_any(sought: Sought, ids: Collection[int]) -> set[int]:
    """Those of these cases in which any of it was said."""
    if not sought.exact or not ids:
        return set()
    facts: dict[str, Any] = {"ids": list(ids), "signs": list(sought.signs), "exact": sought.exact}
    with database.cursor() as cursor:
        cursor.execute(_UNWANTED.format(signs=_SIGNS.format(every="ANY")), facts)
        return {case_id for (case_id,) in cursor.fetchall()}
