"""Alarms are raised when we may not hear, say why, and end by themselves."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from amends.channels.models import Connection
from amends.listening.actions import alarms, heartbeat, reflect
from amends.listening.models import (
    Alarm,
    AlarmKind,
    Cycle,
    Delivery,
    HourlyTraffic,
    Position,
    Source,
)
from cast import NOON, Cast, make_connection

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def place(connection: Connection, **fields: object) -> Position:
    values = {"brand_id": connection.brand_id, "next_poll_at": NOON + HOUR, "swept_at": NOON}
    return Position.objects.create(connection=connection, **{**values, **fields})


def delivery(connection: Connection, key: str, at: datetime, **fields: object) -> Delivery:
    values = {"source": Source.WEBHOOK, "body": b"x", "state": "done"}
    return Delivery.objects.create(
        brand_id=connection.brand_id,
        connection=connection,
        key=key,
        received_at=at,
        **{**values, **fields},
    )


def open_kinds() -> list[str]:
    return sorted(Alarm.objects.filter(ended_at=None).values_list("kind", flat=True))


def test_one_failure_becomes_an_alarm_within_a_minute(connection: Connection) -> None:
    place(connection, failing_since=NOON, failures=1, problem="No answer.")
    alarms.check(now=NOON + 40 * SECOND)
    assert open_kinds() == []
    alarms.check(now=NOON + 60 * SECOND)
    assert open_kinds() == ["failing"]
    assert "No answer." in Alarm.objects.get().sentence


def test_an_alarm_is_raised_once_and_ends_with_health(connection: Connection) -> None:
    position = place(connection, failing_since=NOON, failures=3)
    for second in (60, 80, 100):
        alarms.check(now=NOON + second * SECOND)
    assert Alarm.objects.count() == 1
    Position.objects.filter(pk=position.pk).update(failing_since=None, failures=0)
    alarms.check(now=NOON + 120 * SECOND)
    assert Alarm.objects.get().ended_at == NOON + 120 * SECOND
    Position.objects.filter(pk=position.pk).update(failing_since=NOON, failures=2)
    alarms.check(now=NOON + 140 * SECOND)
    assert Alarm.objects.count() == 2


def test_a_connection_that_nobody_asks_is_an_alarm(connection: Connection) -> None:
    place(connection, next_poll_at=NOON)
    alarms.check(now=NOON + MINUTE)
    assert open_kinds() == []
    alarms.check(now=NOON + 3 * MINUTE)
    assert open_kinds() == ["failing"]
    Position.objects.update(next_poll_at=NOON + 5 * MINUTE)
    alarms.check(now=NOON + 4 * MINUTE)
    assert open_kinds() == []


def test_a_connection_without_a_listener_from_the_beginning_is_an_alarm(
    connection: Connection,
) -> None:
    alarms.check(now=NOON + 3 * MINUTE)
    assert open_kinds() == ["failing"]


def test_a_lost_key_stays_an_alarm_until_the_network_answers(connection: Connection) -> None:
    place(connection)
    Connection.objects.update(state="disconnected", state_reason="Token revoked.")
    alarms.check(now=NOON + SECOND)
    assert open_kinds() == ["disconnected"]
    Connection.objects.update(state="active", state_since=NOON + MINUTE)
    alarms.check(now=NOON + MINUTE)
    assert open_kinds() == ["disconnected"]
    Position.objects.update(healthy_at=NOON + 2 * MINUTE)
    alarms.check(now=NOON + 2 * MINUTE)
    assert open_kinds() == []


def test_a_paused_connection_alarms_nobody(connection: Connection) -> None:
    place(connection, failing_since=NOON, failures=3)
    alarms.check(now=NOON + MINUTE)
    Connection.objects.update(state="paused")
    alarms.check(now=NOON + 2 * MINUTE)
    assert open_kinds() == []


def test_what_waits_for_long_is_an_alarm_that_says_whether_workers_run(
    connection: Connection,
) -> None:
    place(connection)
    row = delivery(connection, "k1", NOON, state="waiting")
    alarms.check(now=NOON + MINUTE)
    assert open_kinds() == []
    alarms.check(now=NOON + 3 * MINUTE)
    assert open_kinds() == ["backlog"]
    assert "No worker runs" in Alarm.objects.get().sentence
    heartbeat.beat(role="worker", name="worker-1", now=NOON + 3 * MINUTE)
    alarms.check(now=NOON + 3 * MINUTE)
    assert "No worker runs" not in Alarm.objects.get().sentence
    Delivery.objects.filter(pk=row.pk).update(state="done")
    alarms.check(now=NOON + 4 * MINUTE)
    assert open_kinds() == []


def test_each_connection_has_its_own_alarms(cast: Cast, connection: Connection) -> None:
    other = make_connection(cast.brand)
    place(connection, failing_since=NOON, failures=2)
    place(other)
    alarms.check(now=NOON + SECOND)
    assert Alarm.objects.get().connection == connection


# ------------------------------------------------------------------------------ looking back


@pytest.fixture
def old(connection: Connection) -> Connection:
    """A connection with four weeks of ten deliveries an hour, the last at noon."""
    began = NOON - timedelta(weeks=5)
    Connection.objects.update(state_since=began, created_at=began)
    HourlyTraffic.objects.bulk_create(
        HourlyTraffic(
            brand_id=connection.brand_id,
            connection=connection,
            hour=NOON - number * HOUR,
            deliveries=10,
        )
        for number in range(1, 4 * 168 + 1)
    )
    place(connection, last_delivery_at=NOON, healthy_at=NOON)
    connection.refresh_from_db()
    return connection


def test_quiet_beyond_the_pattern_is_an_alarm_and_the_next_delivery_ends_it(
    old: Connection,
) -> None:
    Position.objects.update(swept_at=NOON + 3 * HOUR)
    reflect.reflect(connection=old, now=NOON + 20 * MINUTE)
    assert open_kinds() == []
    reflect.reflect(connection=old, now=NOON + 3 * HOUR)
    assert open_kinds() == ["silent"]
    assert "about 30 deliveries" in Alarm.objects.get().sentence
    Position.objects.update(last_delivery_at=NOON + 4 * HOUR)
    reflect.reflect(connection=old, now=NOON + 4 * HOUR)
    assert open_kinds() == []


def test_a_known_failure_is_not_called_silence_as_well(old: Connection) -> None:
    Position.objects.update(failing_since=NOON, swept_at=NOON + 3 * HOUR)
    reflect.reflect(connection=old, now=NOON + 3 * HOUR)
    assert open_kinds() == []


def test_hours_are_counted_once_and_only_while_we_listened(connection: Connection) -> None:
    began = NOON - 2 * HOUR + 30 * MINUTE
    Connection.objects.update(state_since=began)
    connection.refresh_from_db()
    place(connection)
    for number in range(3):
        delivery(connection, f"k{number}", NOON - 30 * MINUTE)
    delivery(connection, "imported", NOON - 30 * MINUTE, source=Source.IMPORT)
    for minute in (1, 2):
        reflect.reflect(connection=connection, now=NOON + minute * MINUTE)
    hours = HourlyTraffic.objects.values_list("hour", "deliveries")
    assert list(hours) == [(NOON - HOUR, 3)]


def test_the_journal_and_the_sums_must_agree(connection: Connection) -> None:
    place(connection)
    at = NOON - 10 * MINUTE
    delivery(connection, "k1", at, source=Source.POLL)
    reflect.reflect(connection=connection, now=NOON)
    assert open_kinds() == ["unbalanced"]
    Cycle.objects.create(
        brand_id=connection.brand_id,
        connection=connection,
        source=Source.POLL,
        at=at,
        seen=1,
        stored=1,
    )
    reflect.reflect(connection=connection, now=NOON)
    assert open_kinds() == []


def test_a_network_that_cannot_be_reconciled_for_long_is_an_alarm(connection: Connection) -> None:
    place(connection)
    Connection.objects.update(state_since=NOON - 9 * HOUR)
    connection.refresh_from_db()
    reflect.reflect(connection=connection, now=NOON + 59 * MINUTE)
    assert open_kinds() == []
    reflect.reflect(connection=connection, now=NOON + 61 * MINUTE)
    assert open_kinds() == [AlarmKind.UNBALANCED]
