"""What a lead pinned is found by its own index, however many cases there are."""

from __future__ import annotations

import pytest
from django.db import connection as database

from amends.channels.models import Connection
from amends.inbox.actions.rank import pin
from amends.inbox.models import Case
from cast import NOON, Cast, make_matter

pytestmark = pytest.mark.django_db


def test_pinned_cases_are_asked_for_by_an_index_of_their_own(
    cast: Cast, connection: Connection
) -> None:
    matters = [make_matter(connection) for _ in range(5)]
    pin(by=cast.actor(cast.bo), case=matters[2].case, now=NOON)
    pinned = Case.objects.filter(brand=cast.brand, pinned_at__isnull=False)
    with database.cursor() as cursor:
        # So few rows are read as they lie; the plan for many is what counts.
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = pinned.order_by("state_since", "pk").explain()
    assert "inbox_case_pinned" in plan
    assert list(pinned) == [matters[2].case]
