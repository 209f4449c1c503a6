"""What waits for a yes, and what every screen tells of the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection as database
from django.db.models import QuerySet

from amends.inbox.models import Message
from amends.outbox.models import Approval, ApprovalState
from amends.refusals import NotFound

_MAY_DECIDE = """
FROM outbox_approval a JOIN staff_membership m ON m.brand_id = a.brand_id AND m.user_id = %(user)s
WHERE a.brand_id = %(brand)s AND a.state = 'waiting' AND m.role = ANY(a.roles)
    AND a.asked_by_id IS DISTINCT FROM m.user_id
    AND NOT EXISTS (SELECT FROM outbox_approvalvote v
        WHERE v.approval_id = a.id AND v.user_id = m.user_id)
"""


def to_approve(brand_id: int, user_id: int, limit: int = 100) -> list[Approval]:
    """What waits for somebody's yes, never their own words; the longest waiting first."""
    mine = f"SELECT a.id {_MAY_DECIDE} ORDER BY a.asked_at, a.id LIMIT %(most)s"
    with database.cursor() as cursor:
        cursor.execute(mine, {"brand": brand_id, "user": user_id, "most": limit})
        ids = [row[0] for row in cursor.fetchall()]
    return list(_approvals(brand_id).filter(pk__in=ids).order_by("asked_at", "pk"))


def asked_by(brand_id: int, user_id: int, limit: int = 100) -> list[Approval]:
    """What somebody wrote and colleagues have not decided yet; the longest waiting first."""
    own = _approvals(brand_id).filter(state=ApprovalState.WAITING, asked_by=user_id)
    return list(own.order_by("asked_at", "pk")[:limit])


def approval_by_id(brand_id: int, approval_id: int) -> Approval:
    """One approval of a brand. Raises `NotFound`, also for another brand's."""
    found = _approvals(brand_id).filter(pk=approval_id).first()
    if found is None:
        raise NotFound(approval=approval_id)
    return found


_HEARD = """
SELECT a.id, h.id FROM outbox_approval a JOIN outbox_send s ON s.id = a.send_id
CROSS JOIN LATERAL (SELECT m.id FROM inbox_message m
    WHERE m.case_id = s.case_id AND m.direction = 'in' AND m.deleted_at IS NULL
    ORDER BY (m.external_id IS NOT DISTINCT FROM nullif(s.reply_to, '')) DESC, m.sent_at DESC, m.id DESC
    LIMIT 1) AS h
WHERE a.id = ANY(%s)
"""


def heard_of(approvals: Sequence[Approval]) -> dict[int, Message]:
    """What the answers that wait for a yes answer, by the approval's id: their message, else the newest."""
    with database.cursor() as cursor:
        cursor.execute(_HEARD, [[each.pk for each in approvals]])
        found = dict(cursor.fetchall())
    messages = Message.objects.in_bulk(list(found.values()))
    return {approval: messages[pk] for approval, pk in found.items() if pk in messages}


def _approvals(brand_id: int) -> QuerySet[Approval]:
    send = ("send__case__person", "send__case__identity", "send__connection", "send__message")
    deed = ("deed__case__person", "deed__message__identity", "deed__connection")
    found = Approval.objects.filter(brand_id=brand_id)
    return found.select_related("asked_by", *send, *deed).prefetch_related("votes__user")


@dataclass(frozen=True, slots=True)
class Around:
    """What every screen tells of the outbox: the brake, who asked for it, and how much waits for a yes."""

    is_braked: bool
    is_asked: bool
    to_approve: int


_AROUND = f"""
SELECT EXISTS (SELECT FROM outbox_brake WHERE brand_id = %(brand)s AND released_at IS NULL),
    EXISTS (SELECT FROM outbox_brakeask WHERE brand_id = %(brand)s AND settled_at IS NULL),
    (SELECT count(*) {_MAY_DECIDE})
"""  # noqa: S608 - our own conditions


def around(brand_id: int, user_id: int) -> Around:
    """What every screen tells of the outbox, in one look at the database."""
    with database.cursor() as cursor:
        cursor.execute(_AROUND, {"brand": brand_id, "user": user_id})
        return Around(*cursor.fetchone())
