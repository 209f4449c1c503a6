"""What the brand says and never says: its playbook as text, and the linter that holds answers to it."""

from __future__ import annotations

from amends.playbook.rules import (
    Attached,
    Draft,
    Finding,
    Intent,
    Kind,
    Level,
    Mood,
    Policy,
    Situation,
    lint,
    worst,
)

__all__ = [
    "Attached",
    "Draft",
    "Finding",
    "Intent",
    "Kind",
    "Level",
    "Mood",
    "Policy",
    "Situation",
    "lint",
    "worst",
]
