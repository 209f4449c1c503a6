"""All queries of a brand as one structure that a message goes through once. Pure.

Every leaf of every query has a number. A word brings the numbers of the leaves that it is a hit of: by
itself, by its beginning or as a misspelling, and the phrases of which it is the rarest word. That is found
out when the word is first seen and looked up from then on; of most words it is only known that they bring
nothing. Each query waits at those of its leaves without which it cannot match, the ones that fewest queries
share; only queries at whose leaves there was a hit are looked at. So the time of a message depends on its
words, hardly on how many queries there are.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from amends.inbox.rules.matching import folding
from amends.inbox.rules.matching.distance import Nearby
from amends.inbox.rules.matching.tree import All, Any, Filter, Leaf, Near, Node, Not, Term, leaves

#: Words whose hits are remembered; then it begins anew.
_MOST_LEARNT = 200_000
#: A word of so few leaves is rare enough to find a phrase by.
_RARE = 8
#: What a word brings that may begin a pair; phrases that are looked for have the numbers below. No leaf has
#: these, so they do no harm among hits.
_PAIRED = -1
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


#: A phrase's leaf, and how it stands in a line of words.
_Phrase = tuple[int, str]
#: Which leaves must all be there, and which must not; a query fits by one of its ways to fit.
_Way = tuple[frozenset[int], frozenset[int]]


@dataclass(slots=True)
class _Index:
    """Where the leaves are looked up."""

    words: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    prefixes: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    lengths: tuple[int, ...] = ()
    nearby: Nearby = field(default_factory=lambda: Nearby(()))
    #: By the rarest of a phrase's whole words: the numbers of phrases that are to be looked for.
    sought: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    #: By such a number, which no leaf has.
    phrases: dict[int, _Phrase] = field(default_factory=dict)
    #: Phrases without a rare word, as in scripts without spaces: by their rarest pair of neighbours.
    pairs: dict[tuple[str, str], list[_Phrase]] = field(default_factory=lambda: defaultdict(list))
    begins_pair: set[str] = field(default_factory=set)
    filters: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    keys: tuple[str, ...] = ()


class _Learnt(dict[str, tuple[int, ...]]):
    """What each word brings, leaves and phrases to look for; found out when a word is first seen."""

    def __init__(self, index: _Index) -> None:
        super().__init__()
        self._index = index

    def __missing__(self, word: str) -> tuple[int, ...]:
        index = self._index
        found = {*index.words.get(word, ()), *index.sought.get(word, ())}
        for length in index.lengths:
            if length > len(word):
                break
            found.update(index.prefixes.get(word[:length], ()))
        if word[0] not in "#@":  # their words are asked about, too
            found.update(index.nearby.near(word))
        if word in index.begins_pair:
            found.add(_PAIRED)
        if len(self) >= _MOST_LEARNT:
            self.clear()
        # Most words bring nothing, and share that.
        brings = self[word] = tuple(found) if found else ()
        return brings


class Matcher:
    """Queries by their numbers, compiled. Messages may be matched from several threads."""

    def __init__(self, queries: Mapping[int, Node]) -> None:
        self._numbers: dict[Leaf, int] = {}
        self._uses: Counter[int] = Counter()
        for node in queries.values():
            found = {self._numbers.setdefault(each, len(self._numbers)) for each in leaves(node)}
            self._uses.update(found)
        self._index = _indexed(self._numbers)
        self._queries = {number: self._compiled(node) for number, node in queries.items()}
        self._ways = {number: _ways(node) for number, node in self._queries.items()}
        self._filtering = {
            number
            for number, node in queries.items()
            if any(isinstance(leaf, Filter) for leaf in leaves(node))
        }
        #: By leaf: the queries that fit for it alone, and those that may fit because of it.
        self._waiting: dict[int, tuple[list[int], list[int]]] = {}
        for number, node in queries.items():
            for leaf in {self._numbers[each] for each in self._anchors(node)}:
                fit, may_fit = self._waiting.setdefault(leaf, ([], []))
                (fit if self._is_enough(leaf, number) else may_fit).append(number)
        #: Whether a filter alone may wake a query: then filters are asked about in every message.
        filters = (number for some in self._index.filters.values() for number in some)
        self._filters_wake = any(number in self._waiting for number in filters)
        self._anchored = frozenset(self._waiting)
        self._sought = frozenset((_PAIRED, *self._index.phrases))
        self._learnt = _Learnt(self._index)
        self._told: dict[tuple[str, ...], tuple[int, ...]] = {}

    def match(self, heard: Heard) -> list[int]:
        """The numbers of the queries that fit, smallest first."""
        hits = self._spoken(heard.text)
        if self._filters_wake:
            hits.update(self._filtered(heard))
        fitting: set[int] = set()
        woken: set[int] = set()
        for leaf in hits & self._anchored:
            fit, may_fit = self._waiting[leaf]
            fitting.update(fit)
            woken.update(may_fit)
        if not self._filters_wake and not self._filtering.isdisjoint(woken):
            hits.update(self._filtered(heard))
        if woken:
            fitting.update(self._fitting(woken, hits))
        return sorted(fitting)

    def _is_enough(self, leaf: int, query: int) -> bool:
        """Whether a query fits every message that has this leaf."""
        return (frozenset((leaf,)), frozenset[int]()) in (self._ways[query] or ())

    def _fitting(self, woken: set[int], hits: set[int]) -> Iterator[int]:
        """Those of the woken queries that fit. Asked very often, so it is said without calls."""
        for query in woken:
            ways = self._ways[query]
            if ways is None:
                if _holds(self._queries[query], hits):
                    yield query
                continue
            for wanted, barred in ways:
                if wanted <= hits and barred.isdisjoint(hits):
                    yield query
                    break

    def _spoken(self, text: str) -> set[int]:
        """The leaves that the words of a text are hits of."""
        words = folding.words(text)
        said = words + folding.tags(text)
        hits = set(itertools.chain.from_iterable(map(self._learnt.__getitem__, said)))
        sought = hits & self._sought
        if sought:
            phrases = [self._index.phrases[each] for each in sought if each != _PAIRED]
            if _PAIRED in sought:
                pairs = self._index.pairs
                phrases += [
                    each for two in itertools.pairwise(words) for each in pairs.get(two, ())
                ]
            line = f" {' '.join(words)} "
            hits.update([number for number, needle in phrases if needle in line])
        return hits

    def _filtered(self, heard: Heard) -> set[int]:
        """The leaves that are hit by what a message is besides its words; remembered by what is told."""
        hits: set[int] = set()
        for key in self._index.keys:
            if key == "has":
                hits.update(_told(self._index, key, heard))
                continue
            said = (key, *_source(key, heard))
            known = self._told.get(said)
            if known is None:
                if len(self._told) >= _MOST_LEARNT:
                    self._told = {}
                known = self._told[said] = tuple(_told(self._index, key, heard))
            hits.update(known)
        return hits

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


#: A query with more ways to fit than this is gone through as a tree.
_MOST_WAYS = 16


def _ways(node: _Compiled, *, wanted: bool = True) -> tuple[_Way, ...] | None:
    """Every way in which a query can fit, in one set that must be there and one that must not."""
    if isinstance(node, int):
        one, none = frozenset((node,)), frozenset[int]()
        return ((one, none) if wanted else (none, one),)
    sign, parts = node
    if sign == _NOT:
        return _ways(parts[0], wanted=not wanted)
    found = [_ways(part, wanted=wanted) for part in parts]
    known = [each for each in found if each is not None]
    is_any = (sign == _ANY) == wanted
    count = sum(map(len, known)) if is_any else math.prod(map(len, known))
    if len(known) < len(found) or count > _MOST_WAYS:
        return None
    if is_any:
        return tuple(itertools.chain.from_iterable(known))
    return tuple(_together(chosen) for chosen in itertools.product(*known))


def _together(ways: Iterable[_Way]) -> _Way:
    wanted, barred = zip(*ways, strict=True)
    return frozenset().union(*wanted), frozenset().union(*barred)


def _indexed(numbers: dict[Leaf, int]) -> _Index:
    index = _Index()
    for key in _OFTEN_UNKNOWN:
        if any(isinstance(leaf, Filter) and leaf.key == key for leaf in numbers):
            numbers.setdefault(Filter(key, UNKNOWN), len(numbers))
    near = [(n, leaf.word, leaf.distance) for leaf, n in numbers.items() if isinstance(leaf, Near)]
    index.nearby = Nearby(near)
    terms = [(leaf, n) for leaf, n in numbers.items() if isinstance(leaf, Term)]
    crowd: Counter[str | tuple[str, str]] = Counter()
    for leaf, _ in terms:
        crowd.update((*leaf.words, *itertools.pairwise(leaf.words)))
    for leaf, number in terms:
        _place(index, leaf, number, crowd)
    for each, number in numbers.items():
        if isinstance(each, Filter):
            index.filters[each.key, each.value].append(number)
    index.lengths = tuple(sorted({len(prefix) for prefix in index.prefixes}))
    index.keys = tuple({key for key, _ in index.filters})
    return index


def _place(index: _Index, leaf: Term, number: int, crowd: Counter[str | tuple[str, str]]) -> None:
    if len(leaf.words) == 1:
        (index.prefixes if leaf.is_prefix else index.words)[leaf.words[0]].append(number)
        return
    needle = f" {' '.join(leaf.words)}{'' if leaf.is_prefix else ' '}"
    whole = leaf.words[:-1] if leaf.is_prefix else leaf.words
    rarest = min(whole, key=lambda word: crowd[word])
    if len(whole) > 1 and crowd[rarest] > _RARE:
        pair = min(itertools.pairwise(whole), key=lambda pair: crowd[pair])
        index.pairs[pair].append((number, needle))
        index.begins_pair.add(pair[0])
        return
    sought = _PAIRED - 1 - len(index.phrases)
    index.phrases[sought] = (number, needle)
    index.sought[rarest].append(sought)


def _source(key: str, heard: Heard) -> tuple[str, ...]:
    """What `Heard.told` of a key is made of."""
    if key == "from":
        return heard.handle, heard.name
    return (heard.channel,) if key == "channel" else (heard.language,)


def _told(index: _Index, key: str, heard: Heard) -> Iterator[int]:
    for value in heard.told(key):
        yield from index.filters.get((key, value), ())
