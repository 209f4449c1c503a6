"""The status page says what the networks say, in the same transaction; without a page nothing happens."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.incidents.models import Incident, IncidentUpdate
from amends.incidents.rules.words import IncidentState, Severity
from amends.staff.rules import Actor
from amends.status.actions.announce import NoStatusPage, Word, announce
from amends.status.models import Component
from amends.status.rules.states import ComponentState, EventState

_DOES: dict[str, ComponentState] = {
    Severity.MINOR: ComponentState.DEGRADED,
    Severity.MAJOR: ComponentState.PARTIAL,
    Severity.CRITICAL: ComponentState.MAJOR,
}


def announce_on_page(*, by: Actor, update: IncidentUpdate, now: datetime) -> bool:
    """Say an update on the brand's status page; whether there is one. Its subscribers are told by it."""
    incident = update.incident
    word = Word(
        reference=f"update:{update.pk}",
        title=incident.title,
        words={update.language: update.text, **update.translations},
        state=EventState(update.state),
        components=_components(incident, update),
        started_at=incident.opened_at,
        next_update_at=update.next_update_at,
        affected=incident.affected.filter(detached_at=None).count(),
    )
    try:
        with transaction.atomic():
            announce(
                by=by,
                brand=incident.brand,
                reference=f"incident:{incident.pk}",
                word=word,
                now=now,
            )
    except NoStatusPage:
        return False
    return True


def _components(incident: Incident, update: IncidentUpdate) -> dict[int, ComponentState] | None:
    """The page's components that are called as the incident's services are, each with how it does."""
    named = {service.casefold() for service in incident.services}
    own = Component.objects.filter(brand_id=incident.brand_id, archived_at=None)
    is_well = update.state in {IncidentState.WATCHING, IncidentState.RESOLVED}
    does = ComponentState.OPERATIONAL if is_well else _DOES[incident.severity]
    found = {pk: does for pk, name in own.values_list("pk", "name") if name.casefold() in named}
    return found or None
