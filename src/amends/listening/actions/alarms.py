"""Alarms: raised when we may not hear what customers say, ended when we surely do again."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection as database
from django.db import transaction
from django.db.models import Count, Min, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.alerts.actions.tell import tell
from amends.alerts.rules.kinds import Happening, Kind
from amends.channels.models import Connection, ConnectionState
from amends.listening.models import (
    Alarm,
    AlarmKind,
    Delivery,
    DeliveryState,
    Heartbeat,
    Position,
)
from amends.listening.rules import ending, pace

log = logging.getLogger(__name__)

#: Two checks at once would only tell each other the same.
_CHECK_LOCK = 0x616D_0001


def sound(*, connection: Connection, kind: AlarmKind, sentence: str, now: datetime) -> bool:
    """Raise an alarm, or give the one that is open its newest sentence. True: it is new."""
    alarm = Alarm(
        brand_id=connection.brand_id,
        connection=connection,
        kind=kind,
        sentence=sentence,
        raised_at=now,
    )
    with transaction.atomic():
        is_open = _open(connection, [kind]).update(sentence=sentence)
        if not is_open:
            Alarm.objects.bulk_create([alarm], ignore_conflicts=True)
            _tell(_open(connection, [kind]).get(), now)
            log.warning("Alarm (%s) for connection %s: %s", kind, connection.pk, sentence)
    return not is_open


def _tell(alarm: Alarm, now: datetime) -> None:
    """Alarms are the leads' to know; of two that raise it at once, one tells."""
    facts = {"connection": alarm.connection_id, "alarm": str(alarm.kind)}
    happening = Happening(
        brand_id=alarm.brand_id,
        kind=Kind.CONNECTION,
        source=f"alarm:{alarm.connection_id}:{alarm.kind}:{alarm.raised_at.isoformat()}",
        at=alarm.raised_at,
        facts=facts,
    )
    tell(happenings=[happening], now=now)


def end(*, connection: Connection, kinds: Iterable[AlarmKind], now: datetime) -> int:
    """End the open alarms of these kinds; returns how many there were."""
    ended = _open(connection, kinds).update(ended_at=now)
    if ended:
        log.info("%s alarm(s) of connection %s ended", ended, connection.pk)
    return ended


def failing_sentence(problem: str) -> str:
    """What a person reads when a network does not answer."""
    return _("We cannot hear this network. {problem}").format(problem=problem)


def disconnected_sentence(problem: str) -> str:
    """What a person reads when only a person can help."""
    sentence = _("The network no longer accepts our key: connect the account again. {problem}")
    return sentence.format(problem=problem).strip()


def check(*, now: datetime) -> None:
    """Raise and end the alarms that need no history: disconnected, failing, unheard, backlog.

    Meant to run every 20 s, on any number of processes: all but one of them leave at once.
    """
    with transaction.atomic():
        if not _alone():
            return
        waiting = _waiting()
        still_open = Alarm.objects.filter(ended_at__isnull=True)
        alarmed = set(still_open.values_list("connection_id", flat=True))
        for connection in Connection.objects.select_related("position"):
            if connection.pk in alarmed or _is_suspect(connection, now):
                _check_hearing(connection, now)
            if connection.pk in alarmed or connection.pk in waiting:
                _check_backlog(connection, waiting.get(connection.pk), now)
            if connection.pk in alarmed or ending.is_near(connection.ends_at, now):
                _check_ending(connection, now)


@dataclass(frozen=True, slots=True)
class _Waiting:
    count: int
    since: datetime


def _alone() -> bool:
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_CHECK_LOCK])
        return bool(cursor.fetchone()[0])


def _waiting() -> dict[int, _Waiting]:
    rows = (
        Delivery.objects.filter(state=DeliveryState.WAITING)
        .values("connection_id")
        .annotate(count=Count("id"), since=Min("received_at"))
    )
    return {row["connection_id"]: _Waiting(row["count"], row["since"]) for row in rows}


def _is_suspect(connection: Connection, now: datetime) -> bool:
    """Whether a connection without an open alarm may need one; most need nothing, and no query."""
    if connection.state == ConnectionState.ACTIVE:
        return bool(_trouble(connection, getattr(connection, "position", None), now))
    return connection.state == ConnectionState.DISCONNECTED


def _check_hearing(connection: Connection, now: datetime) -> None:
    position = getattr(connection, "position", None)
    hearing = [AlarmKind.FAILING, AlarmKind.SILENT]
    if connection.state == ConnectionState.PAUSED:
        end(connection=connection, kinds=[*hearing, AlarmKind.DISCONNECTED], now=now)
    elif connection.state == ConnectionState.DISCONNECTED:
        end(connection=connection, kinds=hearing, now=now)
        sentence = disconnected_sentence(connection.state_reason)
        sound(connection=connection, kind=AlarmKind.DISCONNECTED, sentence=sentence, now=now)
    else:
        _check_active(connection, position, now)


def _check_active(connection: Connection, position: Position | None, now: datetime) -> None:
    """The alarm of a lost key ends with the first good word, not with the promise of a new key."""
    problem = _trouble(connection, position, now)
    if problem:
        sound(connection=connection, kind=AlarmKind.FAILING, sentence=problem, now=now)
    elif position is not None and position.failing_since is None:
        kinds = [AlarmKind.FAILING]
        if position.healthy_at is not None and position.healthy_at >= connection.state_since:
            kinds.append(AlarmKind.DISCONNECTED)
        end(connection=connection, kinds=kinds, now=now)


def _trouble(connection: Connection, position: Position | None, now: datetime) -> str:
    if position is not None and pace.is_failing(position.failing_since, position.failures, now):
        return failing_sentence(position.problem)
    due = connection.state_since
    if position is not None and position.next_poll_at is not None:
        due = max(due, position.next_poll_at)
    if pace.is_unheard(due, now):
        return _("Nobody asks this network for news. Check that a listener runs.")
    return ""


def _check_ending(connection: Connection, now: datetime) -> None:
    """What the owner allowed ends soon: whatever renews itself was renewed long before."""
    ends_at, is_paused = connection.ends_at, connection.state == ConnectionState.PAUSED
    if ends_at is None or is_paused or not ending.is_near(ends_at, now):
        end(connection=connection, kinds=[AlarmKind.ENDING], now=now)
        return
    sentence = _(
        "What the account’s owner allowed us ends on {day}, and nothing can be heard or said from then "
        "on. Connect the account again before."
    ).format(day=f"{ends_at:%Y-%m-%d}")
    sound(connection=connection, kind=AlarmKind.ENDING, sentence=sentence, now=now)


def _check_backlog(connection: Connection, waiting: _Waiting | None, now: datetime) -> None:
    if waiting is None or now - waiting.since < pace.BACKLOG_CLEARED:
        end(connection=connection, kinds=[AlarmKind.BACKLOG], now=now)
    elif now - waiting.since >= pace.BACKLOG_AFTER:
        sentence = ngettext(
            "{count} delivery waits to be read; the oldest came at {since} UTC.",
            "{count} deliveries wait to be read; the oldest came at {since} UTC.",
            waiting.count,
        ).format(count=waiting.count, since=f"{waiting.since:%Y-%m-%d %H:%M}")
        if not Heartbeat.objects.filter(role="worker", seen_at__gt=now - pace.DEAD_AFTER).exists():
            sentence = f"{sentence} {_('No worker runs.')}"
        sound(connection=connection, kind=AlarmKind.BACKLOG, sentence=sentence, now=now)


def _open(connection: Connection, kinds: Iterable[AlarmKind]) -> QuerySet[Alarm]:
    chosen: Sequence[AlarmKind] = list(kinds)
    return Alarm.objects.filter(connection=connection, kind__in=chosen, ended_at__isnull=True)
