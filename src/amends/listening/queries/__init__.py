"""Reads listening: how well each connection is heard, what lies in quarantine, which alarms are open."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import orjson
from django.db import connection as database
from django.db.models import Count, Min, Q, QuerySet, Sum
from django.db.models.functions import TruncHour

from amends.channels import overhearing
from amends.channels.models import Connection, ConnectionState
from amends.inbox.models import Message
from amends.listening.models import (
    Alarm,
    Cycle,
    Delivery,
    DeliveryState,
    Erasure,
    Heartbeat,
    HourlyTraffic,
    Position,
    Sheet,
    Source,
)
from amends.listening.queries.due import (
    connections_to_ask_for_pushes,
    connections_to_hear,
    connections_to_recheck,
    connections_to_recount,
    connections_to_search,
    connections_to_sweep,
)
from amends.listening.rules import pace
from amends.refusals import NotFound

#: Whose turn it is belongs here, from a file of its own.
__all__ = [
    "Balance",
    "Health",
    "Told",
    "Troubles",
    "connections_to_ask_for_pushes",
    "connections_to_hear",
    "connections_to_recheck",
    "connections_to_recount",
    "connections_to_search",
    "connections_to_sweep",
]

SPARKLINE_HOURS = 48
_LAST_CYCLES = 5
_HOUR = timedelta(hours=1)
_PUSHES_COUNT_FOR = timedelta(hours=24)
#: A poll may be a little quicker than the push of the same news.
_PUSH_MAY_LAG = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class _Unsettled:
    waiting: int = 0
    since: datetime | None = None
    quarantined: int = 0


@dataclass(frozen=True, slots=True)
class Balance:
    """What readings brought: seen = stored + duplicate + quarantined."""

    seen: int = 0
    stored: int = 0
    duplicate: int = 0
    quarantined: int = 0


@dataclass(frozen=True, slots=True)
class Health:
    """How well one connection is heard. ``traffic``: deliveries an hour, oldest first, this hour last."""

    connection: Connection
    position: Position | None
    traffic: tuple[int, ...]
    waiting: int
    waiting_since: datetime | None
    quarantined: int
    alarms: tuple[Alarm, ...]
    cycles: tuple[Cycle, ...]
    #: Of the last 24 hours.
    balance: Balance

    @property
    def is_well(self) -> bool:
        """Active, and without an open alarm."""
        return self.connection.state == ConnectionState.ACTIVE and not self.alarms

    @property
    def last_good_word_at(self) -> datetime | None:
        """When the network last answered well or pushed something that could be verified."""
        if self.position is None:
            return None
        known = (self.position.healthy_at, self.position.last_delivery_at)
        return max((moment for moment in known if moment is not None), default=None)


def health_of_brand(brand_id: int, *, now: datetime) -> list[Health]:
    """Each connection of a brand with all that its health page shows, by name."""
    connections = Connection.objects.filter(brand_id=brand_id).select_related("position")
    unsettled = _unsettled(brand_id)
    alarms = list(open_alarms(brand_id))
    return [
        _health(connection, unsettled.get(connection.pk, _Unsettled()), alarms, now)
        for connection in connections.order_by("name", "pk")
    ]


def _health(
    connection: Connection, unsettled: _Unsettled, alarms: list[Alarm], now: datetime
) -> Health:
    return Health(
        connection=connection,
        position=getattr(connection, "position", None),
        traffic=traffic_of(connection, now=now),
        waiting=unsettled.waiting,
        waiting_since=unsettled.since,
        quarantined=unsettled.quarantined,
        alarms=tuple(alarm for alarm in alarms if alarm.connection_id == connection.pk),
        cycles=tuple(last_cycles(connection)),
        balance=balance_of(connection, now=now),
    )


def traffic_of(
    connection: Connection, *, now: datetime, hours: int = SPARKLINE_HOURS
) -> tuple[int, ...]:
    """Deliveries an hour, oldest first, the hour that has begun last; an hour without a count is 0."""
    this_hour = now.replace(minute=0, second=0, microsecond=0)
    begin = this_hour - (hours - 1) * _HOUR
    known = dict(
        HourlyTraffic.objects.filter(connection=connection, hour__gte=begin).values_list(
            "hour", "deliveries"
        )
    )
    newest = max(known, default=begin - _HOUR)
    rest = (
        Delivery.objects.filter(
            connection=connection,
            received_at__gte=max(newest + _HOUR, begin),
            source__in=[Source.WEBHOOK, Source.POLL, Source.STREAM],
        )
        .annotate(hour=TruncHour("received_at", tzinfo=UTC))
        .values_list("hour")
        .annotate(deliveries=Count("id"))
    )
    known.update(dict(rest))
    return tuple(known.get(begin + step * _HOUR, 0) for step in range(hours))


def last_cycles(connection: Connection) -> list[Cycle]:
    """The newest readings of a connection's network, newest first."""
    return list(Cycle.objects.filter(connection=connection).order_by("-at")[:_LAST_CYCLES])


def balance_of(connection: Connection, *, now: datetime) -> Balance:
    """The sum of all readings of a connection's network in the 24 hours before ``now``."""
    lately = Cycle.objects.filter(connection=connection, at__gt=now - timedelta(hours=24))
    parts = ("seen", "stored", "duplicate", "quarantined")
    found = lately.aggregate(**{f"all_{part}": Sum(part) for part in parts})
    return Balance(**{part: found[f"all_{part}"] or 0 for part in parts})


def open_alarms(brand_id: int) -> QuerySet[Alarm]:
    """A brand's open alarms, oldest first, with their connections."""
    still_open = Alarm.objects.filter(brand_id=brand_id, ended_at__isnull=True)
    return still_open.select_related("connection").order_by("raised_at", "pk")


@dataclass(frozen=True, slots=True)
class Told:
    """What a banner says of an open alarm."""

    kind: str
    sentence: str
    connection_id: int
    connection: str


@dataclass(frozen=True, slots=True)
class Troubles:
    """A brand's oldest open alarms, and how many deliveries lie in quarantine."""

    alarms: tuple[Told, ...]
    quarantined: int


_QUARANTINED = """
SELECT count(*) FROM (SELECT FROM listening_delivery
    WHERE brand_id = %(brand)s AND state = 'quarantined' LIMIT %(up_to)s) AS part
"""
_TROUBLES = f"""
SELECT ({_QUARANTINED}), (SELECT coalesce(json_agg(told), '[]') FROM (
    SELECT json_build_array(a.kind, a.sentence, a.connection_id, c.name) AS told
    FROM listening_alarm a JOIN channels_connection c ON c.id = a.connection_id
    WHERE a.brand_id = %(brand)s AND a.ended_at IS NULL
    ORDER BY a.raised_at, a.id LIMIT %(alarms)s) AS oldest)
"""  # noqa: S608 - our own words


def troubles(brand_id: int, *, alarms: int, up_to: int) -> Troubles:
    """What every screen says is wrong, in one round trip; counted no further than ``up_to``."""
    with database.cursor() as cursor:
        cursor.execute(_TROUBLES, {"brand": brand_id, "alarms": alarms, "up_to": up_to})
        number, found = cursor.fetchone()
    told = orjson.loads(found) if isinstance(found, str) else found
    return Troubles(tuple(Told(*each) for each in told), number)


def quarantine(
    brand_id: int,
    *,
    connection_id: int | None = None,
    before: tuple[datetime, int] | None = None,
    limit: int = 50,
) -> list[Delivery]:
    """What lies in quarantine, newest first, without bodies. ``before``: the last row's (received_at, id)."""
    found = Delivery.objects.filter(brand_id=brand_id, state=DeliveryState.QUARANTINED)
    if connection_id is not None:
        found = found.filter(connection_id=connection_id)
    if before is not None:
        at, pk = before
        found = found.filter(Q(received_at__lt=at) | Q(received_at=at, pk__lt=pk))
    newest = found.select_related("connection").order_by("-received_at", "-pk")
    return list(newest.defer("body")[:limit])


def quarantined(brand_id: int, *, up_to: int) -> int:
    """How many deliveries lie in quarantine, counted no further than ``up_to``."""
    with database.cursor() as cursor:
        cursor.execute(_QUARANTINED, {"brand": brand_id, "up_to": up_to})
        number: int = cursor.fetchone()[0]
    return number


def delivery_of(brand_id: int, delivery_id: int) -> Delivery:
    """One delivery with its raw bytes. Raises `NotFound`, also for another brand's."""
    try:
        found = Delivery.objects.select_related("connection")
        return found.get(brand_id=brand_id, pk=delivery_id)
    except Delivery.DoesNotExist:
        raise NotFound(delivery=delivery_id) from None


def living_parts(*, now: datetime) -> list[Heartbeat]:
    """The processes of the desk that live, on all machines, by role."""
    return list(
        Heartbeat.objects.filter(seen_at__gt=now - pace.DEAD_AFTER).order_by("role", "name")
    )


def search_troubles(brand_id: int) -> list[Position]:
    """Where the brand's words could not be asked for last time, with the connection."""
    found = Position.objects.filter(brand_id=brand_id).exclude(search_problem="")
    return list(found.select_related("connection").order_by("connection__name"))


def ears(brand_id: int) -> list[Position]:
    """Where all that is posted is heard, or should be, with the connection."""
    found = Position.objects.filter(
        **{f"connection__settings__{overhearing.SETTING}": "true"},
        brand_id=brand_id,
        connection__state=ConnectionState.ACTIVE,
    )
    return list(found.select_related("connection").order_by("connection__name"))


def first_poll_at(connection: Connection, now: datetime) -> datetime:
    """When a listener that has just taken a connection should poll it: as was left, or at once."""
    position: Position | None = getattr(connection, "position", None)
    if position is None or position.next_poll_at is None or position.polled_at is None:
        return now
    if position.polled_at < connection.state_since and not _is_throttled(position, connection):
        return now
    return position.next_poll_at


def is_told_of_news(connection: Connection, now: datetime) -> bool:
    """Whether the network's pushes work: one came lately, and no poll found anything since before it."""
    lately = Cycle.objects.filter(connection=connection, at__gt=now - _PUSHES_COUNT_FOR)
    pushed = lately.filter(source=Source.WEBHOOK).order_by("-at").first()
    if pushed is None:
        return False
    gap = lately.filter(
        source__in=[Source.POLL, Source.SWEEP], stored__gt=0, at__gt=pushed.at + _PUSH_MAY_LAG
    )
    return not gap.exists()


def _is_throttled(position: Position, connection: Connection) -> bool:
    """Whether the wait was asked for after the connection's last change, so that it still counts."""
    return position.failing_since is not None and position.failing_since >= connection.state_since


def _unsettled(brand_id: int) -> dict[int, _Unsettled]:
    """What waits and what lies in quarantine, by connection; both are partial indexes."""
    rows = (
        Delivery.objects.filter(
            brand_id=brand_id, state__in=[DeliveryState.WAITING, DeliveryState.QUARANTINED]
        )
        .values("connection_id")
        .annotate(
            waiting=Count("id", filter=Q(state=DeliveryState.WAITING)),
            since=Min("received_at", filter=Q(state=DeliveryState.WAITING)),
            quarantined=Count("id", filter=Q(state=DeliveryState.QUARANTINED)),
        )
    )
    return {
        row["connection_id"]: _Unsettled(row["waiting"], row["since"], row["quarantined"])
        for row in rows
    }


def erasure_by_code(code: str) -> Erasure | None:
    """A person's request to be deleted, by the code that they were given."""
    return Erasure.objects.filter(code=code).first()


def erasures_to_do() -> list[int]:
    """The ids of the requests that are not done yet, oldest first."""
    waiting = Erasure.objects.filter(done_at=None).order_by("asked_at")
    return list(waiting.values_list("pk", flat=True)[:500])


def sheets_of(connection: Connection) -> QuerySet[Sheet]:
    """The spreadsheets that were read in through a connection, newest first, without the files themselves."""
    found = Sheet.objects.filter(brand_id=connection.brand_id, connection=connection)
    return found.select_related("by").defer("body").order_by("-pk")


def sheet_of(brand_id: int, sheet_id: int) -> Sheet:
    """One spreadsheet of a brand. Raises `NotFound`, also for another brand's."""
    found = Sheet.objects.select_related("connection", "brand", "by")
    sheet = found.filter(brand_id=brand_id, pk=sheet_id).first()
    if sheet is None:
        raise NotFound(sheet=sheet_id)
    return sheet


def known_rows(sheet: Sheet, ids: Collection[str]) -> frozenset[str]:
    """Those of the rows' ids that are messages of the connection already, or wait to be."""
    messages = Message.objects.filter(connection=sheet.connection_id, external_id__in=ids)
    journal = Delivery.objects.filter(
        connection=sheet.connection_id, key__in=[f"sheet:{each}" for each in ids]
    )
    known = {found or "" for found in messages.values_list("external_id", flat=True)}
    keys = journal.values_list("key", flat=True)
    return frozenset(known | {key.removeprefix("sheet:") for key in keys})
