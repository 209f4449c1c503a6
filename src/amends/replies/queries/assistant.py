"""The brand's assistant, what it has cost this month, and what it was asked."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection as database
from django.db.models import QuerySet, Sum

from amends.refusals import NotFound
from amends.replies.models import Assistant, Exchange
from amends.staff.models import Brand


def assistant_of(brand_id: int) -> Assistant | None:
    """The brand's assistant, on or off; None where none is connected."""
    return Assistant.objects.select_related("brand").filter(brand_id=brand_id).first()


_IS_ON = "SELECT EXISTS (SELECT FROM replies_assistant WHERE brand_id = %s AND is_on)"


def may_be_asked(brand_id: int) -> bool:
    """Whether the brand's people can ask an assistant: asked with every case, so written out."""
    with database.cursor() as cursor:
        cursor.execute(_IS_ON, [brand_id])
        is_on: bool = cursor.fetchone()[0]
    return is_on


def tokens_used(brand: Brand, now: datetime) -> int:
    """The tokens of this calendar month in the brand's time, with those of questions under way."""
    here = now.astimezone(ZoneInfo(brand.time_zone))
    first = here.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    month = Exchange.objects.filter(brand_id=brand.pk, asked_at__gte=first)
    return month.aggregate(used=Sum("tokens"))["used"] or 0


def exchanges_of(brand_id: int) -> QuerySet[Exchange]:
    """What the assistant was asked, the newest first, without the words."""
    found = Exchange.objects.filter(brand_id=brand_id).defer("prompt", "answer")
    return found.select_related("by").order_by("-asked_at", "-pk")


def exchange_of(brand_id: int, exchange_id: int) -> Exchange:
    """One question of a brand, with its words. Raises `NotFound`."""
    found = Exchange.objects.filter(brand_id=brand_id, pk=exchange_id).select_related("by").first()
    if found is None:
        raise NotFound(exchange=exchange_id)
    return found
