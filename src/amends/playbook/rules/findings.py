"""What the linter says about a text: where, how bad, why, and what to say instead. Pure."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass


class Level(enum.StrEnum):
    """What a finding does to a text: advice, a warning to look again, or a stop before it leaves."""

    ADVISE = "advise"
    WARN = "warn"
    BLOCK = "block"

    @property
    def weight(self) -> int:
        """1, 2 or 3: the more it does, the heavier."""
        return _WEIGHTS[self]


_WEIGHTS = {Level.ADVISE: 1, Level.WARN: 2, Level.BLOCK: 3}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found in a text."""

    #: The rule's code: a slug ("blame"), or the code of one of the playbook's own rules.
    code: str
    level: Level
    #: Where, in characters of the text as it was given; both 0 where something is missing from the whole.
    start: int
    end: int
    #: Why, in one sentence for the author.
    sentence: str
    #: What to say or do instead, in words; None where the sentence says it.
    suggestion: str | None = None
    #: What to put in place of text[start:end], in one click or by `--fix`; "" removes it.
    #: None: it needs a person.
    replacement: str | None = None
    #: Where the rule is explained: a page of the documentation with the rule's anchor.
    page: str = ""


def worst(findings: Iterable[Finding]) -> Level | None:
    """The heaviest level among findings; None when there are none."""
    return max((each.level for each in findings), key=lambda level: level.weight, default=None)
