"""Forgetting: raw bytes that were understood long ago, and sums that nobody looks at any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from amends.listening.models import Cycle, Delivery, DeliveryState, HourlyTraffic

#: Longer than the pattern of a connection's traffic looks back.
_TRAFFIC_DAYS = 90
_CYCLE_DAYS = 14


def forget(*, days: int, limit: int, now: datetime) -> int:
    """Empty the bodies of up to ``limit`` deliveries done more than ``days`` ago; returns how many.

    Their keys stay, so that the network cannot give them to us a second time. What waits or lies in
    quarantine is never touched. Called again until it returns 0.
    """
    old = Delivery.objects.filter(
        Q(state=DeliveryState.DONE), ~Q(body=b""), digested_at__lt=now - timedelta(days=days)
    ).order_by("digested_at")
    chosen = list(old.values_list("pk", flat=True)[:limit])
    return Delivery.objects.filter(pk__in=chosen).update(body=b"", headers={})


def forget_sums(*, now: datetime) -> None:
    """Delete the sums of single readings after two weeks, and the counted hours after three months."""
    Cycle.objects.filter(at__lt=now - timedelta(days=_CYCLE_DAYS)).delete()
    HourlyTraffic.objects.filter(hour__lt=now - timedelta(days=_TRAFFIC_DAYS)).delete()
