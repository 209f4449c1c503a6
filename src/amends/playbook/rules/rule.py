"""What a rule is: a code, a reason, a way to find, and examples that it must agree with. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from amends.playbook.rules.draft import Draft
from amends.playbook.rules.findings import Level
from amends.playbook.rules.policy import Policy
from amends.playbook.rules.view import View

#: The documentation of all rules; an anchor per code.
PAGE = "docs/playbook/rules.md"


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in the text that a rule objects to; None means what the rule itself says."""

    start: int = 0
    end: int = 0
    sentence: str | None = None
    suggestion: str | None = None
    replacement: str | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A text with what is known of it, that a rule must find something in, or nothing."""

    draft: Draft
    policy: Policy = field(default_factory=Policy)


Find = Callable[[View], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a good answer does or does not do."""

    code: str
    #: What stands above it in the documentation: "Tone".
    family: str
    #: The reason, in one sentence for the author.
    sentence: str
    level: Level
    find: Find
    must_pass: tuple[Example, ...]
    must_fail: tuple[Example, ...]
    #: Empty: any language.
    languages: tuple[str, ...] = ()
    suggestion: str | None = None

    @property
    def page(self) -> str:
        """Where the rule is explained."""
        return f"{PAGE}#{self.code}"
