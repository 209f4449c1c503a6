"""The linter: every rule that applies to a draft, and what it found. Pure.

A text is linted in milliseconds; whatever is compiled (sayings, patterns, words) is compiled once and kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from amends.playbook.rules.builtin import RULES
from amends.playbook.rules.draft import Draft
from amends.playbook.rules.findings import Finding, Level
from amends.playbook.rules.own import made
from amends.playbook.rules.policy import Policy, Setting
from amends.playbook.rules.rule import Example, Hit, Rule
from amends.playbook.rules.view import View

_UNWRITTEN = Policy()


def lint(draft: Draft, policy: Policy = _UNWRITTEN) -> tuple[Finding, ...]:
    """What is wrong with a draft under a policy: from its beginning to its end, the heaviest first.

    UnreadablePattern or OwnExamplesDisagree for a policy with a rule of its own that does not load.
    """
    view = View(draft, policy)
    found = [finding for rule in _rules(view) for finding in _findings(rule, view)]
    return tuple(
        sorted(found, key=lambda each: (each.start, -each.level.weight, each.end, each.code))
    )


def disagreements(rule: Rule) -> tuple[str, ...]:
    """The texts of its own examples that a rule judges otherwise than it must."""
    passed = [each.draft.text for each in rule.must_fail if not _objects(rule, each)]
    failed = [each.draft.text for each in rule.must_pass if _objects(rule, each)]
    return (*passed, *failed)


def _objects(rule: Rule, example: Example) -> bool:
    return any(True for _ in rule.find(View(example.draft, example.policy)))


def _rules(view: View) -> Iterator[Rule]:
    yield from RULES
    for own in view.policy.own:
        if _within(view.draft.network, own.networks) and _within(view.language, own.languages):
            yield made(own)


def _findings(rule: Rule, view: View) -> Iterator[Finding]:
    setting = _setting(rule, view)
    level = rule.level if setting is None else setting.level
    if level is not None:
        for hit in _apart(rule.find(view)):
            said = hit.level if setting is None and hit.level else level
            yield _finding(rule, said, hit, view.draft.text)


def _setting(rule: Rule, view: View) -> Setting | None:
    """What the playbook says of the rule here; the last setting that fits decides."""
    fits: Setting | None = None
    for setting in view.policy.settings:
        if setting.code == rule.code and _fits(setting, view):
            fits = setting
    return fits


def _fits(setting: Setting, view: View) -> bool:
    return _within(view.draft.network, setting.networks) and _within(
        view.language, setting.languages
    )


def _within(value: str, values: Collection[str]) -> bool:
    return not values or value in values


def _apart(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Hits that do not overlap: of two in one place, the longer."""
    end = -1
    for hit in sorted(hits, key=lambda each: (each.start, -each.end)):
        if hit.start >= end or hit.start == hit.end:
            yield hit
            end = max(end, hit.end)


def _finding(rule: Rule, level: Level, hit: Hit, text: str) -> Finding:
    return Finding(
        code=str(rule.code),
        level=level,
        start=hit.start,
        end=hit.end,
        sentence=hit.sentence or rule.sentence,
        suggestion=hit.suggestion or rule.suggestion,
        replacement=_cased(hit.replacement, text[hit.start : hit.start + 1]),
        page=rule.page,
    )


def _cased(replacement: str | None, first: str) -> str | None:
    """The replacement with a capital where it replaces one."""
    if replacement and first.isupper() and replacement[0].islower():
        return replacement[0].upper() + replacement[1:]
    return replacement
