"""One thing after another for each brand; what fails for one brand holds up no other."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import connection as database

log = logging.getLogger(__name__)


def in_each_brand(step: Callable[[int], object]) -> list[int]:
    """Do ``step`` for every brand of which something was heard; the brands for which it failed."""
    failed = []
    for brand_id in _brands_heard():
        try:
            step(brand_id)
        except Exception:
            log.exception("The trends of brand %s failed; going on", brand_id)
            failed.append(brand_id)
    return failed


def _brands_heard() -> list[int]:
    with database.cursor() as cursor:
        cursor.execute("SELECT brand_id FROM trends_habit ORDER BY brand_id")
        return [row[0] for row in cursor.fetchall()]
