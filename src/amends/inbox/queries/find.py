"""Cases by what was said in them: the newest hit first, however many there are.

A rare word is found by the index at once. Of a common one nobody wants all: the newest messages are
read back, window by window, until a page is full. Nothing here sorts by relevance: that would read
every hit. A word is looked for in messages, notes, and the names of people; all words must be found in
one message, or a part of them in the writer's name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection as database
from django.db.models import QuerySet

from amends.inbox.models import Case
from amends.inbox.queries import conditions, people
from amends.inbox.queries.conditions import Asker, Span
from amends.inbox.rules.search import Query, Words
from amends.inbox.rules.vocabulary import Has, Key
from amends.refusals import Invalid

#: The newest messages are read one by one: what everybody says is found there, and a page is full.
_WALKED = 400
#: With so many hits there the walk goes on, as far as so many hits are.
_OFTEN, _ENOUGH = 14, 80
#: So many messages back each further look goes (None: to the first), by the index of words.
_WINDOWS = (30_000, None)
#: Whether words stand together the index does not know: messages with all of them are read for that.
_PHRASE_WINDOWS = (6_000, 30_000)
#: Hits that a look takes at most, and that are compared with the filters at once.
_MOST_HITS = 20_000
_AT_ONCE = 1_000
#: With so few cases left by the filters their messages are read, not the words' hits.
_NARROW = 1_500
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a case was found: in a message (its id), or in a note or a name (None)."""

    case_id: int
    at: datetime
    message_id: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of a page, newest first, a case once; ``following`` is the cursor of the next page."""

    hits: tuple[Hit, ...]
    following: str = ""


@dataclass(frozen=True, slots=True)
class _Search:
    """A search made ready: its words as the database reads them, and what their cases must be."""

    asker: Asker
    words: str
    unwanted: str
    cases: QuerySet[Case]
    people: dict[int, str]
    numbers: tuple[int, ...]
    span: Span


def found(
    asker: Asker, query: Query, cases: QuerySet[Case], *, after: str = "", limit: int
) -> Found:
    """A page of those ``cases`` in which the query's words were said. Raises Invalid for a cursor.

    A page may hold few hits or none and still have a next one: whether words stand together is read in
    the messages, so of a rare phrase of common words each page looks back only so far.
    """
    search = _ready(asker, query, cases)
    before = _read(after) if after else None
    kept: dict[int, Hit] = {}
    edge: datetime | None = None
    wrong: set[int] = set()
    for hits, edge in _batches(search, before):
        if before:
            wrong |= {hit.case_id for hit in hits if (hit.at, hit.case_id) >= before}
        best = _best(hit for hit in hits if hit.case_id not in wrong)
        unknown = best.keys() - kept.keys()
        right = _right(search, unknown, before)
        wrong |= unknown - right
        for case_id in best.keys() - wrong:
            kept[case_id] = max(best[case_id], kept.get(case_id, best[case_id]), key=_by_time)
        # What was found below the edge may come after hits that nobody has read yet.
        if edge is not None and sum(hit.at >= edge for hit in kept.values()) > limit:
            break
    newest = sorted(kept.values(), key=_by_time, reverse=True)
    if edge is not None:
        newest = [hit for hit in newest if hit.at >= edge]
    page = newest[:limit]
    following = _cursor(page[-1]) if len(newest) > limit else ""
    if edge is not None and not following:
        following = _cursor(Hit(0, edge))
    return Found(tuple(_with_texts(page)), following)


def _by_time(hit: Hit) -> tuple[datetime, int, int]:
    return hit.at, hit.case_id, hit.message_id or 0


def _best(hits: Iterable[Hit]) -> dict[int, Hit]:
    """Each case's newest hit."""
    best: dict[int, Hit] = {}
    for hit in hits:
        best[hit.case_id] = max(hit, best.get(hit.case_id, hit), key=_by_time)
    return best


def _ready(asker: Asker, query: Query, cases: QuerySet[Case]) -> _Search:
    words = query.words[:_MOST_WORDS]
    marks = ["~link"] if query.holds(Key.HAS, Has.LINK) else []
    terms = _terms(words)
    unwanted = " | ".join(f"({term})" for term in _terms(query.unwanted[:_MOST_WORDS]) if term)
    numbers = tuple(int(word.text) for word in words if _is_number(word))
    return _Search(
        asker=asker,
        words=_joined([*_marks(asker, marks), *terms]) if all(terms) else "",
        unwanted=unwanted,
        cases=cases,
        people=_people(asker, words, terms),
        numbers=numbers if len(words) == 1 else (),
        span=conditions.within(asker, query),
    )


def _is_number(word: Words) -> bool:
    return word.text.isascii() and word.text.isdigit() and len(word.text) < 18


_UNWANTED = """
SELECT DISTINCT m.case_id FROM inbox_message m WHERE m.case_id = ANY(%(cases)s)
    AND inbox_words(m.brand_id, m.subject, m.text) @@ %(unwanted)s::tsquery
"""


# -------------------------------------------------------------------------------- words

_TERMS = """
SELECT CASE WHEN numnode(term) = 0 THEN '' WHEN is_open THEN term::text || ':*' ELSE term::text END
FROM (SELECT n, is_open, phraseto_tsquery('simple', inbox_tokens(word)) AS term
    FROM unnest(%s::text[], %s::boolean[]) WITH ORDINALITY AS asked(word, is_open, n)) terms ORDER BY n
"""


def _terms(words: Sequence[Words]) -> list[str]:
    """Each word as a condition of the text search; the last one may go on. Empty: only signs."""
    if not words:
        return []
    last = words[-1]
    may_go_on = not last.is_phrase and not last.negated and len(last.text) > 2
    is_open = [False] * (len(words) - 1) + [may_go_on]
    with database.cursor() as cursor:
        cursor.execute(_TERMS, [[word.text for word in words], is_open])
        return [row[0] for row in cursor.fetchall()]


def _marks(asker: Asker, marks: list[str]) -> list[str]:
    """What the index knows besides words; the brand only where there are several, for it costs time."""
    with database.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM (SELECT FROM staff_brand LIMIT 2) AS brands")
        several = cursor.fetchone()[0] > 1
    return [f"'{mark}'" for mark in [*marks, *([f"~{asker.brand_id}"] if several else [])]]


def _joined(terms: Sequence[str]) -> str:
    return " & ".join(f"({term})" for term in terms)


def _people(asker: Asker, words: Sequence[Words], terms: Sequence[str]) -> dict[int, str]:
    """People who are called like some of the words, each with the words that their messages must hold."""
    called: dict[int, set[int]] = {}
    for place, word in enumerate(words):
        for person in people.named(asker.brand_id, word.text):
            called.setdefault(person, set()).add(place)
    return {
        person: _joined([term for place, term in enumerate(terms) if term and place not in places])
        for person, places in called.items()
    }


# --------------------------------------------------------------------------------- hits

_SAID = """
SELECT m.case_id, m.sent_at, m.id FROM inbox_message m
WHERE m.brand_id = %(brand)s AND m.case_id IS NOT NULL
    AND inbox_words(m.brand_id, m.subject, m.text) @@ %(words)s::tsquery {more}
ORDER BY m.sent_at DESC, m.id DESC LIMIT %(limit)s
"""
_MORE = {
    "before": "AND m.sent_at <= %(before)s",
    "edge": "AND m.sent_at >= %(edge)s",
    "since": "AND m.sent_at >= %(since)s",
    "first": "AND m.sent_at >= %(first)s",
    "end": "AND m.sent_at < %(end)s",
    "cases": "AND m.case_id = ANY(%(cases)s)",
}
_NEVER = datetime(9999, 1, 1, tzinfo=UTC)
_EDGE = """
SELECT sent_at FROM inbox_message WHERE brand_id = %(brand)s AND sent_at <= %(before)s
ORDER BY sent_at DESC, id DESC OFFSET %(window)s LIMIT 1
"""
_NOTED = """
SELECT n.case_id, n.written_at, NULL FROM inbox_note n
WHERE n.brand_id = %(brand)s AND inbox_words(n.brand_id, '', n.text) @@ %(words)s::tsquery
ORDER BY n.written_at DESC LIMIT 500
"""
_OF_PEOPLE = """
SELECT c.id, coalesce(c.last_in_at, c.opened_at), NULL FROM inbox_case c
WHERE c.brand_id = %(brand)s AND c.person_id = ANY(%(people)s)
ORDER BY 2 DESC LIMIT 1000
"""


def _batches(
    search: _Search, before: tuple[datetime, int] | None
) -> Iterator[tuple[list[Hit], datetime | None]]:
    """All hits, bit by bit, with the moment down to which they are complete (None: all).

    Those of notes and names come with the first of the messages'.
    """
    aside = _hits_aside(search)
    if not search.words:
        yield aside, None
        return
    narrow = _narrow(search)
    if narrow is not None:
        yield [*aside, *_said_in(search, search.words, narrow)], None
        return
    end = min(filter(None, (before and before[0], search.span.end, _NEVER)))
    is_phrase = "<->" in search.words
    walked, windows = 0, [_WALKED, *(_PHRASE_WINDOWS if is_phrase else _WINDOWS)]
    edge: datetime | None = None
    while windows:
        window = windows.pop(0)
        edge = _edge(search.asker.brand_id, end, window) if window else None
        hits = _said(search, {"before": end, "edge": edge}, walks=window in {_WALKED, walked})
        if window == _WALKED and len(hits) >= _OFTEN and not walked:
            # So common that a page is full soon: going on like this costs less than the index.
            walked = min(_WALKED * _ENOUGH // len(hits), 6 * _WALKED)
            windows.insert(0, walked)
        for part in _batched(hits, _AT_ONCE):
            yield [*aside, *part], part[-1].at
            aside = []
        if edge is None:
            break
        end = edge
    yield aside, edge


def _batched(hits: list[Hit], size: int) -> Iterator[list[Hit]]:
    """The hits in parts of a size."""
    for start in range(0, len(hits), size):
        yield hits[start : start + size]


def _narrow(search: _Search) -> list[int] | None:
    """The cases themselves where filters leave few of them."""
    ids = list(search.cases.order_by().values_list("pk", flat=True)[: _NARROW + 1])
    return ids if len(ids) <= _NARROW else None


def _edge(brand_id: int, before: datetime, window: int) -> datetime | None:
    """When the message was written that lies so many back; None when there are not so many."""
    with database.cursor() as cursor:
        cursor.execute(_EDGE, {"brand": brand_id, "before": before, "window": window})
        row = cursor.fetchone()
    return row[0] if row else None


def _said_in(search: _Search, words: str, cases: Sequence[int]) -> list[Hit]:
    """Messages of these cases that hold the words."""
    return _said(search, {"cases": list(cases), "words": words})


def _said(search: _Search, facts: Mapping[str, Any], *, walks: bool = False) -> list[Hit]:
    """Messages that hold the words: ``walks`` reads those of the span, else the index of words.

    The planner is told which: to it, a walk with the words as a filter looks cheap, and is dear.
    """
    way = "bitmapscan" if walks else "indexscan"
    known = {"words": search.words, "first": search.span.first, "end": search.span.end, **facts}
    more = " ".join(sql for name, sql in _MORE.items() if known.get(name) is not None)
    with database.cursor() as cursor:
        cursor.execute(f"SET LOCAL enable_{way} = off")
        hits = _hits(search, _SAID.format(more=more), {**known, "limit": _MOST_HITS})
        cursor.execute(f"SET LOCAL enable_{way} = on")
    return hits


def _hits_aside(search: _Search) -> list[Hit]:
    """Hits in notes, in names, in numbers."""
    hits = _hits(search, _NOTED, {"words": search.words}) if search.words else []
    by_rest: dict[str, list[int]] = {}
    for person, rest in search.people.items():
        by_rest.setdefault(rest, []).append(person)
    for rest, ids in by_rest.items():
        theirs = _hits(search, _OF_PEOPLE, {"people": ids})
        hits += _said_in(search, rest, [hit.case_id for hit in theirs]) if rest else theirs
    if search.numbers:
        known = search.cases.filter(pk__in=search.numbers).values_list("pk", "opened_at")
        hits += [Hit(pk, at) for pk, at in known]
    first, end = search.span.first, search.span.end
    return [hit for hit in hits if (not first or hit.at >= first) and (not end or hit.at < end)]


def _hits(search: _Search, sql: str, facts: dict[str, Any]) -> list[Hit]:
    with database.cursor() as cursor:
        cursor.execute(sql, {"brand": search.asker.brand_id, **facts})
        return [Hit(case, at, message) for case, at, message in cursor.fetchall()]


# -------------------------------------------------------------------------------- a page


def _right(search: _Search, ids: Collection[int], before: tuple[datetime, int] | None) -> set[int]:
    """Those cases that the filters leave, and that no earlier page showed."""
    if not ids:
        return set()
    right = set(search.cases.filter(pk__in=ids).order_by().values_list("pk", flat=True))
    if search.unwanted and right:
        with database.cursor() as cursor:
            cursor.execute(_UNWANTED, {"cases": list(right), "unwanted": search.unwanted})
            right -= {row[0] for row in cursor.fetchall()}
    return right - _shown_before(search, list(right), before) if before else right


def _shown_before(search: _Search, ids: list[int], before: tuple[datetime, int]) -> set[int]:
    """Those cases that have a newer hit: it was on an earlier page."""
    if not search.words:
        return set()
    newer = _said(search, {"cases": ids, "since": before[0]})
    return {hit.case_id for hit in newer if (hit.at, hit.case_id) >= before}


_TEXTS = "SELECT id, subject, text FROM inbox_message WHERE id = ANY(%s)"


def _with_texts(hits: Sequence[Hit]) -> Iterator[Hit]:
    """The hits with what the message says, for the list to show."""
    ids = [hit.message_id for hit in hits if hit.message_id]
    with database.cursor() as cursor:
        cursor.execute(_TEXTS, [ids])
        texts = {pk: f"{subject}\n{text}".strip() for pk, subject, text in cursor.fetchall()}
    for hit in hits:
        yield Hit(hit.case_id, hit.at, hit.message_id, texts.get(hit.message_id or 0, ""))


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _cursor(hit: Hit) -> str:
    return f"hit.{(hit.at - _EPOCH) // timedelta(microseconds=1)}.{hit.case_id}"


def _read(cursor: str) -> tuple[datetime, int]:
    try:
        _hit, micros, case_id = cursor.split(".")
        return _EPOCH + timedelta(microseconds=int(micros)), int(case_id)
    except (ValueError, OverflowError):
        raise Invalid(cursor=cursor) from None
