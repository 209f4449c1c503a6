"""Forgets sightings that nothing needs any more, and those of people who are erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from amends.channels.models import Connection
from amends.trends.actions.habits import PAST
from amends.trends.models import Sighting


def forget_old(*, now: datetime, limit: int = 5_000) -> int:
    """Delete some sightings that are past and in no issue; how many. Call until it returns 0."""
    old = Sighting.objects.filter(issue=None, at__lt=now - PAST).order_by("pk")
    ids = list(old.values_list("pk", flat=True)[:limit])
    return Sighting.objects.filter(pk__in=ids).delete()[0]


def forget_said(*, connection: Connection, external_ids: Sequence[str]) -> int:
    """Delete the sightings of what these people said; before their names are erased."""
    theirs = Sighting.objects.filter(
        brand_id=connection.brand_id,
        message__identity__realm=connection.channel,
        message__identity__external_id__in=external_ids,
    )
    return theirs.delete()[0]
