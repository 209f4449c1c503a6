"""Tells programs: each subscription by itself, signed, in the order of each case, until it took it.

A subscription is claimed by letting it rest: nobody else writes to it meanwhile, and a worker that dies
with it holds it no longer than its lease. What a worker did not live to write down is told again.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection as database
from django.db import transaction
from django.utils.translation import gettext as _

from amends.alerts.actions.tell import tell
from amends.alerts.rules.kinds import Happening, Kind
from amends.audit.actions import record
from amends.channels import calls, credentials
from amends.channels.calls import Call
from amends.channels.contract import ChannelError
from amends.channels.plain.signing import signed
from amends.channels.transports import Transports
from amends.staff.rules import system
from amends.subscriptions.models import Announcement, AnnouncementState, Subscription
from amends.subscriptions.rules import LEASE, is_given_up, next_try, rest

log = logging.getLogger(__name__)

#: Seconds that a program has to take an announcement.
PATIENCE = 10.0
#: A claim ends after this, so that its lease never does.
_TURN = timedelta(seconds=45)
_GONE = 410
_AGENT = "Amends-Subscriptions"

#: Due, and the first of its case: what came later in a case waits for what came before.
_MAY_GO = """
n.state = 'waiting' AND n.due_at <= %(now)s AND NOT EXISTS (
    SELECT FROM subscriptions_announcement e
    WHERE e.subscription_id = n.subscription_id AND e.case_id = n.case_id
        AND e.state = 'waiting' AND e.id < n.id)
"""
_CLAIM = f"""
UPDATE subscriptions_subscription SET wait_until = %(lease)s WHERE id = (
    SELECT s.id FROM subscriptions_subscription s
    WHERE s.paused_at IS NULL AND (s.wait_until IS NULL OR s.wait_until <= %(now)s)
        AND EXISTS (SELECT FROM subscriptions_announcement n
            WHERE n.subscription_id = s.id AND {_MAY_GO})
    ORDER BY s.wait_until NULLS FIRST, s.id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id
"""  # noqa: S608 - a condition of ours
_NEXT = f"""
SELECT n.* FROM subscriptions_announcement n
WHERE n.subscription_id = %(subscription)s AND {_MAY_GO} ORDER BY n.id LIMIT 1
"""  # noqa: S608 - a condition of ours


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of one try: the status, if any came; what was wrong; how long to wait."""

    status: int | None
    problem: str = ""
    wait: timedelta | None = None

    @property
    def is_taken(self) -> bool:
        return not self.problem


def claim(*, now: datetime) -> int | None:
    """Take a subscription that has something due; None when there is none."""
    with database.cursor() as cursor:
        cursor.execute(_CLAIM, {"now": now, "lease": now + LEASE})
        row = cursor.fetchone()
    return row[0] if row else None


def deliver(*, transports: Transports, subscription_id: int) -> int:
    """Tell a claimed subscription what is due, until something fails; returns how much it took."""
    began, taken = transports.clock(), 0
    while True:
        subscription = _going(subscription_id)
        if subscription is None:
            return taken
        announcement = _next(subscription_id, transports.clock())
        if announcement is None or transports.clock() - began > _TURN:
            Subscription.objects.filter(pk=subscription_id).update(wait_until=None)
            return taken
        outcome = _try(transports, subscription, announcement)
        if not outcome.is_taken:
            _failed(subscription, announcement, outcome, transports.clock())
            return taken
        _told(subscription, announcement, outcome, transports.clock())
        taken += 1


def _going(subscription_id: int) -> Subscription | None:
    """The subscription as it is now: somebody may have paused or removed it meanwhile."""
    return Subscription.objects.filter(pk=subscription_id, paused_at=None).first()


def _next(subscription_id: int, now: datetime) -> Announcement | None:
    asked = {"subscription": subscription_id, "now": now}
    return next(iter(Announcement.objects.raw(_NEXT, asked)), None)


def _try(transports: Transports, subscription: Subscription, told: Announcement) -> _Outcome:
    content, now = told.body.encode(), transports.clock()
    try:
        headers = signed(_secrets(subscription, now), told.message_id, content, now)
        call = Call(
            "POST",
            subscription.url,
            headers={"content-type": "application/json", "user-agent": _AGENT, **headers},
            content=content,
            timeout=PATIENCE,
        )
        answer = calls.exchange(transports, call)
    except ChannelError as error:
        return _Outcome(None, str(error)[:500] or type(error).__name__)
    except Exception as error:
        log.exception("Subscription %s failed in a way that has no name", subscription.pk)
        return _Outcome(None, type(error).__name__)
    if 200 <= answer.status < 300:
        return _Outcome(answer.status)
    problem = _("It answered with HTTP %(status)s.") % {"status": answer.status}
    return _Outcome(answer.status, problem, calls.retry_after(answer.headers, now))


def _secrets(subscription: Subscription, now: datetime) -> list[str]:
    kept = credentials.decrypted(subscription.secrets)
    until = subscription.old_secret_until
    old = kept.get("old", "") if until is not None and until > now else ""
    return [each for each in (kept.get("secret", ""), old) if each]


# ------------------------------------------------------------------------- what became of it


@transaction.atomic
def _told(
    subscription: Subscription, announcement: Announcement, outcome: _Outcome, now: datetime
) -> None:
    Announcement.objects.filter(pk=announcement.pk).update(
        state=AnnouncementState.TOLD,
        tries=announcement.tries + 1,
        answered=outcome.status,
        problem="",
        settled_at=now,
    )
    Subscription.objects.filter(pk=subscription.pk).update(
        failures=0, failing_since=None, problem="", last_told_at=now
    )


@transaction.atomic
def _failed(
    subscription: Subscription, announcement: Announcement, outcome: _Outcome, now: datetime
) -> None:
    tries, failures = announcement.tries + 1, subscription.failures + 1
    since = subscription.failing_since or now
    wait = rest(failures, outcome.wait)
    changes: dict[str, object] = {
        "tries": min(tries, 30_000),
        "answered": outcome.status,
        "problem": outcome.problem,
        "due_at": now + max(next_try(tries), wait),
    }
    if is_given_up(announcement.asked_at, now):
        changes |= {"state": AnnouncementState.GIVEN_UP, "settled_at": now}
    Announcement.objects.filter(pk=announcement.pk).update(**changes)
    Subscription.objects.filter(pk=subscription.pk).update(
        failures=failures, failing_since=since, problem=outcome.problem, wait_until=now + wait
    )
    if outcome.status == _GONE:
        _pause(subscription, _("It answered that it wants no more (HTTP 410)."), now)
    elif is_given_up(since, now):
        _pause(subscription, _("It took nothing for three days."), now)


def _pause(subscription: Subscription, because: str, now: datetime) -> None:
    """The desk's own pause, which leads are told of."""
    going = Subscription.objects.filter(pk=subscription.pk, paused_at=None)
    if not going.update(paused_at=now, paused_because=because):
        return
    facts: dict[str, object] = {"because": because}
    target = f"subscription:{subscription.pk}"
    by = system(subscription.brand_id)
    record(by=by, action="subscriptions.pause", target=target, facts=facts, now=now)
    happening = Happening(
        brand_id=subscription.brand_id,
        kind=Kind.CONNECTION,
        source=f"subscription:{subscription.pk}:{now.isoformat()}",
        at=now,
        facts={"alarm": "subscription", "subscription": subscription.pk, "name": subscription.name},
    )
    tell(happenings=[happening], now=now)
