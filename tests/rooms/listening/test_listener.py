"""The loops: one listener for each connection, on any machine, through every loss of the database."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial

import psycopg
import pytest
from django.db import connection as database
from django.utils import timezone
from scripted import CAN, STREAMS, Scripted, networks, page, raw

from amends.channels.base import Link
from amends.channels.contract import Capabilities, Page, Unreachable
from amends.channels.models import Connection
from amends.channels.overhearing import SETTING, Wants
from amends.inbox.models import BrandQuery, Message
from amends.listening.actions import keep
from amends.listening.models import Cycle, Delivery, Position, Source
from amends.listening.tasks.digesting import digest_until
from amends.listening.tasks.line import drop_stale, open_line
from amends.listening.tasks.listener import Listener, listen_until
from amends.listening.tasks.seats import Seats
from cast import make_brand, make_connection

pytestmark = pytest.mark.django_db(transaction=True)

QUICK = Capabilities(hears=CAN.hears, poll_every=timedelta(seconds=1))


def eventually(true: Callable[[], object], seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


@contextmanager
def running(
    loop: Callable[[threading.Event], None], *, seconds: float = 3.0
) -> Iterator[threading.Thread]:
    """The loop in a thread, stopped at the end, and within the seconds it may take."""
    stop = threading.Event()
    thread = threading.Thread(target=loop, args=[stop], daemon=True)
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        thread.join(seconds)
        assert not thread.is_alive(), "the loop did not stop in time"


@pytest.fixture(autouse=True)
def nothing_stays_open() -> Iterator[None]:
    yield
    drop_stale()


def made(number: int = 1) -> list[Connection]:
    brand = make_brand()
    return [
        make_connection(brand, channel="scripted", name=f"c{n}", state_since=timezone.now())
        for n in range(number)
    ]


def kill_all_lines() -> None:
    """What a restart of PostgreSQL looks like to everybody else."""
    with database.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


class Ears(Scripted):
    """Lets one page go by, and then nothing."""

    def overhear(
        self, link: Link, cursor: str, wants: Wants, stop: threading.Event
    ) -> Iterator[Page]:
        yield Page((raw(7),), "after seven")
        stop.wait()


def test_an_ear_is_kept_open_where_it_is_switched_on_and_words_are_listened_for(db: None) -> None:
    can = Capabilities(hears=CAN.hears, overhears=True, poll_every=timedelta(seconds=60))
    (connection,) = made()
    Connection.objects.update(settings={SETTING: "true"})
    at = timezone.now()
    BrandQuery.objects.create(
        brand=connection.brand, name="7", text="7", searches=True, created_at=at, changed_at=at
    )
    with running(partial(listen_until, networks=networks(scripted=Ears(capabilities=can)))):
        heard = Position.objects.filter(connection=connection, overheard_cursor="after seven")
        assert eventually(heard.exists)
    assert Delivery.objects.get(connection=connection).source == Source.SEARCH


def test_a_message_goes_from_the_network_to_a_case(db: None) -> None:
    (connection,) = made()
    channel = Scripted(fetches=[page(1, 2), page(2)], capabilities=QUICK)
    world = networks(scripted=channel)
    with (
        running(partial(listen_until, networks=world)),
        running(partial(digest_until, networks=world)),
    ):
        assert eventually(lambda: Message.objects.filter(connection=connection).count() == 2)
        assert eventually(lambda: Cycle.objects.filter(duplicate=1).exists())
    assert Delivery.objects.filter(state="done").count() == 2


def test_many_listeners_share_and_never_serve_the_same(db: None) -> None:
    ids = [connection.pk for connection in made(6)]
    world = networks(scripted=Scripted(capabilities=QUICK))
    stops = [threading.Event() for _ in range(3)]
    listeners = [Listener(stop, world, timezone.now) for stop in stops]
    threads = [threading.Thread(target=one.run, daemon=True) for one in listeners]
    for thread in threads:
        thread.start()
    seen_twice = False

    def shared() -> bool:
        nonlocal seen_twice
        held = [set(one.seats.held) for one in listeners]
        seen_twice = seen_twice or sum(map(len, held)) > len(set().union(*held))
        return sorted(map(len, held)) == [2, 2, 2] and set().union(*held) == set(ids)

    assert eventually(shared, 15)
    stops[0].set()
    assert eventually(lambda: len(listeners[1].seats.held | listeners[2].seats.held) == 6, 15)
    for stop, thread in zip(stops, threads, strict=True):
        stop.set()
        thread.join(3)
        assert not thread.is_alive()
    assert not seen_twice


def test_a_seat_ends_with_the_line_of_who_held_it(db: None) -> None:
    first, second = Seats(open_line), Seats(open_line)
    first.open()
    second.open()
    assert first.take(7)
    assert not second.take(7)
    assert second.take(8)
    assert first.listeners() == 2
    kill_all_lines()
    with pytest.raises(psycopg.Error):
        first.wait(1.0)
    first.close()
    assert not first.held
    second.close()
    third = Seats(open_line)
    third.open()
    assert eventually(lambda: third.take(7))
    assert third.listeners() == 1
    third.close()


def test_a_new_connection_is_noticed_and_a_paused_one_left(db: None) -> None:
    stop = threading.Event()
    listener = Listener(stop, networks(scripted=Scripted(capabilities=QUICK)), timezone.now)
    with running(lambda _: listener.run()) as thread:
        (connection,) = made()
        assert eventually(lambda: listener.seats.held == {connection.pk}, 5)
        Connection.objects.filter(pk=connection.pk).update(state="paused")
        assert eventually(lambda: not listener.seats.held, 5)
        stop.set()
        thread.join(3)


def test_the_loops_survive_the_loss_of_the_database(db: None) -> None:
    (connection,) = made()
    channel = Scripted(capabilities=QUICK)
    world = networks(scripted=channel)
    with (
        running(partial(listen_until, networks=world)),
        running(partial(digest_until, networks=world)),
    ):
        for number in range(1, 4):
            channel.to_fetch.append(page(number, cursor=f"c{number}"))
            assert eventually(lambda number=number: Message.objects.count() == number)
            kill_all_lines()
    connection.refresh_from_db()
    assert Position.objects.get(connection=connection).cursor == "c3"


def test_a_dead_network_does_not_hold_the_others_up(db: None) -> None:
    brand = make_brand()
    gate = threading.Event()

    def hangs() -> None:
        gate.wait(20)
        raise Unreachable

    for n in range(12):
        made_ = make_connection(brand, channel="dead", name=f"d{n}", state_since=timezone.now())
        keep.position_of(made_)
    alive = make_connection(brand, channel="alive", state_since=timezone.now())
    dead = Scripted(fetches=[Unreachable()] * 12 + [hangs] * 50)  # type: ignore[list-item]
    living = Scripted(capabilities=QUICK)
    world = networks(dead=dead, alive=living)
    try:
        with running(partial(listen_until, networks=world)):
            # Their second tries hang; they may take half of the places at most.
            assert eventually(lambda: len(dead.cursors) >= 16, 15)
            asked = len(living.cursors)
            assert eventually(lambda: len(living.cursors) >= asked + 3, 6)
            gate.set()
    finally:
        gate.set()
    assert Position.objects.get(connection=alive).failures == 0


def test_a_lost_adapter_is_that_connections_trouble_only(db: None) -> None:
    brand = make_brand()
    lost = make_connection(brand, channel="uninstalled", state_since=timezone.now())
    keep.position_of(lost)
    world = networks(scripted=Scripted())
    with running(partial(listen_until, networks=world)):
        assert eventually(lambda: Position.objects.filter(connection=lost, failures__gt=0))


def test_a_stream_is_journalled_as_it_comes_and_can_ask_for_a_poll(db: None) -> None:
    (connection,) = made()
    channel = Scripted(capabilities=STREAMS)
    with running(partial(listen_until, networks=networks(scripted=channel))):
        assert eventually(lambda: channel.cursors)
        channel.to_stream.extend([raw(1), raw(2), raw(1)])
        assert eventually(lambda: Delivery.objects.filter(source=Source.STREAM).count() == 2)
        channel.to_fetch.append(page(3))
        channel.to_stream.append(None)
        assert eventually(lambda: Delivery.objects.filter(source=Source.POLL).exists(), 5)
        channel.to_stream.extend([Unreachable(), raw(4)])
        assert eventually(lambda: Delivery.objects.filter(key="event-4").exists(), 15)
    sums = Cycle.objects.filter(source=Source.STREAM)
    assert sum(row.seen for row in sums) == 4
    assert sum(row.stored for row in sums) == 3
    assert Position.objects.get(connection=connection).last_delivery_at is not None


def test_a_stream_waits_for_the_database_with_what_it_has(db: None) -> None:
    made()
    channel = Scripted(capabilities=STREAMS)
    with running(partial(listen_until, networks=networks(scripted=channel))):
        for number in range(5):
            channel.to_stream.append(raw(number))
            kill_all_lines()
        assert eventually(lambda: Delivery.objects.count() == 5, 15)


def test_the_loops_stop_quickly_although_a_network_hangs(db: None) -> None:
    made()
    gate = threading.Event()

    def hangs() -> None:
        gate.wait(20)
        raise Unreachable

    channel = Scripted(fetches=[hangs])  # type: ignore[list-item]
    began: datetime | None = None
    with running(partial(listen_until, networks=networks(scripted=channel)), seconds=3.0):
        assert eventually(lambda: channel.cursors)
        began = timezone.now()
    assert timezone.now() - began < timedelta(seconds=3)
    gate.set()
    time.sleep(0.3)
