"""The private timeline: what happened, written by colleagues and by the desk itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from amends.audit.actions import record
from amends.audit.rules import plain
from amends.inbox.actions import bell
from amends.incidents.models import Incident, TimelineEntry
from amends.refusals import Invalid, NotFound
from amends.staff.rules import Actor, Right

LONGEST_NOTE = 4_000


def require_incident(by: Actor, incident: Incident, right: Right) -> None:
    """Raises NotAllowed without the right, and NotFound for another brand's incident."""
    by.require(right)
    if incident.brand_id != by.brand_id:
        raise NotFound(incident=incident.pk)


def write_entry(  # noqa: PLR0913 - what happened to which incident, by whom and when
    *,
    by: Actor,
    incident: Incident,
    kind: str,
    now: datetime,
    text: str = "",
    facts: Mapping[str, object] | None = None,
) -> TimelineEntry:
    """Append to the timeline and tell open pages. ``facts`` hold ids, states and numbers."""
    bell.ring(brand_id=incident.brand_id, cases=())
    kept = {key: plain(value) for key, value in (facts or {}).items()}
    return TimelineEntry.objects.create(
        brand_id=incident.brand_id,
        incident=incident,
        kind=kind,
        text=text,
        facts=kept,
        by_id=by.user_id,
        at=now,
    )


def write_down(
    *, by: Actor, incident: Incident, kind: str, facts: Mapping[str, object], now: datetime
) -> None:
    """The timeline's entry and the audit entry of a change."""
    write_entry(by=by, incident=incident, kind=kind, facts=facts, now=now)
    target = f"incident:{incident.pk}"
    record(by=by, action=f"incidents.{kind}", target=target, facts=facts, now=now)


@transaction.atomic
def add_note(*, by: Actor, incident: Incident, text: str, now: datetime) -> TimelineEntry:
    """A colleague's own words in the timeline; never public. Raises NotAllowed, NotFound, Invalid."""
    require_incident(by, incident, Right.HANDLE_INCIDENTS)
    words = text.strip()
    if not 0 < len(words) <= LONGEST_NOTE:
        raise Invalid("A note has 1 to 4,000 characters.")
    entry = write_entry(by=by, incident=incident, kind="note", text=words, now=now)
    target = f"incident:{incident.pk}"
    record(by=by, action="incidents.note", target=target, facts={"entry": entry.pk}, now=now)
    return entry
