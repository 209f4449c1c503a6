"""The brake: while it is on, nothing leaves the brand."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from amends.api.door import actor, reader
from amends.api.schemas.replies import BrakeOut, ReasonIn
from amends.api.schemas.values import answers
from amends.outbox.actions.brake import pull_brake, release_brake
from amends.outbox.models import BrakeAskKind
from amends.outbox.queries import brake_asks, brake_of

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
    """Where the crisis plan asks for two people, the first call asks and another person's call pulls."""
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
    """What was held waits for a look. Two people, where the crisis plan says so, as for pulling."""
    by = actor(request)
    release_brake(by=by, now=timezone.now())
    return _told(by.brand_id)


def _told(brand_id: int) -> BrakeOut:
    on, ask = brake_of(brand_id), brake_asks(brand_id).order_by("asked_at").first()
    waits_for = BrakeAskKind(ask.kind) if ask else None
    if on is None:
        return BrakeOut(is_on=False, waits_for_second=waits_for)
    return BrakeOut(
        is_on=True, reason=on.reason, pulled_at=on.pulled_at, waits_for_second=waits_for
    )
