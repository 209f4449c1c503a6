"""What is private in a text, wherever it is said: for what must not go on to others. Pure.

The rules look at what stands in public. Here every text is looked at as if everybody could read it, and what
no rule is sure of (a long number, a name that is known) counts as private too: to leave out too much costs a
word, to leave out too little cannot be taken back.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from amends.playbook.rules.builtin import personal, private
from amends.playbook.rules.draft import Draft
from amends.playbook.rules.folding import plainly
from amends.playbook.rules.policy import Policy
from amends.playbook.rules.view import View

_RULES = (*private.RULES, *personal.RULES)
#: Numbers of so many digits are somebody's, as long as nobody knows better.
_NUMBER = re.compile(r"(?<![\w.,])[+(]?\w{0,4}[-/]?\d(?:[ .\-/]?\d){3,}(?!\w)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HANDLE = re.compile(r"(?<![\w@.])@[\w.\-]{2,}(?:@[\w.\-]+)?")
#: A word of a name that is shorter says nobody's name.
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Private:
    """Something private in a text: where it stands, and what: ``name``, ``number`` or a kind of the rules."""

    start: int
    end: int
    kind: str


def private_places(text: str, policy: Policy, names: Collection[str] = ()) -> tuple[Private, ...]:
    """Everything private in ``text``, in its order, none over another.

    ``names``: people whose names are known. The brand's own contacts and ways to private are not private.
    """
    strict = replace(policy, private=replace(policy.private, ignored=frozenset()))
    view = View(Draft(text), strict)
    found = [*_by_rules(view), *_named(view, names), *_signs(view)]
    return tuple(_apart(found))


def _by_rules(view: View) -> Iterator[Private]:
    for rule in _RULES:
        kind = str(rule.code).removeprefix("private-")
        for hit in rule.find(view):
            if hit.end > hit.start:
                yield Private(hit.start, hit.end, kind)


def _named(view: View, names: Collection[str]) -> Iterator[Private]:
    """Whole names in any case, and their words where these are written as names."""
    plain = view.plain.text
    for name in {plainly(each).strip().lstrip("@") for each in names}:
        for word in {name, *name.split()}:
            if len(word) < _SHORTEST or not any(letter.isalpha() for letter in word):
                continue
            for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", plain):
                start, end = view.plain.back(*match.span())
                if " " in word or view.draft.text[start : start + 1].isupper() or word == name:
                    yield Private(start, end, "name")


def _signs(view: View) -> Iterator[Private]:
    text = view.clean.text
    own = " ".join(private.own_contacts(view.policy))
    for match in _NUMBER.finditer(text):
        if not _YEAR.fullmatch(match[0]) and match[0] not in own:
            yield Private(*view.clean.back(*match.span()), "number")
    for match in _HANDLE.finditer(text):
        if match[0] not in own:
            yield Private(*view.clean.back(*match.span()), "name")


def _apart(found: Iterable[Private]) -> Iterator[Private]:
    """Those that overlap are one, of the kind that begins first."""
    last: Private | None = None
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if last is not None and each.start < last.end:
            last = replace(last, end=max(last.end, each.end))
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last
