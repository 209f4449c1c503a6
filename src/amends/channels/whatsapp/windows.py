"""When one may write: freely for 24 hours after the customer's message, with a template at any time. Pure.

Source: the Cloud API's page on sending messages. Every end is by the network's clock, to the moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from amends.channels.rights import Offer, Standing, Way

SERVICE = timedelta(hours=24)
_OPEN = "WhatsApp takes answers in your own words within 24 hours of the customer's last message."
_OVER = "The 24 hours after the customer's last message are over: WhatsApp takes approved templates only."
_TEMPLATE = "A template that WhatsApp has approved can be sent at any time."
_NOBODY = "On WhatsApp the customer must write first."
_PUBLIC = "WhatsApp has no public replies."


def offers(standing: Standing, now: datetime, prices: Mapping[str, Decimal]) -> tuple[Offer, ...]:
    """The ways to answer, best first. ``prices``: of one message, by what it is charged as."""
    public = Offer(Way.PUBLIC, is_open=False, because=_PUBLIC)
    heard = standing.newest(is_public=False)
    if heard is None:
        closed = [Offer(way, is_open=False, because=_NOBODY) for way in (Way.PRIVATE, Way.TEMPLATE)]
        return (*closed, public)
    until = heard.sent_at + SERVICE
    is_open = now <= until
    own = Offer(
        Way.PRIVATE,
        is_open=is_open,
        because=_OPEN if is_open else _OVER,
        until=until,
        price=prices.get("service message") if is_open else None,
    )
    cheapest = prices.get("utility template")
    template = Offer(Way.TEMPLATE, is_open=True, because=_TEMPLATE, price=cheapest)
    return (own, template, public) if is_open else (template, own, public)
