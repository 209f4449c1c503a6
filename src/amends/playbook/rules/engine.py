"""The linter: every rule that applies to a draft, and what it found. Pure.

A text is linted in milliseconds; whatever is compiled (patterns, words) is compiled once per policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from amends.playbook.rules.builtin import RULES
from amends.playbook.rules.draft import Draft
from amends.playbook.rules.findings import Finding, Level
from amends.playbook.rules.policy import Policy, Setting
from amends.playbook.rules.rule import Hit, Rule
from amends.playbook.rules.view import View

_UNWRITTEN = Policy()


def lint(draft: Draft, policy: Policy = _UNWRITTEN) -> tuple[Finding, ...]:
    """What is wrong with a draft under a policy: from its beginning to its end, the heaviest first."""
    view = View(draft, policy)
    found = [finding for rule in RULES for finding in _findings(rule, view)]
    return tuple(
        sorted(found, key=lambda each: (each.start, -each.level.weight, each.end, each.code))
    )


def _findings(rule: Rule, view: View) -> Iterator[Finding]:
    level = _level(rule, view)
    if level is not None and _speaks(rule, view.draft.language):
        yield from (_finding(rule, level, hit) for hit in rule.find(view))


def _speaks(rule: Rule, language: str) -> bool:
    return not rule.languages or language in rule.languages


def _level(rule: Rule, view: View) -> Level | None:
    """The rule's level here; the last setting that fits decides."""
    level: Level | None = rule.level
    for setting in view.policy.settings:
        if setting.code == rule.code and _fits(setting, view.draft):
            level = setting.level
    return level


def _fits(setting: Setting, draft: Draft) -> bool:
    return _within(draft.network, setting.networks) and _within(draft.language, setting.languages)


def _within(value: str, values: Iterable[str]) -> bool:
    return not values or value in values


def _finding(rule: Rule, level: Level, hit: Hit) -> Finding:
    return Finding(
        code=rule.code,
        level=hit.level or level,
        start=hit.start,
        end=hit.end,
        sentence=hit.sentence or rule.sentence,
        suggestion=hit.suggestion or rule.suggestion,
        replacement=hit.replacement,
        page=rule.page,
    )
