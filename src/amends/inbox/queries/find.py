"""Cases by what was said in them: the newest hit first, however many there are.

A word is looked for in messages (`inbox.queries.said`), notes, and the names of people; all words must be
found in one message, or a part of them in the writer's name. Nothing here sorts by relevance: that would
read every hit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection as database
from django.db.models import QuerySet

from amends.inbox.models import Case
from amends.inbox.queries import conditions, people, said, terms
from amends.inbox.queries.conditions import Asker
from amends.inbox.queries.said import LATEST, TICK, Batch, Hit, Looked
from amends.inbox.queries.terms import Sought, Term
from amends.inbox.rules.search import Query, Words
from amends.inbox.rules.vocabulary import Has, Key
from amends.refusals import Invalid


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of a page, newest first, a case once; ``following`` is the cursor of the next page.

    ``back_to``: how far was looked, where a page ends before it is full.
    """

    hits: tuple[Hit, ...]
    following: str = ""
    back_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Search:
    """A search made ready: its words as the database reads them, and what their cases must be."""

    looked: Looked
    unwanted: Sought
    people: dict[int, Sought]
    numbers: tuple[int, ...]
    before: tuple[datetime, int] | None

    @property
    def brand_id(self) -> int:
        return self.looked.brand_id


def found(
    asker: Asker, query: Query, cases: QuerySet[Case], *, after: str = "", limit: int
) -> Found:
    """A page of those ``cases`` in which the query's words were said. Raises Invalid for a cursor.

    A page may hold few hits or none and still have a next one: for one page only so many messages are
    read, and ``back_to`` says how far back that was.
    """
    before = _read(after) if after else None
    try:
        search = _ready(asker, query, cases, before)
        kept, edge = _collected(search, limit)
    except EmptyResultSet:  # filters that nothing can pass
        return Found(())
    newest = sorted(kept.values(), key=_by_time, reverse=True)
    if edge is not None:
        newest = [hit for hit in newest if hit.at >= edge]
    page = newest[:limit]
    hits = tuple(_with_texts(page))
    if len(newest) > limit:
        return Found(hits, _cursor(page[-1]))
    return Found(hits, _cursor(Hit(0, edge)), edge) if edge else Found(hits)


def _collected(search: _Search, limit: int) -> tuple[dict[int, Hit], datetime | None]:
    """Each case's newest hit until a page is full, and the moment down to which none is missing."""
    before = search.before
    kept: dict[int, Hit] = {}
    wrong: set[int] = set()
    edge: datetime | None = None
    for hits, edge in _batches(search, limit):
        if before:
            wrong |= {hit.case_id for hit in hits if (hit.at, hit.case_id) >= before}
        best = _best(hit for hit in hits if hit.case_id not in wrong)
        unknown = best.keys() - kept.keys()
        wrong |= unknown - _right(search, unknown)
        for case_id in best.keys() - wrong:
            kept[case_id] = max(best[case_id], kept.get(case_id, best[case_id]), key=_by_time)
        # What was found below the edge may come after hits that nobody has read yet.
        if edge is not None and sum(hit.at >= edge for hit in kept.values()) > limit:
            break
    return kept, edge


def _by_time(hit: Hit) -> tuple[datetime, int, int]:
    return hit.at, hit.case_id, hit.message_id or 0


def _best(hits: Iterable[Hit]) -> dict[int, Hit]:
    """Each case's newest hit."""
    best: dict[int, Hit] = {}
    for hit in hits:
        best[hit.case_id] = max(hit, best.get(hit.case_id, hit), key=_by_time)
    return best


def _ready(
    asker: Asker, query: Query, cases: QuerySet[Case], before: tuple[datetime, int] | None
) -> _Search:
    words = query.words
    has_link = query.holds(Key.HAS, Has.LINK)
    known = terms.terms(words)
    marks = _marks(asker.brand_id, has_link=has_link)
    is_said = all(term.exact for term in known)
    sought = terms.joined(known, marks, has_link=has_link) if is_said else Sought()
    numbers = tuple(int(word.text) for word in words if _is_number(word))
    return _Search(
        looked=Looked(asker.brand_id, sought, conditions.within(asker, query), cases),
        unwanted=terms.either(terms.terms(query.unwanted)),
        people=_people(asker.brand_id, words, known),
        numbers=numbers if len(words) == 1 else (),
        before=before,
    )


def _is_number(word: Words) -> bool:
    return word.text.isascii() and word.text.isdigit() and len(word.text) < 18


def _marks(brand_id: int, *, has_link: bool) -> list[str]:
    """What the index knows besides words; the brand only where there are several, for it costs time."""
    with database.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM (SELECT FROM staff_brand LIMIT 2) AS brands")
        several = cursor.fetchone()[0] > 1
    return [*(["~link"] if has_link else []), *([f"~{brand_id}"] if several else [])]


def _people(brand_id: int, words: Sequence[Words], known: Sequence[Term]) -> dict[int, Sought]:
    """People who are called like some of the words, each with what their messages must hold."""
    called: dict[int, set[int]] = {}
    for place, word in enumerate(words[: len(known)]):
        for person in people.named(brand_id, word.text):
            called.setdefault(person, set()).add(place)
    return {
        person: terms.joined([term for place, term in enumerate(known) if place not in places])
        for person, places in called.items()
    }


# --------------------------------------------------------------------------------- hits

_MOST_NOTES = 500
# Notes of the very last moment all come along: the next page begins below it.
_NOTED = """
SELECT n.case_id, n.written_at FROM inbox_note n
WHERE n.brand_id = %(brand)s AND n.written_at <= %(before)s
    AND inbox_words(n.brand_id, '', n.text) @@ %(exact)s::tsquery
ORDER BY n.written_at DESC FETCH FIRST %(limit)s ROWS WITH TIES
"""
_OF_PEOPLE = """
SELECT c.id, coalesce(c.last_in_at, c.opened_at) FROM inbox_case c
WHERE c.brand_id = %(brand)s AND c.person_id = ANY(%(people)s)
ORDER BY 2 DESC LIMIT 1000
"""


def _batches(search: _Search, limit: int) -> Iterator[Batch]:
    """All hits, bit by bit, with the moment down to which they are complete (None: all).

    Those of notes and names come with the first of the messages'.
    """
    looked = search.looked
    aside, noted_to = _hits_aside(search)
    edge: datetime | None = None
    if looked.sought.exact:
        ends = (search.before and search.before[0] + TICK, looked.span.end)
        for hits, edge in said.batches(
            looked, min(filter(None, ends), default=LATEST), need=limit + 1
        ):
            yield [*aside, *hits], max(filter(None, (edge, noted_to)), default=None)
            aside = []
    if aside:
        yield aside, noted_to


def _hits_aside(search: _Search) -> tuple[list[Hit], datetime | None]:
    """Hits in notes, in names, in numbers; and the moment down to which no note is missing."""
    sought, span = search.looked.sought, search.looked.span
    hits, edge = _noted(search) if sought.exact else ([], None)
    by_rest: dict[Sought, list[int]] = {}
    for person, rest in search.people.items():
        by_rest.setdefault(rest, []).append(person)
    for rest, ids in by_rest.items():
        theirs = _hits(search, _OF_PEOPLE, {"people": ids})
        cases = [hit.case_id for hit in theirs]
        hits += said.of_cases(search.brand_id, rest, cases) if rest.exact else theirs
    if search.numbers:
        known = search.looked.cases.filter(pk__in=search.numbers).values_list("pk", "opened_at")
        hits += [Hit(pk, at) for pk, at in known]
    first, end = span.first, span.end
    right = [hit for hit in hits if (not first or hit.at >= first) and (not end or hit.at < end)]
    return right, edge


def _noted(search: _Search) -> tuple[list[Hit], datetime | None]:
    """Hits in notes up to where the page begins, newest first; so many, and those of the last moment."""
    facts = {
        "exact": search.looked.sought.exact,
        "before": search.before[0] if search.before else LATEST,
        "limit": _MOST_NOTES,
    }
    hits = _hits(search, _NOTED, facts)
    return hits, hits[-1].at if len(hits) >= _MOST_NOTES else None


def _hits(search: _Search, sql: str, facts: dict[str, Any]) -> list[Hit]:
    with database.cursor() as cursor:
        cursor.execute(sql, {"brand": search.brand_id, **facts})
        return [Hit(case, at) for case, at in cursor.fetchall()]


# -------------------------------------------------------------------------------- a page


def _right(search: _Search, ids: Collection[int]) -> set[int]:
    """Those cases that the filters leave, that hold nothing unwanted, and that no earlier page showed."""
    if not ids:
        return set()
    asked = conditions.one_of(ids)
    right = set(search.looked.cases.filter(asked).order_by().values_list("pk", flat=True))
    right -= said.with_any(search.unwanted, right)
    return right - _shown_before(search, list(right))


_NOTED_SINCE = """
SELECT n.case_id, n.written_at FROM inbox_note n
WHERE n.brand_id = %(brand)s AND n.case_id = ANY(%(ids)s) AND n.written_at >= %(since)s
    AND (inbox_words(n.brand_id, '', n.text) @@ %(exact)s::tsquery) IS TRUE
"""


def _shown_before(search: _Search, ids: list[int]) -> set[int]:
    """Those cases that have a newer hit: it was on an earlier page."""
    sought, before = search.looked.sought, search.before
    if before is None or not sought.exact or not ids:
        return set()
    newer = said.of_cases(search.brand_id, sought, ids, since=before[0])
    facts = {"ids": ids, "since": before[0], "exact": sought.exact}
    newer += _hits(search, _NOTED_SINCE, facts)
    end = search.looked.span.end
    return {
        hit.case_id
        for hit in newer
        if (hit.at, hit.case_id) >= before and (end is None or hit.at < end)
    }


_TEXTS = "SELECT id, subject, text FROM inbox_message WHERE id = ANY(%s)"


def _with_texts(hits: Sequence[Hit]) -> Iterator[Hit]:
    """The hits with what the message says, for the list to show."""
    ids = [hit.message_id for hit in hits if hit.message_id]
    with database.cursor() as cursor:
        cursor.execute(_TEXTS, [ids])
        texts = {pk: f"{subject}\n{text}".strip() for pk, subject, text in cursor.fetchall()}
    return (replace(hit, text=texts.get(hit.message_id or 0, "")) for hit in hits)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _cursor(hit: Hit) -> str:
    return f"hit.{(hit.at - _EPOCH) // timedelta(microseconds=1)}.{hit.case_id}"


def _read(cursor: str) -> tuple[datetime, int]:
    try:
        _hit, micros, case_id = cursor.split(".")
        at = _EPOCH + timedelta(microseconds=int(micros))
        return min(at, LATEST), int(case_id)
    except (ValueError, OverflowError):
        raise Invalid(cursor=cursor) from None
