"""What was made of single messages."""

from __future__ import annotations

from amends.inbox.models import Case, Direction
from amends.triage.models import Judgement


def newest_of(case: Case) -> Judgement | None:
    """What was made of the customer's newest message in a case; None where nothing was yet."""
    found = Judgement.objects.filter(
        message__case=case, message__direction=Direction.IN, message__deleted_at=None
    )
    newest = found.select_related("corrected_by").order_by("-message__sent_at", "-message_id")
    return newest.first()
