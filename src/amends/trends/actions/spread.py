"""Raises single matters that are about to be seen by very many, once each, and says why."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection as database
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from amends.inbox.actions.rank import pin
from amends.inbox.models import Case, CaseState, Message, SetAside
from amends.inbox.queries.spread import course_of
from amends.staff.rules import system
from amends.trends.models import Habit, SpreadAlarm
from amends.trends.rules.spread import Reason, Seen, Usual, about_to_spread
from amends.triage.models import Judgement
from amends.triage.rules.judgement import Act, Asker
from amends.triage.rules.priority import UNHAPPY

#: Slower than this, nobody needs to look at it yet.
_LEAST_GROWTH = 3.0
#: With fewer followers nobody is heard far; the rule asks for more where the brand's customers have more.
_LEAST_REACH = 5_000
_LATELY = timedelta(hours=2)
_PAST = timedelta(days=60)
_MOST = 200
_RECKONED_FOR = timedelta(days=1)

_GROWTH = """
SELECT coalesce(percentile_cont(0.99) WITHIN GROUP (ORDER BY (k.likes + k.shares + k.replies)
    / greatest(extract(epoch FROM k.at - m.sent_at) / 3600, 0.25)), 0)
FROM inbox_spreadcount k JOIN inbox_message m ON m.id = k.message_id
WHERE m.brand_id = %(brand)s AND m.sent_at > %(since)s AND m.sent_at < %(until)s
"""
_REACH = """
SELECT coalesce(percentile_cont(0.99) WITHIN GROUP (ORDER BY coalesce(i.followers, 0)), 0)
FROM (SELECT DISTINCT m.identity_id FROM trends_sighting s JOIN inbox_message m ON m.id = s.message_id
    WHERE s.brand_id = %(brand)s AND s.at > %(since)s AND s.at < %(until)s) w
JOIN inbox_identity i ON i.id = w.identity_id
"""


def look_at_spread(*, brand_id: int, now: datetime) -> int:
    """Raise what is about to spread and was not raised before; how many."""
    fresh = _candidates(brand_id, now)
    if not fresh:
        return 0
    usual = _usual(brand_id, now)
    told = 0
    for judgement in fresh:
        reasons = about_to_spread(_seen(judgement), usual)
        told += bool(reasons) and _raise(judgement.message, reasons, now)
    return told


def _candidates(brand_id: int, now: datetime) -> list[Judgement]:
    """What grows, then what somebody said lately who is heard far or of the press; once each case."""
    waiting = _unhappy(brand_id)
    grown = waiting.filter(
        message__spread__brand_id=brand_id,
        message__spread__growth__gte=_LEAST_GROWTH,
        message__spread__held_at__gt=now - _LATELY,
    ).order_by("-message__spread__growth")
    loud = waiting.filter(
        Q(message__identity__followers__gte=_LEAST_REACH) | Q(asker=Asker.PRESS),
        message__sent_at__gt=now - _LATELY,
        message__sent_at__lte=now,
    ).order_by("-message__sent_at")
    once: dict[int | None, Judgement] = {}
    for each in (*grown[:_MOST], *loud[:_MOST]):
        once.setdefault(each.message.case_id, each)
    return list(once.values())


def _unhappy(brand_id: int) -> QuerySet[Judgement]:
    """What may be raised: public, of somebody unhappy, in a case that was not raised and is no spam."""
    raised = SpreadAlarm.objects.filter(brand_id=brand_id, case_id=OuterRef("message__case_id"))
    rows = Judgement.objects.filter(
        Q(mood_score__lte=UNHAPPY) | Q(act=Act.COMPLAINT),
        ~Exists(raised),
        brand_id=brand_id,
        message__brand_id=brand_id,
        message__direction="in",
        message__is_public=True,
        message__deleted_at=None,
        message__case__set_aside__in=("", SetAside.NOISE),
    )
    return rows.select_related("message", "message__identity", "message__case")


def _seen(judgement: Judgement) -> Seen:
    message = judgement.message
    course = course_of(message.brand_id, message.pk)
    counts = [
        (
            max((each.at - message.sent_at) / timedelta(hours=1), 0.0),
            each.likes + each.shares + each.replies,
        )
        for each in course
    ]
    identity = message.identity
    return Seen(
        counts=counts,
        followers=(identity.followers or 0) if identity is not None else 0,
        is_press=judgement.asker == Asker.PRESS,
        is_unhappy=judgement.mood_score <= UNHAPPY or judgement.act == Act.COMPLAINT,
    )


def _usual(brand_id: int, now: datetime) -> Usual:
    """What the brand's messages come to, reckoned at most once a day."""
    habit = Habit.objects.defer("counts").filter(pk=brand_id).first()
    at = habit.reckoned_at if habit else None
    if habit and at and timedelta(0) <= now - at < _RECKONED_FOR:
        return Usual(habit.growth or 0.0, habit.reach or 0.0)
    usual = _reckoned(brand_id, now)
    facts = {"growth": usual.growth, "reach": usual.reach, "reckoned_at": now}
    Habit.objects.filter(pk=brand_id).update(**facts)
    return usual


def _reckoned(brand_id: int, now: datetime) -> Usual:
    facts: dict[str, int | datetime] = {
        "brand": brand_id,
        "since": now - _PAST,
        "until": now - _LATELY,
    }
    with database.cursor() as cursor:
        cursor.execute(_GROWTH, facts)
        growth = float(cursor.fetchone()[0])
        cursor.execute(_REACH, facts)
        reach = float(cursor.fetchone()[0])
    return Usual(growth, reach)


@transaction.atomic
def _raise(message: Message, reasons: tuple[Reason, ...], now: datetime) -> bool:
    case = Case.objects.get(pk=message.case_id or 0)
    told = [[str(each.sign), round(each.number, 1)] for each in reasons]
    _alarm, is_new = SpreadAlarm.objects.get_or_create(
        brand_id=message.brand_id,
        case=case,
        defaults={"message": message, "reasons": told, "at": now},
    )
    if is_new and case.state != CaseState.CLOSED and case.pinned_at is None:
        pin(by=system(message.brand_id), case=case, now=now)
    return is_new
