"""The networks' door: nothing is acknowledged before it is written, nothing unproven is written."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection as database
from practice_pushes import (
    LARGEST,
    SIGNATURE,
    Request,
    ask,
    ask_raw,
    connect,
    deliver,
    door,
    event,
    path_of,
    push,
    signed,
)

from amends.channels.models import Connection
from amends.inbox.models import Case, Message
from amends.listening.actions.digest import digest
from amends.listening.models import Cycle, Delivery
from amends.listening.tasks.line import drop_stale, open_line
from cast import NOON, Cast, make_brand, make_connection

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def connected(cast: Cast) -> Connection:
    """Northpost on the practice network, which signs what it pushes."""
    return connect(cast.brand)


def digest_all() -> None:
    while digest(limit=100, now=NOON):
        pass


def only() -> Delivery:
    return Delivery.objects.get()


# Written before acknowledged


def test_the_row_is_committed_when_the_200_leaves(connected: Connection) -> None:
    body = push(1)
    counted: list[int] = []

    def look(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            with open_line() as elsewhere:
                row = elsewhere.execute("SELECT count(*) FROM listening_delivery").fetchone()
            counted.append(row[0] if row else -1)

    headers = [(name.encode(), value.encode()) for name, value in signed(body).items()]
    scope = {"path": path_of(connected), "headers": headers}
    assert ask_raw(door(), scope, [{"type": "http.request", "body": body}], look) == 200
    assert counted == [1]
    assert (only().key, bytes(only().body), only().received_at) == ("hook:dlv_1", body, NOON)


def test_a_push_becomes_a_case(connected: Connection) -> None:
    ask(door(), deliver(connected, push(1)))
    digest_all()
    assert only().state == "done"
    assert Message.objects.get().text == "Nobody picks up the phone."
    assert Case.objects.count() == 1


def test_a_push_that_comes_again_is_acknowledged_and_kept_once(connected: Connection) -> None:
    at = door()
    request = deliver(connected, push(1))
    assert [a.status_code for a in ask(at, request, request, request)] == [200] * 3
    assert ask(at, request)[0].status_code == 200
    assert Delivery.objects.count() == 1
    cycle = Cycle.objects.get()
    assert (cycle.seen, cycle.stored, cycle.duplicate) == (4, 1, 3)


def test_two_hundred_at_once_share_commits_and_lose_nothing(cast: Cast) -> None:
    brands = [cast.brand, make_brand("Lumen")]
    connections = [connect(brand) for brand in brands]
    requests = [deliver(connections[n % 2], push(n)) for n in range(200)]
    answers = ask(door(), *requests)
    assert {answer.status_code for answer in answers} == {200}
    assert set(Delivery.objects.values_list("key", flat=True)) == {
        f"hook:dlv_{n}" for n in range(200)
    }
    assert sum(Cycle.objects.values_list("stored", flat=True)) == 200
    with database.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM listening_delivery")
        assert cursor.fetchone()[0] < 100


@pytest.mark.parametrize("state", ["paused", "disconnected"])
def test_a_connection_that_rests_still_keeps_what_it_is_told(cast: Cast, state: str) -> None:
    connected = connect(cast.brand, state=state)
    assert ask(door(), deliver(connected, push(1)))[0].status_code == 200
    assert only().state == "waiting"


# Not written


@contextmanager
def without_a_journal() -> Iterator[None]:
    """The table is not there, as for a database that went back to before it."""
    with database.cursor() as cursor:
        cursor.execute("ALTER TABLE listening_delivery RENAME TO listening_delivery_away")
        try:
            yield
        finally:
            cursor.execute("ALTER TABLE listening_delivery_away RENAME TO listening_delivery")


def test_what_cannot_be_written_is_not_acknowledged(connected: Connection) -> None:
    lost: list[None] = []
    at = door(database_lost=lambda: lost.append(None))
    request = deliver(connected, push(1))
    with without_a_journal():
        answers = ask(at, request, request)
    assert [answer.status_code for answer in answers] == [503, 503]
    assert all("retry-after" in answer.headers for answer in answers)
    assert lost
    assert (Delivery.objects.count(), Cycle.objects.count()) == (0, 0)
    assert ask(at, request)[0].status_code == 200
    assert Delivery.objects.count() == 1


def test_a_database_that_ends_every_line_only_costs_a_second_try(connected: Connection) -> None:
    at = door(database_lost=drop_stale)
    ask(at, deliver(connected, push(1)))
    with open_line() as elsewhere:
        elsewhere.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    database.close()
    assert ask(at, deliver(connected, push(2)))[0].status_code == 200
    assert Delivery.objects.count() == 2


def test_one_that_can_never_be_written_takes_no_other_with_it(cast: Cast) -> None:
    at = door()
    good, gone = connect(cast.brand), connect(make_brand("Lumen"))
    ask(at, deliver(good, push(1)), deliver(gone, push(2)))
    Connection.objects.filter(pk=gone.pk).delete()
    answers = ask(at, *[deliver(each, push(n)) for n in range(3, 8) for each in (good, gone)])
    assert [answer.status_code for answer in answers] == [200, 503] * 5
    assert Delivery.objects.filter(connection=good).count() == 6
    assert not Delivery.objects.filter(connection_id=gone.pk).exists()


# Where it comes from


def test_what_does_not_prove_where_it_comes_from_is_refused(connected: Connection) -> None:
    body, good = push(1), signed(push(1))
    pretty = json.dumps(json.loads(body), indent=1).encode()
    headers = {
        "missing": {},
        "empty": {SIGNATURE: ""},
        "wrong": {SIGNATURE: good[SIGNATURE][:-1] + "x"},
        "of another secret": signed(body, secret="somebody else's secret"),
        "of another body": signed(push(2)),
        "stale": signed(body, NOON - timedelta(minutes=6)),
        "from the future": signed(body, NOON + timedelta(minutes=6)),
    }
    requests = [Request(path_of(connected), body, each) for each in headers.values()]
    requests.append(Request(path_of(connected), pretty, good))
    requests.append(Request(path_of(connected), body.replace(b"phone", b"shone"), good))
    requests.append(Request(path_of(connected), body + b"\n", good))
    assert [a.status_code for a in ask(door(), *requests)] == [401] * len(requests)
    assert not Delivery.objects.exists()
    assert not Cycle.objects.exists()


def test_a_connection_without_a_secret_believes_nobody(cast: Cast) -> None:
    bare, mail = make_connection(cast.brand), make_connection(cast.brand, "email")
    body = push(1)
    requests = [
        Request(path_of(each), body, headers)
        for each in (bare, mail)
        for headers in (signed(body), signed(body, secret=""), {})
    ]
    assert {answer.status_code for answer in ask(door(), *requests)} == {401}
    assert not Delivery.objects.exists()


def test_what_cannot_be_verified_here_is_asked_to_come_again(cast: Cast) -> None:
    keyless = connect(cast.brand)
    Connection.objects.filter(pk=keyless.pk).update(secrets=b"encrypted with a lost key")
    unknown = make_connection(cast.brand, "no-such-network")
    body = push(1)
    answers = ask(door(), deliver(keyless, body), deliver(unknown, body))
    assert [answer.status_code for answer in answers] == [503, 503]
    assert not Delivery.objects.exists()


# What is no delivery


def test_addresses_that_lead_nowhere(connected: Connection) -> None:
    places = [str(uuid.uuid4()), "", "1", "x" * 5000, f"{connected.public_id}/more", "%00", "é"]
    answers = ask(door(), *[Request(f"/hooks/{each}", b"{}") for each in places])
    assert [answer.status_code for answer in answers] == [404] * len(places)


def test_only_post_delivers(connected: Connection) -> None:
    body = push(1)
    for method in ("PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "GET"):
        [answer] = ask(door(), Request(path_of(connected), body, signed(body), method))
        assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert not Delivery.objects.exists()


def test_a_get_with_absurdly_many_fields_is_no_challenge(connected: Connection) -> None:
    query = "&".join(f"hub{n}=1" for n in range(500))
    [answer] = ask(door(), Request(f"{path_of(connected)}?{query}", method="GET"))
    assert answer.status_code == 405


def test_what_is_too_large_is_refused_however_it_comes(connected: Connection) -> None:
    body = b'{"delivery_id":"dlv_1","padding":"' + b"x" * LARGEST + b'"}'
    whole = Request(path_of(connected), body, signed(body))
    chunked = Request(path_of(connected), [body[:1000], body[1000:]], signed(body))
    lying = Request(path_of(connected), body, {**signed(body), "content-length": "10"})
    assert [a.status_code for a in ask(door(), whole, chunked, lying)] == [413] * 3
    exact = b'"' + b"x" * (LARGEST - 2) + b'"'
    assert ask(door(), Request(path_of(connected), exact, signed(exact)))[0].status_code == 200
    assert Delivery.objects.count() == 1


def test_a_caller_who_hangs_up_in_the_middle_delivered_nothing(connected: Connection) -> None:
    body = push(1)
    headers = [(name.encode(), value.encode()) for name, value in signed(body).items()]
    part = [{"type": "http.request", "body": body[:20], "more_body": True}]
    scope = {"path": path_of(connected), "headers": headers}
    assert ask_raw(door(), scope, part, lambda _: None) == 400
    assert not Delivery.objects.exists()


# Signed, but odd


NONSENSE: list[bytes] = [
    b"",
    b"null",
    b"[]",
    b"{}",
    b"\x00" * 100,
    b"\xff\xfe\x80 no text",
    b"[" * 20_000,
    b'{"a":' * 8_000,
    b'{"events":' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    b'{"delivery_id":"a\\u0000b","events":[{"type":"comment.created"}]}',
    b'{"delivery_id":"\\ud800","events":[]}',
    b'{"delivery_id":7,"events":7}',
    b'{"delivery_id":"' + b"9" * 10_000 + b'"}',
    b'{"n":' + b"9" * 5_000 + b"}",
    b'{"n":1e999999}',
    b"NaN",
    b"<xml/>",
    b"a=b&c=d",
]


def test_signed_nonsense_is_kept_in_quarantine(connected: Connection) -> None:
    answers = ask(door(), *[deliver(connected, body) for body in NONSENSE])
    assert [answer.status_code for answer in answers] == [200] * len(NONSENSE)
    digest_all()
    rows = Delivery.objects.all()
    assert {bytes(row.body) for row in rows} == set(NONSENSE)
    assert {row.state for row in rows} == {"quarantined"}
    assert all(row.problem for row in rows)


IMPOSSIBLE: list[dict[str, object]] = [
    {"counts": {"likes": 2**62}},
    {"author": {"id": "u", "followers": 2**40}},
    {"rating": 2**31},
    {"created_at": "0001-01-01T00:00:00+14:00"},
    {"created_at": "9999-12-31T23:59:59-14:00"},
    {"id": "x" * 30_000},
    {"author": {"id": "u" * 10_000}},
    {"text": 5},
    {"thread": ""},
    {"author": []},
    {"media": [{"url": "x" * 9_000}]},
]


def test_signed_but_impossible_facts_never_stop_the_others(connected: Connection) -> None:
    odd = [push(n, event(n, **changes)) for n, changes in enumerate(IMPOSSIBLE)]
    good = push(99)
    answers = ask(door(), *[deliver(connected, body) for body in (*odd, good)])
    assert [answer.status_code for answer in answers] == [200] * (len(odd) + 1)
    digest_all()
    assert Delivery.objects.get(key="hook:dlv_99").state == "done"
    assert {row.state for row in Delivery.objects.all()} == {"quarantined", "done"}
    assert {bytes(row.body) for row in Delivery.objects.all()} == {*odd, good}


def test_kinds_of_events_nobody_knows_are_kept(connected: Connection) -> None:
    body = push(1, {**event(1), "type": "hologram.projected"})
    assert ask(door(), deliver(connected, body))[0].status_code == 200
    digest_all()
    assert (only().state, bytes(only().body)) == ("quarantined", body)
    assert "kind" in only().problem
