"""A new key reaches every room that keeps secrets."""

from __future__ import annotations

from typing import Any

from cryptography.fernet import Fernet

from amends.channels import credentials
from amends.incidents.actions.monitors import add_monitor
from amends.incidents.models import Monitor
from amends.incidents.rules.words import MonitorKind, Template
from amends.project.rotating import rotate_all
from amends.status.models import StatusPage, Subscriber
from cast import NOON, Cast


def test_every_secret_is_read_with_the_new_key_alone(cast: Cast, settings: Any) -> None:
    monitor, secret = add_monitor(
        by=cast.actor(cast.bo),
        kind=MonitorKind.GENERIC,
        name="Probe",
        template=Template.SITE_DOWN,
        now=NOON,
    )
    page = StatusPage.objects.create(
        brand_id=cast.brand.pk, slug="northpost", title="Northpost", made_at=NOON, changed_at=NOON
    )
    told = Subscriber.objects.create(
        brand_id=cast.brand.pk,
        page=page,
        way="webhook",
        address="https://shop.example/told",
        language="en",
        secrets=credentials.encrypted({"secret": "ours"}),
        asked_at=NOON,
    )
    new = Fernet.generate_key().decode()
    settings.CREDENTIALS_KEYS = (new, *settings.CREDENTIALS_KEYS)
    assert rotate_all(now=NOON).unreadable == ()
    settings.CREDENTIALS_KEYS = (new,)
    assert credentials.decrypted(Monitor.objects.get(pk=monitor.pk).secrets)["secret"] == secret
    assert credentials.decrypted(Subscriber.objects.get(pk=told.pk).secrets)["secret"] == "ours"


def test_what_cannot_be_read_any_more_is_closed(cast: Cast, settings: Any) -> None:
    monitor, _ = add_monitor(
        by=cast.actor(cast.bo),
        kind=MonitorKind.GENERIC,
        name="Probe",
        template=Template.SITE_DOWN,
        now=NOON,
    )
    settings.CREDENTIALS_KEYS = (Fernet.generate_key().decode(),)
    rotate_all(now=NOON)
    assert Monitor.objects.get(pk=monitor.pk).closed_at == NOON
