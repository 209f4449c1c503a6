"""Tells of spikes, and of single matters that are about to be seen by many: each once."""

from __future__ import annotations

from datetime import datetime, timedelta

from amends.alerts.actions.tell import tell
from amends.alerts.rules.kinds import Happening, Kind
from amends.trends.models import Spike, SpikeState, SpreadAlarm

#: How far back is looked for what was noticed while nobody watched.
_LOOK_BACK = timedelta(hours=6)
_MOST_AT_ONCE = 200


def look_at_trends(*, now: datetime) -> int:
    """Tell of what was noticed since the last look; returns how many alerts came of it."""
    since = now - _LOOK_BACK
    spikes = Spike.objects.filter(found_at__gt=since, state=SpikeState.OPEN).order_by("found_at")
    alarms = SpreadAlarm.objects.filter(at__gt=since).order_by("at")
    happenings = [
        *(_of_spike(each) for each in spikes[:_MOST_AT_ONCE]),
        *(_of_spread(each) for each in alarms[:_MOST_AT_ONCE]),
    ]
    return tell(happenings=happenings, now=now)


def _of_spike(spike: Spike) -> Happening:
    """Only numbers: what people said stays in the desk."""
    facts: dict[str, object] = {
        "spike": spike.pk,
        "people": spike.people,
        "is_campaign": spike.is_campaign,
    }
    return Happening(
        brand_id=spike.brand_id,
        kind=Kind.SPIKE,
        source=f"spike:{spike.pk}",
        at=spike.found_at,
        facts=facts,
    )


def _of_spread(alarm: SpreadAlarm) -> Happening:
    return Happening(
        brand_id=alarm.brand_id,
        kind=Kind.SPREAD,
        source=f"spread:{alarm.pk}",
        at=alarm.at,
        case_id=alarm.case_id,
        facts={"message": alarm.message_id},
    )
