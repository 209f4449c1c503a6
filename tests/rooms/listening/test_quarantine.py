"""What nobody understood is kept, shown, tried again or put aside: by those who may, and on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from scripted import Scripted, networks

from amends.audit.models import Entry
from amends.channels.base import Link
from amends.channels.contract import Delivery as Raw
from amends.channels.contract import Item, Said
from amends.channels.models import Connection
from amends.listening import queries
from amends.listening.actions import forget, journal, quarantine
from amends.listening.actions.digest import digest
from amends.listening.models import Delivery, Source
from amends.refusals import Invalid, NotAllowed, NotFound
from cast import NOON, Cast, make_brand, make_connection


def put(connection: Connection, number: int, problem: str = "nonsense") -> Delivery:
    return Delivery.objects.create(
        brand_id=connection.brand_id,
        connection=connection,
        source=Source.POLL,
        key=f"k{number}",
        body=b"raw %d" % number,
        received_at=NOON + timedelta(seconds=number // 2),
        state="quarantined",
        tries=3,
        problem=problem,
    )


def test_one_is_tried_again_and_its_bytes_stay(cast: Cast, connection: Connection) -> None:
    row = put(connection, 1)
    quarantine.rerun(by=cast.actor(cast.bo), delivery_id=row.pk, now=NOON)
    row.refresh_from_db()
    assert (row.state, row.tries, bytes(row.body)) == ("waiting", 0, b"raw 1")
    entry = Entry.objects.get()
    assert (entry.action, entry.target) == ("listening.rerun", f"delivery:{row.pk}")
    with pytest.raises(quarantine.NotInQuarantine):
        quarantine.rerun(by=cast.actor(cast.bo), delivery_id=row.pk, now=NOON)


def test_all_with_the_same_problem_are_tried_again(cast: Cast, connection: Connection) -> None:
    alike = [put(connection, 1), put(connection, 2)]
    put(connection, 3, "another problem")
    put(make_connection(cast.brand), 4)
    woken = quarantine.rerun_alike(by=cast.actor(cast.bo), delivery_id=alike[0].pk, now=NOON)
    assert woken == 2
    assert set(Delivery.objects.filter(state="waiting")) == set(alike)


class Endless(Scripted):
    """Names what it says by more than anybody can keep."""

    def parse(self, link: Link, delivery: Raw) -> tuple[Item, ...]:
        said = [item for item in super().parse(link, delivery) if isinstance(item, Said)]
        return tuple(replace(item, external_id="x" * 5_000) for item in said)


def test_a_name_too_long_to_keep_goes_there_at_once(connection: Connection) -> None:
    row = put(connection, 1)
    Delivery.objects.filter(pk=row.pk).update(state="waiting", tries=0, body=b"1")
    digest(limit=10, now=NOON, networks=networks(demo=Endless()))
    row.refresh_from_db()
    assert (row.state, row.tries, bytes(row.body)) == ("quarantined", 0, b"1")
    assert row.problem.startswith("It holds an id of 5000 characters that cannot be kept")


def test_one_is_put_aside_with_a_reason(cast: Cast, connection: Connection) -> None:
    row = put(connection, 1)
    with pytest.raises(Invalid):
        quarantine.dismiss(by=cast.actor(cast.bo), delivery_id=row.pk, reason="  ", now=NOON)
    quarantine.dismiss(by=cast.actor(cast.bo), delivery_id=row.pk, reason="A test.", now=NOON)
    row.refresh_from_db()
    assert (row.state, bytes(row.body)) == ("dismissed", b"raw 1")
    assert Entry.objects.get().facts["reason"] == "A test."


def test_agents_may_not_and_other_brands_see_nothing(cast: Cast, connection: Connection) -> None:
    row = put(connection, 1)
    with pytest.raises(NotAllowed):
        quarantine.rerun(by=cast.actor(cast.ada), delivery_id=row.pk, now=NOON)
    foreign = put(make_connection(make_brand("Other")), 2)
    with pytest.raises(NotFound):
        quarantine.rerun(by=cast.actor(cast.bo), delivery_id=foreign.pk, now=NOON)
    with pytest.raises(NotFound):
        queries.delivery_of(cast.brand.pk, foreign.pk)
    assert Delivery.objects.filter(state="quarantined").count() == 2


def test_what_was_cut_off_cannot_be_tried_again(cast: Cast, connection: Connection) -> None:
    row = put(connection, 1)
    Delivery.objects.filter(pk=row.pk).update(body=b"x" * journal.LARGEST_BODY)
    with pytest.raises(quarantine.Incomplete):
        quarantine.rerun(by=cast.actor(cast.bo), delivery_id=row.pk, now=NOON)
    with pytest.raises(quarantine.NotInQuarantine):
        quarantine.rerun_alike(by=cast.actor(cast.bo), delivery_id=row.pk, now=NOON)


def test_the_list_goes_on_where_it_ended(cast: Cast, connection: Connection) -> None:
    rows = [put(connection, number) for number in range(7)]
    shown: list[Delivery] = []
    before = None
    while found := queries.quarantine(cast.brand.pk, before=before, limit=3):
        shown += found
        before = (found[-1].received_at, found[-1].pk)
    assert [row.pk for row in shown] == [row.pk for row in reversed(rows)]


def test_the_health_page_has_it_all(cast: Cast, connection: Connection) -> None:
    put(connection, 1)
    put(connection, 2)
    Delivery.objects.filter(key="k2").update(state="waiting")
    (health,) = queries.health_of_brand(cast.brand.pk, now=NOON + timedelta(minutes=1))
    assert (health.quarantined, health.waiting) == (1, 1)
    assert health.waiting_since == NOON + timedelta(seconds=1)
    assert len(health.traffic) == queries.SPARKLINE_HOURS
    assert health.traffic[-1] == 2
    assert health.is_well
    assert health.last_good_word_at is None


def test_old_bytes_are_forgotten_but_never_the_key(connection: Connection) -> None:
    old, young, poison = (put(connection, number) for number in (1, 2, 3))
    Delivery.objects.filter(pk__in=[old.pk, young.pk]).update(state="done", digested_at=NOON)
    Delivery.objects.filter(pk=young.pk).update(digested_at=NOON + timedelta(days=2))
    later = NOON + timedelta(days=91)
    assert forget.forget(days=90, limit=10, now=later) == 1
    assert forget.forget(days=90, limit=10, now=later) == 0
    kept = {row.pk: bytes(row.body) for row in Delivery.objects.all()}
    assert kept == {old.pk: b"", young.pk: b"raw 2", poison.pk: b"raw 3"}
    assert Delivery.objects.get(pk=old.pk).key == "k1"
