"""The reconciliation sweep reads the network again and repairs what was missed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from scripted import LINK, Scripted, page

from amends.channels.contract import Unreachable, Unsupported
from amends.channels.models import Connection
from amends.listening import queries
from amends.listening.actions import sweep
from amends.listening.actions.poll import poll
from amends.listening.models import Alarm, Cycle, Delivery, Position, Source
from cast import NOON

MINUTE = timedelta(minutes=1)


@pytest.fixture
def old(connection: Connection) -> Connection:
    """The connection, made long ago and swept at noon."""
    Connection.objects.filter(pk=connection.pk).update(
        created_at=NOON - timedelta(days=9), state_since=NOON - timedelta(days=9)
    )
    connection.refresh_from_db()
    Position.objects.create(connection=connection, brand_id=connection.brand_id, swept_at=NOON)
    return connection


def run(connection: Connection, channel: Scripted, at: datetime = NOON) -> sweep.Swept:
    return sweep.sweep(connection=connection, channel=channel, link=LINK, now=at)


def test_what_was_missed_is_repaired_and_what_is_known_is_not_doubled(old: Connection) -> None:
    first = Scripted(fetches=[page(1, 2)])
    poll(connection=old, channel=first, link=LINK, now=NOON, told_of_news=False)
    channel = Scripted(sweeps=[page(1, 2, cursor="s1", more=True), page(3, cursor="s2")])
    swept = run(old, channel, NOON + 15 * MINUTE)
    assert swept.is_complete
    assert (swept.kept.seen, swept.kept.stored, swept.kept.duplicate) == (3, 1, 2)
    assert [cursor for _, cursor in channel.swept] == ["", "s1"]
    assert channel.swept[0][0] == NOON - timedelta(hours=1)
    assert Delivery.objects.filter(source=Source.SWEEP).get().key == "event-3"
    assert Position.objects.get(connection=old).swept_at == NOON + 15 * MINUTE
    assert Cycle.objects.filter(source=Source.SWEEP).count() == 2


def test_a_sweep_that_finds_nothing_can_be_seen(old: Connection) -> None:
    run(old, Scripted(), NOON + MINUTE)
    assert Cycle.objects.get().seen == 0


def test_a_sweep_that_fails_half_way_keeps_what_it_read_and_begins_there_again(
    old: Connection,
) -> None:
    pages = [page(1, cursor="s1", more=True), Unreachable()]
    swept = run(old, Scripted(sweeps=pages), NOON + 15 * MINUTE)
    assert not swept.is_complete
    assert Delivery.objects.count() == 1
    position = Position.objects.get(connection=old)
    assert position.swept_at == NOON
    assert position.failures == 0, "whether the network answers is the polls' to say"
    assert not Alarm.objects.exists()


def test_a_network_that_cannot_be_read_again_is_not_asked_all_day(old: Connection) -> None:
    assert run(old, Scripted(sweeps=[Unsupported()]), NOON + MINUTE).is_complete


def test_a_bug_in_an_adapters_sweep_stays_with_it(old: Connection) -> None:
    assert not run(old, Scripted(sweeps=[ZeroDivisionError()])).is_complete


def test_sweeps_come_round_and_after_a_pause(old: Connection) -> None:
    assert queries.connections_to_sweep(NOON + 14 * MINUTE) == []
    assert queries.connections_to_sweep(NOON + 15 * MINUTE) == [old]
    Connection.objects.filter(pk=old.pk).update(state_since=NOON + MINUTE)
    assert queries.connections_to_sweep(NOON + 2 * MINUTE) == [old]
    Connection.objects.filter(pk=old.pk).update(state="paused")
    assert queries.connections_to_sweep(NOON + 60 * MINUTE) == []


def test_a_network_in_trouble_is_not_swept_until_it_answers(old: Connection) -> None:
    Position.objects.filter(connection=old).update(failing_since=NOON)
    assert queries.connections_to_sweep(NOON + 60 * MINUTE) == []


def test_a_sweep_that_was_asked_for_is_due_once(old: Connection) -> None:
    asked = NOON + MINUTE
    assert sweep.is_due(connection=old, now=asked, asked_at=asked)
    run(old, Scripted(), asked)
    assert not sweep.is_due(connection=old, now=asked + MINUTE, asked_at=asked)
    assert not sweep.is_due(connection=old, now=asked + MINUTE)
