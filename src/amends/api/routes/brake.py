"""The brake: while it is on, nothing leaves the brand."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from amends.api.door import actor, reader
from amends.api.schemas.replies import BrakeOut, ReasonIn
from amends.api.schemas.values import answers
from amends.outbox.actions.brake import pull_brake, release_brake
from amends.outbox.queries import brake_of

router = Router(tags=["brake"])


@router.get(
    "", response=answers(200, BrakeOut), operation_id="get_brake", summary="Whether the brake is on"
)
def get_brake(request: HttpRequest) -> BrakeOut:
    return _told(reader(request).brand_id)


@router.put(
    "", response=answers(200, BrakeOut), operation_id="pull_brake", summary="Let nothing leave"
)
def pull(request: HttpRequest, body: ReasonIn) -> BrakeOut:
    by = actor(request)
    pull_brake(by=by, reason=body.reason, now=timezone.now())
    return _told(by.brand_id)


@router.delete(
    "",
    response=answers(200, BrakeOut),
    operation_id="release_brake",
    summary="Let new answers leave again",
)
def release(request: HttpRequest) -> BrakeOut:
    """What was held waits for a look."""
    by = actor(request)
    release_brake(by=by, now=timezone.now())
    return _told(by.brand_id)


def _told(brand_id: int) -> BrakeOut:
    on = brake_of(brand_id)
    return (
        BrakeOut(is_on=True, reason=on.reason, pulled_at=on.pulled_at)
        if on
        else BrakeOut(is_on=False)
    )
