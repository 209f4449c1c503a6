"""One poll: what the network gives is written down before the cursor moves; trouble has a name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError
from procrastinate.contrib.django.models import ProcrastinateJob
from scripted import LINK, PUSHES, Scripted, page, raw

from amends.channels.contract import (
    Delivery,
    Disconnected,
    Malformed,
    Page,
    Throttled,
    Unreachable,
)
from amends.channels.models import Connection, ConnectionState
from amends.listening import queries
from amends.listening.actions import journal
from amends.listening.actions.poll import MOST_PAGES, Polled, poll
from amends.listening.models import Alarm, AlarmKind, Cycle, Position, Source
from amends.listening.models import Delivery as Row
from cast import NOON, Cast, make_connection

SECOND = timedelta(seconds=1)


def run(
    connection: Connection, channel: Scripted, at: timedelta = timedelta(0), *, told: bool = False
) -> Polled:
    return poll(connection=connection, channel=channel, link=LINK, now=NOON + at, told_of_news=told)


def position(connection: Connection) -> Position:
    return Position.objects.get(connection=connection)


def test_a_page_its_sum_and_the_cursor_are_kept_together(connection: Connection) -> None:
    channel = Scripted(fetches=[page(1, 2, cursor="c1", more=True), page(2, 3, cursor="c2")])
    polled = run(connection, channel)
    assert (polled.kept.seen, polled.kept.stored, polled.kept.duplicate) == (4, 3, 1)
    assert channel.cursors == ["", "c1"]
    assert position(connection).cursor == "c2"
    assert position(connection).healthy_at == position(connection).last_delivery_at == NOON
    sums = Cycle.objects.order_by("pk").values_list("seen", "stored", "duplicate", "quarantined")
    assert list(sums) == [(2, 2, 0, 0), (2, 1, 1, 0)]
    assert set(Row.objects.values_list("key", flat=True)) == {"event-1", "event-2", "event-3"}
    assert polled.next_at == NOON + 60 * SECOND


def test_an_empty_page_is_a_good_word_and_leaves_no_sum(connection: Connection) -> None:
    run(connection, Scripted())
    assert position(connection).healthy_at == NOON
    assert position(connection).last_delivery_at is None
    assert not Cycle.objects.exists()


def test_a_network_with_ever_more_lets_others_have_their_turn(connection: Connection) -> None:
    pages = [page(n, cursor=f"c{n}", more=True) for n in range(100)]
    polled = run(connection, (Scripted(fetches=pages)))
    assert polled.kept.stored == MOST_PAGES
    assert polled.next_at == NOON


def test_a_failure_on_the_second_page_keeps_the_first(connection: Connection) -> None:
    pages = [page(1, cursor="c1", more=True), Unreachable("the line is down")]
    polled = run(connection, (Scripted(fetches=pages)))
    assert polled.failed
    assert polled.kept.stored == 1
    assert position(connection).cursor == "c1"
    assert "the line is down" in position(connection).problem


@pytest.mark.parametrize(
    "failure", [Unreachable("x"), Malformed("x"), ZeroDivisionError("a bug"), KeyError("id")]
)
def test_failures_in_a_row_are_left_alone_longer_and_raise_the_alarm(
    connection: Connection, failure: Exception
) -> None:
    channel = Scripted(fetches=[failure, failure])
    assert run(connection, channel).next_at == NOON + 5 * SECOND
    assert not Alarm.objects.exists()
    assert run(connection, channel, 5 * SECOND).next_at == NOON + 15 * SECOND
    alarm = Alarm.objects.get()
    assert alarm.kind == AlarmKind.FAILING
    assert alarm.ended_at is None
    assert position(connection).failing_since == NOON
    assert position(connection).failures == 2


def test_health_ends_the_alarm_and_asks_for_a_sweep_at_once(connection: Connection) -> None:
    channel = Scripted(fetches=[Unreachable(), Unreachable(), page(1)])
    for second in (0, 5, 15):
        run(connection, channel, second * SECOND)
    assert Alarm.objects.get().ended_at == NOON + 15 * SECOND
    now_well = position(connection)
    assert (now_well.failing_since, now_well.failures, now_well.problem) == (None, 0, "")
    job = ProcrastinateJob.objects.get()
    assert job.task_name == "listening.sweep"
    assert job.args["connection_id"] == connection.pk


def test_a_refused_key_disconnects_and_alarms_at_once(connection: Connection) -> None:
    polled = run(connection, (Scripted(fetches=[Disconnected("token revoked")])))
    assert polled.failed
    connection.refresh_from_db()
    assert connection.state == ConnectionState.DISCONNECTED
    assert "token revoked" in connection.state_reason
    assert Alarm.objects.get().kind == AlarmKind.DISCONNECTED


def test_an_old_keys_failure_does_not_disconnect_the_new_key(connection: Connection) -> None:
    Connection.objects.filter(pk=connection.pk).update(settings={"server": "new"})
    run(connection, (Scripted(fetches=[Disconnected("token revoked")])))
    connection.refresh_from_db()
    assert connection.state == ConnectionState.ACTIVE


def test_being_asked_to_wait_is_obeyed_and_is_no_failure(connection: Connection) -> None:
    run(connection, Scripted())
    channel = Scripted(fetches=[Throttled(wait=90 * SECOND)])
    assert run(connection, channel, 60 * SECOND).next_at == NOON + 150 * SECOND
    assert position(connection).next_poll_at == NOON + 150 * SECOND
    assert position(connection).failing_since is None


def test_hearing_nothing_for_long_is_a_failure_even_when_asked_to_wait(
    connection: Connection,
) -> None:
    run(connection, Scripted())
    channel = Scripted(fetches=[Throttled(), Throttled()])
    run(connection, channel, timedelta(minutes=11))
    run(connection, channel, timedelta(minutes=12))
    assert Alarm.objects.get().kind == AlarmKind.FAILING


def test_one_connections_trouble_is_not_another_ones(cast: Cast, connection: Connection) -> None:
    other = make_connection(cast.brand)
    run(connection, (Scripted(fetches=[Unreachable()])))
    assert run(other, (Scripted(fetches=[page(1)]))).kept.stored == 1
    assert position(other).failures == 0


def test_our_own_databases_absence_is_nobodys_failure(connection: Connection) -> None:
    with pytest.raises(OperationalError):
        run(connection, (Scripted(fetches=[OperationalError("gone")])))
    assert position(connection).failures == 0


def test_a_listener_that_was_overtaken_leaves_the_cursor(connection: Connection) -> None:
    def overtaken() -> Page:
        Position.objects.filter(connection=connection).update(cursor="further")
        return page(1, cursor="behind")

    polled = run(connection, (Scripted(fetches=[overtaken])))
    assert not polled.failed
    assert position(connection).cursor == "further"
    assert not Row.objects.exists()


def test_odd_keys_and_headers_are_kept_all_the_same(connection: Connection) -> None:
    odd = (
        Delivery(key="k" * 5000, body=b"1"),
        Delivery(key="nul\x00key", body=b"\x00\xff", headers={"x-odd": "a\x00b"}),
        Delivery(key="lone\ud800", body=b"3", headers={"x-lone": "\udfff"}),
    )
    polled = run(connection, (Scripted(fetches=[Page(odd, "c1"), Page(odd, "c1")])))
    assert polled.kept.stored == 3
    again = run(connection, (Scripted(fetches=[Page(odd, "c1")])))
    assert again.kept.duplicate == 3
    assert {bytes(row.body) for row in Row.objects.all()} == {b"1", b"\x00\xff", b"3"}


def test_a_body_too_large_to_keep_is_quarantined_with_its_beginning(
    connection: Connection,
) -> None:
    body = b"x" * (journal.LARGEST_BODY + 1)
    polled = run(connection, (Scripted(fetches=[Page((raw(1, body),), "c1")])))
    assert polled.kept.quarantined == 1
    assert polled.kept.balances
    row = Row.objects.get()
    assert row.state == "quarantined"
    assert len(bytes(row.body)) == journal.LARGEST_BODY


def test_a_poll_that_finds_what_no_push_brought_asks_for_a_sweep(connection: Connection) -> None:
    channel = Scripted(capabilities=PUSHES, fetches=[page(1)])
    polled = run(connection, channel, told=True)
    assert polled.next_at == NOON + 300 * SECOND
    assert ProcrastinateJob.objects.get().task_name == "listening.sweep"


def test_pushes_count_as_working_until_a_poll_finds_more(connection: Connection) -> None:
    assert not queries.is_told_of_news(connection, NOON)
    _cycle(connection, Source.WEBHOOK, -600)
    assert queries.is_told_of_news(connection, NOON)
    _cycle(connection, Source.POLL, -540)
    assert queries.is_told_of_news(connection, NOON)
    _cycle(connection, Source.POLL, -60)
    assert not queries.is_told_of_news(connection, NOON)
    _cycle(connection, Source.WEBHOOK, -10)
    assert queries.is_told_of_news(connection, NOON)


def test_a_fresh_start_polls_at_once_unless_the_network_asked_us_to_wait(
    connection: Connection,
) -> None:
    later = NOON + 3600 * SECOND

    def first() -> object:
        return queries.first_poll_at(queries.connections_to_hear().get(), NOON + SECOND)

    assert first() == NOON + SECOND
    run(connection, (Scripted(fetches=[page(1), Throttled(wait=3600 * SECOND)])))
    run(connection, (Scripted(fetches=[Throttled(wait=3600 * SECOND)])))
    assert first() == later


def _cycle(connection: Connection, source: Source, seconds: int) -> None:
    Cycle.objects.create(
        brand=connection.brand,
        connection=connection,
        source=source,
        at=NOON + seconds * SECOND,
        seen=1,
        stored=1,
    )
