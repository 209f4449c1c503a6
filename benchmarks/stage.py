"""A brand and its connection, for benchmarks. Imported only once Django is set up."""

from __future__ import annotations

from django.utils import timezone

from amends.channels.models import Connection
from amends.staff.models import Brand


def connection_of(name: str) -> Connection:
    """An active connection to the practice network of a new brand called ``name``."""
    brand = Brand.objects.create(name=name, slug=name.lower())
    return Connection.objects.create(
        brand=brand, channel="demo", name=name, state_since=timezone.now(), account_id="brand"
    )
