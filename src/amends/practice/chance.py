"""Seeded chance: rehearsals repeat because every die is thrown from here."""

from __future__ import annotations

import random


def dice(*seeds: object) -> random.Random:
    """A source of chance that gives the same for the same seeds."""
    return random.Random(":".join(map(str, seeds)))  # noqa: S311  # nothing secret comes from it
