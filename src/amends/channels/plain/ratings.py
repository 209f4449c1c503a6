"""Ratings of any scale as one to five stars. Pure."""

from __future__ import annotations

import math
import re

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


_OF = re.compile(
    r"^(\d{1,4}(?:[.,]\d{1,4})?)\s*(?:/|of|out of|von|sur|de)\s*(\d{1,4})\b", re.IGNORECASE
)
_PER_CENT = re.compile(r"^(\d{1,3}(?:[.,]\d{1,4})?)\s*%$")
_PLAIN = re.compile(r"^(\d{1,4}(?:[.,]\d{1,4})?)(?:\s*(?:stars?|★|\*))?$", re.IGNORECASE)


def read(text: str, best: float = BEST) -> int:
    """The stars in words people write: ``4``, ``4,5``, ``8/10``, ``80 %``, ``★★★★☆``. Raises `NoRating`."""
    words = text.strip()
    if words and set(words) <= set("★☆⭐✩ \ufe0f"):
        return stars(words.count("★") + words.count("⭐"))
    if found := _OF.match(words):
        return stars(_number(found[1]), _number(found[2]))
    if found := _PER_CENT.match(words):
        return stars(_number(found[1]), 100)
    if found := _PLAIN.match(words):
        return stars(_number(found[1]), best)
    raise NoRating(f"“{words[:40]}” is no rating.")


def _number(text: str) -> float:
    return float(text.replace(",", "."))
