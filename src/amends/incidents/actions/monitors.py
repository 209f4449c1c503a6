"""Monitors: made and closed by leads; what they say opens incidents, and never tells anybody by itself."""

from __future__ import annotations

import base64
import hmac
import os
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import orjson
from django.db import transaction

from amends.audit.actions import record
from amends.channels import credentials
from amends.channels.contract import Disconnected, Refused
from amends.channels.plain import signing
from amends.incidents.actions.change import close_untold, propose_resolve
from amends.incidents.actions.note import write_entry
from amends.incidents.actions.open import open_incident
from amends.incidents.models import Incident, Monitor, MonitorAlarm
from amends.incidents.rules.alarms import Alarm, NotUnderstood, example, read_alarms
from amends.incidents.rules.opening import Opening, tidy_names
from amends.incidents.rules.words import MonitorKind, Source, Template
from amends.refusals import Invalid, NotFound, Refusal
from amends.staff.rules import Actor, Right, system

MOST_MONITORS = 30


class NotProven(Refusal):
    """Nothing proves that this comes from the monitor; check the secret on its side."""

    code = "not-proven"


@transaction.atomic
def add_monitor(  # noqa: PLR0913 - a monitor's whole form
    *,
    by: Actor,
    kind: MonitorKind,
    name: str,
    template: Template,
    now: datetime,
    services: Collection[str] = (),
    areas: Collection[str] = (),
    resolves_alone: bool = False,
) -> tuple[Monitor, str]:
    """Hear a monitor from now on; with the secret that it must bring, which is told this once.

    ``resolves_alone``: its word that all is well closes an incident of which nobody was told.
    Raises NotAllowed and Invalid.
    """
    by.require(Right.MANAGE_CONNECTIONS)
    tidy = " ".join(name.split())
    if not 0 < len(tidy) <= 80:
        raise Invalid("A monitor needs a name of at most 80 characters.", field="name")
    if Monitor.objects.filter(brand_id=by.brand_id, closed_at=None).count() >= MOST_MONITORS:
        raise Invalid("A brand has at most 30 monitors; close one first.", field="name")
    secret = _new_secret()
    monitor = Monitor.objects.create(
        brand_id=by.brand_id,
        kind=MonitorKind(kind),
        name=tidy,
        secrets=credentials.encrypted({"secret": secret}),
        template=Template(template),
        services=tidy_names(services),
        areas=tidy_names(areas),
        resolves_alone=resolves_alone,
        made_by_id=by.user_id,
        made_at=now,
    )
    target = f"monitor:{monitor.pk}"
    record(by=by, action="incidents.add_monitor", target=target, facts={"kind": kind}, now=now)
    return monitor, secret


def _new_secret() -> str:
    return signing.PREFIX + base64.b64encode(os.urandom(32)).decode()


@transaction.atomic
def rotate_monitor(*, by: Actor, monitor: Monitor, now: datetime) -> str:
    """Give a monitor a new secret, told this once; the old one proves nothing from now on.

    Raises NotAllowed, and NotFound for one that is heard no more.
    """
    by.require(Right.MANAGE_CONNECTIONS)
    secret = _new_secret()
    living = Monitor.objects.filter(brand_id=by.brand_id, pk=monitor.pk, closed_at=None)
    if not living.update(secrets=credentials.encrypted({"secret": secret})):
        raise NotFound(monitor=monitor.pk)
    target = f"monitor:{monitor.pk}"
    record(by=by, action="incidents.rotate_monitor", target=target, facts={}, now=now)
    return secret


def try_monitor(*, by: Actor, monitor: Monitor, now: datetime) -> Alarm:
    """Take an example through the monitor's own door, as far as opening: what it would open is returned.

    Raises NotAllowed, NotFound, and `NotProven` when its secret cannot be read.
    """
    by.require(Right.MANAGE_CONNECTIONS)
    if monitor.brand_id != by.brand_id or monitor.closed_at is not None:
        raise NotFound(monitor=monitor.pk)
    said = example(MonitorKind(monitor.kind))
    body = orjson.dumps(said)
    try:
        secret = credentials.decrypted(monitor.secrets).get("secret", "")
    except Disconnected:
        raise NotProven from None
    _require_proof(monitor, body, signing.signed([secret], "msg_test", body, now), now)
    alarm = read_alarms(MonitorKind(monitor.kind), said)[0]
    return replace(alarm, services=tuple(monitor.services) or alarm.services)


@transaction.atomic
def close_monitor(*, by: Actor, monitor: Monitor, now: datetime) -> None:
    """Take nothing from it any more; what it opened stays. Again is no error. Raises NotAllowed, NotFound."""
    by.require(Right.MANAGE_CONNECTIONS)
    if monitor.brand_id != by.brand_id:
        raise NotFound(monitor=monitor.pk)
    if Monitor.objects.filter(pk=monitor.pk, closed_at=None).update(closed_at=now):
        target = f"monitor:{monitor.pk}"
        record(by=by, action="incidents.close_monitor", target=target, facts={}, now=now)


@transaction.atomic
def rotate_secrets(*, by: Actor, now: datetime) -> int:
    """Encrypt every monitor's secret with the installation's newest key; how many could not be read.

    Those are closed, since nothing they say can be proven any more: add them anew. Raises NotAllowed.
    """
    by.require(Right.MANAGE_CONNECTIONS)
    lost = 0
    for each in Monitor.objects.select_for_update().filter(closed_at=None):
        try:
            each.secrets = credentials.renewed(each.secrets)
        except credentials.UnreadableSecrets:
            lost += 1
            each.closed_at = now
        each.save(update_fields=["secrets", "closed_at"])
    action, facts = "incidents.rotate_secrets", {"lost": lost}
    record(by=by, action=action, target="installation", facts=facts, now=now)
    return lost


def hear(*, public_id: UUID, body: bytes, headers: Mapping[str, str], now: datetime) -> int:
    """What a monitor posted, once it is proven to come from it; how many alarms it held.

    ``headers``: names in lower case. The same alarm again changes nothing. Raises NotFound for an address
    that nobody was given, `NotProven` and `NotUnderstood`.
    """
    monitor = Monitor.objects.filter(public_id=public_id, closed_at=None).first()
    if monitor is None:
        raise NotFound
    _require_proof(monitor, body, headers, now)
    try:
        said = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise NotUnderstood from None
    if not isinstance(said, dict):
        raise NotUnderstood
    alarms = read_alarms(MonitorKind(monitor.kind), said)
    with transaction.atomic():
        # What it says is taken in one after the other: the same alarm twice at once opens one incident.
        monitor = Monitor.objects.select_for_update(no_key=True).get(pk=monitor.pk)
        Monitor.objects.filter(pk=monitor.pk).update(heard_at=now)
        for alarm in alarms:
            _take(monitor, alarm, now)
    return len(alarms)


def _require_proof(
    monitor: Monitor, body: bytes, headers: Mapping[str, str], now: datetime
) -> None:
    """Fail closed. A signature where the program can sign, else the secret itself."""
    try:
        secret = credentials.decrypted(monitor.secrets).get("secret", "")
        if signing.SIGNATURE in headers or monitor.kind == MonitorKind.GENERIC:
            signing.check([secret], headers, body, now)
            return
    except (Refused, Disconnected):
        raise NotProven from None
    scheme, _space, given = headers.get("authorization", "").partition(" ")
    same = hmac.compare_digest(given.strip().encode(), secret.encode())
    if scheme.lower() != "bearer" or not secret or not same:
        raise NotProven


def _take(monitor: Monitor, alarm: Alarm, now: datetime) -> None:
    known = MonitorAlarm.objects.filter(monitor=monitor, fingerprint=alarm.fingerprint)
    before = known.select_related("incident").first()
    if before is None and not alarm.is_firing:
        return
    if alarm.is_firing:
        _fire(monitor, alarm, before, now)
    elif before is not None and before.is_firing:
        _end(monitor, before, now)


def _fire(monitor: Monitor, alarm: Alarm, before: MonitorAlarm | None, now: datetime) -> None:
    """Again is counted; after its end, or once its incident is behind us, it is a new trouble."""
    if before is not None:
        is_same = before.is_firing and before.incident and before.incident.resolved_at is None
        before.times, before.last_at, before.title = before.times + 1, now, alarm.title
        if not is_same:
            before.is_firing, before.first_at = True, now
            before.incident = _incident(monitor, alarm, now)
        before.save()
        return
    MonitorAlarm.objects.create(
        brand_id=monitor.brand_id,
        monitor=monitor,
        fingerprint=alarm.fingerprint,
        incident=_incident(monitor, alarm, now),
        title=alarm.title,
        first_at=now,
        last_at=now,
    )


def _incident(monitor: Monitor, alarm: Alarm, now: datetime) -> Incident:
    """The open incident of this monitor, for one failure rings many bells; else a new one."""
    by = system(monitor.brand_id)
    firing = MonitorAlarm.objects.filter(
        monitor=monitor, is_firing=True, incident__resolved_at=None, incident__isnull=False
    )
    other = firing.select_related("incident").order_by("-last_at").first()
    if other is not None and other.incident is not None:
        facts = {"monitor": monitor.pk}
        write_entry(
            by=by, incident=other.incident, kind="monitor", text=alarm.title, facts=facts, now=now
        )
        return other.incident
    opening = Opening(
        title=alarm.title or monitor.name,
        request_key=f"monitor:{monitor.pk}:{alarm.fingerprint}"[:150] + f":{now.timestamp():.0f}",
        template=Template(monitor.template),
        severity=alarm.severity,
        services=tuple(monitor.services) or alarm.services,
        areas=tuple(monitor.areas),
        source=Source.MONITOR,
        origin=monitor.name,
    )
    return open_incident(by=by, opening=opening, now=now)


def _end(monitor: Monitor, alarm: MonitorAlarm, now: datetime) -> None:
    """Well again. A person says so to everybody; only what nobody was told of may close by itself."""
    alarm.is_firing, alarm.last_at = False, now
    alarm.save(update_fields=["is_firing", "last_at"])
    incident = alarm.incident
    if incident is None or incident.resolved_at is not None:
        return
    if MonitorAlarm.objects.filter(incident=incident, is_firing=True).exists():
        return
    by = system(monitor.brand_id)
    if monitor.resolves_alone and not incident.updates.exists():
        close_untold(by=by, incident=incident, now=now)
    else:
        propose_resolve(by=by, incident=incident, now=now, monitor=monitor.pk)
