"""What listening hands in: its alarms and a growing quarantine, to the leads and to nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amends.alerts.models import Alert
from amends.alerts.queries import bell, sentences
from amends.channels.models import Connection
from amends.listening.actions import alarms, quarantine
from amends.listening.models import AlarmKind, Delivery, DeliveryState, Source
from cast import NOON, Cast

pytestmark = pytest.mark.django_db


def test_an_alarm_is_told_to_leads_once_and_again_when_it_is_raised_again(
    cast: Cast, connection: Connection
) -> None:
    told = {"connection": connection, "kind": AlarmKind.DISCONNECTED}
    for minutes in range(3):
        alarms.sound(**told, sentence="The key is no good.", now=NOON + timedelta(minutes=minutes))
    assert {alert.user_id for alert in Alert.objects.all()} == {cast.bo.pk, cast.olga.pk}
    [said] = sentences.said(bell.alerts_of(cast.brand.pk, cast.bo.pk), zone="UTC")
    assert said.sentence == "Northpost on demo must be connected again"
    later = NOON + timedelta(hours=1)
    alarms.end(connection=connection, kinds=[AlarmKind.DISCONNECTED], now=later)
    alarms.sound(**told, sentence="Again.", now=later)
    assert Alert.objects.filter(user=cast.bo).count() == 2


def test_a_growing_quarantine_is_told_once_an_hour(cast: Cast, connection: Connection) -> None:
    for number in range(2):
        Delivery.objects.create(
            brand=cast.brand,
            connection=connection,
            source=Source.WEBHOOK,
            key=f"odd-{number}",
            body=b"?",
            state=DeliveryState.QUARANTINED,
            problem="nonsense",
            received_at=NOON,
            digested_at=NOON,
        )
        quarantine.tell_of_growth(now=NOON + timedelta(minutes=number))
    [said] = sentences.said(bell.alerts_of(cast.brand.pk, cast.bo.pk), zone="UTC")
    assert said.sentence == "A delivery could not be understood and is in quarantine"
    assert not bell.alerts_of(cast.brand.pk, cast.ada.pk).exists()
