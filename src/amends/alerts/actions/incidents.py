"""Reminds of the next word of an incident: 15 and 5 minutes before it was promised, and when it is late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from amends.alerts.actions.tell import tell
from amends.alerts.rules.kinds import Happening, Kind
from amends.incidents.models import Incident
from amends.incidents.queries.look import running_out
from amends.incidents.rules.opening import REMIND_BEFORE


def look_at_incidents(*, now: datetime) -> int:
    """Tell whoever looks after it, and the leads; how many alerts that made."""
    happenings = [each for incident in running_out(now) for each in _reminders(incident, now)]
    return tell(happenings=happenings, now=now)


def _reminders(incident: Incident, now: datetime) -> Iterator[Happening]:
    due_at = incident.next_update_at
    if due_at is None:
        return
    left = due_at - now
    is_late = due_at <= now
    # The nearest reminder that is due: a desk that was away for a while sends one and not all.
    stage = (
        "late"
        if is_late
        else f"{min(each for each in REMIND_BEFORE if left <= each).seconds // 60}"
    )
    source = f"incident:{incident.pk}:{stage}:{due_at.isoformat()}"
    facts: dict[str, object] = {
        "incident": incident.pk,
        "name": incident.title,
        "due_at": due_at.isoformat(),
        "is_late": is_late,
    }
    if incident.owner_id is not None:
        yield Happening(
            brand_id=incident.brand_id,
            kind=Kind.LATE,
            source=source,
            at=now,
            user_ids=(incident.owner_id,),
            is_for_chats=is_late,
            facts=facts,
        )
    yield Happening(
        brand_id=incident.brand_id,
        kind=Kind.TEAM_LATE,
        source=f"{source}:team",
        at=now,
        not_to=incident.owner_id,
        facts=facts,
    )
