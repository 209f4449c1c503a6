"""Judges messages and puts their cases in order: a batch at a time, again as often as one likes."""

from __future__ import annotations

import dataclasses
import zlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from django.db import connection as database
from django.db import transaction

from amends.triage.actions.arrive import act_between
from amends.triage.actions.hint import suggest_tags
from amends.triage.actions.order import put_in_order
from amends.triage.models import Judgement as Kept
from amends.triage.queries.minds import Mind, mind_of
from amends.triage.rules.judgement import Heard, Judgement
from amends.triage.rules.judging import judge
from amends.triage.rules.said import FIELDS, standing
from amends.triage.rules.scores import Model

_HEARD = """
SELECT m.id, m.case_id, m.subject, m.text, m.is_public, k.channel, i.name, i.handle, i.followers,
    m.reply_to <> '', j.version, j.words
FROM inbox_message m
JOIN channels_connection k ON k.id = m.connection_id
LEFT JOIN inbox_identity i ON i.id = m.identity_id
LEFT JOIN triage_judgement j ON j.message_id = m.id
WHERE m.brand_id = %(brand)s AND m.direction = 'in' AND m.case_id IS NOT NULL
    AND (m.id > %(after)s AND m.id <= %(upto)s OR m.id = ANY(%(ids)s))
ORDER BY m.id
"""
# Who was quicker with the same words is right. What people said something of is left for `_keep_beside`.
_KEEP = """
INSERT INTO triage_judgement (brand_id, message_id, version, words, judged_at, language, act, act_chance,
    mood_score, urgency, harms, topics, asker, needs_chance, reasons, found)
SELECT %(brand)s, n.message_id, n.version, n.words, %(now)s, n.language, n.act, n.act_chance,
    n.mood_score, n.urgency, string_to_array(n.harms, ','), string_to_array(n.topics, ','), n.asker,
    n.needs_chance, n.reasons::jsonb, n.found::jsonb
FROM unnest(%(message)s::bigint[], %(version)s::text[], %(words)s::bigint[], %(language)s::text[],
    %(act)s::text[], %(act_chance)s::float[], %(mood_score)s::float[], %(urgency)s::text[],
    %(harms)s::text[], %(topics)s::text[], %(asker)s::text[], %(needs_chance)s::float[],
    %(reasons)s::text[], %(found)s::text[])
    AS n (message_id, version, words, language, act, act_chance, mood_score, urgency, harms, topics,
        asker, needs_chance, reasons, found)
ON CONFLICT (message_id) DO UPDATE SET version = excluded.version, words = excluded.words,
    judged_at = excluded.judged_at, language = excluded.language, act = excluded.act,
    act_chance = excluded.act_chance, mood_score = excluded.mood_score, urgency = excluded.urgency,
    harms = excluded.harms, topics = excluded.topics, asker = excluded.asker,
    needs_chance = excluded.needs_chance, reasons = excluded.reasons,
    found = excluded.found
WHERE triage_judgement.corrected_at IS NULL
RETURNING message_id
"""
_HEARD_ANEW = (
    "version",
    "words",
    "language",
    "topics",
    "asker",
    "needs_chance",
    "reasons",
    "found",
)
_LISTS, _DOCUMENTS = ("harms", "topics"), ("reasons", "found")
_MAY_BE_SAID = ("act", "act_chance", "mood_score", "urgency", "harms")


JudgeAll = Callable[[Sequence[Heard], Model | None], list[Judgement]]


def judge_here(heard: Sequence[Heard], model: Model | None) -> list[Judgement]:
    """Judge one after the other, in this process."""
    return [judge(each, model=model) for each in heard]


@dataclasses.dataclass(frozen=True, slots=True)
class _Message:
    """A message with what was made of it before."""

    id: int
    case_id: int
    subject: str
    text: str
    is_public: bool
    network: str
    author_name: str | None
    author_handle: str | None
    followers: int | None
    is_reply: bool
    version: str | None
    words: int | None

    @property
    def said(self) -> str:
        return f"{self.subject}\n{self.text}".strip()

    @property
    def sum(self) -> int:
        return zlib.crc32(self.said.encode())

    def is_known(self, version: str) -> bool:
        """Whether these very words were judged so already."""
        return (self.version, self.words) == (version, self.sum)


def judge_between(  # noqa: PLR0913 - a batch, what changed beside it, and whether it is the past
    *,
    brand_id: int,
    after: int,
    upto: int,
    changed: Sequence[int],
    now: datetime,
    is_history: bool = False,
    judge_all: JudgeAll = judge_here,
) -> int:
    """Judge the brand's messages with ids above ``after`` up to ``upto``, and those that ``changed``.

    Returns how many were judged. What was judged before, in these words by this version, is not again; its
    case is put in order all the same. Rules on arrival act on what is new, but for the past. ``judge_all``:
    who judges, where that is not this process alone.
    """
    messages = _heard(brand_id, after, upto, changed)
    mind = mind_of(brand_id)
    fresh = [each for each in messages if not each.is_known(mind.version)]
    made = judge_all([_as_heard(each, mind) for each in fresh], mind.model)
    rows = [_row(each, judged) for each, judged in zip(fresh, made, strict=True)]
    with transaction.atomic():
        _keep(brand_id, rows, now)
    if not is_history:
        act_between(brand_id=brand_id, after=after, upto=upto, now=now)
    put_in_order(brand_id=brand_id, case_ids={each.case_id for each in messages}, now=now)
    suggest_tags(brand_id=brand_id, case_ids={each.case_id for each in fresh}, now=now)
    return len(fresh)


def judge_case(*, brand_id: int, message_ids: Sequence[int], now: datetime) -> int:
    """As `judge_between`, of these messages alone."""
    return judge_between(brand_id=brand_id, after=0, upto=0, changed=message_ids, now=now)


def _heard(brand_id: int, after: int, upto: int, ids: Sequence[int]) -> list[_Message]:
    facts: dict[str, Any] = {"brand": brand_id, "after": after, "upto": upto, "ids": list(ids)}
    with database.cursor() as cursor:
        cursor.execute(_HEARD, facts)
        return [_Message(*row) for row in cursor.fetchall()]


def _keep(brand_id: int, rows: Sequence[Mapping[str, Any]], now: datetime) -> None:
    if not rows:
        return
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    for name in _LISTS:
        columns[name] = [",".join(value) for value in columns[name]]
    for name in _DOCUMENTS:
        columns[name] = [orjson.dumps(value).decode() for value in columns[name]]
    with database.cursor() as cursor:
        cursor.execute(_KEEP, {"brand": brand_id, "now": now, **columns})
        kept = {message_id for (message_id,) in cursor.fetchall()}
    _keep_beside({row["message"]: row for row in rows if row["message"] not in kept}, now)


def _keep_beside(rows: Mapping[int, Mapping[str, Any]], now: datetime) -> None:
    """Keep what is heard of messages beside what people said of them."""
    if not rows:
        return
    locked = Kept.objects.select_for_update().filter(message__in=rows).order_by("message_id")
    for made in locked:
        row = rows[made.message_id]
        heard = {name: row[name] for name in _MAY_BE_SAID}
        # Older rows do not tell of what was said, but what was there before.
        said = made.said or [
            name for name, was in (made.was or {}).items() if was != getattr(made, name)
        ]
        is_same = made.words == row["words"]
        stands = standing(heard, vars(made), said, is_same=is_same)
        for name, value in {**stands.values, **{name: row[name] for name in _HEARD_ANEW}}.items():
            setattr(made, name, value)
        made.said, made.judged_at = stands.said, now
        # What the desk itself says now; nothing where nobody says otherwise any more.
        made.was = {name: heard.get(name) for name in FIELDS} if stands.said else None
        if not stands.said:
            made.corrected_by_id = made.corrected_at = None
        made.save()


def _as_heard(message: _Message, mind: Mind) -> Heard:
    return Heard(
        text=message.said,
        network=message.network,
        is_public=message.is_public,
        brand_names=mind.brand_names,
        products=mind.products,
        is_reply=message.is_reply,
        author_name=message.author_name or "",
        author_handle=message.author_handle or "",
        follower_count=message.followers,
    )


def _row(message: _Message, made: Judgement) -> dict[str, Any]:
    reasons = [[each.code, each.words.replace("\x00", ""), each.weight] for each in made.reasons]
    return {
        "message": message.id,
        "version": made.version[:80],
        "words": message.sum,
        "language": made.language[:3],
        "act": made.act.value,
        "act_chance": made.act_chance,
        "mood_score": made.mood_score,
        "urgency": made.urgency.value,
        "harms": [each.value for each in made.harms],
        "topics": [topic.slug.replace(",", "")[:60] for topic in made.topics],
        "asker": made.asker.value,
        "needs_chance": made.needs_answer_chance,
        "reasons": reasons,
        "found": [[each.kind.value, each.text.replace("\x00", "")[:80]] for each in made.found],
    }
