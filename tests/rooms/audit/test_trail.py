"""The audit trail: only appended, and every touch is found and named."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from amends.audit.actions import record
from amends.audit.models import Entry, Head
from amends.audit.queries import ends, verify, verify_all
from amends.audit.rules import Tampering
from amends.staff.rules import Right, system
from cast import NOON, Cast

pytestmark = pytest.mark.django_db


def _written(cast: Cast, count: int = 6) -> int:
    for number in range(count):
        record(
            by=cast.actor(cast.ada),
            action="inbox.assign",
            target=f"case:{number}",
            facts={"to": number},
            now=NOON + timedelta(seconds=number),
        )
    return cast.brand.pk


def _unguarded(statement: str, *values: object) -> None:
    """Runs SQL as someone who owns the tables and took the triggers away."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET session_replication_role = DEFAULT")


def _found(brand_id: int | None) -> list[tuple[Tampering, int, int]]:
    return [(found.what, found.first, found.last) for found in verify(brand_id)]


def test_a_sound_chain_has_no_findings(cast: Cast) -> None:
    brand_id = _written(cast)
    assert verify(brand_id) == []
    assert verify_all() == []
    assert ends()[brand_id].position == 6
    assert ends()[brand_id].hash == Entry.objects.get(brand_id=brand_id, position=6).hash


def test_an_entry_says_who_did_what_through_which_door(cast: Cast) -> None:
    _written(cast, 1)
    entry = Entry.objects.get(brand_id=cast.brand.pk)
    assert (entry.by_id, entry.via, entry.action, entry.target, entry.facts, entry.at) == (
        cast.ada.pk,
        "web",
        "inbox.assign",
        "case:0",
        {"to": 0},
        NOON,
    )


def test_facts_of_any_kind_come_back_from_the_database_as_they_were_sealed(cast: Cast) -> None:
    strange = {
        "float": 1e16,
        "half": "a\ud800b\0c",
        "uuid": UUID(int=7),
        "at": NOON,
        "many": {3, 1, 2},
        "right": Right.READ,
        "big": 2**80,
        "deep": {"list": [1, None, True, ("x",)]},
        "words": "Grüße 🌊",
    }
    record(by=cast.actor(cast.ada), action="x", target="y", facts=strange, now=NOON)
    assert verify(cast.brand.pk) == []


def test_the_installation_and_each_brand_have_chains_of_their_own(cast: Cast) -> None:
    _written(cast, 2)
    record(by=system(0), action="staff.begin_setup", target="setup:1", facts={}, now=NOON)
    assert Entry.objects.get(brand_id=0).position == 1
    _unguarded("UPDATE audit_entry SET target = 'case:9' WHERE brand_id = 0")
    assert _found(None) == [(Tampering.CHANGED, 1, 1)]
    assert verify(cast.brand.pk) == []
    assert [found.sentence for found in verify_all()] == [
        "Chain of the installation: Entry 1 was changed after it was written."
    ]


@pytest.mark.parametrize(
    "change",
    [
        "facts = '{\"to\": 99}'",
        "by_id = by_id + 1",
        "via = 'api'",
        "at = at + interval '1 microsecond'",
        "action = 'inbox.unassign'",
        "hash = repeat('0', 64)",
        "previous_hash = repeat('0', 64)",
    ],
)
def test_a_changed_entry_is_named(cast: Cast, change: str) -> None:
    brand_id = _written(cast)
    _unguarded(f"UPDATE audit_entry SET {change} WHERE brand_id = %s AND position = 3", brand_id)  # noqa: S608
    assert _found(brand_id) == [(Tampering.CHANGED, 3, 3)]


@pytest.mark.parametrize(("first", "last"), [(1, 1), (3, 4), (6, 6), (5, 6), (1, 6)])
def test_removed_entries_are_named_wherever_they_stood(cast: Cast, first: int, last: int) -> None:
    brand_id = _written(cast)
    _unguarded(
        "DELETE FROM audit_entry WHERE brand_id = %s AND position BETWEEN %s AND %s",
        brand_id,
        first,
        last,
    )
    assert _found(brand_id) == [(Tampering.REMOVED, first, last)]


def test_two_entries_that_changed_places_are_named(cast: Cast) -> None:
    brand_id = _written(cast)
    for old, new in ((2, 99), (5, 2), (99, 5)):
        _unguarded(
            "UPDATE audit_entry SET position = %s WHERE brand_id = %s AND position = %s",
            new,
            brand_id,
            old,
        )
    found = verify(brand_id)
    assert [(one.what, one.first, one.origin) for one in found] == [
        (Tampering.MOVED, 2, 5),
        (Tampering.MOVED, 5, 2),
    ]


def test_an_entry_put_in_between_is_named_even_with_a_right_hash(cast: Cast) -> None:
    brand_id = _written(cast)
    for old in (6, 5, 4):
        _unguarded(
            "UPDATE audit_entry SET position = %s WHERE brand_id = %s AND position = %s",
            old + 1,
            brand_id,
            old,
        )
    _forge(brand_id, position=4, chained_to=3)
    _unguarded("UPDATE audit_head SET position = 7 WHERE brand_id = %s", brand_id)
    found = verify(brand_id)
    assert (Tampering.INSERTED, 4) in [(one.what, one.first) for one in found]
    assert {one.first for one in found if one.what is Tampering.MOVED} == {5, 6, 7}


def test_an_entry_put_in_at_the_end_is_named(cast: Cast) -> None:
    brand_id = _written(cast)
    _forge(brand_id, position=7, chained_to=6)
    assert _found(brand_id) == [(Tampering.INSERTED, 7, 7)]


@pytest.mark.parametrize("position", [3, 6])
def test_an_entry_replaced_by_one_with_a_right_hash_is_named(cast: Cast, position: int) -> None:
    brand_id = _written(cast)
    _unguarded("DELETE FROM audit_entry WHERE brand_id = %s AND position = %s", brand_id, position)
    _forge(brand_id, position=position, chained_to=position - 1)
    assert _found(brand_id) == [(Tampering.REPLACED, position, position)]


def test_a_lost_end_is_named(cast: Cast) -> None:
    brand_id = _written(cast)
    _unguarded("DELETE FROM audit_head WHERE brand_id = %s", brand_id)
    assert _found(brand_id) == [(Tampering.END_REMOVED, 6, 6)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET target = 'case:1'",
        "DELETE FROM audit_entry",
        "UPDATE audit_head SET position = position - 1",
        "DELETE FROM audit_head",
    ],
)
def test_the_database_itself_refuses_to_change_the_trail(cast: Cast, statement: str) -> None:
    _written(cast, 2)
    _run("SET LOCAL amends.maintenance = 'erase'")
    with pytest.raises(DatabaseError, match="only ever appended"), transaction.atomic():
        _run(statement)
    assert verify(cast.brand.pk) == []


@pytest.mark.parametrize("table", ["audit_entry", "audit_head"])
def test_the_database_itself_refuses_to_empty_the_trail(table: str) -> None:
    # The run's own flushing between tests needs these triggers away.
    _run(f"ALTER TABLE {table} ENABLE TRIGGER {table}_no_truncate")
    with pytest.raises(DatabaseError, match="only ever appended"), transaction.atomic():
        _run(f"TRUNCATE {table}")


def test_an_entry_of_a_change_that_was_rolled_back_never_was(cast: Cast) -> None:
    undone = transaction.atomic()
    with undone:
        _written(cast, 1)
        transaction.set_rollback(True)
    assert not Head.objects.filter(brand_id=cast.brand.pk).exists()
    assert verify(_written(cast, 2)) == []


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _forge(brand_id: int, *, position: int, chained_to: int) -> None:
    """Puts in an entry whose own hash and predecessor are right."""
    from dataclasses import replace

    from amends.audit.rules import Sealed, seal

    before = Entry.objects.get(brand_id=brand_id, position=chained_to)
    forged = Sealed(
        brand_id=brand_id,
        position=position,
        at=NOON,
        by_id=None,
        via="web",
        action="inbox.close",
        target="case:1",
        facts={},
        previous_hash=before.hash,
    )
    forged = replace(forged, hash=seal(forged))
    Entry.objects.create(**{name: getattr(forged, name) for name in Sealed.__dataclass_fields__})
