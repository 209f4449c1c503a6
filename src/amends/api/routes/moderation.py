"""The memory of moderation: what was taken from sight, why, and by whose word."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from amends.api.door import reader
from amends.api.schemas.moderation import CountsOut, ModerationOut
from amends.api.schemas.values import Id, Limit, answers
from amends.outbox import queries
from amends.outbox.rules.moderation import Ground

router = Router(tags=["moderation"])
_DAYS = 365


@router.get(
    "",
    response=answers(200, list[ModerationOut]),
    operation_id="list_moderation",
    summary="What was taken from sight",
)
def list_moderation(
    request: HttpRequest,
    ground: Ground | None = None,
    before: Id | None = None,
    limit: Limit = 50,
) -> list[ModerationOut]:
    """Newest first; `before` the last id of a page gives the one after it."""
    brand_id = reader(request).brand_id
    found = queries.moderation_page(brand_id, ground=ground or "", before=before, limit=limit)
    return [ModerationOut.of(each) for each in found]


@router.get(
    "/counts",
    response=answers(200, CountsOut),
    operation_id="count_moderation",
    summary="How much was taken from sight in a year",
)
def count_moderation(request: HttpRequest) -> CountsOut:
    """By class; what was shown again does not count."""
    since = timezone.now() - timedelta(days=_DAYS)
    counts = queries.hidden_counts(reader(request).brand_id, since)
    return CountsOut(days=_DAYS, total=sum(counts.values()), by_class=counts)


@router.get(
    "/{record_id}",
    response=answers(200, ModerationOut),
    operation_id="get_moderation",
    summary="One record of moderation",
)
def get_moderation(request: HttpRequest, record_id: Id) -> ModerationOut:
    return ModerationOut.of(queries.moderation_by_id(reader(request).brand_id, record_id))
