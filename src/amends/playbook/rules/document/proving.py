"""A playbook's own rules and numbers are tried on their examples: one that disagrees is not taken. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import re2

from amends.playbook.rules.document.acting import WrittenRule
from amends.playbook.rules.document.kinds import quiet
from amends.playbook.rules.document.problems import Problem, shown
from amends.playbook.rules.document.saying import NumberForm
from amends.playbook.rules.document.schema import Playbook

_Path = tuple[str, ...]


def unproven(playbook: Playbook) -> Iterator[Problem]:
    """Examples that must pass though something is found in them, or must fail though nothing is."""
    for number, form in enumerate(playbook.privacy.numbers):
        path = ("privacy", "numbers", str(number))
        yield from _tried(form, path, _pattern([form.pattern]))
    for number, rule in enumerate(playbook.rules.own):
        path = ("rules", "own", str(number))
        said = [rule.pattern] if rule.pattern else [_word(each) for each in rule.words]
        yield from _tried(rule, path, _pattern(said), is_missing=rule.missing)


def _pattern(said: Iterable[str]) -> Any:
    """In any case; None for one that grows too large so."""
    options = quiet()
    options.case_sensitive = False
    try:
        return re2.compile("|".join(f"(?:{each})" for each in said), options)
    except re2.error:
        return None


def _word(words: str) -> str:
    """Whole words in any case, with any space between them; a * at the end is any ending."""
    stem = words.removesuffix("*").strip()
    ending = r"[\pL\pM\pN]*" if words.endswith("*") else ""
    body = r"\s+".join(re2.escape(each) for each in stem.split())
    return rf"(?:^|[^\pL\pN]){body}{ending}(?:$|[^\pL\pN])"


def _tried(
    rule: WrittenRule | NumberForm,
    path: _Path,
    pattern: Any,
    *,
    is_missing: bool = False,
) -> Iterator[Problem]:
    if pattern is None:
        yield Problem(0, 0, "This grows too large to be looked for quickly; say less.", path)
        return
    for number, text in enumerate(rule.must_pass):
        if bool(pattern.search(text)) != is_missing:
            said = f"This must pass, and the rule finds something in it: “{shown(text)}”."
            yield Problem(0, 0, said, (*path, "must_pass", str(number)))
    for number, text in enumerate(rule.must_fail):
        if bool(pattern.search(text)) == is_missing:
            said = f"This must fail, and the rule finds nothing in it: “{shown(text)}”."
            yield Problem(0, 0, said, (*path, "must_fail", str(number)))
