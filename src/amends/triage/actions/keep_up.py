"""Keeps the order true when nobody writes: another playbook, other wishes; and draws what is checked."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, QuerySet

from amends import queue
from amends.inbox.actions.rank import NO_ANSWER
from amends.inbox.models import Case, CaseEvent, CaseEventKind, CaseState, SetAside
from amends.staff.models import Brand
from amends.triage.actions.judge import judge_case
from amends.triage.actions.order import put_in_order
from amends.triage.models import Judgement, NoiseCheck, TriageSettings
from amends.triage.queries.minds import version_of
from amends.triage.queries.waiting import rest_of, weights_of

#: Raised when the same judgements come to other marks.
MARKS = 2
#: Cases of one step.
BATCH = 500
#: Cases of a day that are looked at again.
SAMPLE = 10
#: Of what left the queue within this time.
_LATELY = timedelta(days=1)
#: Looked at every minute; longer than a worker takes to be started anew.
_JUST_NOW = timedelta(minutes=5)
#: After these other messages wait in a case, or its customer is somebody else.
_CHANGES = (
    CaseEventKind.TAGGED,
    CaseEventKind.UNTAGGED,
    CaseEventKind.MERGED,
    CaseEventKind.UNMERGED,
    CaseEventKind.SPLIT,
    CaseEventKind.MOVED,
    CaseEventKind.PERSON_CHANGED,
)


def notice_new_orders(*, now: datetime) -> int:  # noqa: ARG001 - the orders are of now
    """Ask for a new order of the open cases of each brand whose playbook or wishes changed; how many."""
    asked = 0
    for brand in Brand.objects.order_by("pk"):
        wish, _made = TriageSettings.objects.get_or_create(brand=brand)
        by = order_by(brand.pk)
        if wish.ranked_by == by:
            continue
        with transaction.atomic():
            TriageSettings.objects.filter(pk=wish.pk).update(ranked_by=by)
            queue.defer("triage.put_in_order", priority=-5, brand_id=brand.pk, after=0)
        asked += 1
    return asked


def order_by(brand_id: int) -> str:
    """A word for what decides a brand's order; another order has another word."""
    told = repr((MARKS, weights_of(brand_id), rest_of(brand_id), version_of(brand_id)))
    return hashlib.sha256(told.encode()).hexdigest()


@transaction.atomic
def put_in_order_from(*, brand_id: int, after: int, now: datetime) -> None:
    """Put up to `BATCH` waiting cases above id ``after`` in order, and ask for the next.

    What waits in them is judged anew where the brand's mind is another one since.
    """
    waiting = Case.objects.filter(
        brand_id=brand_id, state=CaseState.NEEDS_ANSWER, pk__gt=after
    ).order_by("pk")
    ids = list(waiting.values_list("pk", flat=True)[:BATCH])
    judge_case(brand_id=brand_id, message_ids=_outdated(brand_id, ids), now=now)
    put_in_order(brand_id=brand_id, case_ids=ids, now=now)
    if len(ids) == BATCH:
        queue.defer("triage.put_in_order", priority=-5, brand_id=brand_id, after=ids[-1])


def _outdated(brand_id: int, case_ids: Sequence[int]) -> list[int]:
    """The messages that wait in these cases and that another mind judged."""
    made = Judgement.objects.filter(
        brand_id=brand_id,
        message__case_id__in=case_ids,
        message__sent_at__gte=F("message__case__state_since"),
    )
    others = made.exclude(version=version_of(brand_id))
    return list(others.values_list("message_id", flat=True))


def draw_samples(*, now: datetime) -> int:
    """Draw some of each brand's noise of the last day, once a day of the brand's; returns how many."""
    return sum(_draw(brand, now) for brand in Brand.objects.order_by("pk"))


@transaction.atomic
def _draw(brand: Brand, now: datetime) -> int:
    day = now.astimezone(ZoneInfo(brand.time_zone)).date()
    # One at a time, so that a day is not drawn twice.
    Brand.objects.select_for_update(no_key=True).get(pk=brand.pk)
    if NoiseCheck.objects.filter(brand=brand, day=day).exists():
        return 0
    drawn = _let_go(brand, now).order_by("?").values_list("pk", flat=True)[:SAMPLE]
    checks = [NoiseCheck(brand=brand, case_id=pk, day=day) for pk in drawn]
    return len(NoiseCheck.objects.bulk_create(checks, ignore_conflicts=True))


def _let_go(brand: Brand, now: datetime) -> QuerySet[Case]:
    """What the desk let go of lately and nobody looked at: before a first answer, and after one."""
    told = CaseEvent.objects.filter(
        brand=brand,
        at__gt=now - _LATELY,
        by=None,
        kind__in=[CaseEventKind.CLOSED, CaseEventKind.WAITING_CUSTOMER],
        facts__because=NO_ANSWER,
    )
    rests = Case.objects.filter(
        pk__in=told.values("case_id"),
        set_aside__in=["", SetAside.NOISE],
        state__in=[CaseState.CLOSED, CaseState.WAITING_CUSTOMER],
    )
    return rests.exclude(pk__in=NoiseCheck.objects.filter(brand=brand).values("case_id"))


# ------------------------------------------------------------------ what people changed in cases


def follow_changes(*, now: datetime) -> int:
    """Put in order anew what stands in cases that people tagged, merged or split lately; how many cases.

    A tag may make a valued customer of somebody: all their cases are looked at.
    """
    return sum(_follow(brand.pk, now) for brand in Brand.objects.order_by("pk"))


def _follow(brand_id: int, now: datetime) -> int:
    told = CaseEvent.objects.filter(brand_id=brand_id, at__gt=now - _JUST_NOW, kind__in=_CHANGES)
    people = Case.objects.filter(pk__in=told.values("case_id")).values("person_id")
    waiting = Case.objects.filter(
        brand_id=brand_id, person_id__in=people, state=CaseState.NEEDS_ANSWER
    )
    ids = list(waiting.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(ids), BATCH):
        put_in_order(brand_id=brand_id, case_ids=ids[first : first + BATCH], now=now)
    return len(ids)
