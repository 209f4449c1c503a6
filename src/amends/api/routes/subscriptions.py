"""Programs that are told what happens to cases. Needs the scope `manage`."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from amends.api import cursors
from amends.api.door import actor
from amends.api.schemas.subscriptions import (
    AnnouncementOut,
    AnnouncementPage,
    NewSecretOut,
    SubscriptionIn,
    SubscriptionOut,
)
from amends.api.schemas.values import Cursor, Id, Limit, answers
from amends.staff.rules import Actor, Right
from amends.subscriptions import queries
from amends.subscriptions.actions import keep
from amends.subscriptions.models import Subscription

router = Router(tags=["subscriptions"])
told = Router(tags=["subscriptions"])


def _keeper(request: HttpRequest) -> Actor:
    by = actor(request)
    by.require(Right.MANAGE_CONNECTIONS)
    return by


def _own(request: HttpRequest, subscription_id: int) -> tuple[Actor, Subscription]:
    by = _keeper(request)
    return by, queries.subscription_of(by.brand_id, subscription_id)


@router.get(
    "",
    response=answers(200, list[SubscriptionOut]),
    operation_id="list_subscriptions",
    summary="Programs that are told",
)
def list_subscriptions(request: HttpRequest) -> list[Subscription]:
    return queries.subscriptions_of(_keeper(request).brand_id)


@router.post(
    "",
    response=answers(201, NewSecretOut),
    operation_id="add_subscription",
    summary="Tell a program what happens",
)
def add(request: HttpRequest, body: SubscriptionIn) -> Status[NewSecretOut]:
    """From now on. The secret that signs is told this once."""
    made, secret = keep.add(
        by=_keeper(request),
        name=body.name,
        url=body.url,
        topics=body.topics,
        now=timezone.now(),
    )
    return Status(201, NewSecretOut.of(made, secret))


@router.get(
    "/{subscription_id}",
    response=answers(200, SubscriptionOut),
    operation_id="get_subscription",
    summary="A subscription, and how it is doing",
)
def get_subscription(request: HttpRequest, subscription_id: Id) -> Subscription:
    return _own(request, subscription_id)[1]


@router.put(
    "/{subscription_id}",
    response=answers(200, SubscriptionOut),
    operation_id="change_subscription",
    summary="Change where and what a program is told",
)
def change(request: HttpRequest, subscription_id: Id, body: SubscriptionIn) -> Subscription:
    """What waits goes to the new address."""
    by, subscription = _own(request, subscription_id)
    keep.change(
        by=by,
        subscription=subscription,
        name=body.name,
        url=body.url,
        topics=body.topics,
        now=timezone.now(),
    )
    return queries.subscription_of(by.brand_id, subscription_id)


@router.delete(
    "/{subscription_id}",
    response=answers(204, None),
    operation_id="remove_subscription",
    summary="Tell a program nothing any more",
)
def remove(request: HttpRequest, subscription_id: Id) -> Status[None]:
    by, subscription = _own(request, subscription_id)
    keep.remove(by=by, subscription=subscription, now=timezone.now())
    return Status(204, None)


@router.post(
    "/{subscription_id}/pause",
    response=answers(200, SubscriptionOut),
    operation_id="pause_subscription",
    summary="Tell a program nothing for now",
)
def pause(request: HttpRequest, subscription_id: Id) -> Subscription:
    """What happens meanwhile is not kept for it; what waits already is told when it goes on."""
    by, subscription = _own(request, subscription_id)
    keep.pause(by=by, subscription=subscription, now=timezone.now())
    return queries.subscription_of(by.brand_id, subscription_id)


@router.post(
    "/{subscription_id}/resume",
    response=answers(200, SubscriptionOut),
    operation_id="resume_subscription",
    summary="Tell a program again",
)
def resume(request: HttpRequest, subscription_id: Id) -> Subscription:
    by, subscription = _own(request, subscription_id)
    keep.resume(by=by, subscription=subscription, now=timezone.now())
    return queries.subscription_of(by.brand_id, subscription_id)


@router.post(
    "/{subscription_id}/secret",
    response=answers(200, NewSecretOut),
    operation_id="rotate_subscription_secret",
    summary="Make a new secret",
)
def rotate(request: HttpRequest, subscription_id: Id) -> NewSecretOut:
    """The old one signs beside it for a day."""
    by, subscription = _own(request, subscription_id)
    secret = keep.rotate(by=by, subscription=subscription, now=timezone.now())
    return NewSecretOut.of(queries.subscription_of(by.brand_id, subscription_id), secret)


@router.post(
    "/{subscription_id}/test",
    response=answers(202, AnnouncementOut),
    operation_id="test_subscription",
    summary="Have a test told",
)
def try_out(request: HttpRequest, subscription_id: Id) -> Status[AnnouncementOut]:
    by, subscription = _own(request, subscription_id)
    asked = keep.try_out(by=by, subscription=subscription, now=timezone.now())
    return Status(202, AnnouncementOut.of(asked))


@router.get(
    "/{subscription_id}/announcements",
    response=answers(200, AnnouncementPage),
    operation_id="list_announcements",
    summary="What a program was told lately",
)
def list_announcements(
    request: HttpRequest, subscription_id: Id, cursor: Cursor | None = None, limit: Limit = 50
) -> AnnouncementPage:
    """Newest first, of the last month."""
    _by, subscription = _own(request, subscription_id)
    before = cursors.read_id(cursor)
    rows = queries.announcements_of(subscription, before=before, limit=limit + 1)
    items = [AnnouncementOut.of(row) for row in rows[:limit]]
    return AnnouncementPage(items=items, next=cursors.after(rows, limit))


@told.post(
    "/{announcement_id}/resend",
    response=answers(202, AnnouncementOut),
    operation_id="resend_announcement",
    summary="Tell it once more, under the same id",
)
def resend(request: HttpRequest, announcement_id: Id) -> Status[AnnouncementOut]:
    by = _keeper(request)
    announcement = queries.announcement_of(by.brand_id, announcement_id)
    again = keep.resend(by=by, announcement=announcement, now=timezone.now())
    return Status(202, AnnouncementOut.of(again))
