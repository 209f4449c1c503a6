"""Delivers notices: each target by itself, everything that is due for it at once, until it is told.

A target is claimed by letting it rest: nobody else writes to it meanwhile, and a worker that dies with it
holds it no longer than its lease. What a worker did not live to write down is sent again: at least once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection as database
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Least
from django.utils import timezone

from amends.alerts.actions.ways.chat import write
from amends.alerts.actions.ways.mail import mail
from amends.alerts.actions.ways.outside import Outside, Parcel
from amends.alerts.actions.ways.push import push
from amends.alerts.models import Notice, NoticeState, Target
from amends.alerts.queries import bell, sentences, wishes
from amends.alerts.rules import manner, pace
from amends.alerts.rules.kinds import Kind, Mail
from amends.alerts.rules.pace import Fault, Gone, Refused, Way
from amends.channels.contract import Disconnected
from amends.staff.queries import on_duty

log = logging.getLogger(__name__)

_CLAIM = """
UPDATE alerts_target SET wait_until = %(lease)s WHERE id = (
    SELECT t.id FROM alerts_target t
    WHERE t.way = %(way)s AND t.paused_at IS NULL
        AND (t.wait_until IS NULL OR t.wait_until <= %(now)s)
        AND EXISTS (SELECT FROM alerts_notice n
            WHERE n.target_id = t.id AND n.state = 'queued' AND n.due_at <= %(now)s)
    ORDER BY t.wait_until NULLS FIRST, t.id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id
"""
_WRITE: dict[Way, Callable[[Outside, Parcel], None]] = {
    Way.PUSH: push,
    Way.MAIL: mail,
    Way.CHAT: write,
}
_NOBODY = "This person does not work here any more."
_READ = "It was read in the desk."


def claim(*, way: Way, now: datetime) -> int | None:
    """Take a target of a way that has something due; None when there is none."""
    facts = {"way": way.value, "now": now, "lease": now + pace.LEASE}
    with database.cursor() as cursor:
        cursor.execute(_CLAIM, facts)
        row = cursor.fetchone()
    return row[0] if row else None


def deliver(*, outside: Outside, target_id: int) -> NoticeState | None:
    """Write to a claimed target; what became of its notices, None when there was nothing to say."""
    target = Target.objects.select_related("user", "brand").filter(pk=target_id).first()
    if target is None:
        return None
    parcel = _packed(target, outside.clock())
    if not parcel.notices:
        _rest(target, outside.clock())
        return None
    fault = _fault_of(outside, parcel)
    if fault is None:
        return _sent(target, parcel, outside.clock())
    if isinstance(fault, Gone):
        return _gone(target, fault)
    return _failed(target, parcel, fault, outside.clock())


def _fault_of(outside: Outside, parcel: Parcel) -> Fault | None:
    """Write; what went wrong, if anything did."""
    target = parcel.target
    try:
        with timezone.override(ZoneInfo(_zone(target))):
            _WRITE[Way(target.way)](outside, parcel)
    except Fault as fault:
        return fault
    except Disconnected as lost:
        return Fault(str(lost))
    except Exception as error:
        log.exception("Target %s failed in a way that has no name", target.pk)
        return Fault(type(error).__name__)
    return None


def _packed(target: Target, now: datetime) -> Parcel:
    """What is due for a target, in words, without what is not needed any more."""
    due = list(
        target.notices.filter(state=NoticeState.QUEUED, due_at__lte=now)
        .select_related("alert")
        .order_by("due_at", "pk")
    )
    empty = Parcel(target, target.brand, [], [])
    if target.user_id is None:
        said = sentences.said([each.alert for each in due], zone=target.brand.time_zone)
        return replace(empty, notices=due, said=said, ids=tuple(each.pk for each in due))
    listener = wishes.listeners(target.brand_id).get(target.user_id)
    if listener is None:
        _drop(due, _NOBODY, now)
        return empty
    if target.way == Way.MAIL and _waits_for_duty(target, listener, due, now):
        return empty
    unread = [each for each in due if each.alert.read_at is None]
    _drop([each for each in due if each.alert.read_at is not None], _READ, now)
    detail, zone = listener.manner.detail, listener.manner.zone
    return replace(
        empty,
        notices=unread,
        said=sentences.said([each.alert for each in unread], zone=zone, detail=detail),
        unread=bell.unread_count(target.brand_id, target.user_id),
        ids=tuple(each.pk for each in unread),
    )


def _waits_for_duty(
    target: Target, listener: wishes.Listener, due: Sequence[Notice], now: datetime
) -> bool:
    """A digest that comes every few hours comes only while its reader is on duty."""
    how = listener.manner
    is_off = how.digest_every and target.user_id not in on_duty(target.brand_id, now)
    if not is_off:
        return False
    later = [each.pk for each in due if listener.ways(Kind(each.alert.kind)).mail is Mail.DIGEST]
    Notice.objects.filter(pk__in=later).update(due_at=manner.next_digest(how, now))
    return len(later) == len(due)


def _zone(target: Target) -> str:
    if target.user_id is None:
        return target.brand.time_zone
    return wishes.listener(target.brand_id, target.user_id).manner.zone


# --------------------------------------------------------------------- what became of it


@transaction.atomic
def _sent(target: Target, parcel: Parcel, now: datetime) -> NoticeState:
    Notice.objects.filter(pk__in=parcel.ids).update(
        state=NoticeState.SENT, settled_at=now, reason=""
    )
    facts = {"failures": 0, "problem": "", "last_sent_at": now}
    rests = now + pace.RESTS[Way(target.way)]
    Target.objects.filter(pk=target.pk).update(wait_until=rests, **facts)
    return NoticeState.SENT


def _gone(target: Target, fault: Gone) -> NoticeState:
    """A browser that is no more is forgotten with everything that waited for it, for every brand."""
    log.info("Target %s is gone: %s", target.pk, fault.reason)
    Target.objects.filter(way=target.way, fingerprint=target.fingerprint).delete()
    return NoticeState.DROPPED


@transaction.atomic
def _failed(target: Target, parcel: Parcel, fault: Fault, now: datetime) -> NoticeState:
    reason = fault.reason[:500]
    failures = target.failures + 1
    rests = now + pace.next_try(failures, fault.wait)
    Target.objects.filter(pk=target.pk).update(failures=failures, problem=reason, wait_until=rests)
    way = Way(target.way)
    is_final = isinstance(fault, Refused)
    given_up = [
        each.pk for each in parcel.notices if is_final or pace.is_given_up(way, each.asked_at, now)
    ]
    Notice.objects.filter(pk__in=parcel.ids).update(tries=_one_more(), reason=reason)
    Notice.objects.filter(pk__in=given_up).update(state=NoticeState.FAILED, settled_at=now)
    return NoticeState.FAILED if given_up else NoticeState.QUEUED


def _drop(notices: Sequence[Notice], reason: str, now: datetime) -> None:
    ids = [each.pk for each in notices]
    Notice.objects.filter(pk__in=ids).update(
        state=NoticeState.DROPPED, reason=reason, settled_at=now
    )


def _rest(target: Target, now: datetime) -> None:
    Target.objects.filter(pk=target.pk).update(wait_until=now + pace.RESTS[Way(target.way)])


def _one_more() -> Least:
    return Least(F("tries") + 1, 30_000)


def deliver_due(*, outside: Outside) -> int:
    """Write to every target that has something due, one after the other; how many were written to."""
    count = 0
    for way in Way:
        while (target_id := claim(way=way, now=outside.clock())) is not None:
            deliver(outside=outside, target_id=target_id)
            count += 1
    return count
