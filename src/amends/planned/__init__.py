"""SQL that PostgreSQL plans once a connection: for the few rows of a screen, planning costs most.

A case's page asks some thirty questions that are the same each time but for a number or two. Sent with
their values written in, each is planned anew, which took six times as long as answering it. Inside
`planned` they are sent apart from their values, and after a few times PostgreSQL keeps the plan.

Not for questions whose best plan depends on the values, such as a list of one state among millions.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from django.db import DEFAULT_DB_ALIAS, connections

from amends.planned.base import DatabaseWrapper


@contextmanager
def planned() -> Iterator[None]:
    """While inside, the statements of this thread keep their plans."""
    database = cast("DatabaseWrapper", connections[DEFAULT_DB_ALIAS])
    before = database.keeps_plans
    database.keeps_plans = True
    try:
        yield
    finally:
        database.keeps_plans = before
