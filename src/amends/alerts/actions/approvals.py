"""Tells of approvals: who is asked for a yes, and whoever waits for it what was said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from amends.alerts.actions.tell import tell
from amends.alerts.rules.kinds import Happening, Kind
from amends.outbox.actions.asking import approvers_of
from amends.outbox.models import Approval, ApprovalState

#: How far back is looked for what was asked or decided while nobody watched.
_LOOK_BACK = timedelta(hours=6)
_MOST_AT_ONCE = 500


def look_at_approvals(*, now: datetime) -> int:
    """Tell who is asked since the last look, and who was answered; returns how many alerts came of it."""
    since = now - _LOOK_BACK
    waiting = Q(state=ApprovalState.WAITING) & (Q(asked_at__gt=since) | Q(escalated_at__gt=since))
    decided = Q(state__in=[ApprovalState.APPROVED, ApprovalState.RETURNED], decided_at__gt=since)
    found = Approval.objects.filter(waiting | decided).select_related("send", "deed")
    some = found.prefetch_related("votes").order_by("asked_at")[:_MOST_AT_ONCE]
    return tell(happenings=[each for approval in some for each in _of(approval)], now=now)


def _of(approval: Approval) -> Iterable[Happening]:
    if approval.state == ApprovalState.WAITING:
        yield _asked(approval)
    elif approval.asked_by_id is not None:
        yield _decided(approval, approval.asked_by_id)


def _asked(approval: Approval) -> Happening:
    """Everybody who may decide it now; told once more when it went on to others."""
    users = tuple(approvers_of(approval).values_list("user_id", flat=True))
    is_escalated = approval.escalated_at is not None
    facts: dict[str, object] = {"approval": approval.pk, "by": approval.asked_by_id}
    facts |= _what(approval)
    return Happening(
        brand_id=approval.brand_id,
        kind=Kind.APPROVAL,
        source=f"approval:{approval.pk}{':on' if is_escalated else ''}",
        at=approval.escalated_at or approval.asked_at,
        user_ids=users or (0,),
        not_to=approval.asked_by_id,
        case_id=_case_of(approval),
        gather="approval",
        is_for_chats=False,
        facts=facts | {"is_escalated": is_escalated},
    )


def _decided(approval: Approval, asker: int) -> Happening:
    last = max(approval.votes.all(), key=lambda vote: vote.at, default=None)
    is_approved = approval.state == ApprovalState.APPROVED
    return Happening(
        brand_id=approval.brand_id,
        kind=Kind.DECIDED,
        source=f"decided:{approval.pk}",
        at=approval.decided_at or approval.asked_at,
        user_ids=(asker,),
        case_id=_case_of(approval),
        is_for_chats=False,
        facts={"by": last.user_id if last else None, "is_approved": is_approved} | _what(approval),
    )


def _what(approval: Approval) -> dict[str, object]:
    """The kind of the deed that it is about; nothing for an answer."""
    return {"what": approval.deed.kind} if approval.deed is not None else {}


def _case_of(approval: Approval) -> int | None:
    about = approval.send or approval.deed
    return about.case_id if about is not None else None
