"""The pages of the linter's rules say what the rules say."""

from __future__ import annotations

import pytest

from amends.playbook.rules.builtin import RULES
from docs.pages import anchors, text
from scripts import rules


@pytest.mark.parametrize("name", sorted(rules.PAGES))
def test_a_page_of_the_rules_is_of_today(name: str) -> None:
    assert text(rules.FOLDER / name) == rules.PAGES[name](), "run make docs"


def test_every_rule_has_its_anchor() -> None:
    assert {rule.code for rule in RULES} <= anchors(rules.FOLDER / "rules.md")
