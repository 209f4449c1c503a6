"""Ratings of any scale as one to five stars. Pure."""

from __future__ import annotations

import math

BEST = 5
_HIGHEST_SCALE = 1000.0


class NoRating(ValueError):
    """This is no rating on its scale."""


def stars(value: float, best: float = BEST) -> int:
    """``value`` of ``best`` as 1 to 5 stars, halves rounded up. Raises `NoRating`."""
    if not (math.isfinite(value) and math.isfinite(best) and 1 <= best <= _HIGHEST_SCALE):
        raise NoRating(f"{value:g} of {best:g} is no rating.")
    if not 0 < value <= best:
        raise NoRating(f"{value:g} is not between 0 and {best:g}.")
    return max(1, math.floor(value / best * BEST + 0.5))
