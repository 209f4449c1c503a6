"""What the inbox keeps of one answer in each of many cases: the same as for one, in a few statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection as database

from amends.inbox.actions.answered import happened, takes_offline
from amends.inbox.actions.events import note_events
from amends.inbox.actions.outgoing import Wording, enclose, message_of
from amends.inbox.models import Case, CaseState, Message
from amends.staff.rules import Actor

# What `outgoing` does to one case that is answered, for all of them. A case that waits for its customer
# already goes on waiting since then; no clock runs while it is the customer's turn.
_TURN = """
UPDATE inbox_case SET
    last_out_at = greatest(coalesce(last_out_at, %(now)s), %(now)s),
    taken_offline_at = CASE WHEN id = ANY(%(offline)s) THEN %(now)s ELSE taken_offline_at END,
    set_aside = '',
    state_since = CASE WHEN state = %(theirs)s THEN state_since ELSE %(now)s END,
    closed_at = NULL, snoozed_until = NULL, due_at = NULL, state = %(theirs)s
WHERE id = ANY(%(cases)s)
"""


def write_out_each(
    *, by: Actor, said: Sequence[tuple[Case, Wording]], now: datetime
) -> list[Message]:
    """Put our words into the timeline of each case, no two into the same, and turn it to its customer.

    The cases are locked; they are not to be looked at again as they are in ``said``.
    """
    messages = [message_of(by, case, wording, now) for case, wording in said]
    Message.objects.bulk_create(messages)
    for message, (_case, wording) in zip(messages, said, strict=True):
        if wording.enclosed:
            enclose(message, wording.enclosed)
    both = [(case, message) for (case, _), message in zip(said, messages, strict=True)]
    events = [(case, *event) for case, message in both for event in happened(case, message)]
    note_events(events, by_id=by.user_id, at=now)
    facts: dict[str, Any] = {
        "now": now,
        "offline": [case.pk for case, message in both if takes_offline(case, message)],
        "theirs": CaseState.WAITING_CUSTOMER.value,
        "cases": [case.pk for case, _ in both],
    }
    with database.cursor() as cursor:
        cursor.execute(_TURN, facts)
    return messages
