"""What people of a brand did that says what messages are: the labels that teach.

Each query begins at the brand. What was taken away on the network, and whatever an erased person said,
has no words and gives no label.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection as database

from amends.inbox.models import Direction, Message
from amends.triage.models import Judgement
from amends.triage.rules.judgement import Act
from amends.triage.rules.labels import Kind, mood_label

#: The newest labels of a kind that are learnt from.
MOST = 1_500
#: Habits change: what is older teaches no longer.
_LATELY = timedelta(days=365)
#: Nobody says every time that the desk is right: of what they worked on and left alone, so many count for
#: each that they said something of.
LEFT_ALONE = 2

#: The column of a judgement that each kind is about.
FIELDS: Mapping[Kind, str] = {Kind.NEEDS: "needs", Kind.COMPLAINT: "act", Kind.MOOD: "mood_score"}
# The customer's last words before each answer of a colleague.
_ANSWERED = """
SELECT m.id, o.sent_at, j.act, j.mood_score, j.said
FROM inbox_message o
JOIN LATERAL (
    SELECT id FROM inbox_message
    WHERE case_id = o.case_id AND direction = 'in' AND NOT is_automatic AND deleted_at IS NULL
        AND sent_at < o.sent_at
    ORDER BY sent_at DESC, id DESC LIMIT 1
) m ON true
JOIN triage_judgement j ON j.message_id = m.id
WHERE o.brand_id = %(brand)s AND o.direction = 'out' AND o.author_id IS NOT NULL
    AND o.failed_at IS NULL AND o.sent_at > %(since)s
ORDER BY o.sent_at DESC, o.id DESC LIMIT %(most)s
"""
# What a colleague closed that nobody ever answered, and that is neither spam nor merged.
_LET_LIE = """
SELECT m.id, c.closed_at
FROM inbox_case c
JOIN LATERAL (
    SELECT id FROM inbox_message
    WHERE case_id = c.id AND direction = 'in' AND NOT is_automatic AND deleted_at IS NULL
    ORDER BY sent_at DESC, id DESC LIMIT 1
) m ON true
WHERE c.brand_id = %(brand)s AND c.state = 'closed' AND c.set_aside = ''
    AND c.last_out_at IS NULL AND c.answered_elsewhere_at IS NULL AND c.state_since > %(since)s
    AND EXISTS (
        SELECT FROM inbox_caseevent e
        WHERE e.case_id = c.id AND e.kind = 'closed' AND e.by_id IS NOT NULL AND e.at = c.closed_at
    )
ORDER BY c.state_since DESC, c.id DESC LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Label:
    """What a message is, by what people did. ``is_said``: somebody said so, or did what says so."""

    message_id: int
    value: int
    at: datetime
    is_said: bool = True


def labels_of(brand_id: int, kind: Kind, *, now: datetime) -> list[Label]:
    """The brand's newest labels of a kind, the oldest first; a message has one at most."""
    facts = {"brand": brand_id, "since": now - _LATELY, "most": MOST}
    said = list(_said(brand_id, kind, facts["since"]))
    if kind is Kind.NEEDS:
        rest = [*_answered_at_all(facts), *_let_lie(facts)]
    else:
        rest = list(_left_alone(kind, facts, most=LEFT_ALONE * len(said)))
    found = {each.message_id: each for each in (*rest, *said)}
    return sorted(found.values(), key=lambda each: (each.at, each.message_id))[-MOST:]


def _said(brand_id: int, kind: Kind, since: Any) -> Iterable[Label]:
    """What people said by a key, in the round, or when they looked at what was let go."""
    field = FIELDS[kind]
    found = Judgement.objects.filter(
        brand_id=brand_id,
        corrected_at__gt=since,
        said__contains=[field],
        message__direction=Direction.IN,
        message__deleted_at=None,
    ).order_by("-corrected_at")
    for message_id, value, at in found.values_list("message_id", field, "corrected_at")[:MOST]:
        yield Label(message_id, _label(kind, value), at)


def _answered_at_all(facts: Mapping[str, Any]) -> Iterable[Label]:
    """Whoever was answered needed an answer."""
    for message_id, at, *_made in _rows(_ANSWERED, facts):
        yield Label(message_id, 1, at)


def _let_lie(facts: Mapping[str, Any]) -> Iterable[Label]:
    """What somebody closed without ever answering needed none."""
    for message_id, at in _rows(_LET_LIE, facts):
        yield Label(message_id, 0, at)


def _left_alone(kind: Kind, facts: Mapping[str, Any], *, most: int) -> Iterable[Label]:
    """What somebody answered and left as the desk had judged it."""
    field = FIELDS[kind]
    for message_id, at, act, mood_score, said in _rows(_ANSWERED, {**facts, "most": most}):
        if field not in said:
            made = _label(kind, act if kind is Kind.COMPLAINT else mood_score)
            yield Label(message_id, made, at, is_said=False)


def _label(kind: Kind, value: Any) -> int:
    if kind is Kind.MOOD:
        return mood_label(value)
    return int(value == Act.COMPLAINT) if kind is Kind.COMPLAINT else int(value)


def _rows(sql: str, facts: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with database.cursor() as cursor:
        cursor.execute(sql, facts)
        return list(cursor.fetchall())


def words_of(brand_id: int, message_ids: Sequence[int]) -> dict[int, str]:
    """The words of these messages of the brand, as they are judged."""
    found = Message.objects.filter(brand_id=brand_id, pk__in=message_ids, deleted_at=None)
    rows = found.values_list("pk", "subject", "text")
    return {pk: f"{subject}\n{text}".strip() for pk, subject, text in rows}
