"""Puts replacements in: what one click does for one finding, and `--fix` for all. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from amends.playbook.rules.draft import Draft
from amends.playbook.rules.engine import lint
from amends.playbook.rules.findings import Finding
from amends.playbook.rules.policy import Policy

#: A replacement may make room for another; more rounds than these change nothing any more.
_ROUNDS = 5


def fixed(draft: Draft, policy: Policy) -> Draft:
    """A draft with everything put right that needs nobody's judgement."""
    for _ in range(_ROUNDS):
        text = put_in(draft.text, lint(draft, policy))
        if text == draft.text:
            break
        draft = replace(draft, text=text)
    return draft


def put_in(text: str, findings: Iterable[Finding]) -> str:
    """A text with the replacements of its findings; of two in one place, the first."""
    parts, end = [], 0
    for each in findings:
        if each.replacement is not None and each.start >= end:
            parts += [text[end : each.start], each.replacement]
            end = each.end
    return "".join((*parts, text[end:]))
