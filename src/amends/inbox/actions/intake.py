"""One at a time per brand: whoever takes messages in, and whoever moves people, cases or messages about."""

from __future__ import annotations

from django.db import connection as database

_INTAKE_LOCK = 0x1A7A


def one_at_a_time(brand_id: int) -> None:
    """Wait for whoever takes in or moves a brand's records; hold the others until the transaction ends."""
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_INTAKE_LOCK, brand_id % 2**31])
