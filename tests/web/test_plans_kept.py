"""The pages that are opened most keep their plans, by statements that outlive a column's coming."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from cast import Matter

pytestmark = pytest.mark.django_db
_EVERYTHING = re.compile(r"^\s*SELECT\s+(?:\w+\.)?\*", re.IGNORECASE)


def _kept() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [statement for (statement,) in cursor.fetchall()]


@pytest.mark.parametrize("page", ["inbox/needs-answer/", "inbox/needs-answer/{case}/"])
def test_a_page_that_comes_again_keeps_its_plans(
    ada: Client, desk: Callable[[str], str], matter: Matter, page: str
) -> None:
    for _ in range(4):
        assert ada.get(desk(page.format(case=matter.case.pk))).status_code == 200
    kept = _kept()
    assert len([each for each in kept if "inbox_savedview" in each]) >= 1
    assert [each for each in kept if _EVERYTHING.match(each)] == []
