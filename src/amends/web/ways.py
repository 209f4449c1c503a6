"""Which ways to answer stand open in a case, until when and at what price, in words. Decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from amends.channels.base import Channel
from amends.channels.contract import Capabilities
from amends.channels.rights import Offer, Standing, Way
from amends.inbox.queries import rights
from amends.inbox.queries.thread import CasePage
from amends.web import words
from amends.web.desk import Desk
from amends.web.timeline import web_address

PUBLIC, PRIVATE = "public", "private"
_KINDS = {Way.PUBLIC: PUBLIC, Way.PRIVATE: PRIVATE}


@dataclass(frozen=True, slots=True)
class Line:
    """One open way that ends or costs something; ``seconds``: how long it stays open, None: no end."""

    kind: str
    icon: str
    said: str
    left: str = ""
    price: str = ""
    seconds: int | None = None
    over: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """An answer that a person must give on the network itself: why, and where."""

    network: str
    because: str
    url: str


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways to answer in a case. ``cannot``: by kind, why it is closed; what is open is not there."""

    cannot: Mapping[str, str]
    lines: tuple[Line, ...] = ()
    site: Site | None = None
    #: What the approved templates are open for, in words; empty while they are not needed.
    templates: str = ""
    offers: tuple[Offer, ...] = field(default=())


def ways(desk: Desk, page: CasePage, channel: Channel) -> Ways:
    """What the network offers in this case at this moment."""
    standing = rights.standing_of(page.case.pk, page.case.connection)
    offers = channel.offers(standing, desk.now)
    by_way = {offer.way: offer for offer in offers}
    cannot = {
        kind: why
        for way, kind in _KINDS.items()
        if (why := _why_not(channel, by_way.get(way), kind))
    }
    lines = [_line(channel, offer, desk.now) for offer in offers if offer.is_open]
    return Ways(
        cannot,
        tuple(line for line in lines if line is not None),
        _site(channel, by_way.get(Way.SITE), standing),
        _templates(by_way.get(Way.TEMPLATE)),
        offers,
    )


def _why_not(channel: Channel, offer: Offer | None, kind: str) -> str:
    """Why a way is closed; the network's own sentence where it has one."""
    if offer is not None and offer.is_open and _knows(channel.capabilities, kind):
        return ""
    if offer is not None and offer.because:
        return offer.because
    if kind == PUBLIC:
        return _("%(network)s has no public replies.") % {"network": channel.name}
    return _("%(network)s has no private messages for us.") % {"network": channel.name}


def _knows(can: Capabilities, kind: str) -> bool:
    return can.replies_publicly if kind == PUBLIC else can.replies_privately


def _line(channel: Channel, offer: Offer, now: datetime) -> Line | None:
    kind = _KINDS.get(offer.way)
    if kind is None or (offer.until is None and not offer.price):
        return None
    price = _price(channel, offer.price)
    named = _("Public answers") if kind == PUBLIC else _("Private answers")
    icon = "globe" if kind == PUBLIC else "lock"
    if offer.until is None:
        return Line(kind, icon, named, price=price)
    left = max(offer.until - now, now - now)
    at = words.upcoming(offer.until, now)
    return Line(
        kind,
        icon,
        _("%(what)s until %(at)s") % {"what": named, "at": at},
        left=_("in %(span)s") % {"span": words.lasting(left)} if left >= words.MINUTE else "",
        price=price,
        seconds=int(left.total_seconds()),
        over=f"{offer.because} {_('That time is over.')}".strip(),
    )


def _price(channel: Channel, price: Decimal | None) -> str:
    if not price:
        return ""
    said = {"network": channel.name, "price": f"{price.normalize():f}"}
    return _("%(network)s charges $%(price)s each") % said


def _site(channel: Channel, offer: Offer | None, standing: Standing) -> Site | None:
    if offer is None or not offer.is_open:
        return None
    newest = standing.newest(is_public=True) or standing.newest(is_public=False)
    return Site(channel.name, offer.because, web_address(newest.url) if newest else "")


def _templates(offer: Offer | None) -> str:
    if offer is None or not offer.is_open:
        return ""
    return offer.because or _("A form of words that the network has approved may still be sent.")
