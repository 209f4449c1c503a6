"""What was made of single messages."""

from __future__ import annotations

from amends.inbox.models import Case
from amends.joined import Joined
from amends.staff.models import User
from amends.triage.models import Judgement

_MADE = Joined(made=Judgement, corrector=User)
_NEWEST = f"""
SELECT {_MADE.columns} FROM inbox_message message
JOIN triage_judgement made ON made.message_id = message.id
LEFT JOIN staff_user corrector ON corrector.id = made.corrected_by_id
WHERE message.case_id = %(case)s AND message.direction = 'in' AND message.deleted_at IS NULL
ORDER BY message.sent_at DESC, message.id DESC LIMIT 1
"""  # noqa: S608 - our own columns


def newest_of(case: Case) -> Judgement | None:
    """What was made of the customer's newest message in a case; None where nothing was yet."""
    for made, corrector in _MADE.read(_NEWEST, {"case": case.pk}):
        newest: Judgement = made
        newest.corrected_by = corrector
        return newest
    return None
