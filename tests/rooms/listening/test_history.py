"""Reading in the past: each message once, bad lines alone in quarantine, and a sum that is right."""

from __future__ import annotations

from datetime import timedelta

import orjson
import pytest

from amends.audit.models import Entry
from amends.channels.models import Connection
from amends.inbox.models import Case, Message
from amends.listening.actions import quarantine
from amends.listening.actions.digest import digest
from amends.listening.actions.history import ReadIn, import_archive
from amends.listening.models import Delivery
from amends.refusals import NotAllowed, NotFound
from cast import NOON, Cast, make_brand, make_connection


def line(number: int, **changes: object) -> bytes:
    """One message of an archive."""
    message = {
        "id": f"m-{number}",
        "sent_at": (NOON - timedelta(days=300, minutes=-number)).isoformat(),
        "text": "My parcel never came.",
        "author": {"id": f"u-{number}", "handle": "jo"},
        "thread": {"id": "t-1", "kind": "post", "public": True},
    }
    return orjson.dumps({**message, **changes})


BAD = [
    b"no JSON",
    b"[]",
    b"{}",
    b"\xff\xfe",
    b"[" * 5_000,
    line(1, sent_at="yesterday"),
    line(2, text=None),
    line(3, thread={"id": "t", "kind": "fax"}),
]
#: In the format at first sight, but more than the tables hold.
IMPOSSIBLE = [
    line(4, author={"id": "u", "followers": 2**62}),
    line(5, rating="five"),
    line(6, author={"id": "u", "name": ["Jo"]}),
    line(7, reply_to={"id": 1}),
]


def read(connection: Connection, cast: Cast, *lines: bytes) -> ReadIn:
    """The sum at the end of an import by Bo."""
    done = ReadIn()
    for done in import_archive(
        by=cast.actor(cast.bo),
        connection=connection,
        name="old.jsonl",
        lines=lines,
        clock=lambda: NOON,
    ):
        assert done.seen == done.stored + done.duplicate + done.quarantined
    return done


def test_an_answer_of_long_ago_counts_as_one(cast: Cast, connection: Connection) -> None:
    answer = line(2, own=True, reply_to="m-1", author={"id": "brand"})
    done = read(connection, cast, line(1), answer, b"  ", line(1))
    assert done == ReadIn(seen=3, stored=2, duplicate=1)
    assert Message.objects.count() == 2
    assert Case.objects.get().state == "waiting_customer"


def test_reading_it_again_stores_nothing_twice(cast: Cast, connection: Connection) -> None:
    lines = [line(1), line(2), b"bad"]
    first = read(connection, cast, *lines)
    assert first == ReadIn(seen=3, stored=2, quarantined=1)
    assert read(connection, cast, *lines) == ReadIn(seen=3, duplicate=2, quarantined=1)
    assert read(connection, cast, *lines, line(3)).stored == 1
    assert Message.objects.count() == 3
    assert Delivery.objects.filter(state="quarantined").count() == 1


def test_each_bad_line_goes_to_quarantine_alone(cast: Cast, connection: Connection) -> None:
    good = [line(number) for number in range(10, 30)]
    mixed = [*good[:7], *BAD, *IMPOSSIBLE, *good[7:]]
    done = read(connection, cast, *mixed)
    assert (done.seen, done.duplicate) == (len(mixed), 0)
    assert Message.objects.filter(external_id__in=[f"m-{n}" for n in range(10, 30)]).count() == 20
    kept = {bytes(row.body) for row in Delivery.objects.filter(state="quarantined")}
    assert kept >= set(BAD)
    assert kept <= {*BAD, *IMPOSSIBLE}
    assert all(row.problem for row in Delivery.objects.filter(state="quarantined"))
    assert not Delivery.objects.filter(state="waiting").exists()


def test_a_line_tried_again_is_read_as_a_line(cast: Cast, connection: Connection) -> None:
    for body in (line(1), b"bad"):
        Delivery.objects.create(
            brand=cast.brand,
            connection=connection,
            source="import",
            key=f"line:{body!r:.40}",
            body=body,
            received_at=NOON,
            state="quarantined",
            problem="An older version could not read it.",
        )
    row = Delivery.objects.order_by("pk")[0]
    quarantine.rerun_alike(by=cast.actor(cast.bo), delivery_id=row.pk, now=NOON)
    digest(limit=10, now=NOON)
    assert Message.objects.get().external_id == "m-1"
    assert list(Delivery.objects.order_by("pk").values_list("state", flat=True)) == [
        "done",
        "quarantined",
    ]


def test_its_beginning_and_its_end_are_on_record(cast: Cast, connection: Connection) -> None:
    read(connection, cast, line(1), b"bad")
    begun, finished = Entry.objects.order_by("position")
    assert (begun.action, finished.action) == ("listening.begin_import", "listening.finish_import")
    assert begun.target == finished.target == f"connection:{connection.pk}"
    assert begun.facts == {"archive": "old.jsonl"}
    assert finished.facts["stored"] == finished.facts["quarantined"] == 1


def test_agents_and_other_brands_may_not(cast: Cast, connection: Connection) -> None:
    ada, bo = cast.actor(cast.ada), cast.actor(cast.bo)
    other = make_connection(make_brand("Lumen"))
    for by, to, refusal in ((ada, connection, NotAllowed), (bo, other, NotFound)):
        with pytest.raises(refusal):
            list(import_archive(by=by, connection=to, name="x", lines=[], clock=lambda: NOON))
