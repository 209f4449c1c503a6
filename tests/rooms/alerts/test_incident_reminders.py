from __future__ import annotations

from datetime import timedelta

import pytest

from amends.alerts.actions.incidents import look_at_incidents
from amends.alerts.models import Alert
from amends.alerts.queries.sentences import said
from amends.alerts.rules.kinds import Kind
from amends.incidents.actions.open import open_incident
from amends.incidents.rules.opening import Opening
from amends.staff.models import User
from cast import NOON, Cast

MINUTE = timedelta(minutes=1)
#: An hour after it was opened.
DUE = NOON + 60 * MINUTE


def _of(user: User) -> list[str]:
    alerts = Alert.objects.filter(user=user, kind=Kind.LATE).order_by("pk")
    return [each.sentence for each in said(alerts, zone="UTC")]


@pytest.mark.django_db
def test_the_next_word_is_reminded_of_and_missed(cast: Cast) -> None:
    open_incident(by=cast.actor(cast.ada), opening=Opening("App down", "one"), now=NOON)
    look_at_incidents(now=DUE - 16 * MINUTE)
    assert _of(cast.ada) == []
    for minute in (15, 14, 5, 4):
        look_at_incidents(now=DUE - minute * MINUTE)
    promised = "The next word on “App down” is promised for 13:00"
    assert _of(cast.ada) == [promised, promised]
    look_at_incidents(now=DUE)
    look_at_incidents(now=DUE + MINUTE)
    late = "The next word on “App down” was promised for 13:00 and is late"
    assert _of(cast.ada) == [promised, promised, late]
    assert Alert.objects.filter(user=cast.bo, kind=Kind.TEAM_LATE).count() == 3
