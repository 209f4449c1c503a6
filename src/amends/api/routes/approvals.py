"""Approvals: what waits for a yes, and saying it. A token says it for its user, never for their own words."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from amends.api.door import actor, reader
from amends.api.schemas.approvals import ApprovalOut, ApproveIn, GiveBackIn
from amends.api.schemas.replies import DeedOut, ReplyOut
from amends.api.schemas.values import Id, answers
from amends.outbox import queries
from amends.outbox.actions.approvals import approve as say_yes
from amends.outbox.models import Deed
from amends.refusals import NotAllowed
from amends.replies.actions import give_back as hand_back

router = Router(tags=["approvals"])


@router.get(
    "",
    response=answers(200, list[ApprovalOut]),
    operation_id="list_approvals",
    summary="What waits for my approval",
)
def list_approvals(request: HttpRequest) -> list[ApprovalOut]:
    """The longest waiting first, a hundred at most."""
    by = reader(request)
    if by.user_id is None:
        raise NotAllowed
    return [ApprovalOut.of(each) for each in queries.to_approve(by.brand_id, by.user_id)]


@router.get(
    "/{approval_id}",
    response=answers(200, ApprovalOut),
    operation_id="get_approval",
    summary="What became of an approval",
)
def get_approval(request: HttpRequest, approval_id: Id) -> ApprovalOut:
    return ApprovalOut.of(queries.approval_by_id(reader(request).brand_id, approval_id))


@router.post(
    "/{approval_id}/approve",
    response=answers(200, ReplyOut | DeedOut),
    operation_id="approve",
    summary="Say yes to an answer, or to something done on the network",
)
def approve(request: HttpRequest, approval_id: Id, body: ApproveIn) -> ReplyOut | DeedOut:
    """With the last yes that it needs the gate is asked once more, and it leaves; follow its `state`."""
    by = actor(request)
    approval = queries.approval_by_id(by.brand_id, approval_id)
    about = say_yes(by=by, approval=approval, seen=body.digest, now=timezone.now())
    return DeedOut.from_orm(about) if isinstance(about, Deed) else ReplyOut.of(about)


@router.post(
    "/{approval_id}/give-back",
    response=answers(200, ApprovalOut),
    operation_id="give_back",
    summary="Give an answer back with a comment",
)
def give_back(request: HttpRequest, approval_id: Id, body: GiveBackIn) -> ApprovalOut:
    """It does not leave; its words are a draft of whoever wrote them again."""
    by = actor(request)
    approval = queries.approval_by_id(by.brand_id, approval_id)
    hand_back(by=by, approval=approval, comment=body.comment, now=timezone.now())
    return ApprovalOut.of(queries.approval_by_id(by.brand_id, approval_id))
