"""The tags that people of a brand gave and took away, and the words of their cases."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import connection as database

from amends.inbox.models import CaseEvent, CaseEventKind, SavedView, Tag
from amends.triage.models import HintState, Learning, TagHint
from amends.triage.rules.labels import RECALIBRATES

if TYPE_CHECKING:
    from amends.triage.rules.tagging import TagMind

_LATELY = timedelta(days=180)
#: Cases and tags that are learnt from and of.
MOST_CASES, MOST_TAGS = 1_500, 60
#: A tag that was given less often has shown nothing of itself.
_GIVEN = 10
#: The customer's newest words in a case that tell what it is about.
_MESSAGES = 5
_WORDS = f"""
SELECT c.id, w.words
FROM unnest(%(ids)s::bigint[]) AS wanted (id)
JOIN inbox_case c ON c.id = wanted.id AND c.brand_id = %(brand)s
JOIN LATERAL (
    SELECT string_agg(trim(m.subject || E'\\n' || m.text), E'\\n') AS words
    FROM (
        SELECT subject, text FROM inbox_message
        WHERE case_id = c.id AND direction = 'in' AND NOT is_automatic AND deleted_at IS NULL
        ORDER BY sent_at DESC, id DESC LIMIT {_MESSAGES}
    ) m
) w ON w.words <> ''
ORDER BY c.id
"""  # noqa: S608 - a number of ours
_IN_VIEWS = re.compile(r'tag:(?:"([^"]+)"|(\S+))')


@dataclass(slots=True)
class Tagged:
    """What people said of a case's tags: given and refused, and when they last did."""

    at: datetime
    given: set[int] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)

    def says(self, tag_id: int, *, is_given: bool) -> None:
        """The last word on a tag counts."""
        yes, no = (self.given, self.refused) if is_given else (self.refused, self.given)
        yes.add(tag_id)
        no.discard(tag_id)


def tagged(brand_id: int, *, now: datetime) -> dict[int, Tagged]:
    """By case, the oldest first, what people said of tags lately; what the desk did is no label."""
    since = now - _LATELY
    happened = CaseEvent.objects.filter(
        brand_id=brand_id,
        at__gt=since,
        kind__in=[CaseEventKind.TAGGED, CaseEventKind.UNTAGGED],
        by__isnull=False,
    ).order_by("pk")
    found: dict[int, Tagged] = {}
    for case_id, kind, facts, at in happened.values_list("case_id", "kind", "facts", "at"):
        _said(found, case_id, at).says(facts["tag"], is_given=kind == CaseEventKind.TAGGED)
    no = TagHint.objects.filter(brand_id=brand_id, state=HintState.DISMISSED, at__gt=since)
    for case_id, tag_id, at in no.values_list("case_id", "tag_id", "at"):
        _said(found, case_id, at).says(tag_id, is_given=False)
    newest = sorted(found.items(), key=lambda each: (each[1].at, each[0]))[-MOST_CASES:]
    return dict(newest)


def _said(found: dict[int, Tagged], case_id: int, at: datetime) -> Tagged:
    told = found.setdefault(case_id, Tagged(at))
    told.at = max(told.at, at)
    return told


def learnable(brand_id: int, cases: Collection[Tagged]) -> dict[int, tuple[int, int]]:
    """The tags with enough labels: how many, and how many of them given.

    Where there are more than `MOST_TAGS`, those come first that saved views ask for: the desk works by them.
    """
    given = Counter(tag for each in cases for tag in each.given)
    labels = given + Counter(tag for each in cases for tag in each.refused)
    enough = [tag for tag, n in labels.items() if n >= RECALIBRATES and given[tag] >= _GIVEN]
    kept = Tag.objects.filter(brand_id=brand_id, archived_at=None, pk__in=enough)
    names = {pk: name.casefold() for pk, name in kept.values_list("pk", "name")}
    asked = _in_views(brand_id)
    order = sorted(names, key=lambda tag: (names[tag] not in asked, -labels[tag], tag))
    return {tag: (labels[tag], given[tag]) for tag in order[:MOST_TAGS]}


def _in_views(brand_id: int) -> set[str]:
    """The names of tags that the brand's saved views ask for."""
    queries = SavedView.objects.filter(brand_id=brand_id, query__contains="tag:")
    found = [_IN_VIEWS.findall(query) for query in queries.values_list("query", flat=True)]
    return {(quoted or plain).casefold() for names in found for quoted, plain in names}


def words_of_cases(brand_id: int, case_ids: Collection[int]) -> dict[int, str]:
    """What the customers said in these cases of the brand, the newest first."""
    with database.cursor() as cursor:
        cursor.execute(_WORDS, {"brand": brand_id, "ids": list(case_ids)})
        return dict(cursor.fetchall())


@functools.lru_cache(maxsize=4)
def tag_mind_of(learning_id: int) -> TagMind:
    """What suggests a brand's tags; what was learnt once never changes."""
    # It brings numpy, which web processes never carry: see `queries.minds`.
    from amends.triage.rules.tagging import tag_mind  # noqa: PLC0415

    return tag_mind(bytes(Learning.objects.values_list("data", flat=True).get(pk=learning_id)))


@dataclass(frozen=True, slots=True)
class Suggested:
    """A tag that a case's words suggest, for its page."""

    tag_id: int
    name: str
    precision: int


@dataclass(frozen=True, slots=True)
class Hints:
    """What a case's words say of its tags: the surest suggestions first, and what the desk put on itself."""

    suggested: tuple[Suggested, ...]
    put_on: tuple[int, ...]


_MOST_SUGGESTED = 3
# Written out: it is asked with every case.
_HINTS = """
SELECT tag.id, tag.name, hint.precision, hint.state = %(open)s, tag.archived_at IS NULL
FROM triage_taghint hint JOIN inbox_tag tag ON tag.id = hint.tag_id
WHERE hint.brand_id = %(brand)s AND hint.case_id = %(case)s AND hint.state IN (%(open)s, %(applied)s)
ORDER BY hint.precision DESC, tag.name
"""


def hints_of(brand_id: int, case_id: int, tags: Collection[int]) -> Hints:
    """What is to say of the tags of a case that has these: three suggestions at most."""
    asked = {"open": HintState.OPEN.value, "applied": HintState.APPLIED.value}
    with database.cursor() as cursor:
        cursor.execute(_HINTS, {**asked, "brand": brand_id, "case": case_id})
        rows = cursor.fetchall()
    suggested = [
        Suggested(tag_id, name, precision)
        for tag_id, name, precision, is_open, is_kept in rows
        if is_open and is_kept and tag_id not in tags
    ]
    put_on = (row[0] for row in rows if not row[3] and row[0] in tags)
    return Hints(tuple(suggested[:_MOST_SUGGESTED]), tuple(put_on))
