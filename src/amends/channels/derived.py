"""Reply rights of networks without rules of their own, from what their adapter declares. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from amends.channels.contract import Capabilities
from amends.channels.rights import Offer, Standing, Way


def offers(network: str, can: Capabilities, standing: Standing, now: datetime) -> tuple[Offer, ...]:
    """The public and the private way: open, or closed with the reason."""
    return (_public(network, can, standing), _private(network, can, standing, now))


def _public(network: str, can: Capabilities, standing: Standing) -> Offer:
    if not can.replies_publicly:
        return Offer(Way.PUBLIC, is_open=False, because=f"{network} has no public replies.")
    if standing.newest(is_public=True) is None:
        return Offer(Way.PUBLIC, is_open=False, because="There is nothing public here to reply to.")
    return Offer(Way.PUBLIC, is_open=True)


def _private(network: str, can: Capabilities, standing: Standing, now: datetime) -> Offer:
    if not can.replies_privately:
        return Offer(Way.PRIVATE, is_open=False, because=f"{network} has no private messages.")
    heard = standing.newest(is_public=False)
    if heard is None and not can.opens_private:
        because = f"On {network} the customer must write privately first."
        return Offer(Way.PRIVATE, is_open=False, because=because)
    if can.private_window is None:
        return Offer(Way.PRIVATE, is_open=True)
    because = (
        f"{network} takes private messages only within {_span(can.private_window)} "
        "of the customer's last word."
    )
    newest = max((each.sent_at for each in standing.heard), default=None)
    until = newest + can.private_window if newest is not None else None
    is_open = until is not None and now <= until
    return Offer(Way.PRIVATE, is_open=is_open, because=because, until=until)


def _span(span: timedelta) -> str:
    hours = span / timedelta(hours=1)
    return f"{hours:g} hours" if hours <= 72 else f"{hours / 24:g} days"
