"""Names by telling words: what many of some messages say, and other customers seldom. Pure."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from amends.trends.rules.terms import words_in

_MOST_TEXTS = 60
#: With fewer it is no campaign of anybody.
_FEWEST_BOMBS, _MOSTLY = 5, 0.6


def telling_words(
    texts: Sequence[str], share_of: Callable[[int], float], *, most: int = 4
) -> list[str]:
    """The words that tell some messages from all others, as most of them write it, the most telling first."""
    held: Counter[int] = Counter()
    written: dict[int, Counter[str]] = defaultdict(Counter)
    for text in texts[:_MOST_TEXTS]:
        for term, word in words_in(text).items():
            held[term] += 1
            written[term][word] += 1
    least = 2 if len(texts) > 2 else 1
    weight = {
        term: times / len(texts) * max(-math.log10(share_of(term)) - 0.3, 0.0)
        for term, times in held.items()
        if times >= least
    }
    best = sorted(weight, key=lambda term: (-weight[term], term))[:most]
    return [written[term].most_common(1)[0][0] for term in best if weight[term] > 0]


def copies(texts: Sequence[frozenset[int]]) -> int:
    """How many of some messages say nearly the same: the largest group of copies. ``texts``: their terms.

    What says nothing, as stars without words do, copies nobody.
    """
    leaders: list[tuple[frozenset[int], int]] = []
    for words in filter(None, texts):
        for at, (leader, many) in enumerate(leaders):
            if len(words & leader) >= 0.8 * max(len(words), len(leader), 1):
                leaders[at] = (leader, many + 1)
                break
        else:
            leaders.append((words, 1))
    return max((many for _leader, many in leaders), default=0)


@dataclass(frozen=True, slots=True)
class Voices:
    """Whose a spike's messages are; ``low``: with one or two stars, ``newcomers``: who never wrote before."""

    messages: int
    people: int
    low: int
    newcomers: int

    @property
    def is_bombing(self) -> bool:
        """Whether few stars come mostly from people who were never heard of."""
        is_many = self.low >= _FEWEST_BOMBS and self.low >= _MOSTLY * self.messages
        return is_many and self.newcomers >= _MOSTLY * self.people
