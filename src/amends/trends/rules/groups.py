"""Common issues: messages about the same thing are found together as they come. Pure.

A message is compared with every issue that shares one of its terms, by the terms that are rare for the brand;
what is like none waits in a pool, and where three people of it say alike, an issue begins.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from amends.trends.rules.terms import WEIGHTS, kind_of, said

Centre = dict[int, float]

#: How like an issue's middle, and how like one another, messages must be.
ALIKE, PAIRED = 0.34, 0.36
#: Different people that an issue begins with.
FEWEST = 3
#: Terms that an issue is known by.
MOST_TERMS = 48
#: With less to say, a message is about nothing that could be found together.
_LEAST_TERMS = 3
#: An issue's middle moves no slower than that of so many messages.
_HEAVIEST = 60
#: Terms that more issues share than this tell none from another.
_COMMON = 400


@dataclass(slots=True)
class Issue:
    """A common issue as messages are compared with it; ``members``: messages it was made of."""

    id: int
    centre: Centre
    members: int


@dataclass(frozen=True, slots=True)
class Loose:
    """A message that belongs to no issue yet."""

    message: int
    who: int
    terms: tuple[int, ...]


def weighed(terms: Iterable[int], share_of: Callable[[int], float]) -> Centre:
    """A message's terms by how rare they are for the brand; of length 1, empty when it says too little."""
    telling = said(terms)
    if len(telling) < _LEAST_TERMS:
        return {}
    raw = {
        term: WEIGHTS[kind_of(term)] * max(-math.log10(share_of(term)) - 0.5, 0.0)
        for term in telling
    }
    return _level(raw)


def _level(raw: Mapping[int, float]) -> Centre:
    length = math.sqrt(sum(weight * weight for weight in raw.values()))
    return {term: weight / length for term, weight in raw.items() if weight} if length else {}


def likeness(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    """From 0, nothing in common, to 1."""
    small, large = (one, other) if len(one) < len(other) else (other, one)
    return sum(weight * large.get(term, 0.0) for term, weight in small.items())


def middle(centres: Sequence[Centre]) -> Centre:
    """What some messages have in common."""
    total: dict[int, float] = defaultdict(float)
    for each in centres:
        for term, weight in each.items():
            total[term] += weight
    return _kept(total)


def moved(centre: Centre, members: int, by: Centre) -> Centre:
    """An issue's middle after one more message."""
    weight = 1.0 / (min(members, _HEAVIEST) + 1)
    total = {term: each * (1 - weight) for term, each in centre.items()}
    for term, each in by.items():
        total[term] = total.get(term, 0.0) + each * weight
    return _kept(total)


def together(one: Issue, other: Issue) -> Centre:
    """The middle of two issues that are one."""
    total = {term: weight * one.members for term, weight in one.centre.items()}
    for term, weight in other.centre.items():
        total[term] = total.get(term, 0.0) + weight * other.members
    return _kept(total)


def _kept(total: Mapping[int, float]) -> Centre:
    best = sorted(total.items(), key=lambda each: -each[1])[:MOST_TERMS]
    return _level(dict(best))


@dataclass(slots=True)
class _Index:
    """Who has which term."""

    holders: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, holder: int, terms: Iterable[int]) -> None:
        """Remember a holder's terms."""
        for term in terms:
            self.holders[term].add(holder)

    def change(self, holder: int, before: Iterable[int], after: Iterable[int]) -> None:
        """A holder has other terms now."""
        old, new = set(before), set(after)
        for term in old - new:
            self.holders[term].discard(holder)
        self.add(holder, new - old)

    def near(self, centre: Centre) -> dict[int, float]:
        """Those that share the heaviest terms, by how much of the message those are."""
        found: dict[int, float] = defaultdict(float)
        for term, weight in sorted(centre.items(), key=lambda each: -each[1])[:16]:
            holders = self.holders.get(term, ())
            if len(holders) <= _COMMON:
                for holder in holders:
                    found[holder] += weight * weight
        return found


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message belongs: an issue, or with loose messages that begin one; else neither."""

    issue: int | None = None
    begins_with: tuple[int, ...] = ()
    likeness: float = 0.0


class Book:
    """The brand's issues and its loose messages, while a batch is read."""

    def __init__(
        self, issues: Iterable[Issue], loose: Iterable[Loose], share_of: Callable[[int], float]
    ) -> None:
        self._share_of = share_of
        self.issues = {each.id: each for each in issues}
        self._of_issues, self._of_loose = _Index(), _Index()
        self._loose: dict[int, tuple[int, Centre]] = {}
        for issue in self.issues.values():
            self._of_issues.add(issue.id, issue.centre)
        for each in loose:
            self._wait(each, weighed(each.terms, share_of))

    def _wait(self, each: Loose, centre: Centre) -> None:
        if centre:
            self._loose[each.message] = (each.who, centre)
            self._of_loose.add(each.message, centre)

    def place(self, each: Loose) -> Place:
        """Where a message belongs, and remember it there; well under 5 ms at 5,000 issues."""
        centre = weighed(each.terms, self._share_of)
        if not centre:
            return Place()
        best, score = self._best(centre)
        if best is not None and score >= ALIKE:
            self._join(best, centre)
            return Place(issue=best.id, likeness=score)
        friends = self._friends(each, centre)
        if len({each.who, *(self._loose[message][0] for message in friends)}) >= FEWEST:
            return Place(begins_with=tuple(friends))
        self._wait(each, centre)
        return Place()

    def _best(self, centre: Centre) -> tuple[Issue | None, float]:
        near = self._of_issues.near(centre)
        likely = sorted(near, key=lambda issue: -near[issue])[:40]
        scored = [(likeness(centre, self.issues[each].centre), each) for each in likely]
        if not scored:
            return None, 0.0
        score, best = max(scored)
        return self.issues[best], score

    def _join(self, issue: Issue, centre: Centre) -> None:
        before = issue.centre
        issue.centre = moved(before, issue.members, centre)
        issue.members += 1
        self._of_issues.change(issue.id, before, issue.centre)

    def _friends(self, each: Loose, centre: Centre) -> list[int]:
        near = self._of_loose.near(centre)
        likely = sorted(near, key=lambda message: -near[message])[:40]
        return [
            message
            for message in likely
            if message != each.message and likeness(centre, self._loose[message][1]) >= PAIRED
        ]

    def begin(self, issue_id: int, each: Loose, friends: Sequence[int]) -> Issue:
        """A new issue of a message and its friends; what they have in common is its middle."""
        centres = [weighed(each.terms, self._share_of)]
        for message in friends:
            _who, centre = self._loose.pop(message)
            self._of_loose.change(message, centre, ())
            centres.append(centre)
        issue = Issue(issue_id, middle(centres), len(centres))
        self.issues[issue_id] = issue
        self._of_issues.add(issue_id, issue.centre)
        return issue
