"""What was made of single messages."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q

from amends.inbox.models import Case, Direction, Message
from amends.joined import Joined
from amends.staff.models import User
from amends.triage.models import Judgement

#: Messages of one case that are looked at: as many as give it its place.
_MOST = 200
_MADE = Joined(made=Judgement, corrector=User)
_NEWEST = f"""
SELECT {_MADE.columns}, message.is_automatic,
    message.sent_at > coalesce(greatest(c.last_out_at, c.answered_elsewhere_at), '-infinity') AS is_later
FROM inbox_message message
JOIN inbox_case c ON c.id = message.case_id
JOIN triage_judgement made ON made.message_id = message.id
LEFT JOIN staff_user corrector ON corrector.id = made.corrected_by_id
WHERE message.case_id = %(case)s AND message.direction = 'in' AND message.deleted_at IS NULL
ORDER BY message.sent_at DESC, message.id DESC LIMIT {_MOST}
"""  # noqa: S608 - our own columns


@dataclass(frozen=True, slots=True)
class InCase:
    """What was made of what a customer said in a case, newest first."""

    some: list[Judgement]
    #: Of those that a person wrote, not a machine for them.
    spoken: list[Judgement]
    #: Of those that wait for an answer, which give the case its place; the newest where none does.
    waiting: list[Judgement]

    @property
    def newest(self) -> Judgement:
        """Of the newest message."""
        return self.some[0]


def made_in(case: Case) -> InCase | None:
    """What was made of the customer's newest messages in a case; None where nothing was yet."""
    some, spoken, waiting = [], [], []
    for made, corrector, is_automatic, is_later in _MADE.read(_NEWEST, {"case": case.pk}):
        made.corrected_by = corrector
        some.append(made)
        if not is_automatic:
            spoken.append(made)
        if is_later and not is_automatic:
            waiting.append(made)
    return InCase(some, spoken, waiting or some[:1]) if some else None


def waiting_upto(case: Case, message: Message) -> list[int]:
    """The ids of a case's messages that wait for an answer, up to one: what came later was not seen."""
    upto = Q(sent_at__lt=message.sent_at) | Q(sent_at=message.sent_at, pk__lte=message.pk)
    waiting = Message.objects.filter(
        upto, case=case, direction=Direction.IN, is_automatic=False, deleted_at=None
    )
    for answered in ("last_out_at", "answered_elsewhere_at"):
        waiting = waiting.filter(
            Q(sent_at__gt=F(f"case__{answered}")) | Q(**{f"case__{answered}": None})
        )
    return list(waiting.values_list("pk", flat=True))
