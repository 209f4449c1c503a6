"""Spikes: more people than usual say the same within half an hour, an hour or two. Pure.

Each term of a message that comes in is tested: how surprising is it that so many different people said it,
where the brand's own past makes so many likely? At least three people; how surprising is surprising enough
is a bar that is set so that the brand's past would have had at most so many false alarms a week.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from amends.trends.rules.surprise import surprise
from amends.trends.rules.terms import TermKind, kind_of
from amends.trends.rules.usual import Usual

HALF, HOUR, TWO = 1_800, 3_600, 7_200
WINDOWS = (HALF, HOUR, TWO)
#: Different people, at least.
FEWEST = 3
#: The bar while a brand has no past to set it by, and between what it may be set.
FIRST_BAR, LOWEST, HIGHEST = 6.5, 4.5, 14.0
#: Below this nothing is worth a look.
LEAST = 3.0
#: What more than this share of messages says, tells nothing.
_COMMON = 0.1
#: Topics, moods and networks come in gusts anyway.
_GUSTS = 10.0
#: Newest sayings of a term that are looked at.
_MOST = 300


@dataclass(frozen=True, slots=True)
class Event:
    """One message: when (seconds), who, its terms, and its number."""

    at: float
    who: int
    terms: tuple[int, ...]
    message: int


@dataclass(frozen=True, slots=True)
class Found:
    """A term that more people said than usual. ``window``: seconds; ``messages``: the numbers of theirs."""

    term: int
    score: float
    people: int
    expected: float
    window: int
    at: float
    messages: frozenset[int]


class Watch:
    """Hears messages in order and tells which terms surprise. ``slot_of``: a time's hour of the week."""

    def __init__(self, usual: Usual, slot_of: Callable[[float], int]) -> None:
        self._usual, self._slot_of = usual, slot_of
        self._times: dict[int, deque[float]] = {window: deque() for window in WINDOWS}
        self._said: dict[int, deque[tuple[float, int, int]]] = defaultdict(deque)
        self._rates: tuple[int, tuple[float, ...]] = (-1, ())

    def note(self, event: Event) -> None:
        """Hear a message without judging it."""
        for window, times in self._times.items():
            times.append(event.at)
            while times[0] < event.at - window:
                times.popleft()
        for term in event.terms:
            said = self._said[term]
            said.append((event.at, event.who, event.message))
            while said[0][0] < event.at - TWO:
                said.popleft()

    def hear(self, event: Event) -> list[Found]:
        """Hear a message; the terms in it that surprise at least by `LEAST`, each once, the most first."""
        self.note(event)
        volumes = self._volumes(event.at)
        found = [
            best
            for term in event.terms
            if len(self._said[term]) >= FEWEST and (best := self._judged(term, event.at, volumes))
        ]
        return sorted(found, key=lambda each: -each.score)

    def _volumes(self, now: float) -> list[tuple[int, float, int]]:
        """By window: its length, what is usual in it, and what came."""
        minute = int(now // 300)
        if self._rates[0] != minute:
            usual = [self._usual_in(now, window) for window in WINDOWS]
            self._rates = (minute, tuple(usual))
        return [
            (window, usual, len(self._times[window]))
            for window, usual in zip(WINDOWS, self._rates[1], strict=True)
        ]

    def _usual_in(self, now: float, window: int) -> float:
        steps = window // 900
        hours = (self._usual.rate(self._slot_of(now - 900 * step - 450)) for step in range(steps))
        return sum(hours) / 4

    def _judged(
        self, term: int, now: float, volumes: Sequence[tuple[int, float, int]]
    ) -> Found | None:
        share, kind = self._usual.share(term), kind_of(term)
        is_word = kind < TermKind.JUDGED
        known = self._usual.is_begun if is_word else self._usual.is_known
        if not known or (is_word and share > _COMMON):
            return None
        gusts = 0.0 if is_word else _GUSTS
        # Even if they all were different people within half an hour.
        most, least = len(self._said[term]), share * max(volumes[0][1], 1.0)
        if surprise(most, least, gusts) < LEAST:
            return None
        best: Found | None = None
        for window, usual, came in volumes:
            people, messages = self._people(term, now - window)
            if people < FEWEST:
                continue
            # Where everything comes at once, each word does; only a network is held against its own hours.
            volume = usual if kind is TermKind.NETWORK else max(usual, came - people)
            expected = share * max(volume, 1.0)
            score = surprise(people, expected, gusts)
            if score >= LEAST and (best is None or score > best.score):
                best = Found(term, score, people, expected, window, now, messages)
        return best

    def _people(self, term: int, since: float) -> tuple[int, frozenset[int]]:
        people, messages = set(), set()
        for count, (at, who, message) in enumerate(reversed(self._said[term])):
            if at < since or count >= _MOST:
                break
            people.add(who)
            messages.add(message)
        return len(people), frozenset(messages)


@dataclass(frozen=True, slots=True)
class Group:
    """Terms that the same messages brought up: one spike. ``found``: the most surprising first."""

    found: tuple[Found, ...]

    @property
    def best(self) -> Found:
        """What surprises most."""
        return self.found[0]

    @property
    def messages(self) -> frozenset[int]:
        """Everything that was said in it."""
        return frozenset().union(*(each.messages for each in self.found))


def gathered(found: Iterable[Found], *, apart: float = TWO) -> list[Group]:
    """Terms that share half of their messages, or are the same soon after, are one spike."""
    groups: list[list[Found]] = []
    for each in sorted(found, key=lambda one: -one.score):
        home = next((some for some in groups if _belongs(each, some[0], apart)), None)
        if home is None:
            groups.append([each])
        else:
            home.append(each)
    return [Group(tuple(some)) for some in groups]


def told_apart(found: Iterable[Found]) -> list[Group]:
    """Spikes by words first; a topic, a mood or a network only where no words tell what it is."""
    listed = list(found)
    groups = gathered(each for each in listed if kind_of(each.term) < TermKind.JUDGED)
    told = frozenset[int]().union(*(group.messages for group in groups))
    rest = [
        each
        for each in listed
        if kind_of(each.term) >= TermKind.JUDGED
        and 2 * len(each.messages & told) < len(each.messages)
    ]
    return [*groups, *gathered(rest)]


def _belongs(each: Found, best: Found, apart: float) -> bool:
    if abs(each.at - best.at) > apart:
        return False
    shared = len(each.messages & best.messages)
    return each.term == best.term or 2 * shared >= min(len(each.messages), len(best.messages))


@dataclass(frozen=True, slots=True)
class Bar:
    """How surprising is surprising enough, and what that was set by."""

    score: float = FIRST_BAR
    #: Weeks of the past on which it was set, of which it knew nothing before; 0: not enough of a past.
    weeks: float = 0.0
    #: How many alarms it would have given there.
    alarms: int = 0


_WEEK = 7 * 86_400
#: Of the past, so much is learned from before the rest is tried.
_LEARNED = 0.4
_SHORTEST, _LITTLE = 3 * 86_400, 300


def set_bar(events: Sequence[Event], slot_of: Callable[[float], int], *, budget: float) -> Bar:
    """The bar over which this past had at most ``budget`` alarms a week; the first bar for a short past.

    ``events`` in the order of their times, without those that were trouble indeed.
    """
    cut = int(len(events) * _LEARNED)
    tried = events[cut:]
    if len(tried) < _LITTLE or tried[-1].at - tried[0].at < _SHORTEST:
        return Bar()
    weeks = (tried[-1].at - tried[0].at) / _WEEK
    usual = Usual()
    for slot, messages in hours_of(events[:cut], slot_of):
        usual.learn_hour(slot, messages)
    peaks = sorted((group.best.score for group in _peaks(tried, usual, slot_of)), reverse=True)
    return _bar_over(peaks, weeks, budget)


def _bar_over(peaks: Sequence[float], weeks: float, budget: float) -> Bar:
    allowed = int(budget * weeks)
    over = peaks[allowed - 1] if 0 < allowed <= len(peaks) else peaks[0] + 1 if peaks else LOWEST
    under = peaks[allowed] if allowed < len(peaks) else LOWEST
    score = min(max((over + under) / 2, LOWEST), HIGHEST)
    return Bar(round(score, 2), round(weeks, 2), sum(peak >= score for peak in peaks))


def _peaks(events: Sequence[Event], usual: Usual, slot_of: Callable[[float], int]) -> list[Group]:
    """What would have been alarms, while each hour is learned two hours later."""
    watch, found = Watch(usual, slot_of), []
    waiting = deque(hours_of(events, slot_of))
    learned = events[0].at
    for event in events:
        while event.at - learned > HOUR + TWO and waiting:
            usual.learn_hour(*waiting.popleft())
            learned += HOUR
        found += [each for each in watch.hear(event)[:3] if each.score >= LOWEST - 0.5]
    return told_apart(found)


def hours_of(
    events: Sequence[Event], slot_of: Callable[[float], int]
) -> Iterator[tuple[int, list[tuple[int, ...]]]]:
    """Hour by hour, the quiet ones too: the hour of the week, and the terms of each message in it."""
    at = 0
    start = events[0].at - events[0].at % HOUR if events else 0.0
    while at < len(events):
        messages = []
        while at < len(events) and events[at].at < start + HOUR:
            messages.append(events[at].terms)
            at += 1
        yield slot_of(start), messages
        start += HOUR
