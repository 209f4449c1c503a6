"""A dry run: what a policy would have done to answers of the past, beside what another does. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from amends.playbook.rules.draft import Draft
from amends.playbook.rules.engine import lint
from amends.playbook.rules.findings import Finding, Level, worst
from amends.playbook.rules.policy import Policy

#: Examples of each kind that are kept.
MOST_EXAMPLES = 20


@dataclass(frozen=True, slots=True)
class Told:
    """An answer of the past; ``mark`` is what whoever handed it in knows it by."""

    mark: int
    draft: Draft


@dataclass(slots=True)
class Tally:
    """The count so far: per rule and level under either policy, and examples of what would change."""

    tried: int = 0
    #: ``(code, level)``: in how many answers the rule found something of that level.
    now: Counter[tuple[str, str]] = field(default_factory=Counter)
    then: Counter[tuple[str, str]] = field(default_factory=Counter)
    #: By the worst that was found in an answer; "" where nothing was.
    worst_now: Counter[str] = field(default_factory=Counter)
    worst_then: Counter[str] = field(default_factory=Counter)
    #: Marks of answers that the new policy stops and the live one lets through, and the other way round.
    stopped: list[dict[str, Any]] = field(default_factory=list)
    freed: list[dict[str, Any]] = field(default_factory=list)
    stopped_count: int = 0
    freed_count: int = 0

    def add(self, told: Told, *, live: Policy, new: Policy) -> None:
        """Try one answer under both."""
        before, after = lint(told.draft, live), lint(told.draft, new)
        self.tried += 1
        self.now.update({(each.code, str(each.level)) for each in before})
        self.then.update({(each.code, str(each.level)) for each in after})
        was, will = worst(before), worst(after)
        self.worst_now[str(was or "")] += 1
        self.worst_then[str(will or "")] += 1
        if will is Level.BLOCK and was is not Level.BLOCK:
            self.stopped_count += 1
            _keep(self.stopped, told, after)
        elif was is Level.BLOCK and will is not Level.BLOCK:
            self.freed_count += 1
            _keep(self.freed, told, before)

    def plain(self) -> dict[str, Any]:
        """The count as it is kept: no words of anybody are in it."""
        keys = sorted(set(self.now) | set(self.then))
        return {
            "rules": [
                {"code": code, "level": level, "now": self.now[key], "then": self.then[key]}
                for key in keys
                for code, level in [key]
            ],
            "worst": [
                {"level": level, "now": self.worst_now[level], "then": self.worst_then[level]}
                for level in (*reversed(Level), "")
            ],
            "stopped": {"count": self.stopped_count, "examples": self.stopped},
            "freed": {"count": self.freed_count, "examples": self.freed},
        }


def _keep(kept: list[dict[str, Any]], told: Told, findings: tuple[Finding, ...]) -> None:
    if len(kept) < MOST_EXAMPLES:
        blocking = [each for each in findings if each.level is Level.BLOCK]
        marks = [{"code": each.code, "start": each.start, "end": each.end} for each in blocking]
        kept.append({"mark": told.mark, "findings": marks})
