"""The rules that Amends brings, by family. Pure."""

from __future__ import annotations

from amends.playbook.rules.builtin import (
    care,
    commitments,
    form,
    mixups,
    notices,
    personal,
    private,
    quoting,
    tone,
    words,
)
from amends.playbook.rules.rule import Rule

#: Every built-in rule, in the order of the documentation.
RULES: tuple[Rule, ...] = (
    *care.RULES,
    *tone.RULES,
    *private.RULES,
    *personal.RULES,
    *quoting.RULES,
    *commitments.RULES,
    *mixups.RULES,
    *form.RULES,
    *notices.RULES,
    *words.RULES,
)
