"""The brand's subscriptions, and what they were told lately."""

from __future__ import annotations

from django.db.models import Count, Q

from amends.refusals import NotFound
from amends.subscriptions.models import Announcement, AnnouncementState, Subscription

#: So many of the newest are shown.
MOST_SHOWN = 20


def subscriptions_of(brand_id: int) -> list[Subscription]:
    """The brand's subscriptions by name, each with ``waiting``: how much it is yet to be told."""
    is_waiting = Q(announcements__state=AnnouncementState.WAITING)
    counted = Count("announcements", filter=is_waiting)
    found = Subscription.objects.filter(brand_id=brand_id).annotate(waiting=counted)
    return list(found.order_by("name", "pk"))


def subscription_of(brand_id: int, subscription_id: int) -> Subscription:
    """One subscription of the brand. Raises NotFound."""
    found = Subscription.objects.filter(brand_id=brand_id, pk=subscription_id).first()
    if found is None:
        raise NotFound
    return found


def announcements_of(
    subscription: Subscription, *, before: int | None = None, limit: int = MOST_SHOWN
) -> list[Announcement]:
    """What a subscription was told or is to be told, the newest first."""
    found = Announcement.objects.filter(subscription=subscription)
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found.order_by("-pk")[:limit])


def announcement_of(brand_id: int, announcement_id: int) -> Announcement:
    """One announcement of the brand, with its subscription. Raises NotFound."""
    found = Announcement.objects.filter(brand_id=brand_id, pk=announcement_id)
    announcement = found.select_related("subscription").first()
    if announcement is None:
        raise NotFound
    return announcement
