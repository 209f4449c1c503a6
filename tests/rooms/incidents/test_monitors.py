from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from amends.channels.plain import signing
from amends.incidents.actions.monitors import NotProven, add_monitor, close_monitor, hear
from amends.incidents.models import Incident, Monitor, MonitorAlarm
from amends.incidents.rules.alarms import NotUnderstood
from amends.incidents.rules.words import MonitorKind, Severity, Template
from amends.outbox.models import Send
from amends.refusals import NotAllowed, NotFound
from cast import NOON, Cast

LATER = NOON + timedelta(minutes=5)


def made(cast: Cast, kind: MonitorKind, **more: object) -> tuple[Monitor, str]:
    return add_monitor(
        by=cast.actor(cast.bo),
        kind=kind,
        name="Prometheus",
        template=Template.SITE_DOWN,
        now=NOON,
        **more,  # type: ignore[arg-type]
    )


def alert(status: str, fingerprint: str = "abc") -> bytes:
    labels = {"alertname": "ShopDown", "severity": "critical", "service": "Shop"}
    said = {
        "status": status,
        "labels": labels,
        "fingerprint": fingerprint,
        "annotations": {"summary": "The shop is down"},
    }
    return json.dumps({"version": "4", "alerts": [said]}).encode()


def told(monitor: Monitor, body: bytes, secret: str, **more: object) -> int:
    headers = {"authorization": f"Bearer {secret}"}
    asked = {"public_id": monitor.public_id, "body": body, "headers": headers, "now": NOON, **more}
    return hear(**asked)  # type: ignore[arg-type]


def test_an_alarm_opens_one_incident_however_often_it_rings(cast: Cast) -> None:
    monitor, secret = made(cast, MonitorKind.ALERTMANAGER)
    for _ in range(3):
        told(monitor, alert("firing"), secret)
    told(monitor, alert("firing", "another"), secret)
    incident = Incident.objects.get()
    assert (incident.title, incident.severity) == ("The shop is down", Severity.CRITICAL)
    assert (incident.services, incident.source) == (["Shop"], "monitor")
    assert MonitorAlarm.objects.get(fingerprint="abc").times == 3
    assert not Send.objects.exists()


def test_all_is_well_is_proposed_and_never_told(cast: Cast) -> None:
    monitor, secret = made(cast, MonitorKind.ALERTMANAGER)
    told(monitor, alert("resolved"), secret)
    assert not Incident.objects.exists()
    told(monitor, alert("firing"), secret)
    told(monitor, alert("resolved"), secret, now=LATER)
    incident = Incident.objects.get()
    assert (incident.resolve_proposed_at, incident.resolved_at) == (LATER, None)


def test_what_nobody_was_told_of_may_close_by_itself(cast: Cast) -> None:
    monitor, secret = made(cast, MonitorKind.ALERTMANAGER, resolves_alone=True)
    told(monitor, alert("firing"), secret)
    told(monitor, alert("resolved"), secret, now=LATER)
    assert Incident.objects.get().resolved_at == LATER
    told(monitor, alert("firing"), secret, now=LATER + timedelta(minutes=1))
    assert Incident.objects.count() == 2


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": "Bearer "},
        {"authorization": "Bearer wrong"},
        {"authorization": "Basic x"},
    ],
)
def test_nothing_is_taken_without_proof(cast: Cast, headers: dict[str, str]) -> None:
    monitor, secret = made(cast, MonitorKind.ALERTMANAGER)
    with pytest.raises(NotProven):
        told(monitor, alert("firing"), secret, headers=headers)
    assert not Incident.objects.exists()


def test_a_generic_one_must_sign(cast: Cast) -> None:
    monitor, secret = made(cast, MonitorKind.GENERIC)
    body = json.dumps({"id": "1", "title": "Shop down", "status": "firing"}).encode()
    with pytest.raises(NotProven):
        told(monitor, body, secret)
    headers = signing.signed([secret], "m1", body, NOON)
    assert told(monitor, body, secret, headers=headers) == 1
    with pytest.raises(NotProven):
        told(monitor, body + b" ", secret, headers=headers)
    with pytest.raises(NotProven):
        told(monitor, body, secret, headers=headers, now=NOON + timedelta(hours=1))


def test_odd_characters_in_its_key_are_no_fault_of_ours(cast: Cast) -> None:
    monitor, secret = made(cast, MonitorKind.ALERTMANAGER)
    for _ in range(2):
        assert told(monitor, alert("firing", "a\0b"), secret) == 1
    assert MonitorAlarm.objects.get().fingerprint == "ab"


def test_uptime_kuma_is_understood(cast: Cast) -> None:
    monitor, secret = made(cast, MonitorKind.UPTIME_KUMA)
    down = {"heartbeat": {"status": 0}, "monitor": {"id": 7, "name": "Shop"}, "msg": "down"}
    assert told(monitor, json.dumps(down).encode(), secret) == 1
    assert Incident.objects.get().services == ["Shop"]
    assert told(monitor, json.dumps({"msg": "Testing"}).encode(), secret) == 0


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"alerts": 3}', b'{"alerts": [{}]}', b'{"alerts": [[]]}']
)
def test_nonsense_is_refused(cast: Cast, body: bytes) -> None:
    monitor, secret = made(cast, MonitorKind.ALERTMANAGER)
    with pytest.raises(NotUnderstood):
        told(monitor, body, secret)


def test_a_closed_one_is_nobody(cast: Cast) -> None:
    monitor, secret = made(cast, MonitorKind.ALERTMANAGER)
    with pytest.raises(NotAllowed):
        close_monitor(by=cast.actor(cast.ada), monitor=monitor, now=NOON)
    close_monitor(by=cast.actor(cast.bo), monitor=monitor, now=NOON)
    with pytest.raises(NotFound):
        told(monitor, alert("firing"), secret)
    with pytest.raises(NotFound):
        hear(public_id=uuid4(), body=b"{}", headers={}, now=NOON)
