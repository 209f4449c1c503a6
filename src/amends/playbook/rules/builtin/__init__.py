"""The rules that Amends brings, by family. Pure."""

from __future__ import annotations

from amends.playbook.rules.rule import Rule

#: Every built-in rule, in the order of the documentation.
RULES: tuple[Rule, ...] = ()
