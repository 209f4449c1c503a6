"""What was committed is read with all that it says."""

from __future__ import annotations

import threading

import pytest
from django.db import connection as database
from django.utils import timezone

from amends.alerts.actions import watch
from amends.alerts.models import Alert
from amends.inbox.actions import assign
from cast import Cast, Matter

pytestmark = pytest.mark.django_db(transaction=True)
#: Tests beside this one write in databases of their own, but their transactions count in the same row.
_BESIDE = """
SELECT backend_xid::text FROM pg_stat_activity
WHERE backend_xid IS NOT NULL
    AND (datname IS DISTINCT FROM current_database() OR backend_type = 'autovacuum worker')
"""


def _running_beside() -> set[str]:
    with database.cursor() as cursor:
        cursor.execute(_BESIDE)
        return {row[0] for row in cursor.fetchall()}


def look() -> None:
    awaited = _running_beside()
    while awaited & _running_beside():
        threading.Event().wait(0.01)
    watch.watch(now=timezone.now())


def test_an_assignment_is_told_from_its_event(cast: Cast, matter: Matter) -> None:
    look()
    assign.assign(by=cast.actor(cast.bo), case=matter.case, to=cast.ada, now=timezone.now())
    look()
    assert list(Alert.objects.values_list("user_id", "kind")) == [(cast.ada.pk, "assigned")]
