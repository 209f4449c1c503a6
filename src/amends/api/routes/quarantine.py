"""What networks gave us and nobody understood. Needs the scope `manage`: the bytes are raw."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from amends.api import cursors
from amends.api.door import actor
from amends.api.schemas.listening import DeliveryOut, DeliveryPage, DismissIn, RawDeliveryOut
from amends.api.schemas.values import Cursor, Id, Limit, answers
from amends.listening.actions.quarantine import dismiss, rerun
from amends.listening.queries import delivery_of, quarantine
from amends.staff.rules import Actor, Right

router = Router(tags=["quarantine"])


@router.get(
    "",
    response=answers(200, DeliveryPage),
    operation_id="list_quarantine",
    summary="What nobody understood",
)
def list_quarantine(
    request: HttpRequest,
    connection: Id | None = None,
    cursor: Cursor | None = None,
    limit: Limit = 50,
) -> DeliveryPage:
    """Newest first."""
    before = cursors.read_moment(cursor)
    rows = quarantine(
        _keeper(request).brand_id, connection_id=connection, before=before, limit=limit + 1
    )
    last = rows[limit - 1] if len(rows) > limit else None
    following = cursors.of_moment(last.received_at, last.pk) if last else None
    return DeliveryPage(items=[DeliveryOut.of(row) for row in rows[:limit]], next=following)


@router.get(
    "/{delivery_id}",
    response=answers(200, RawDeliveryOut),
    operation_id="get_delivery",
    summary="A delivery with its raw bytes",
)
def get_delivery(request: HttpRequest, delivery_id: Id) -> RawDeliveryOut:
    return RawDeliveryOut.of(delivery_of(_keeper(request).brand_id, delivery_id))


@router.post(
    "/{delivery_id}/rerun",
    response=answers(200, DeliveryOut),
    operation_id="rerun_delivery",
    summary="Try to understand it again",
)
def rerun_delivery(request: HttpRequest, delivery_id: Id) -> DeliveryOut:
    by = _keeper(request)
    rerun(by=by, delivery_id=delivery_id, now=timezone.now())
    return DeliveryOut.of(delivery_of(by.brand_id, delivery_id))


@router.post(
    "/{delivery_id}/dismiss",
    response=answers(200, DeliveryOut),
    operation_id="dismiss_delivery",
    summary="Leave it aside for good",
)
def dismiss_delivery(request: HttpRequest, delivery_id: Id, body: DismissIn) -> DeliveryOut:
    by = _keeper(request)
    dismiss(by=by, delivery_id=delivery_id, reason=body.reason, now=timezone.now())
    return DeliveryOut.of(delivery_of(by.brand_id, delivery_id))


def _keeper(request: HttpRequest) -> Actor:
    by = actor(request)
    by.require(Right.MANAGE_INTAKE)
    return by
