"""Reads incidents: which are open, one with all of it, what is promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet

from amends.incidents.models import (
    Incident,
    IncidentNotice,
    IncidentUpdate,
    Monitor,
    TimelineEntry,
)
from amends.incidents.rules.opening import REMIND_BEFORE
from amends.incidents.rules.words import IncidentState, NoticeState
from amends.joined import Joined
from amends.refusals import NotFound
from amends.staff.models import User

_OWNED = Joined(incident=Incident, owner=User)
_OPEN = f"""
SELECT {_OWNED.columns},
    (SELECT max(told.at) FROM incidents_incidentupdate told WHERE told.incident_id = incident.id)
FROM incidents_incident incident LEFT JOIN staff_user owner ON owner.id = incident.owner_id
WHERE incident.brand_id = %(brand)s AND incident.state <> %(over)s
ORDER BY incident.next_update_at, incident.id
"""  # noqa: S608 - our own columns


def open_incidents(brand_id: int) -> list[Incident]:
    """The incidents of a brand that are not resolved; those whose next word is due first come first.

    It stands on every screen, so it is written out.
    """
    found: list[Incident] = []
    asked = {"brand": brand_id, "over": IncidentState.RESOLVED.value}
    for incident, owner, told_at in _OWNED.read(_OPEN, asked):
        incident.owner = owner
        incident.last_told_at = told_at
        found.append(incident)
    return found


def incidents_page(brand_id: int, *, before: int | None, limit: int) -> list[Incident]:
    """A brand's incidents, open ones too, newest first, with ``people``: how many cases are attached."""
    found = Incident.objects.filter(brand_id=brand_id).select_related("owner", "opened_by")
    older = found if before is None else found.filter(pk__lt=before)
    return list(with_people(older).order_by("-pk")[:limit])


def with_people(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """The same, each with how many cases are attached, how many updates it had and when the last was."""
    attached = Count("affected", filter=Q(affected__detached_at=None), distinct=True)
    told, last = Count("updates", distinct=True), Max("updates__at")
    return incidents.annotate(people=attached, told=told, last_told_at=last)


def incident_of(brand_id: int, incident_id: int) -> Incident:
    """One incident of a brand. Raises `NotFound`, also for another brand's."""
    found = Incident.objects.filter(brand_id=brand_id, pk=incident_id)
    incident = with_people(found).select_related("brand", "owner", "opened_by").first()
    if incident is None:
        raise NotFound(incident=incident_id)
    return incident


def draft_of(incident: Incident) -> IncidentNotice | None:
    """What is being written for everybody; None while nobody writes."""
    drafts = incident.notices.filter(state=NoticeState.DRAFT)
    return drafts.select_related("incident__brand", "written_by").first()


def notice_in(incident: Incident, notice_id: int) -> IncidentNotice:
    """One notice of an incident. Raises `NotFound`."""
    found = incident.notices.filter(pk=notice_id)
    notice = found.select_related("incident__brand", "update").first()
    if notice is None:
        raise NotFound(notice=notice_id)
    return notice


def updates_of(incident: Incident) -> list[IncidentUpdate]:
    """What everybody was told, oldest first."""
    return list(incident.updates.select_related("by", "notice").order_by("pk"))


def timeline_of(incident: Incident, *, limit: int) -> list[TimelineEntry]:
    """What happened behind the scenes, newest first."""
    return list(incident.entries.select_related("by").order_by("-at", "-pk")[:limit])


@dataclass(frozen=True, slots=True)
class Kept:
    """How promises of updates were kept: of those that were due, how many came in time."""

    in_time: int
    due: int


def kept_of(updates: Sequence[IncidentUpdate]) -> Kept:
    """How the promises of these updates were kept; the first word has none to keep."""
    due = [each for each in updates if each.promised_at is not None]
    in_time = [each for each in due if each.promised_at and each.at <= each.promised_at]
    return Kept(len(in_time), len(due))


def running_out(now: datetime) -> list[Incident]:
    """Incidents of all brands whose next word is due soon or late by less than a day; the first due first."""
    soon = now + max(REMIND_BEFORE)
    promised = Incident.objects.filter(
        next_update_at__lte=soon, next_update_at__gt=now - timedelta(days=1)
    )
    return list(promised.select_related("owner").order_by("next_update_at", "pk"))


def monitors_of(brand_id: int) -> list[Monitor]:
    """The monitors that a brand hears, by name."""
    living = Monitor.objects.filter(brand_id=brand_id, closed_at=None)
    return list(living.select_related("made_by").order_by("name", "pk"))


def monitor_of(brand_id: int, monitor_id: int) -> Monitor:
    """One monitor of a brand that is still heard. Raises `NotFound`."""
    found = Monitor.objects.filter(brand_id=brand_id, pk=monitor_id, closed_at=None).first()
    if found is None:
        raise NotFound(monitor=monitor_id)
    return found
