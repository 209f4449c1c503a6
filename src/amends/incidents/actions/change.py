"""Changing what an incident is: its title, what and where, how bad, who looks after it, the promise."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from amends.incidents.actions.note import require_incident, write_down
from amends.incidents.models import Incident
from amends.incidents.rules.opening import (
    IsResolved,
    require_next,
    tidy_names,
    tidy_title,
)
from amends.incidents.rules.words import IncidentState, Severity
from amends.staff.queries import colleague
from amends.staff.rules import Actor, Right


@transaction.atomic
def describe(  # noqa: PLR0913 - an incident's whole form
    *,
    by: Actor,
    incident: Incident,
    title: str,
    severity: Severity,
    services: Collection[str],
    areas: Collection[str],
    owner_id: int | None,
    now: datetime,
) -> None:
    """Put down what is known now. Raises NotAllowed, NotFound for a stranger as owner, `NoTitle`."""
    require_incident(by, incident, Right.HANDLE_INCIDENTS)
    if owner_id is not None:
        colleague(by.brand_id, owner_id)
    new: dict[str, object] = {
        "title": tidy_title(title),
        "severity": str(Severity(severity)),
        "services": tidy_names(services),
        "areas": tidy_names(areas),
        "owner_id": owner_id,
    }
    locked = Incident.objects.select_for_update().get(pk=incident.pk)
    changed = [name for name, value in new.items() if getattr(locked, name) != value]
    if changed:
        for name in changed:
            setattr(locked, name, new[name])
        locked.save(update_fields=changed)
        facts = {"what": [name.removesuffix("_id") for name in changed]}
        write_down(by=by, incident=locked, kind="describe", facts=facts, now=now)


@transaction.atomic
def promise(*, by: Actor, incident: Incident, at: datetime, now: datetime) -> None:
    """Move the moment of the next word before anybody was told of it, or after it was missed.

    Customers read the old one until they are told anew, so it stands in the timeline. Raises
    NotAllowed, NotFound, `IsResolved`, `NoNextWord`.
    """
    require_incident(by, incident, Right.HANDLE_INCIDENTS)
    locked = Incident.objects.select_for_update().get(pk=incident.pk)
    if locked.state == IncidentState.RESOLVED:
        raise IsResolved
    before = locked.next_update_at
    locked.next_update_at = require_next(IncidentState(locked.state), at, now)
    if locked.next_update_at != before:
        locked.save(update_fields=["next_update_at"])
        facts = {"from": before, "to": at}
        write_down(by=by, incident=locked, kind="promise", facts=facts, now=now)


@transaction.atomic
def propose_resolve(*, by: Actor, incident: Incident, now: datetime, monitor: int) -> None:
    """A monitor says that all is well again: a person is asked, and decides."""
    open_still = Incident.objects.filter(pk=incident.pk, brand_id=by.brand_id, resolved_at=None)
    if open_still.filter(resolve_proposed_at=None).update(resolve_proposed_at=now):
        facts = {"monitor": monitor}
        write_down(by=by, incident=incident, kind="resolve_proposed", facts=facts, now=now)


@transaction.atomic
def close_untold(*, by: Actor, incident: Incident, now: datetime) -> None:
    """Close an incident of which nobody was told: a false alarm. Raises NotAllowed, NotFound, IsResolved.

    Who was told anything is owed a last word: then it ends by telling everyone.
    """
    require_incident(by, incident, Right.HANDLE_INCIDENTS)
    locked = Incident.objects.select_for_update().get(pk=incident.pk)
    if locked.state == IncidentState.RESOLVED:
        raise IsResolved
    if locked.updates.exists():
        raise IsResolved("Customers were told of it: tell them that it is over instead.")
    locked.state, locked.state_since = IncidentState.RESOLVED, now
    locked.resolved_at, locked.next_update_at, locked.resolve_proposed_at = now, None, None
    locked.save(
        update_fields=[
            *("state", "state_since", "resolved_at", "next_update_at", "resolve_proposed_at")
        ]
    )
    locked.notices.filter(state="draft").update(state="put_away")
    write_down(by=by, incident=locked, kind="close_untold", facts={}, now=now)
