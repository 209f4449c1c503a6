"""An incident in figures: how soon people were told, which promises were kept, whom it reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min

from amends.incidents.models import AffectedCase, Incident
from amends.incidents.queries.affected import Affected, affected_of
from amends.incidents.queries.ledger import closing_of, tally_of
from amends.incidents.queries.look import Kept, kept_of, updates_of
from amends.incidents.rules.ledger import Tally


@dataclass(frozen=True, slots=True)
class IncidentFigures:
    """What a review looks at; a time is None where there was no such moment."""

    lasted: timedelta
    first_complaint: datetime | None
    to_first_word: timedelta | None
    kept: Kept
    words_told: int
    affected: Affected
    ledger: Tally | None


def figures_of(incident: Incident, now: datetime) -> IncidentFigures:
    """The figures of an incident as they stand at ``now``."""
    updates = updates_of(incident)
    attached = AffectedCase.objects.filter(incident=incident, detached_at=None)
    first = attached.aggregate(at=Min("case__opened_at"))["at"]
    began = min(filter(None, (first, incident.opened_at)))
    closing = closing_of(incident)
    return IncidentFigures(
        lasted=(incident.resolved_at or now) - began,
        first_complaint=first,
        to_first_word=updates[0].at - began if updates else None,
        kept=kept_of(updates),
        words_told=len(updates),
        affected=affected_of(incident),
        ledger=tally_of(closing) if closing else None,
    )
