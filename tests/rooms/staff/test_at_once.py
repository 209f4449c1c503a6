"""Two people doing the same at the same moment, on real connections."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connections

from amends.audit.actions import record
from amends.audit.models import Entry
from amends.audit.queries import verify
from amends.refusals import Refusal
from amends.staff.actions import add_user, begin_setup, change_role, finish_setup
from amends.staff.models import Brand, Membership, User
from amends.staff.rules import LastOwner, Newcomer, Role, SetupLinkSpent
from cast import NOON, PASSWORD, Cast

pytestmark = pytest.mark.django_db(transaction=True)


def _at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act gave or refused, all begun at the same moment."""
    begin = threading.Barrier(len(acts))
    results: list[object] = [None] * len(acts)

    def run(number: int) -> None:
        try:
            begin.wait(timeout=10)
            results[number] = acts[number]()
        except Exception as error:  # noqa: BLE001 - whatever came is what the test looks at
            results[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def test_many_who_write_the_trail_at_once_make_one_chain(cast: Cast) -> None:
    ada = cast.actor(cast.ada)

    def write() -> None:
        for number in range(10):
            facts = {"number": number}
            now = NOON + timedelta(seconds=number)
            record(by=ada, action="test.write", target="test:1", facts=facts, now=now)

    assert _at_once(*[write] * 6) == [None] * 6
    assert Entry.objects.filter(brand_id=cast.brand.pk).count() == 60
    assert verify(cast.brand.pk) == []


def test_two_owners_who_demote_each_other_leave_one(cast: Cast) -> None:
    change_role(by=cast.actor(cast.olga), user=cast.bo, role=Role.OWNER, now=NOON)
    olga, bo = cast.actor(cast.olga), cast.actor(cast.bo)
    results = _at_once(
        lambda: change_role(by=olga, user=cast.bo, role=Role.AGENT, now=NOON),
        lambda: change_role(by=bo, user=cast.olga, role=Role.AGENT, now=NOON),
    )
    assert sorted(type(result).__name__ for result in results) == ["LastOwner", "NoneType"]
    assert any(isinstance(result, LastOwner) for result in results)
    assert Membership.objects.filter(role=Role.OWNER).count() == 1


def test_a_set_up_link_pressed_twice_makes_one_desk() -> None:
    token = begin_setup(now=NOON)

    def finish() -> User:
        newcomer = Newcomer("olga@northpost.example", "Olga", PASSWORD)
        return finish_setup(
            token=token, newcomer=newcomer, brand_name="Northpost", time_zone="UTC", now=NOON
        )

    results = _at_once(finish, finish)
    assert sum(isinstance(result, User) for result in results) == 1
    assert sum(isinstance(result, SetupLinkSpent) for result in results) == 1
    assert Brand.objects.count() == 1


def test_one_address_added_twice_is_one_account(cast: Cast) -> None:
    olga = cast.actor(cast.olga)
    newcomer = Newcomer("nia@northpost.example", "Nia", PASSWORD)
    add = lambda: add_user(by=olga, newcomer=newcomer, role=Role.AGENT, now=NOON)  # noqa: E731
    results = _at_once(add, add)
    assert sum(isinstance(result, User) for result in results) == 1
    assert sum(isinstance(result, Refusal) for result in results) == 1
    assert User.objects.filter(email=newcomer.email).count() == 1
