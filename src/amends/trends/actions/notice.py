"""Takes note of judged messages: their terms are counted, and those that say alike are found together."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection as database
from django.db import transaction
from django.db.models import Max

from amends.inbox.models import Message
from amends.trends.actions.habits import habit_of
from amends.trends.models import Issue, Reading, Sighting
from amends.trends.queries.habits import usual_of
from amends.trends.rules import groups
from amends.trends.rules.naming import telling_words
from amends.trends.rules.terms import judged_terms, terms_of
from amends.trends.rules.usual import Usual
from amends.triage.models import Judgement
from amends.triage.rules.judgement import Act
from amends.triage.rules.priority import UNHAPPY

log = logging.getLogger(__name__)

#: Messages of one step.
BATCH = 2_000
#: A judgement that was written this long ago has been committed.
_SETTLED = timedelta(minutes=10)
#: Issues and loose messages older than this are not compared with.
_OPEN_FOR, _LOOSE_FOR = timedelta(days=60), timedelta(days=3)
MOST_ISSUES, _MOST_LOOSE = 5_000, 2_000
#: An issue is named anew while it is small, unless a person named it.
_NAMED_AT = frozenset({3, 5, 8, 12, 20, 40, 80})
_TROUBLES = frozenset({Act.COMPLAINT, Act.QUESTION, Act.REQUEST})
_LOW = 2

# What is spam, or of somebody who is blocked, is no sign of anything.
_SAID = """
SELECT j.id, m.brand_id, m.id, m.case_id, i.person_id, k.channel, m.sent_at, coalesce(j.topics[1], ''),
    j.mood_score, j.act, coalesce(m.rating, 5), left(m.subject || E'\\n' || m.text, 1500)
FROM triage_judgement j
JOIN inbox_message m ON m.id = j.message_id
JOIN inbox_case c ON c.id = m.case_id
JOIN channels_connection k ON k.id = m.connection_id
JOIN inbox_identity i ON i.id = m.identity_id
WHERE m.direction = 'in' AND NOT m.is_automatic AND m.deleted_at IS NULL
    AND c.set_aside NOT IN ('spam', 'blocked')
"""
_HEARD = f"""{_SAID} AND j.id > %(floor)s AND m.brand_id <> ALL(%(failed)s)
    AND NOT EXISTS (SELECT FROM trends_sighting s WHERE s.message_id = m.id)
ORDER BY j.id LIMIT %(most)s
"""
_AGAIN = f"{_SAID} AND m.brand_id = %(brand)s AND m.id = ANY(%(messages)s)"
# Written out: a busy hour has thousands. Lists of different lengths travel as their words.
_INSERT = """
INSERT INTO trends_sighting (brand_id, message_id, case_id, person_id, network, at, topic, is_unhappy,
    is_low, is_trouble, is_by_hand, terms, issue_id)
SELECT brand_id, message_id, case_id, person_id, network, at, topic, is_unhappy, is_low, is_trouble, false,
    terms::integer[], issue_id
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::timestamptz[], %s::text[],
    %s::boolean[], %s::boolean[], %s::boolean[], %s::text[], %s::bigint[])
    AS n (brand_id, message_id, case_id, person_id, network, at, topic, is_unhappy, is_low, is_trouble, terms,
        issue_id)
ON CONFLICT DO NOTHING
"""


class Heard(NamedTuple):
    """A judged message."""

    judgement: int
    brand: int
    message: int
    case: int
    person: int
    network: str
    at: datetime
    topic: str
    mood: float
    act: str
    stars: int
    text: str

    @property
    def is_unhappy(self) -> bool:
        return self.mood <= UNHAPPY

    @property
    def is_low(self) -> bool:
        return self.stars <= _LOW

    @property
    def is_trouble(self) -> bool:
        """Whether it could be one of many with the same trouble."""
        is_heard = self.act not in {Act.SPAM, Act.PRAISE, Act.THANKS}
        return is_heard and (self.act in _TROUBLES or self.is_unhappy)

    @property
    def terms(self) -> tuple[int, ...]:
        """Everything that is counted of it."""
        judged = judged_terms(
            network=self.network,
            topic=self.topic,
            is_unhappy=self.is_unhappy,
            is_low=self.is_low,
        )
        return (*terms_of(self.text), *judged)


def take_note(*, now: datetime, finds_issues: bool = True) -> bool:
    """Take note of the next `BATCH` judged messages of all brands; whether there may be more.

    ``finds_issues``: whether what is said alike is found together, too; spikes do not need that.
    """
    Reading.objects.bulk_create([Reading(pk=1)], ignore_conflicts=True)
    floor = Reading.objects.values_list("floor", flat=True).get(pk=1)
    failed: list[int] = []
    while True:
        heard = _heard(floor, failed)
        failing = _taken_note(heard, now, finds_issues=finds_issues)
        is_full = len(heard) == BATCH
        failed += failing
        # What waits behind a brand that fails is read all the same.
        if not failing or not is_full:
            break
    if not failed:
        _rise(floor, heard[-1].judgement if is_full else None, now)
    return is_full


def _heard(floor: int, failed: Sequence[int]) -> list[Heard]:
    facts: dict[str, int | list[int]] = {"floor": floor, "most": BATCH, "failed": list(failed)}
    with database.cursor() as cursor:
        cursor.execute(_HEARD, facts)
        return [Heard(*row) for row in cursor.fetchall()]


def heard_again(brand_id: int, message_ids: Sequence[int]) -> list[Heard]:
    """What these messages of a brand are judged to be now; those that count for nothing are left out."""
    facts: dict[str, int | list[int]] = {"brand": brand_id, "messages": list(message_ids)}
    with database.cursor() as cursor:
        cursor.execute(_AGAIN, facts)
        return [Heard(*row) for row in cursor.fetchall()]


def _taken_note(heard: Sequence[Heard], now: datetime, *, finds_issues: bool) -> list[int]:
    """Take note of some messages brand by brand; the brands for which that failed."""
    by_brand: dict[int, list[Heard]] = defaultdict(list)
    for each in heard:
        by_brand[each.brand].append(each)
    failed = []
    for brand_id, some in by_brand.items():
        try:
            _take_note(brand_id, some, now, finds_issues=finds_issues)
        except Exception:
            log.exception("The trends of brand %s took no note; going on", brand_id)
            failed.append(brand_id)
    return failed


def _rise(floor: int, upto: int | None, now: datetime) -> None:
    """What was read need not be read again, once nothing below it can come any more."""
    settled = Judgement.objects.filter(pk__gt=floor, judged_at__lt=now - _SETTLED)
    if upto is not None:
        settled = settled.filter(pk__lte=upto)
    highest = settled.aggregate(at=Max("pk"))["at"]
    if highest is not None:
        Reading.objects.filter(pk=1, floor__lt=highest).update(floor=highest)


@transaction.atomic
def _take_note(brand_id: int, heard: Sequence[Heard], now: datetime, *, finds_issues: bool) -> None:
    habit = habit_of(brand_id)
    known = set(
        Sighting.objects.filter(message__in=[each.message for each in heard]).values_list(
            "message_id", flat=True
        )
    )
    fresh = [each for each in heard if each.message not in known]
    if not finds_issues:
        insert([sighting_of(each) for each in fresh])
        return
    reader = _Reader(brand_id, usual_of(habit), now)
    for each in fresh:
        reader.read(each)
    reader.keep()


def insert(sightings: Sequence[Sighting]) -> None:
    """Write new sightings down; those that are there already stay as they are."""
    if not sightings:
        return
    rows = [
        (
            *(each.brand_id, each.message_id, each.case_id, each.person_id, each.network, each.at),
            *(each.topic, each.is_unhappy, each.is_low, each.is_trouble),
            f"{{{','.join(map(str, each.terms))}}}",
            each.issue_id,
        )
        for each in sightings
    ]
    with database.cursor() as cursor:
        cursor.execute(_INSERT, [list(column) for column in zip(*rows, strict=True)])


def sighting_of(each: Heard) -> Sighting:
    """What is counted of a message."""
    return Sighting(
        brand_id=each.brand,
        message_id=each.message,
        case_id=each.case,
        person_id=each.person,
        network=each.network[:40],
        at=each.at,
        topic=each.topic[:60],
        is_unhappy=each.is_unhappy,
        is_low=each.is_low,
        is_trouble=each.is_trouble,
        terms=list(each.terms),
    )


class _Reader:
    """Reads a batch of one brand's messages into its issues."""

    def __init__(self, brand_id: int, usual: Usual, now: datetime) -> None:
        self._brand_id, self._usual = brand_id, usual
        self._rows: dict[int, Issue] = {row.pk: row for row in open_issues(brand_id, now)}
        self._book = groups.Book(
            [as_compared(row) for row in self._rows.values()],
            _loose(brand_id, now),
            usual.share,
        )
        self._made: dict[int, Sighting] = {}
        self._since = now - _OPEN_FOR
        self._touched: set[int] = set()
        self._began: dict[int, int] = {}

    def read(self, each: Heard) -> None:
        """Count a message, and put it where it belongs."""
        sighting = self._made[each.message] = sighting_of(each)
        # An issue of back then is compared with nothing, and each batch of an archive would begin it anew.
        if each.is_trouble and each.at > self._since:
            self._place(sighting, groups.Loose(each.message, each.person, tuple(sighting.terms)))

    def _place(self, sighting: Sighting, loose: groups.Loose) -> None:
        place = self._book.place(loose)
        if place.issue is not None:
            self._add(place.issue, [sighting])
        elif place.begins_with:
            friends = self._sightings(place.begins_with)
            issue = Issue.objects.create(
                brand_id=self._brand_id, name="…", first_at=sighting.at, last_at=sighting.at
            )
            self._rows[issue.pk] = issue
            self._book.begin(issue.pk, loose, place.begins_with)
            self._add(issue.pk, [sighting, *friends])

    def _sightings(self, messages: Sequence[int]) -> list[Sighting]:
        fresh = [self._made[each] for each in messages if each in self._made]
        older = [each for each in messages if each not in self._made]
        return [*fresh, *Sighting.objects.filter(brand_id=self._brand_id, message__in=older)]

    def _add(self, issue_id: int, sightings: Sequence[Sighting]) -> None:
        row = self._rows[issue_id]
        for sighting in sightings:
            sighting.issue_id = issue_id
            row.first_at = min(row.first_at, sighting.at)
            row.last_at = max(row.last_at, sighting.at)
            if sighting.pk:
                Sighting.objects.filter(pk=sighting.pk).update(issue_id=issue_id)
        self._touched.add(issue_id)

    def keep(self) -> None:
        """Write down what was read, and name what needs a name."""
        insert(list(self._made.values()))
        for issue_id in sorted(self._touched):
            compared, row = self._book.issues[issue_id], self._rows[issue_id]
            passed = range(row.members + 1, compared.members + 1)
            row.centre = as_kept(compared.centre)
            row.members = compared.members
            if not row.words or any(each in _NAMED_AT for each in passed):
                name(row, self._usual)
            row.save(update_fields=["centre", "members", "first_at", "last_at", "name", "words"])


def open_issues(brand_id: int, now: datetime) -> list[Issue]:
    """The issues that messages are compared with; those put away too, or they would begin anew."""
    open_ones = Issue.objects.filter(
        brand_id=brand_id, merged_into=None, last_at__gt=now - _OPEN_FOR
    )
    return list(open_ones.order_by("-last_at", "-pk")[:MOST_ISSUES])


def as_compared(row: Issue) -> groups.Issue:
    """An issue's row as messages are compared with it."""
    centre = {int(term): weight for term, weight in row.centre.items()}
    return groups.Issue(row.pk, centre, row.members)


def as_kept(centre: groups.Centre) -> dict[str, float]:
    """An issue's middle as its row keeps it."""
    return {str(term): round(weight, 4) for term, weight in centre.items()}


def name(issue: Issue, usual: Usual) -> None:
    """Name an issue by its telling words, unless somebody named it; the caller saves it."""
    texts = texts_of(issue)
    issue.words = [word[:60] for word in telling_words(texts, usual.share)]
    if issue.named_by_id is None:
        issue.name = " · ".join(issue.words)[:120] or f"#{issue.pk}"


def texts_of(issue: Issue, *, most: int = 60) -> list[str]:
    """What its newest messages say."""
    said = Message.objects.filter(sighting__issue=issue, deleted_at=None)
    newest = said.order_by("-sent_at", "-pk").values_list("subject", "text")[:most]
    return [f"{subject}\n{text}".strip()[:1_500] for subject, text in newest]


def _loose(brand_id: int, now: datetime) -> list[groups.Loose]:
    waiting = Sighting.objects.filter(
        brand_id=brand_id, issue=None, is_trouble=True, at__gt=now - _LOOSE_FOR
    )
    newest = waiting.order_by("-at", "-pk").values_list("message_id", "person_id", "terms")
    return [
        groups.Loose(message, who, tuple(terms)) for message, who, terms in newest[:_MOST_LOOSE]
    ]
