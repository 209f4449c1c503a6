"""Writing down what was learned once an incident is over, or while it is still going on."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from amends.incidents.actions.note import require_incident, write_down
from amends.incidents.models import Incident, Review
from amends.incidents.rules.reviews import LONGEST, Written
from amends.refusals import Invalid
from amends.staff.rules import Actor, Right


@transaction.atomic
def write_review(*, by: Actor, incident: Incident, words: Written, now: datetime) -> Review:
    """Keep a review as it stands now. Raises NotAllowed, NotFound, and Invalid for one that is too long."""
    require_incident(by, incident, Right.HANDLE_INCIDENTS)
    said = {part: text.strip() for part, text in asdict(words).items()}
    if any(len(text) > LONGEST for text in said.values()):
        raise Invalid("Each part of a review has at most 20,000 characters.")
    review, _made = Review.objects.update_or_create(
        incident=incident,
        defaults={
            **said,
            "brand_id": incident.brand_id,
            "by_id": by.user_id,
            "written_at": now,
        },
    )
    write_down(by=by, incident=incident, kind="review", facts={}, now=now)
    return review
