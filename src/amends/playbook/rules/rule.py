"""What a rule is: a code, a reason, a way to find, and examples that it must agree with. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from amends.playbook.rules.codes import Code
from amends.playbook.rules.draft import Draft, Situation
from amends.playbook.rules.findings import Level
from amends.playbook.rules.languages import KNOWN
from amends.playbook.rules.policy import Policy
from amends.playbook.rules.sayings import sayings
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


def texts(
    *some: str,
    language: str = "en",
    situation: Situation | None = None,
    policy: Policy | None = None,
    is_public: bool = True,
    role: str = "",
) -> tuple[Example, ...]:
    """Examples that share all but their text."""
    known = situation or Situation()
    drafts = (
        Draft(text, language=language, situation=known, is_public=is_public, role=role)
        for text in some
    )
    return tuple(Example(draft, policy or Policy()) for draft in drafts)


def said(*topics: str) -> Find:
    """Finds what a text says of these topics."""

    def find(view: View) -> Iterator[Hit]:
        for topic in topics:
            yield from hits(view, topic)

    return find


def hits(view: View, topic: str) -> Iterator[Hit]:
    """Where a text says something of a topic, as hits."""
    for heard, start, end in view.heard(topic):
        own = heard.saying
        yield Hit(start, end, own.sentence, own.suggestion, own.replacement, own.level)


def speaking(code: Code) -> tuple[str, ...]:
    """The languages that have sayings for a rule."""
    return tuple(language for language in KNOWN if code in sayings(language))
