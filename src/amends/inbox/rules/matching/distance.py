"""Misspellings: how far a word is from another, and which known words a word is near to. Pure.

A word is near when so many letters were left out, put in, changed or swapped with their neighbour.
Near words share a form that is left when letters are taken away from both: looked up, not compared one by
one, whoever many words are known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

#: Words longer than this are no misspelling of anything.
LONGEST = 40


def distance(one: str, other: str) -> int:
    """How many slips lie between two words (restricted Damerau and Levenshtein)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            swapped = i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against
            row.append(min(cost, earlier[j - 2] + 1) if swapped else cost)
    return row[-1]


class Nearby:
    """Known words with how far off each may be, ready to be asked about any word."""

    def __init__(self, known: Iterable[tuple[int, str, int]]) -> None:
        """``known``: each word's number, the word, and its distance (1 or 2)."""
        self._known = {number: (word, most) for number, word, most in known}
        self._forms: dict[str, list[int]] = defaultdict(list)
        #: By a word's length: how many letters must be taken away to meet anything known.
        self._reach: dict[int, int] = {}
        for number, (word, most) in self._known.items():
            for form in set(shortened(word, most)):
                self._forms[form].append(number)
            for length in range(len(word) - most, len(word) + most + 1):
                self._reach[length] = max(most, self._reach.get(length, 0))

    def near(self, word: str) -> Iterator[int]:
        """The numbers of the known words that ``word`` is, or is a misspelling of."""
        reach = self._reach.get(len(word))
        if reach is None or len(word) > LONGEST:
            return
        forms = self._forms
        found = {n for form in shortened(word, reach) if form in forms for n in forms[form]}
        for number in found:
            known, most = self._known[number]
            if distance(word, known) <= most:
                yield number


def shortened(word: str, most: int) -> list[str]:
    """The word with up to ``most`` (1 or 2) of its letters taken away, in every way; some ways twice."""
    once = [word[:i] + word[i + 1 :] for i in range(len(word))]
    if most == 1:
        return [word, *once]
    twice = [form[:j] + form[j + 1 :] for i, form in enumerate(once) for j in range(i, len(form))]
    return [word, *once, *twice]
