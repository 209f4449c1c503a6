"""Keeps what trends see true: cases merged and split, judgements corrected, spam set aside and put back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from amends.inbox.models import CaseEvent, CaseEventKind, Message, SetAside
from amends.trends.actions import notice
from amends.trends.actions.habits import PAST, habit_of
from amends.trends.models import Habit, Sighting

#: What changes where a message is, what it is, or whether it counts.
_KINDS = (
    CaseEventKind.MERGED,
    CaseEventKind.UNMERGED,
    CaseEventKind.SPLIT,
    CaseEventKind.MOVED,
    CaseEventKind.CORRECTED,
    CaseEventKind.SET_ASIDE,
    CaseEventKind.PUT_BACK,
    CaseEventKind.PERSON_CHANGED,
)
#: What was noted this long before may be committed only now.
_OVERLAP = timedelta(minutes=2)
_MOST, _MOST_MESSAGES = 50_000, 5_000
#: Cases of one step.
_BATCH = 200
#: What needs no answer counts all the same; it goes aside and comes back all day.
_NOISE = SetAside.NOISE.value
_COUNTS_ON = Q(facts__contains={"why": _NOISE}) | Q(facts__contains={"was": _NOISE})
_FIELDS = ("case_id", "person_id", "topic", "is_unhappy", "is_low", "is_trouble", "terms")


def renew(*, brand_id: int, now: datetime) -> bool:
    """See anew what was said in the cases to which something happened since; whether there may be more."""
    until = Habit.objects.filter(pk=brand_id).values_list("renewed_until", flat=True).first()
    since = until or now - timedelta(hours=1)
    happened = CaseEvent.objects.filter(
        brand_id=brand_id, kind__in=_KINDS, at__gt=since - _OVERLAP, at__lte=now
    )
    happened = happened.exclude(_COUNTS_ON)
    events = list(happened.order_by("at", "pk").values_list("case_id", "at")[:_MOST])
    is_full = len(events) == _MOST
    if events:
        cases = sorted({case_id for case_id, _at in events})
        for first in range(0, len(cases), _BATCH):
            see_anew(brand_id=brand_id, case_ids=cases[first : first + _BATCH], now=now)
    # So many at one moment are gone past: going back to it would never end.
    upto = max(events[-1][1] + _OVERLAP, since) if is_full else now
    Habit.objects.filter(pk=brand_id).update(renewed_until=min(upto, now))
    return is_full


@transaction.atomic
def see_anew(*, brand_id: int, case_ids: Collection[int], now: datetime) -> None:
    """See what was said in these cases as it is judged now; what is spam is seen no more."""
    habit_of(brand_id)
    said = Message.objects.filter(
        brand_id=brand_id, case_id__in=case_ids, direction="in", sent_at__gt=now - PAST
    )
    ids = list(said.order_by("-sent_at").values_list("pk", flat=True)[:_MOST_MESSAGES])
    anew = {each.message: notice.sighting_of(each) for each in notice.heard_again(brand_id, ids)}
    known = list(Sighting.objects.filter(brand_id=brand_id, message__in=ids))
    gone = [each.pk for each in known if each.message_id not in anew]
    Sighting.objects.filter(brand_id=brand_id, pk__in=gone).delete()
    kept = []
    for each in known:
        other = anew.pop(each.message_id, None)
        if other is not None:
            _as(each, other)
            kept.append(each)
    names = ["case", *_FIELDS[1:], "issue"]
    Sighting.objects.bulk_update(kept, names, batch_size=500)
    notice.insert(list(anew.values()))


def _as(each: Sighting, other: Sighting) -> None:
    for name in _FIELDS:
        setattr(each, name, getattr(other, name))
    if not each.is_trouble and not each.is_by_hand:
        each.issue = None
