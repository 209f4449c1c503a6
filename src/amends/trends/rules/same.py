"""Whether what surprises is more of a spike that is known, or a matter of its own. Pure.

That two matters share a word makes them not one: half of those who say what surprises must be of the known
spike, and a message is of it when it says a third of what most in it say. The first few tell by chance how
they say it: while a spike is young, who says what surprises most is of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from amends.trends.rules.spikes import Found
from amends.trends.rules.terms import TermKind, kind_of

#: What was no problem must surprise half as much again: with rare words that is half as many people again.
_HALF_AGAIN, _MORE = 1.5, 1.0
#: Of so few messages it shows not yet what they have in common.
YOUNG = 8
_FIRST = 8


@dataclass(frozen=True, slots=True)
class Known:
    """A spike that was found before, and everything that belongs to it by now."""

    id: int
    is_of_words: bool
    messages: frozenset[int]


def outgrown(score: float) -> float:
    """What is over this is more than what somebody said to be no problem."""
    return max(_HALF_AGAIN * score, score + _MORE)


def core(terms: Sequence[int], said_by: Sequence[Collection[int]]) -> tuple[int, ...]:
    """Which of a spike's terms half of its messages say; where those are long past, its first ones."""
    half = len(said_by) / 2
    found = tuple(term for term in terms if sum(term in said for said in said_by) >= half)
    return found if said_by else tuple(terms[:_FIRST])


def is_of(telling: Collection[int], said: Collection[int]) -> bool:
    """Whether a message that says ``said`` is of a spike that these terms tell."""
    return bool(telling) and 3 * sum(each in said for each in telling) >= len(telling)


def sorted_out(
    found: Iterable[Found], known: Sequence[Known]
) -> tuple[Mapping[int, list[Found]], list[Found]]:
    """What is more of each known spike, by its id, and what is of none. ``known``: the newest first.

    Of spikes of words only words are more; a topic, a mood or a network that they explain is neither.
    """
    more: dict[int, list[Found]] = {}
    rest = []
    for each in sorted(found, key=lambda one: (-one.score, one.term)):
        home = _home(each, known)
        if home is None:
            rest.append(each)
        elif home.is_of_words == _is_word(each):
            more.setdefault(home.id, []).append(each)
    return more, rest


def _home(each: Found, known: Sequence[Known]) -> Known | None:
    likely = [one for one in known if one.is_of_words or not _is_word(each)]
    shared = {one.id: len(each.messages & one.messages) for one in likely}
    half = len(each.messages) / 2
    alone = next((one for one in likely if shared[one.id] >= half), None)
    if alone is not None:
        return alone
    together = frozenset[int]().union(*(one.messages for one in likely))
    if len(each.messages & together) < half:
        return None
    return max(likely, key=lambda one: shared[one.id])


def _is_word(each: Found) -> bool:
    return kind_of(each.term) < TermKind.JUDGED
