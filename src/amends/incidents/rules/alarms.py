"""What monitors say, in their own formats, as one: what is firing, and what is well again. Pure.

Sources: prometheus.io/docs/alerting/latest/configuration (webhook_config, version 4); Uptime Kuma's webhook
(``heartbeat.status``: 0 down, 1 up, 2 pending, 3 maintenance; ``monitor.id`` and ``name``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from amends.incidents.rules.words import MonitorKind, Severity
from amends.refusals import Refusal

MOST_ALARMS = 100
_DOWN, _UP = 0, 1
_SEVERITIES = {
    "critical": Severity.CRITICAL,
    "page": Severity.CRITICAL,
    "major": Severity.MAJOR,
    "error": Severity.MAJOR,
    "warning": Severity.MINOR,
    "minor": Severity.MINOR,
}


class NotUnderstood(Refusal):
    """This is not what this kind of monitor sends; check which kind was chosen for it."""

    code = "not-understood"


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing that a monitor saw; the same ``fingerprint`` again is the same thing."""

    fingerprint: str
    title: str
    is_firing: bool
    severity: Severity | None = None
    services: tuple[str, ...] = ()


def read_alarms(kind: MonitorKind, body: Mapping[str, Any]) -> tuple[Alarm, ...]:
    """What a webhook's JSON says. Raises `NotUnderstood`."""
    try:
        return _READ[kind](body)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise NotUnderstood from None


def _alertmanager(body: Mapping[str, Any]) -> tuple[Alarm, ...]:
    alerts = body["alerts"]
    if not isinstance(alerts, list) or len(alerts) > MOST_ALARMS:
        raise ValueError("alerts")
    return tuple(_alert(each) for each in alerts)


def _alert(alert: Mapping[str, Any]) -> Alarm:
    labels, notes = dict(alert.get("labels") or {}), dict(alert.get("annotations") or {})
    name = str(notes.get("summary") or labels.get("alertname") or "")
    known = str(alert.get("fingerprint") or "") or _digest(sorted(map(str, labels.items())))
    if not labels and not name:
        raise ValueError("alert")
    return Alarm(
        fingerprint=_key(known),
        title=_line(name),
        is_firing=alert["status"] == "firing",
        severity=_SEVERITIES.get(str(labels.get("severity", "")).lower()),
        services=_names(labels.get("service")),
    )


def _uptime_kuma(body: Mapping[str, Any]) -> tuple[Alarm, ...]:
    beat, monitor = body.get("heartbeat"), body.get("monitor")
    if beat is None or monitor is None:
        # Its own test says only a sentence.
        if body.get("msg"):
            return ()
        raise ValueError("heartbeat")
    status = int(beat["status"])
    if status not in {_DOWN, _UP}:
        return ()
    name = _line(str(monitor["name"]))
    return (Alarm(_key(f"kuma:{monitor['id']}"), name, status == _DOWN, None, _names(name)),)


def _generic(body: Mapping[str, Any]) -> tuple[Alarm, ...]:
    status = body["status"]
    if status not in {"firing", "resolved"}:
        raise ValueError("status")
    word = str(body.get("severity", "")).lower()
    services = body.get("services") or ()
    alarm = Alarm(
        fingerprint=_key(str(body["id"])),
        title=_line(str(body["title"])),
        is_firing=status == "firing",
        severity=_SEVERITIES.get(word),
        services=tuple(_line(str(each)) for each in services)[:30],
    )
    if not alarm.fingerprint or not alarm.title:
        raise ValueError("id")
    return (alarm,)


_READ = {
    MonitorKind.ALERTMANAGER: _alertmanager,
    MonitorKind.UPTIME_KUMA: _uptime_kuma,
    MonitorKind.GENERIC: _generic,
}


def _key(text: str) -> str:
    """What tells an alarm from others, as it can be kept."""
    return text.replace("\0", "")[:200]


def _line(text: str) -> str:
    """Somebody else's words in one line, short enough for a title."""
    return " ".join(text.replace("\0", "").split())[:160]


def _names(value: object) -> tuple[str, ...]:
    return (_line(str(value)),) if value else ()


def _digest(labels: object) -> str:
    return hashlib.sha256(repr(labels).encode()).hexdigest()[:32]


# What a test says, in the format of each kind.
_EXAMPLES: Mapping[MonitorKind, Mapping[str, Any]] = {
    MonitorKind.ALERTMANAGER: {
        "version": "4",
        "alerts": [
            {
                "status": "firing",
                "labels": {"alertname": "Checkout", "service": "Checkout", "severity": "critical"},
                "annotations": {"summary": "Checkout does not answer"},
                "fingerprint": "example",
            }
        ],
    },
    MonitorKind.UPTIME_KUMA: {
        "heartbeat": {"status": _DOWN, "msg": "timeout"},
        "monitor": {"id": 1, "name": "Checkout"},
        "msg": "Checkout is down",
    },
    MonitorKind.GENERIC: {
        "id": "example",
        "title": "Checkout does not answer",
        "status": "firing",
        "severity": "critical",
        "services": ["Checkout"],
    },
}


def example(kind: MonitorKind) -> Mapping[str, Any]:
    """What a monitor of this kind says when the checkout is down."""
    return _EXAMPLES[kind]
