"""An answer that a colleague gave on the network itself, past the desk, because only people may there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.inbox.actions.events import require_case, write_down
from amends.inbox.actions.outgoing import turn_to_customer
from amends.inbox.models import Case, CaseEventKind, CaseState
from amends.inbox.rules.turns import latest
from amends.staff.rules import Actor, Right

#: Characters of what was said there that are kept.
LONGEST = 2_000


@transaction.atomic
def record_elsewhere(*, by: Actor, case: Case, text: str, now: datetime) -> None:
    """Somebody answered on the network itself: the clock stops, and the next word is the customer's.

    ``text``: what was said there, for the record; may be empty. The network's own echo of the answer, should
    it come, is one message like any other. Raises NotAllowed and NotFound.
    """
    require_case(by, case, Right.ANSWER)
    locked = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    facts: dict[str, object] = {"by_hand": True, "from": locked.state}
    if text.strip():
        facts["text"] = text.strip()[:LONGEST]
    locked.answered_elsewhere_at = latest(locked.answered_elsewhere_at, now)
    locked.save(update_fields=["answered_elsewhere_at"])
    if locked.state != CaseState.CLOSED:
        turn_to_customer(locked, now)
    what = ("record_elsewhere", CaseEventKind.ANSWERED_ELSEWHERE)
    write_down(by=by, case=locked, what=what, facts=facts, now=now)
