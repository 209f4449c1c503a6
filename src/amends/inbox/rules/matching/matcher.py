"""All queries of a brand as one structure that a message goes through once. Pure.

Every leaf of every query has a number. A word brings the numbers of the leaves that it is a hit of: by
itself, by its beginning or as a misspelling. That is found out when the word is first seen and looked up
from then on. Phrases are looked up by their rarest pair of neighbours. Each query waits at those of its
leaves without which it cannot match, the ones that fewest queries share; only queries at whose leaves there
was a hit are looked at. So the time of a message depends on its words, hardly on how many queries there are.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from amends.inbox.rules.matching import folding
from amends.inbox.rules.matching.distance import Nearby
from amends.inbox.rules.matching.tree import All, Any, Filter, Leaf, Near, Node, Not, Term, leaves

#: Words whose hits are remembered; then it begins anew.
_MOST_LEARNT = 200_000
UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as queries see it. ``language``: a tag such as ``pt-BR``, or ``""`` where nobody says.

    ``handle``/``name``: who wrote it; ``has``: what it has besides words, such as ``photo``.
    """

    text: str
    language: str = UNKNOWN
    channel: str = ""
    handle: str = ""
    name: str = ""
    has: frozenset[str] = frozenset()

    def told(self, key: str) -> Collection[str]:
        """What it holds for a filter; a language or country that nobody tells is `UNKNOWN`."""
        if key == "from":
            name = (folding.folded(self.name),) if self.name else ()
            return (*(each[1:] for each in folding.handles(self.handle)), *name)
        if key == "has":
            return self.has
        if key == "channel":
            return (self.channel.casefold(),)
        language, _, region = self.language.replace("_", "-").partition("-")
        if key == "lang":
            return (UNKNOWN if language.lower() == "und" else language.lower(),)
        country = region.rpartition("-")[2].upper()
        return (country if len(country) == 2 else UNKNOWN,)


def holds(text: str, types: Iterable[str], rating: int | None) -> frozenset[str]:
    """What `Heard.has` is of a message with this text, files of these types and this rating."""
    kinds = list(types)
    found = {
        "attachment": bool(kinds),
        "photo": any(kind.startswith("image/") for kind in kinds),
        "link": "://" in text,
        "rating": rating is not None,
    }
    return frozenset(name for name, is_there in found.items() if is_there)


@dataclass(slots=True)
class _Index:
    """Where the leaves are looked up."""

    words: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    prefixes: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    lengths: tuple[int, ...] = ()
    nearby: Nearby = field(default_factory=lambda: Nearby(()))
    #: By a pair of neighbours, or by the first word where the second is only a beginning.
    pairs: dict[tuple[str, str], list[tuple[int, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    begun: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    filters: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    keys: tuple[str, ...] = ()


class Matcher:
    """Queries by their numbers, compiled. Messages may be matched from several threads."""

    def __init__(self, queries: Mapping[int, Node]) -> None:
        self._numbers: dict[Leaf, int] = {}
        self._uses: Counter[int] = Counter()
        for node in queries.values():
            found = {self._numbers.setdefault(each, len(self._numbers)) for each in leaves(node)}
            self._uses.update(found)
        self._index = _indexed(self._numbers)
        self._waiting: dict[int, list[int]] = defaultdict(list)
        self._queries = {number: self._compiled(node) for number, node in queries.items()}
        for number, node in queries.items():
            for leaf in set(self._anchors(node)):
                self._waiting[self._numbers[leaf]].append(number)
        self._learnt: dict[str, tuple[int, ...]] = {}

    def match(self, heard: Heard) -> list[int]:
        """The numbers of the queries that fit, smallest first."""
        hits = self._hits(heard)
        waiting = self._waiting
        woken = {query for leaf in hits if leaf in waiting for query in waiting[leaf]}
        return sorted(query for query in woken if _holds(self._queries[query], hits))

    def _hits(self, heard: Heard) -> set[int]:
        hits: set[int] = set()
        learnt, index = self._learnt, self._index
        words = folding.words(heard.text)
        for word in {*words, *folding.tags(heard.text)}:
            known = learnt.get(word)
            if known is None:
                known = self._learn(word)
            if known:
                hits.update(known)
        if index.pairs or index.begun:
            hits.update(_phrases(index, words))
        if index.filters:
            hits.update(_filtered(index, heard))
        return hits

    def _learn(self, word: str) -> tuple[int, ...]:
        """The leaves that this word alone is a hit of; remembered."""
        index = self._index
        found = set(index.words.get(word, ()))
        for length in index.lengths:
            if length > len(word):
                break
            found.update(index.prefixes.get(word[:length], ()))
        if word[0] not in "#@":  # their words are asked about, too
            found.update(index.nearby.near(word))
        if len(self._learnt) >= _MOST_LEARNT:
            self._learnt = {}
        known = self._learnt[word] = tuple(found)
        return known

    def _compiled(self, node: Node, *, wanted: bool = True) -> _Compiled:
        """The tree over leaves' numbers. A language nobody tells fits where it is wanted and not else."""
        if isinstance(node, Not):
            return (_NOT, (self._compiled(node.part, wanted=not wanted),))
        if isinstance(node, All | Any):
            sign = _ALL if isinstance(node, All) else _ANY
            return (sign, tuple(self._compiled(part, wanted=wanted) for part in node.parts))
        number = self._numbers[node]
        if wanted and isinstance(node, Filter) and node.key in _OFTEN_UNKNOWN:
            unknown = self._numbers.get(Filter(node.key, UNKNOWN))
            return (_ANY, (number, unknown)) if unknown is not None else number
        return number

    def _anchors(self, node: Node) -> tuple[Leaf, ...]:
        """Leaves of which a message must have one, so that the query can match at all."""
        if isinstance(node, Any):
            return tuple(leaf for part in node.parts for leaf in self._anchors(part))
        if isinstance(node, All):
            every = (found for part in node.parts if (found := self._anchors(part)))
            return min(every, key=self._crowd, default=())
        if isinstance(node, Not):
            return ()
        if isinstance(node, Filter) and node.key in _OFTEN_UNKNOWN:
            return (node, Filter(node.key, UNKNOWN))
        return (node,)

    def _crowd(self, anchors: Iterable[Leaf]) -> tuple[int, int]:
        """How many messages and queries probably share these leaves; the smallest is waited at."""
        found = list(anchors)
        filters = sum(isinstance(leaf, Filter) for leaf in found)
        return filters, sum(self._uses[self._numbers[leaf]] for leaf in found)


_ALL, _ANY, _NOT = "all", "any", "not"
_OFTEN_UNKNOWN = ("lang", "country")
_Compiled = int | tuple[str, tuple["_Compiled", ...]]


def _holds(node: _Compiled, hits: set[int]) -> bool:
    if isinstance(node, int):
        return node in hits
    sign, parts = node
    if sign == _NOT:
        return not _holds(parts[0], hits)
    if sign == _ALL:
        return all(_holds(part, hits) for part in parts)
    return any(_holds(part, hits) for part in parts)


def _indexed(numbers: dict[Leaf, int]) -> _Index:
    index = _Index()
    for key in _OFTEN_UNKNOWN:
        if any(isinstance(leaf, Filter) and leaf.key == key for leaf in numbers):
            numbers.setdefault(Filter(key, UNKNOWN), len(numbers))
    near = [(n, leaf.word, leaf.distance) for leaf, n in numbers.items() if isinstance(leaf, Near)]
    index.nearby = Nearby(near)
    terms = [(leaf, n) for leaf, n in numbers.items() if isinstance(leaf, Term)]
    crowd = Counter(pair for leaf, _ in terms for pair in _whole_pairs(leaf))
    for leaf, number in terms:
        _place(index, leaf, number, crowd)
    for each, number in numbers.items():
        if isinstance(each, Filter):
            index.filters[each.key, each.value].append(number)
    index.lengths = tuple(sorted({len(prefix) for prefix in index.prefixes}))
    index.keys = tuple({key for key, _ in index.filters})
    return index


def _place(index: _Index, leaf: Term, number: int, crowd: Counter[tuple[str, str]]) -> None:
    if len(leaf.words) == 1:
        (index.prefixes if leaf.is_prefix else index.words)[leaf.words[0]].append(number)
        return
    needle = f" {' '.join(leaf.words)}{'' if leaf.is_prefix else ' '}"
    whole = _whole_pairs(leaf)
    if whole:
        index.pairs[min(whole, key=lambda pair: crowd[pair])].append((number, needle))
    else:
        index.begun[leaf.words[0]].append((number, needle))


def _whole_pairs(leaf: Term) -> list[tuple[str, str]]:
    """The pairs of neighbours in a phrase of which both are whole words."""
    whole = leaf.words[:-1] if leaf.is_prefix else leaf.words
    return list(itertools.pairwise(whole))


def _phrases(index: _Index, words: list[str]) -> Iterator[int]:
    line = ""
    pairs, begun = index.pairs, index.begun
    found = [hit for pair in itertools.pairwise(words) for hit in pairs.get(pair, ())]
    if begun:
        found += [hit for word in words for hit in begun.get(word, ())]
    for number, needle in found:
        line = line or f" {' '.join(words)} "
        if needle in line:
            yield number


def _filtered(index: _Index, heard: Heard) -> Iterator[int]:
    for key in index.keys:
        for value in heard.told(key):
            yield from index.filters.get((key, value), ())
