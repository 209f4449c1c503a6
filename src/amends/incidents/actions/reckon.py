"""What became of the answers of a broadcast: told, tried by the next way, or listed with the reason."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import connection as database
from django.db import transaction

from amends import queue
from amends.incidents.actions.broadcast import lock_alone, take_in_all
from amends.incidents.actions.note import write_entry
from amends.incidents.models import Broadcast, Recipient
from amends.incidents.queries.ledger import tally_of
from amends.incidents.rules.ledger import MOST_TRIES, Course, Standing
from amends.staff.rules import system

#: A broadcast at which no worker was seen for so long gets another.
_FORSAKEN = timedelta(seconds=15)
_FOLLOWED_FOR = timedelta(days=14)

_TOLD = """
UPDATE incidents_recipient r SET state = 'told', reason = '', sentence = '', settled_at = %(now)s
FROM outbox_send s WHERE r.broadcast_id = %(broadcast)s AND r.state = 'asked'
    AND s.id = r.send_id AND s.state = 'sent'
"""
# What was given up, and a person tried again by hand since: the ledger follows.
_TOLD_AFTER_ALL = """
UPDATE incidents_recipient r SET state = 'told', reason = '', sentence = '', settled_at = %(now)s
FROM outbox_send s, incidents_broadcast b WHERE r.broadcast_id = b.id AND r.state = 'not_told'
    AND b.state IN ('done', 'cancelled') AND b.ended_at > %(since)s
    AND s.id = r.send_id AND s.state = 'sent'
"""
# What surely did not arrive is said by the next way; what is UNKNOWN is never said again.
_AGAIN = """
UPDATE incidents_recipient r SET state = 'waiting', sentence = s.reason, send_id = NULL
FROM outbox_send s WHERE r.broadcast_id = %(broadcast)s AND r.state = 'asked'
    AND s.id = r.send_id AND s.state IN ('failed', 'refused') AND r.tries < %(most)s
"""
# Taken back because it was stopped, after it had turned out not to have arrived: they wait for another turn.
_STOPPED = """
UPDATE incidents_recipient r SET state = 'waiting', send_id = NULL
FROM outbox_send s WHERE r.broadcast_id = %(broadcast)s AND r.state = 'asked'
    AND s.id = r.send_id AND s.state = 'withdrawn' AND s.is_stopped
"""
_LOST = """
UPDATE incidents_recipient r SET state = 'not_told', settled_at = %(now)s,
    reason = CASE s.state WHEN 'withdrawn' THEN 'withdrawn' ELSE 'failed' END,
    sentence = CASE WHEN s.reason = '' THEN 'It was taken back.' ELSE s.reason END
FROM outbox_send s WHERE r.broadcast_id = %(broadcast)s AND r.state = 'asked'
    AND s.id = r.send_id AND s.state IN ('failed', 'refused', 'withdrawn')
"""


def reckon(*, broadcast_id: int, now: datetime) -> None:
    """Write down what became of what was asked for; a broadcast of which all is known is done."""
    facts: dict[str, Any] = {"broadcast": broadcast_id, "now": now, "most": MOST_TRIES}
    with transaction.atomic(), database.cursor() as cursor:
        for statement in (_TOLD, _AGAIN, _STOPPED, _LOST):
            cursor.execute(statement, facts)
    left = Recipient.objects.filter(
        broadcast=broadcast_id, state__in=(Standing.WAITING, Standing.ASKED)
    )
    if not left.exists():
        _finish(broadcast_id, now)


@transaction.atomic
def _finish(broadcast_id: int, now: datetime) -> None:
    """It is done, unless somebody was attached since it began: they are told as well."""
    broadcast = Broadcast.objects.select_related("incident").get(pk=broadcast_id)
    lock_alone(broadcast)
    running = Broadcast.objects.filter(pk=broadcast_id, state=Course.RUNNING)
    if not running.exists() or take_in_all(broadcast):
        return
    running.update(state=Course.DONE, ended_at=now)
    sums = tally_of(broadcast)
    facts = {"broadcast": broadcast_id, "told": sums.told, "not_told": sums.not_told}
    by = system(broadcast.brand_id)
    write_entry(by=by, incident=broadcast.incident, kind="broadcast_done", facts=facts, now=now)


def note_worker(*, broadcast_id: int, now: datetime) -> None:
    """A worker takes turns at it."""
    Broadcast.objects.filter(pk=broadcast_id).update(worked_at=now)


def look_after(*, now: datetime) -> None:
    """Reckon up every running broadcast, and find a worker for one that has lost its own.

    What was under way when one was stopped is followed, and what a person tried again after the end of one
    is told as well, for two weeks.
    """
    with database.cursor() as cursor:
        cursor.execute(_TOLD_AFTER_ALL, {"now": now, "since": now - _FOLLOWED_FOR})
    stopped = Broadcast.objects.filter(state=Course.CANCELLED, ended_at__gt=now - _FOLLOWED_FOR)
    for broadcast_id in stopped.values_list("pk", flat=True):
        reckon(broadcast_id=broadcast_id, now=now)
    for broadcast in Broadcast.objects.filter(state=Course.RUNNING).order_by("pk"):
        reckon(broadcast_id=broadcast.pk, now=now)
        seen = broadcast.worked_at or broadcast.began_at or now
        forsaken = Broadcast.objects.filter(
            pk=broadcast.pk, state=Course.RUNNING, worked_at=broadcast.worked_at
        )
        if now - seen > _FORSAKEN:
            with transaction.atomic():
                if forsaken.update(worked_at=now):
                    queue.defer("incidents.tell_each", broadcast_id=broadcast.pk)
