from __future__ import annotations

import pytest
from django.db import DataError, connection, transaction

from amends.inbox.models import Tag
from amends.planned import planned
from cast import NOON, Cast

pytestmark = pytest.mark.django_db


def _kept() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements ORDER BY prepare_time")
        return [statement for (statement,) in cursor.fetchall()]


def _ask(number: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::int + 1 AS planned_here", [number])
        answer: int = cursor.fetchone()[0]
    return answer


def test_a_statement_that_comes_again_keeps_its_plan() -> None:
    with planned():
        assert [_ask(number) for number in range(6)] == [1, 2, 3, 4, 5, 6]
    assert len([each for each in _kept() if "planned_here" in each]) == 1


def test_outside_nothing_is_kept() -> None:
    before = _kept()
    assert [_ask(number) for number in range(6)] == [1, 2, 3, 4, 5, 6]
    assert _kept() == before


def test_it_ends_with_its_block_also_by_an_error() -> None:
    with pytest.raises(ZeroDivisionError), planned(), planned():
        raise ZeroDivisionError
    assert not connection.keeps_plans


def test_it_stays_while_an_inner_block_ends() -> None:
    with planned():
        with planned():
            pass
        assert connection.keeps_plans


def test_the_orm_and_a_failing_statement_work_inside(cast: Cast) -> None:
    Tag.objects.create(brand=cast.brand, name="torn", created_at=NOON)
    with planned():
        for _ in range(4):
            assert Tag.objects.get(brand=cast.brand, name="torn").name == "torn"
            with pytest.raises(DataError), transaction.atomic():
                _ask(2**31 - 1)
    assert _ask(1) == 2
