"""Sizes of screen on which the journeys are walked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Screen:
    """A size of screen and what it prefers."""

    width: int = 1600
    height: int = 1000
    is_dark: bool = False
    is_phone: bool = False


WIDE, DARK = Screen(), Screen(is_dark=True)
PHONE = Screen(390, 844, is_phone=True)
