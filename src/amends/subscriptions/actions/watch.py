"""Watches the cases of brands whose programs want to be told, and makes the announcements.

It reads what was committed, never within a case's own transaction: telling programs slows nobody down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from django.db import connection as database
from django.db import transaction
from django.db.models import (
    DateTimeField,
    Exists,
    F,
    Func,
    OuterRef,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from amends.alerts.actions import tail
from amends.alerts.models import Tail
from amends.inbox.models import Case, CaseState
from amends.outbox.models import Send, SendState
from amends.staff.models import Brand
from amends.subscriptions.actions.words import body, plain, standing
from amends.subscriptions.models import Announcement, FollowedAnswer, Subscription
from amends.subscriptions.rules import OF_ANSWER, OF_EVENT, Topic

EVENTS, MESSAGES = "inbox_caseevent", "inbox_message"
#: Our own readings of them, besides the alerts'.
_READER = "s"
#: Older things are history that was read in, and no news.
_STALE = timedelta(days=3)
#: How far back is looked for what failed or became late while nobody watched.
_LOOK_BACK = timedelta(hours=6)
_MOST_AT_ONCE = 2_000
_TROUBLED = {
    Topic.ANSWER_FAILED: (SendState.FAILED, SendState.REFUSED),
    Topic.ANSWER_UNKNOWN: (SendState.UNKNOWN,),
}
#: As `datetime` writes moments down in sources.
_STAMP = 'YYYYMMDD"T"HH24MISS.US'

_HAPPENED = f"""
SELECT e.id, e.brand_id, e.case_id, e.kind, e.at, e.by_id, e.facts FROM {EVENTS} e
WHERE {tail.within("e")} AND e.brand_id = ANY(%(brands)s) AND e.kind = ANY(%(kinds)s)
    AND e.at > %(stale)s ORDER BY e.id
"""  # noqa: S608 - our own tables and a condition of ours
_SAID = f"""
SELECT m.id, m.brand_id, m.case_id, m.sent_at, m.is_public, m.is_automatic FROM {MESSAGES} m
WHERE {tail.within("m")} AND m.brand_id = ANY(%(brands)s) AND m.direction = 'in'
    AND m.deleted_at IS NULL AND m.case_id IS NOT NULL AND m.sent_at > %(stale)s ORDER BY m.id
"""  # noqa: S608 - our own tables and a condition of ours
_FOLLOW = f"""
INSERT INTO subscriptions_followedanswer (send_id, brand_id, since)
SELECT s.id, s.brand_id, %(now)s FROM {MESSAGES} m JOIN outbox_send s ON s.message_id = m.id
WHERE {tail.within("m")} AND m.brand_id = ANY(%(brands)s) AND m.direction = 'out'
ON CONFLICT DO NOTHING
"""  # noqa: S608 - our own tables and a condition of ours


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened in a case. ``source`` is the same whenever it is seen again."""

    topic: Topic
    source: str
    brand_id: int
    case_id: int
    at: datetime
    facts: Mapping[str, object]


def begin() -> None:
    """Read from here on: what happened before anybody was told is nobody's news. Within a transaction."""
    if Subscription.objects.count() <= 1:
        _forget_place()
    for table in (EVENTS, MESSAGES):
        tail.begin(table, _READER)


def watch(*, now: datetime, most: int = _MOST_AT_ONCE) -> int:
    """Announce everything new since the last watch; returns how many announcements were made.

    Any number of workers may call this: each thing is announced to a subscription once. ``most``: so many
    answers of a kind, and so many late cases, at once; the others are left to the next watch.
    """
    listeners = _listeners()
    if not listeners:
        return _rest()
    made = sum(read(listeners, now) for read in (_read_events, _read_messages))
    return made + _look_around(listeners, now, most)


_Listeners = Mapping[int, list[Subscription]]


def _listeners() -> _Listeners:
    """Who is to be told, by brand."""
    found: dict[int, list[Subscription]] = defaultdict(list)
    for each in Subscription.objects.filter(paused_at=None).order_by("pk"):
        found[each.brand_id].append(each)
    return found


def _rest() -> int:
    if not Subscription.objects.exists():
        _forget_place()
        return 0
    # Somebody is paused: what happens meanwhile is read past, and not kept for them.
    for table in (EVENTS, MESSAGES):
        with transaction.atomic():
            if reading := tail.begin(table, _READER):
                tail.end(reading)
    return 0


def _forget_place() -> None:
    Tail.objects.filter(name__startswith=f"{_READER}:").delete()
    FollowedAnswer.objects.all().delete()


# --------------------------------------------------------------------------------- what is new


@transaction.atomic
def _read_events(listeners: _Listeners, now: datetime) -> int:
    reading = tail.begin(EVENTS, _READER)
    if reading is None:
        return 0
    asked = {"brands": list(listeners), "kinds": list(OF_EVENT), "stale": now - _STALE}
    with database.cursor() as cursor:
        cursor.execute(_HAPPENED, reading.facts | asked)
        rows = cursor.fetchall()
    made = _announce(listeners, [_of_event(*row) for row in rows], now)
    tail.end(reading)
    return made


def _of_event(  # noqa: PLR0913, PLR0917 - a row as it was read
    event_id: int,
    brand_id: int,
    case_id: int,
    kind: str,
    at: datetime,
    by_id: int | None,
    facts: str,
) -> News:
    known: dict[str, Any] = orjson.loads(facts)
    event = {"id": event_id, "kind": kind, "by_id": by_id, "facts": plain(known)}
    source = f"event:{event_id}"
    return News(OF_EVENT[kind], source, brand_id, case_id, at, {"event": event})


@transaction.atomic
def _read_messages(listeners: _Listeners, now: datetime) -> int:
    reading = tail.begin(MESSAGES, _READER)
    if reading is None:
        return 0
    asked = reading.facts | {"brands": list(listeners), "stale": now - _STALE, "now": now}
    with database.cursor() as cursor:
        cursor.execute(_SAID, asked)
        rows = cursor.fetchall()
        if of_answers := _who_wants(listeners, Topic.ANSWER_SENT):
            cursor.execute(_FOLLOW, asked | {"brands": of_answers})
    made = _announce(listeners, [_of_message(*row) for row in rows], now)
    tail.end(reading)
    return made


def _of_message(  # noqa: PLR0913, PLR0917 - a row as it was read
    message_id: int,
    brand_id: int,
    case_id: int,
    at: datetime,
    is_public: bool,  # noqa: FBT001
    is_automatic: bool,  # noqa: FBT001
) -> News:
    message = {"id": message_id, "is_public": is_public, "is_automatic": is_automatic}
    source = f"message:{message_id}"
    return News(Topic.MESSAGE, source, brand_id, case_id, at, {"message": message})


@transaction.atomic
def _look_around(listeners: _Listeners, now: datetime, most: int) -> int:
    """What has no row of its own when it happens: answers that arrive or fail, promises that pass."""
    followed = FollowedAnswer.objects.order_by("pk").values_list("pk", flat=True)
    arrived = list(followed.filter(send__state=SendState.SENT)[:most])
    sent = Send.objects.filter(pk__in=arrived).exclude(case=None)
    found = [*map(_of_answer, sent), *_troubled(listeners, now, most), *_late(listeners, now, most)]
    made = _announce(listeners, found, now)
    FollowedAnswer.objects.filter(pk__in=arrived).delete()
    FollowedAnswer.objects.filter(send__state=SendState.WITHDRAWN).delete()
    return made


def _troubled(listeners: _Listeners, now: datetime, most: int) -> Iterator[News]:
    for topic, states in _TROUBLED.items():
        sends = Send.objects.filter(
            brand_id__in=_who_wants(listeners, topic),
            state__in=states,
            state_since__gt=now - _LOOK_BACK,
        )
        source = _source(Value("answer:"), _text("pk"), Value(":"), F("state"), since="state_since")
        found = _untold(sends.exclude(case=None), source, topic)
        yield from map(_of_answer, found.order_by("state_since")[:most])


def _of_answer(send: Send) -> News:
    answer = {
        "id": send.pk,
        "state": send.state,
        "message_id": send.message_id,
        "is_public": send.is_public,
    }
    source = f"answer:{send.pk}:{send.state}:{send.state_since:%Y%m%dT%H%M%S.%f}"
    topic, case_id = OF_ANSWER[send.state], send.case_id or 0
    return News(topic, source, send.brand_id, case_id, send.state_since, {"answer": answer})


def _late(listeners: _Listeners, now: datetime, most: int) -> Iterator[News]:
    late = Case.objects.filter(
        brand_id__in=_who_wants(listeners, Topic.CASE_LATE),
        state=CaseState.NEEDS_ANSWER,
        set_aside="",
        due_at__gt=now - _LOOK_BACK,
        due_at__lte=now,
    )
    found = _untold(late, _source(Value("late:"), _text("pk"), since="due_at"), Topic.CASE_LATE)
    rows = found.order_by("due_at", "pk").values_list("pk", "brand_id", "due_at")
    for case_id, brand_id, at in rows[:most]:
        if at is not None:
            source = f"late:{case_id}:{at:%Y%m%dT%H%M%S.%f}"
            yield News(Topic.CASE_LATE, source, brand_id, case_id, at, {})


def _untold(found: QuerySet[Any], source: Concat, topic: Topic) -> QuerySet[Any]:
    """Those of which somebody is yet to be told: what was told already must not take up their places."""
    told = Announcement.objects.filter(
        subscription=OuterRef("pk"), source=OuterRef(OuterRef("news_source"))
    )
    waiting = Subscription.objects.filter(
        ~Exists(told), brand=OuterRef("brand"), paused_at=None, topics__contains=[topic.value]
    )
    named: QuerySet[Any] = found.annotate(news_source=source)
    return named.filter(Exists(waiting))


def _source(*parts: Combinable, since: str) -> Concat:
    """`News.source` as the database writes it: these parts, and a moment."""
    at = Func(Value("UTC"), F(since), function="timezone", output_field=DateTimeField())
    stamp = Func(at, Value(_STAMP), function="to_char", output_field=TextField())
    return Concat(*parts, Value(":"), stamp, output_field=TextField())


def _text(field: str) -> Cast:
    return Cast(field, TextField())


def _who_wants(listeners: _Listeners, *topics: Topic) -> list[int]:
    wanted = set(topics)
    return [
        brand_id
        for brand_id, those in listeners.items()
        if any(wanted.intersection(each.topics) for each in those)
    ]


# ------------------------------------------------------------------------------ announcing it


def _announce(listeners: _Listeners, news: Collection[News], now: datetime) -> int:
    """One announcement for each subscription that wants it; the table's uniqueness decides."""
    wanted = [
        (each, one)
        for one in sorted(news, key=lambda one: one.at)
        for each in listeners.get(one.brand_id, ())
        if one.topic in each.topics
    ]
    fresh = _fresh(wanted)
    told = _teller({one.case_id for _, one in fresh})
    rows = [_row(each, one, told(one), now) for each, one in fresh]
    Announcement.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _fresh(wanted: Collection[tuple[Subscription, News]]) -> list[tuple[Subscription, News]]:
    known = set(
        Announcement.objects.filter(
            subscription__in={each.pk for each, _ in wanted},
            source__in={one.source for _, one in wanted},
        ).values_list("subscription_id", "source")
    )
    return [(each, one) for each, one in wanted if (each.pk, one.source) not in known]


def _teller(case_ids: Collection[int]) -> Callable[[News], str]:
    """What puts news into words; it knows how these cases stand now."""
    cases = Case.objects.select_related("connection", "thread").in_bulk(list(case_ids))
    brands = Brand.objects.in_bulk({case.brand_id for case in cases.values()})

    def told(one: News) -> str:
        case = cases[one.case_id]
        return body(one.topic, one.at, {**standing(brands[case.brand_id], case), **one.facts})

    return told


def _row(each: Subscription, one: News, text: str, now: datetime) -> Announcement:
    return Announcement(
        brand_id=one.brand_id,
        subscription=each,
        case_id=one.case_id,
        topic=one.topic,
        source=one.source,
        body=text,
        asked_at=now,
        due_at=now,
    )
