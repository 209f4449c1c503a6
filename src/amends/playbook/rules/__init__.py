"""The linter: what a draft, a finding and a policy are, the rules, and the engine that applies them. Pure."""

from __future__ import annotations

from amends.playbook.rules.draft import Attached, Draft, Intent, Kind, Mood, Situation
from amends.playbook.rules.engine import lint
from amends.playbook.rules.findings import Finding, Level, worst
from amends.playbook.rules.policy import Policy

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
