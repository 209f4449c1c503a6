"""What a broadcast must know of people before it may write to them, of many at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection as database
from django.db.models import F

from amends.inbox.models import Case, SetAside
from amends.incidents.models import AffectedCase, Broadcast, LeftAlone, Recipient
from amends.incidents.rules.ledger import Standing
from amends.outbox.models import Send, SendState

#: A send in one of these states did not get there, or never will.
LOST = (SendState.REFUSED, SendState.FAILED, SendState.WITHDRAWN)

_LAST_WORDS = """
SELECT DISTINCT ON (c.person_id) c.person_id, m.text
FROM inbox_message m JOIN inbox_case c ON c.id = m.case_id
WHERE m.case_id = ANY(%s) AND m.direction = 'in' AND m.deleted_at IS NULL
ORDER BY c.person_id, m.sent_at DESC, m.id DESC
"""
_NEWEST = """
SELECT DISTINCT ON (case_id) case_id, is_public, language FROM inbox_message
WHERE case_id = ANY(%s) AND direction = 'in' AND NOT is_automatic AND deleted_at IS NULL
ORDER BY case_id, sent_at DESC, id DESC
"""


@dataclass(frozen=True, slots=True)
class Newest:
    """A customer's newest message in a case: where it stands, and in which language."""

    is_public: bool
    language: str


@dataclass(slots=True)
class Seen:
    """One person: their affected cases, the one in which they wrote last first, and what is known of them.

    ``newest``: by case, for those in which something of theirs still stands. ``answered``: the cases in
    which a colleague said something since it was over.
    """

    cases: list[Case] = field(default_factory=list)
    is_left_alone: bool = False
    last_word: str = ""
    newest: dict[int, Newest] = field(default_factory=dict)
    answered: set[int] = field(default_factory=set)


def seen(broadcast: Broadcast, people: Collection[int]) -> dict[int, Seen]:
    """Each of these people as a broadcast finds them at this moment, by id."""
    found = {person: Seen() for person in people}
    for case in _cases(broadcast, people):
        found[case.person_id].cases.append(case)
    alone = LeftAlone.objects.filter(brand_id=broadcast.brand_id, person__in=people)
    for person in alone.values_list("person_id", flat=True):
        found[person].is_left_alone = True
    owners = {case.pk: each for each in found.values() for case in each.cases}
    with database.cursor() as cursor:
        cursor.execute(_LAST_WORDS, [list(owners)])
        for person, text in cursor.fetchall():
            found[person].last_word = text
        cursor.execute(_NEWEST, [list(owners)])
        for case_id, is_public, language in cursor.fetchall():
            owners[case_id].newest[case_id] = Newest(is_public, language)
    for case_id in _answered(broadcast.incident.resolved_at, list(owners)):
        owners[case_id].answered.add(case_id)
    return found


def _cases(broadcast: Broadcast, people: Collection[int]) -> list[Case]:
    attached = AffectedCase.objects.filter(incident=broadcast.incident_id, detached_at=None)
    cases = Case.objects.filter(
        brand_id=broadcast.brand_id, person__in=people, pk__in=attached.values("case")
    ).exclude(set_aside=SetAside.MERGED)
    related = cases.select_related("person", "connection", "thread")
    return list(related.order_by(F("last_in_at").desc(nulls_last=True), "-pk"))


def _answered(over: datetime | None, cases: Sequence[int]) -> list[int]:
    """In which of these cases something was said by hand since it was over, or is on its way."""
    if over is None:
        return []
    said = Send.objects.filter(case__in=cases, asked_at__gt=over).exclude(state__in=LOST)
    by_hand = said.exclude(request_key__startswith="incident:")
    return list(by_hand.values_list("case_id", flat=True))


def people_of(recipients: Sequence[Recipient]) -> dict[int, int]:
    """Whose each recipient's case is by now: by the recipient's id, the person's."""
    persons = dict(
        Case.objects.filter(pk__in=[each.case_id for each in recipients]).values_list(
            "pk", "person_id"
        )
    )
    return {each.pk: persons[each.case_id] for each in recipients}


def told_by(broadcast: Broadcast, people: Collection[int], *, besides: int = 0) -> set[int]:
    """Which of these people somebody else's turn in this broadcast has told, or is telling."""
    others = Recipient.objects.filter(broadcast=broadcast).exclude(pk=besides)
    told = others.filter(state__in=(Standing.ASKED, Standing.TOLD), case__person__in=list(people))
    return set(told.values_list("case__person_id", flat=True))
