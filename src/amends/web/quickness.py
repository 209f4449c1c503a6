"""What a connection's page says of how quickly private messages are answered, and where data are erased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from amends.channels import registry
from amends.channels.badges import Badge
from amends.channels.erasing import Erases
from amends.channels.models import Connection
from amends.inbox.queries import responsiveness
from amends.inbox.rules.responsiveness import Responsiveness


@dataclass(frozen=True, slots=True)
class Quickness:
    """The network's mark, and how the connection stands."""

    badge: Badge
    found: Responsiveness
    stands: bool

    @property
    def minutes(self) -> int | None:
        """The time in whole minutes, rounded up; None where nothing was answered."""
        if self.found.time is None:
            return None
        return -(-int(self.found.time.total_seconds()) // 60)

    @property
    def wanted_percent(self) -> int:
        return round(self.badge.share * 100)

    @property
    def wanted_minutes(self) -> int:
        return self.badge.within // timedelta(minutes=1)

    @property
    def days(self) -> int:
        return self.badge.over.days


def shown(connection: Connection, now: datetime) -> Quickness | None:
    """How the connection stands; None where its network shows nothing of it."""
    badge = responsiveness.badge_of(connection)
    if badge is None:
        return None
    found = responsiveness.responsiveness_of(connection, badge, now)
    return Quickness(badge, found, found.earns(badge))


def erasing_address(connection: Connection) -> str:
    """Where the network may ask for a person's data to be deleted; ``""`` where it never asks."""
    try:
        channel = registry.channel(connection.channel)
    except registry.NoSuchChannel:
        return ""
    if not isinstance(channel, Erases):
        return ""
    return f"{settings.PUBLIC_URL}{reverse('erase', args=[connection.public_id])}"
