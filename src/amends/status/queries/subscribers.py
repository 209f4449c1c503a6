"""Who is told, and what they were told lately."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from amends.refusals import NotFound
from amends.status.models import Subscriber, SubscriberNotice
from amends.status.rules.states import NoticeState

MOST_SHOWN = 100


def subscribers_of(brand_id: int, *, search: str = "") -> QuerySet[Subscriber]:
    """The brand's subscribers, the newest first; ``search`` is a part of the address."""
    found = Subscriber.objects.filter(brand_id=brand_id)
    if search:
        found = found.filter(address__icontains=search)
    return found.order_by("-asked_at", "-pk")


def subscriber_of(brand_id: int, subscriber_id: int) -> Subscriber:
    """One subscriber of the brand. Raises NotFound."""
    found = Subscriber.objects.select_related("page").filter(brand_id=brand_id, pk=subscriber_id)
    subscriber = found.first()
    if subscriber is None:
        raise NotFound(subscriber=subscriber_id)
    return subscriber


def counted(brand_id: int) -> dict[str, int]:
    """How many are told, and how many have yet to confirm."""
    is_told = Q(confirmed_at__isnull=False, stopped_at=None)
    return Subscriber.objects.filter(brand_id=brand_id).aggregate(
        told=Count("pk", filter=is_told),
        mail=Count("pk", filter=is_told & Q(way="mail")),
        webhook=Count("pk", filter=is_told & Q(way="webhook")),
        asked=Count("pk", filter=Q(confirmed_at=None, stopped_at=None)),
    )


def delivered(brand_id: int, now: datetime) -> dict[str, int]:
    """What became of the notices of the last week, by state."""
    since = now - timedelta(days=7)
    found = SubscriberNotice.objects.filter(brand_id=brand_id, asked_at__gte=since)
    counts = dict(found.values_list("state").annotate(n=Count("pk")).order_by())
    return {state.value: int(counts.get(state.value, 0)) for state in NoticeState}
