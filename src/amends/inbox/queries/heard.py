"""What a brand listens for: its queries, their compiled book, and what they would have found."""

from __future__ import annotations

import contextlib
import logging
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import OperationalError, transaction
from django.db import connection as database
from django.db.models.functions import Lower

from amends.inbox.models import BrandQuery
from amends.inbox.rules.matching import (
    BadQuery,
    Heard,
    Matcher,
    Node,
    askable,
    matcher,
    parse,
    spoken,
)
from amends.inbox.rules.matching.tree import All, Filter
from amends.inbox.rules.search import Words
from amends.inbox.rules.snippets import Piece, snippet
from amends.refusals import NotFound, Refusal

log = logging.getLogger(__name__)

#: A book of queries is not asked about again for so long.
FRESH_FOR = timedelta(seconds=2)
#: A preview looks at so many of the newest messages, for so long at most, and shows so many.
LOOKED_AT, MOST_MS, SHOWN = 5_000, 2_000, 8


class PreviewTooSlow(Refusal):
    """The database is too busy for a preview right now; saving works all the same."""

    code = "preview-too-slow"


# ------------------------------------------------------------------------------- the queries


def queries_of(brand_id: int) -> list[BrandQuery]:
    """All of a brand's queries by their names."""
    return list(BrandQuery.objects.filter(brand_id=brand_id).order_by(Lower("name"), "pk"))


def query_of(brand_id: int, query_id: int) -> BrandQuery:
    """The brand's query. Raises NotFound."""
    found = BrandQuery.objects.filter(brand_id=brand_id, pk=query_id).first()
    if found is None:
        raise NotFound
    return found


def node_of(query: BrandQuery) -> Node:
    """What a query asks, with the language and the country beside its words. Raises BadQuery."""
    parts: list[Node] = [parse(query.text)]
    if query.language:
        parts.append(Filter("lang", query.language))
    if query.country:
        parts.append(Filter("country", query.country))
    return parts[0] if len(parts) == 1 else All(tuple(parts))


@dataclass(frozen=True, slots=True)
class Book:
    """A brand's active queries, compiled.

    ``urgent``: those whose posts need an answer; ``seeking``: those for which networks are asked.
    """

    matcher: Matcher
    urgent: frozenset[int]
    seeking: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Kept:
    book: Book | None
    version: tuple[object, ...]
    read_at: datetime


_KEPT: dict[int, _Kept] = {}
_VERSION = """
SELECT count(*), max(changed_at) FROM inbox_brandquery WHERE brand_id = %s AND is_active
"""


def book_of(brand_id: int, now: datetime) -> Book | None:
    """The brand's compiled queries, at most `FRESH_FOR` old; None when it listens for nothing.

    Between two looks at their version it costs one look into a dictionary.
    """
    kept = _KEPT.get(brand_id)
    if kept is not None and abs(now - kept.read_at) < FRESH_FOR:
        return kept.book
    with database.cursor() as cursor:
        cursor.execute(_VERSION, [brand_id])
        version = cursor.fetchone()
    book = kept.book if kept is not None and kept.version == version else _compiled(brand_id)
    _KEPT[brand_id] = _Kept(book, version, now)
    return book


def forget_book(brand_id: int) -> None:
    """Have this process read a brand's queries again; others notice within `FRESH_FOR`."""
    _KEPT.pop(brand_id, None)


def _compiled(brand_id: int) -> Book | None:
    nodes, urgent, seeking = {}, set(), set()
    for query in BrandQuery.objects.filter(brand_id=brand_id, is_active=True):
        try:
            nodes[query.pk] = node_of(query)
        except BadQuery as refused:  # the language has changed since it was saved
            log.warning("Query %s of brand %s is left out: %s", query.pk, brand_id, refused)
        if query.needs_answer:
            urgent.add(query.pk)
        if query.searches:
            seeking.add(query.pk)
    return Book(Matcher(nodes), frozenset(urgent), frozenset(seeking)) if nodes else None


def brands_that_ask() -> set[int]:
    """The brands that have a query for which networks are asked."""
    asking = BrandQuery.objects.filter(is_active=True, searches=True)
    return set(asking.values_list("brand_id", flat=True).distinct())


def terms_to_ask(brand_id: int) -> tuple[str, ...]:
    """What networks are asked for so that they find what the brand's queries would."""
    found: dict[str, None] = {}
    own = BrandQuery.objects.filter(brand_id=brand_id, is_active=True, searches=True)
    for query in own.order_by("pk"):
        with contextlib.suppress(BadQuery):
            found |= dict.fromkeys(askable(node_of(query)))
    return tuple(found)


# ------------------------------------------------------------------------------- the preview


@dataclass(frozen=True, slots=True)
class Sample:
    """A message that would have been found, and where the words are."""

    pieces: tuple[Piece, ...]
    name: str
    channel: str
    at: datetime
    case_id: int | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a query would have found among the newest messages: how many, where, and the newest."""

    looked_at: int
    since: datetime | None
    fits: int
    channels: tuple[tuple[str, int], ...]
    samples: tuple[Sample, ...]


_NEWEST = """
SELECT m.subject, m.text, m.language, c.channel, i.handle, i.name, m.rating, m.sent_at, m.case_id,
    (SELECT array_agg(a.content_type) FROM inbox_attachment a WHERE a.message_id = m.id)
FROM (SELECT * FROM inbox_message WHERE brand_id = %s ORDER BY sent_at DESC, id DESC LIMIT %s) m
JOIN channels_connection c ON c.id = m.connection_id
LEFT JOIN inbox_identity i ON i.id = m.identity_id
WHERE m.direction = 'in' ORDER BY m.sent_at DESC, m.id DESC
"""


def preview(brand_id: int, node: Node) -> Preview:
    """What ``node`` would have found among the brand's newest messages. Raises PreviewTooSlow."""
    rows = _newest(brand_id)
    book = Matcher({0: node})
    fitting = [row for row in rows if book.match(_heard(row))]
    channels = Counter(row[3] for row in fitting)
    return Preview(
        looked_at=len(rows),
        since=rows[-1][7] if rows else None,
        fits=len(fitting),
        channels=tuple(channels.most_common()),
        samples=tuple(_sample(node, row) for row in fitting[:SHOWN]),
    )


def _newest(brand_id: int) -> list[tuple[Any, ...]]:
    try:
        with transaction.atomic(), database.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {MOST_MS:d}")
            cursor.execute(_NEWEST, [brand_id, LOOKED_AT])
            found: list[tuple[Any, ...]] = cursor.fetchall()
            cursor.execute("SET LOCAL statement_timeout = 0")
            return found
    except OperationalError as problem:
        if "statement timeout" in str(problem):
            raise PreviewTooSlow from problem
        raise


def _heard(row: tuple[Any, ...]) -> Heard:
    subject, text, language, channel, handle, name, rating, _at, _case, types = row
    return Heard(
        text=f"{subject}\n{text}" if subject else text,
        language=language,
        channel=channel,
        handle=handle or "",
        name=name or "",
        has=matcher.holds(text, types or (), rating),
    )


def _sample(node: Node, row: tuple[Any, ...]) -> Sample:
    text = f"{row[0]} · {row[1]}" if row[0] else row[1]
    words = [Words(each, is_phrase=True) for each in spoken(node, text)]
    name = row[5] or row[4] or ""
    return Sample(snippet(text, words), name, row[3], row[7], row[8])


# ---------------------------------------------------------------------------- in the search


def named(brand_id: int, name: str) -> list[int]:
    """The ids of the brand's queries of that name, else of those whose names contain it."""
    own = BrandQuery.objects.filter(brand_id=brand_id)
    found = own.filter(name__iexact=name) or own.filter(name__icontains=name)
    return [query.pk for query in found[:100]]
