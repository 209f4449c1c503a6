"""Rules that a brand wrote: made ready, and held to their own examples. Pure."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import re2

from amends.playbook.rules.folding import clean, plain
from amends.playbook.rules.patterns import compiled, through_disguise, words
from amends.playbook.rules.policy import OwnRule, PrivatePattern
from amends.playbook.rules.rule import Find, Hit, Rule
from amends.playbook.rules.view import View
from amends.refusals import Refusal

_FAMILY = "The brand's own"


class OwnExamplesDisagree(Refusal):
    """A rule disagrees with its own examples, so it is not loaded."""

    code = "examples-disagree"


@functools.lru_cache(maxsize=4096)
def made(own: OwnRule) -> Rule:
    """A rule of the brand's as the engine takes it.

    UnreadablePattern for a pattern that cannot be searched for; OwnExamplesDisagree for a rule that
    finds nothing in a text that it must fail, or something in one that it must pass.
    """
    rule = Rule(
        own.code,
        _FAMILY,
        own.sentence,
        own.level,
        _find(own),
        (),
        (),
        own.languages,
        own.suggestion,
    )
    for text in own.must_fail:
        if not _finds(own, text):
            raise OwnExamplesDisagree(
                f"The rule “{own.code}” finds nothing in “{text}”, which must fail."
            )
    for text in own.must_pass:
        if _finds(own, text):
            raise OwnExamplesDisagree(
                f"The rule “{own.code}” objects to “{text}”, which must pass."
            )
    return rule


def check_private(pattern: PrivatePattern) -> None:
    """Refuses a pattern of private numbers that cannot be read or disagrees with its own examples."""
    ready = through_disguise(pattern.pattern)
    for text in pattern.must_fail:
        if ready.search(clean(text).text) is None:
            raise OwnExamplesDisagree(
                f"“{pattern.pattern}” does not find “{text}”, which must fail."
            )
    for text in pattern.must_pass:
        if ready.search(clean(text).text) is not None:
            raise OwnExamplesDisagree(f"“{pattern.pattern}” finds “{text}”, which must pass.")


def _find(own: OwnRule) -> Find:
    def find(view: View) -> Iterator[Hit]:
        if own.is_public_only and not view.draft.is_public:
            return
        found = list(_hits(own, view))
        if own.is_missing:
            if not found:
                yield Hit()
        else:
            yield from found

    # Compiled now, so that a pattern that cannot be read is refused when the playbook is loaded.
    for says in own.says:
        _ready(own, says)
    return find


def _hits(own: OwnRule, view: View) -> Iterator[Hit]:
    searched = view.clean if own.is_pattern else view.plain
    for says in own.says:
        for match in _ready(own, says).finditer(searched.text):
            group = 0 if own.is_pattern else 1
            start, end = searched.back(*match.span(group))
            yield Hit(start, end, replacement=own.replacement)


def _ready(own: OwnRule, says: str) -> re2._Regexp:
    return compiled(says) if own.is_pattern else words(says)


def _finds(own: OwnRule, text: str) -> bool:
    folded = clean(text)
    searched = folded.text if own.is_pattern else plain(folded).text
    said = any(_ready(own, says).search(searched) is not None for says in own.says)
    return said is not own.is_missing
