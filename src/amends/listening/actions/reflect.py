"""Looking back: does the silence fit the pattern, and does everything we heard add up?"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from amends.channels.models import Connection, ConnectionState
from amends.listening.actions import alarms, keep
from amends.listening.models import (
    Alarm,
    AlarmKind,
    Cycle,
    Delivery,
    DeliveryState,
    HourlyTraffic,
    Position,
    Source,
)
from amends.listening.rules import pace, silence

_LIVE = [Source.WEBHOOK, Source.POLL, Source.STREAM]
_COUNTED = [Source.POLL, Source.SWEEP]
#: Hours that ended longer ago than this and were not counted then are unknown: we may have been down.
_COUNT_BACK = timedelta(hours=3)
_BALANCE_WINDOW = timedelta(hours=1)
_BALANCE_MARGIN = timedelta(minutes=1)


def reflect(*, connection: Connection, now: datetime) -> None:
    """Count the connection's last hours, and raise or end its alarms of silence and of balance."""
    position = keep.position_of(connection)
    if connection.state == ConnectionState.ACTIVE:
        _count_hours(connection, now)
        _check_silence(connection, position, now)
    _check_balance(connection, position, now)


def _count_hours(connection: Connection, now: datetime) -> None:
    """Write down the whole hours since the last count during which we listened all the time."""
    this_hour = _hour(now)
    last = HourlyTraffic.objects.filter(connection=connection).aggregate(last=Max("hour"))["last"]
    hour = max(_hour(connection.state_since) + silence.HOUR, this_hour - _COUNT_BACK)
    if last is not None:
        hour = max(hour, last + silence.HOUR)
    rows = []
    while hour < this_hour:
        count = _deliveries(connection, hour, hour + silence.HOUR)
        rows.append(
            HourlyTraffic(
                brand_id=connection.brand_id, connection=connection, hour=hour, deliveries=count
            )
        )
        hour += silence.HOUR
    HourlyTraffic.objects.bulk_create(rows, ignore_conflicts=True)


def _check_silence(connection: Connection, position: Position, now: datetime) -> None:
    last = position.last_delivery_at
    if last is None:
        return
    raised_at = (
        Alarm.objects.filter(connection=connection, kind=AlarmKind.SILENT, ended_at__isnull=True)
        .values_list("raised_at", flat=True)
        .first()
    )
    if raised_at is not None and last > raised_at:
        alarms.end(connection=connection, kinds=[AlarmKind.SILENT], now=now)
    elif raised_at is None and position.failing_since is None:
        _measure_silence(connection, last, now)


def _measure_silence(connection: Connection, last: datetime, now: datetime) -> None:
    since = max(last, connection.state_since, _last_trouble_ended(connection) or last)
    # Never from the silence itself, or it would explain itself.
    counts = _heard_hours(connection, since, now)
    pattern = silence.learn(counts, ZoneInfo(connection.brand.time_zone))
    if pattern is None:
        return
    counts[_hour(since)] = _deliveries(connection, _hour(since), since)
    found = silence.measure(pattern, counts, last=since, now=now)
    if found.is_unusual:
        sentence = _(
            "Nothing has come since {since} UTC. By the pattern of the last four weeks about "
            "{expected} deliveries should have."
        ).format(since=f"{since:%Y-%m-%d %H:%M}", expected=round(found.expected))
        alarms.sound(connection=connection, kind=AlarmKind.SILENT, sentence=sentence, now=now)


def _heard_hours(connection: Connection, before: datetime, now: datetime) -> dict[datetime, int]:
    """The counts of the whole hours before a moment during which we could hear."""
    deaf = _deaf_hours(connection, now)
    rows = HourlyTraffic.objects.filter(
        connection=connection, hour__gte=now - silence.HISTORY, hour__lt=_hour(before)
    )
    return {row.hour: row.deliveries for row in rows if row.hour not in deaf}


def _deaf_hours(connection: Connection, now: datetime) -> set[datetime]:
    """The hours in which we knew that we could not hear: they say nothing about the traffic."""
    hours = set()
    troubles = _troubles(connection).filter(
        Q(ended_at__isnull=True) | Q(ended_at__gt=now - silence.HISTORY)
    )
    for began, ended in troubles.values_list("raised_at", "ended_at"):
        hour = max(_hour(began), _hour(now - silence.HISTORY))
        while hour <= (ended or now):
            hours.add(hour)
            hour += silence.HOUR
    return hours


def _last_trouble_ended(connection: Connection) -> datetime | None:
    ended: datetime | None = _troubles(connection).aggregate(ended=Max("ended_at"))["ended"]
    return ended


def _troubles(connection: Connection) -> QuerySet[Alarm]:
    return Alarm.objects.filter(
        connection=connection, kind__in=[AlarmKind.FAILING, AlarmKind.DISCONNECTED]
    )


def _check_balance(connection: Connection, position: Position, now: datetime) -> None:
    problem = _imbalance(connection, position, now)
    if problem:
        alarms.sound(connection=connection, kind=AlarmKind.UNBALANCED, sentence=problem, now=now)
    elif position.failing_since is None:
        alarms.end(connection=connection, kinds=[AlarmKind.UNBALANCED], now=now)


def _imbalance(connection: Connection, position: Position, now: datetime) -> str:
    """What does not add up, in words: journal against sums, items against deliveries, sweeps."""
    end = now - _BALANCE_MARGIN
    begin = end - _BALANCE_WINDOW
    written = Cycle.objects.filter(
        connection=connection, source__in=_COUNTED, at__gte=begin, at__lt=end
    ).aggregate(total=Sum(F("stored") + F("quarantined"), default=0))["total"]
    rows = Delivery.objects.filter(
        connection=connection, received_at__gte=begin, received_at__lt=end
    ).aggregate(
        kept=Count("id", filter=Q(source__in=_COUNTED)),
        wrong=Count(
            "id", filter=Q(state=DeliveryState.DONE) & ~Q(seen=F("stored") + F("duplicate"))
        ),
    )
    if written != rows["kept"] or rows["wrong"]:
        return _(
            "The journal does not add up: the readings of the last hour count {written} new "
            "deliveries, the journal holds {kept}; {wrong} deliveries have items unaccounted for."
        ).format(written=written, **rows)
    swept_at = position.swept_at or max(connection.created_at, connection.state_since)
    is_heard = connection.state == ConnectionState.ACTIVE and position.failing_since is None
    if is_heard and now - max(swept_at, connection.state_since) > pace.UNSWEPT_AFTER:
        return _(
            "The network could not be read again since {since} UTC: a message that no push or poll "
            "brought would not be noticed."
        ).format(since=f"{swept_at:%Y-%m-%d %H:%M}")
    return ""


def _deliveries(connection: Connection, begin: datetime, end: datetime) -> int:
    return Delivery.objects.filter(
        connection=connection, source__in=_LIVE, received_at__gte=begin, received_at__lt=end
    ).count()


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
