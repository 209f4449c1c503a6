"""Nothing that happens to a case is missed or told twice, whatever the order of the commits."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.db import connection as database
from django.db import transaction

from amends.alerts.actions import tail
from amends.alerts.actions.watch import EVENTS, MESSAGES
from amends.alerts.models import Tail
from amends.inbox.models import Message
from cast import NOON, Matter

pytestmark = pytest.mark.django_db(transaction=True)

Open = Callable[[], psycopg.Connection]
_APPEND = """
INSERT INTO inbox_caseevent (brand_id, case_id, kind, at, facts)
VALUES (%s, %s, 'noted', now(), '{}') RETURNING id
"""
#: Tests beside this one write in databases of their own, but their transactions count in the same row.
_BESIDE = """
SELECT backend_xid::text FROM pg_stat_activity
WHERE backend_xid IS NOT NULL
    AND (datname IS DISTINCT FROM current_database() OR backend_type = 'autovacuum worker')
"""


@pytest.fixture
def another(db: None) -> Iterator[Open]:
    """Sessions of our own on the test's database, each in a transaction."""
    opened: list[psycopg.Connection] = []

    def connect() -> psycopg.Connection:
        parts = database.get_connection_params()
        names = ("dbname", "user", "password", "host", "port")
        made = psycopg.connect(**{name: parts[name] for name in names if parts.get(name)})
        opened.append(made)
        return made

    yield connect
    for session in opened:
        session.close()


def append(session: psycopg.Connection, matter: Matter) -> int:
    row = session.execute(_APPEND, [matter.case.brand_id, matter.case.pk]).fetchone()
    assert row is not None
    return int(row[0])


def read(table: str = EVENTS) -> list[int]:
    """The ids that the next reading gives, once nobody beside this test holds it up."""
    awaited = _running_beside()
    while awaited & _running_beside():
        threading.Event().wait(0.01)
    with transaction.atomic():
        reading = tail.begin(table)
        if reading is None:
            return []
        with database.cursor() as cursor:
            where = tail.within("r")
            cursor.execute(f"SELECT r.id FROM {table} r WHERE {where} ORDER BY r.id", reading.facts)  # noqa: S608
            ids = [row[0] for row in cursor.fetchall()]
        tail.end(reading)
    return ids


def _running_beside() -> set[str]:
    with database.cursor() as cursor:
        cursor.execute(_BESIDE)
        return {row[0] for row in cursor.fetchall()}


def test_a_lower_id_that_is_committed_later_is_not_missed(matter: Matter, another: Open) -> None:
    read()
    slow, quick = another(), another()
    lower = append(slow, matter)
    higher = append(quick, matter)
    assert lower < higher
    quick.commit()
    seen = read() + read()
    slow.commit()
    seen += read() + read() + read()
    assert sorted(seen) == [lower, higher]
    assert read() == []


def test_what_is_written_in_a_savepoint_waits_with_its_transaction(
    matter: Matter, another: Open
) -> None:
    read()
    slow, quick = another(), another()
    slow.execute("SELECT pg_current_xact_id()")
    with slow.transaction():
        lower = append(slow, matter)
    higher = append(quick, matter)
    quick.commit()
    seen = read()
    slow.commit()
    seen += read() + read()
    assert sorted(seen) == [lower, higher]


def test_an_id_taken_before_its_transaction_has_a_number_is_not_missed(
    matter: Matter, another: Open
) -> None:
    """COPY takes ids first and writes rows later: meanwhile others commit and are read."""
    read()
    slow = another()
    row = slow.execute("SELECT nextval(pg_get_serial_sequence('inbox_caseevent', 'id'))").fetchone()
    assert row is not None
    seen = []
    for _ in range(4):
        quick = another()
        append(quick, matter)
        quick.commit()
        seen += read() + read()
    slow.execute(
        "INSERT INTO inbox_caseevent (id, brand_id, case_id, kind, at, facts)"
        " VALUES (%s, %s, %s, 'noted', now(), '{}')",
        [row[0], matter.case.brand_id, matter.case.pk],
    )
    slow.commit()
    seen += read() + read() + read()
    assert sorted(seen) == sorted(set(seen))
    assert row[0] in seen
    assert len(seen) == 5


def test_what_is_rolled_back_is_never_read(matter: Matter, another: Open) -> None:
    read()
    session = another()
    append(session, matter)
    session.rollback()
    assert read() + read() == []


def test_a_message_that_is_changed_before_it_is_read_is_not_missed(
    matter: Matter, another: Open
) -> None:
    read(MESSAGES)
    message = Message.objects.create(
        brand=matter.case.brand,
        connection=matter.case.connection,
        thread=matter.thread,
        case=matter.case,
        identity=matter.identity,
        direction="in",
        is_public=True,
        external_id="more",
        text="And again",
        sent_at=NOON,
        received_at=NOON,
    )
    holding = another()
    holding.execute("SELECT pg_current_xact_id()")
    Message.objects.filter(pk=message.pk).update(text="And again!")
    seen = read(MESSAGES) + read(MESSAGES)
    holding.commit()
    seen += read(MESSAGES) + read(MESSAGES) + read(MESSAGES)
    assert seen[0] == message.pk


def test_the_floor_follows_so_that_a_reading_stays_short(matter: Matter, another: Open) -> None:
    read()
    session = another()
    for _ in range(20):
        newest = append(session, matter)
        session.commit()
        read()
    for _ in range(4):
        read()
    assert Tail.objects.get(pk=EVENTS).floor == newest


def test_a_database_restored_into_a_younger_server_is_read_on(
    matter: Matter, another: Open
) -> None:
    read()
    Tail.objects.update(horizon=2**40)
    session = another()
    made = append(session, matter)
    session.commit()
    assert read() + read() == [made]


def test_many_writers_and_two_readers_tell_each_event_once(matter: Matter, another: Open) -> None:
    seen = read()
    made: list[int] = []
    done = threading.Event()
    writers = [
        threading.Thread(target=_write, args=[another(), matter, made, seed]) for seed in range(4)
    ]
    readers = [threading.Thread(target=_read_until, args=[done, seen]) for _ in range(2)]
    for thread in [*writers, *readers]:
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in readers:
        thread.join()
    seen += read() + read()
    assert sorted(seen) == sorted(made)


def _write(session: psycopg.Connection, matter: Matter, made: list[int], seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(30):
        ids = [append(session, matter) for _ in range(chance.randint(1, 3))]
        threading.Event().wait(chance.random() / 200)
        if chance.random() < 0.2:
            session.rollback()
        else:
            session.commit()
            made.extend(ids)


def _read_until(done: threading.Event, seen: list[int]) -> None:
    while not done.is_set():
        seen.extend(read())
    database.close()
