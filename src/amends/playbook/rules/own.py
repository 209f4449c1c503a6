"""Rules that a brand wrote: made ready, and held to their own examples. Pure."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import NamedTuple

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


class Disagreement(NamedTuple):
    """An example that a rule or a pattern of numbers judges otherwise than it must."""

    #: ``must_pass`` or ``must_fail``, and which of them.
    list_name: str
    number: int
    text: str


@functools.lru_cache(maxsize=4096)
def made(own: OwnRule) -> Rule:
    """A rule of the brand's as the engine takes it.

    UnreadablePattern for a pattern that cannot be searched for; OwnExamplesDisagree for a rule that
    finds nothing in a text that it must fail, or something in one that it must pass.
    """
    _require_none(f"The rule “{own.code}”", disagreements(own))
    return Rule(
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


def disagreements(own: OwnRule) -> Iterator[Disagreement]:
    """The examples of a rule that the linter itself, with this rule, judges otherwise than they say.

    UnreadablePattern for a pattern that cannot be searched for. The one place where examples are tried:
    where a playbook is read it tells each of them in its place, at the linter it stops the rule.
    """
    return _wrong(lambda text: _finds(own, text), own.must_pass, own.must_fail)


def private_disagreements(pattern: PrivatePattern) -> Iterator[Disagreement]:
    """The same for a pattern of private numbers, found through any disguise."""
    ready = through_disguise(pattern.pattern)
    return _wrong(
        lambda text: ready.search(clean(text).text) is not None,
        pattern.must_pass,
        pattern.must_fail,
    )


def _wrong(
    finds: Callable[[str], bool], must_pass: tuple[str, ...], must_fail: tuple[str, ...]
) -> Iterator[Disagreement]:
    for number, text in enumerate(must_fail):
        if not finds(text):
            yield Disagreement("must_fail", number, text)
    for number, text in enumerate(must_pass):
        if finds(text):
            yield Disagreement("must_pass", number, text)


def _require_none(whose: str, wrong: Iterator[Disagreement]) -> None:
    for each in wrong:
        if each.list_name == "must_fail":
            raise OwnExamplesDisagree(f"{whose} finds nothing in “{each.text}”, which must fail.")
        raise OwnExamplesDisagree(f"{whose} objects to “{each.text}”, which must pass.")


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
