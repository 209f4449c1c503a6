"""Spikes and common issues, measured: part of the `triage` benchmark.

The feed: tweets to two airlines, at their own times of the week. The set names no authors, and one
person's eight messages in a row would count as eight people, so the texts are dealt to those times in another
order; each half of the feed has texts of its own. The injected matter: questions of one of 77 intents of a
bank, each from another person, spread over two hours. The bar is set on the first half as the desk sets it.
"""

from __future__ import annotations

import csv
import random
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from amends.trends.rules.groups import Book, Issue, Loose, weighed
from amends.trends.rules.spikes import TWO, Bar, Event, Watch, hours_of, set_bar, told_apart
from amends.trends.rules.terms import network_term, terms_of
from amends.trends.rules.usual import Usual
from benchmarks.harness import Figures, median

_WEEK = 7 * 86_400
_START = 1_424_044_800.0  # a Monday
_WEEKS = 3
_TRIALS = 77


def slot_of(at: float) -> int:
    """The hour of the week in which a moment lies."""
    return int((at - _START) // 3600) % 168


@dataclass(frozen=True, slots=True)
class Feed:
    """Two halves of a stream: one sets the bar, the other is measured."""

    past: list[Event]
    now: list[Event]


def issues(figures: Figures, data: Path) -> None:
    """Seventy-seven matters found together as they come, and how long a message takes among 5,000 issues."""
    rows = [(text, name) for name, texts in sorted(_intents(data).items()) for text in texts]
    random.Random(3).shuffle(rows)
    usual = Usual()
    usual.learn_hour(0, [_terms(text) for text, _ in rows[:2_500]])
    some = rows[2_500:6_000]
    held = _held(some, usual)
    pure = sum(max(each.values()) for each in held.values())
    together = sum(sum(each.values()) for each in held.values())
    largest: Counter[str] = Counter()
    for each in held.values():
        for name, many in each.items():
            largest[name] = max(largest[name], many)
    figures.told("issues-of-77-matters", len(held), "issues")
    figures.told("issues-messages-found-together", together / len(some), "share")
    figures.told("issues-of-one-matter", pure / together, "share")
    figures.told("issues-largest-holds-of-its-matter", largest.total() / len(some), "share")
    spent = _placed_among(5_000, [text for text, _ in rows[6_000:6_500]], usual)
    figures.at_most("issues-ms-a-message-at-5000", spent * 1_000, "ms", 5)


def _held(rows: Sequence[tuple[str, str]], usual: Usual) -> dict[int, Counter[str]]:
    """The matters of each issue's messages."""
    book, found = Book([], [], usual.share), dict[int, list[int]]()
    for number, (text, _name) in enumerate(rows):
        loose = Loose(number, number, _terms(text))
        place = book.place(loose)
        if place.begins_with:
            issue = book.begin(len(found) + 1, loose, place.begins_with)
            found[issue.id] = [number, *place.begins_with]
        elif place.issue is not None:
            found[place.issue].append(number)
    return {issue: Counter(rows[each][1] for each in some) for issue, some in found.items()}


def _placed_among(many: int, texts: Sequence[str], usual: Usual) -> float:
    """Seconds for a message among so many issues, half of whose terms are spoken of in such messages."""
    chance = random.Random(5)
    known = [terms for terms in map(_terms, texts) if len(terms) > 5]
    pool = sorted({term for terms in known for term in terms})
    open_issues = []
    for number in range(many):
        # As many terms as an issue has, half of them spoken of in these messages, half of their own.
        own = chance.sample(pool, 20) + [(1 << 24) + 8 * (28 * number + at) + 3 for at in range(28)]
        open_issues.append(Issue(number, weighed(own, usual.share), 9))
    loose = [Loose(-number, number, chance.choice(known)) for number in range(1, 2_001)]
    book = Book(open_issues, loose, usual.share)
    begun = time.process_time()
    for number, text in enumerate(texts):
        book.place(Loose(number, number, terms_of(text)))
    return (time.process_time() - begun) / len(texts)


def spikes(figures: Figures, data: Path) -> None:
    """Found and after how long, for spikes of 8, 12 and 20 messages, at one false alarm a week."""
    intents = _intents(data)
    talk = _talk(data)
    _measured(figures, "spike-", _feed(data, 1.0, talk), intents, is_target=True)
    _measured(figures, "spike-busy-", _feed(data, 2.5, talk), intents, is_target=True)


def _measured(
    figures: Figures, name: str, feed: Feed, intents: dict[str, list[str]], *, is_target: bool
) -> None:
    bar, usual = set_bar(feed.past, slot_of, budget=1.0), Usual()
    for slot, some in hours_of(feed.past, slot_of):
        usual.learn_hour(slot, some)
    figures.told(f"{name}messages-an-hour", len(feed.now) / (_WEEKS * 168), "messages/h")
    figures.told(f"{name}bar", bar.score, "zeros")
    alarms = _alarms(feed, usual, bar) / _WEEKS
    if is_target:
        figures.at_most(f"{name}false-alarms-a-week", alarms, "alarms", 1)
    else:
        figures.told(f"{name}false-alarms-a-week", alarms, "alarms")
    for size, target in ((8, 0.85), (12, 0.97), (20, 1.0)):
        found, minutes = _found(feed, usual, bar, (size, intents))
        if is_target:
            figures.at_least(f"{name}of-{size}-found", found, "share", target)
        else:
            figures.told(f"{name}of-{size}-found", found, "share")
        figures.told(f"{name}of-{size}-after", minutes, "min")


def _alarms(feed: Feed, usual: Usual, bar: Bar) -> int:
    """False alarms of the second half, while the desk learns on."""
    learning, watch = _copy(usual), Watch(_copy(usual), slot_of)
    watch = Watch(learning, slot_of)
    hours, at, found = list(hours_of(feed.now, slot_of)), feed.now[0].at, []
    for event in feed.now:
        while event.at - at > 3 * 3600 and hours:
            learning.learn_hour(*hours.pop(0))
            at += 3600
        found += [each for each in watch.hear(event) if each.score > bar.score]
    return len(told_apart(found))


def _copy(usual: Usual) -> Usual:
    return Usual(usual.counts[:], usual.total, usual.hits[:], usual.seen[:], usual.gain)


def _found(
    feed: Feed, usual: Usual, bar: Bar, what: tuple[int, dict[str, list[str]]]
) -> tuple[float, float]:
    size, intents = what
    names, after = sorted(intents), []
    for trial in range(_TRIALS):
        chance = random.Random(trial * 1_000 + size)
        texts = intents[names[trial % len(names)]]
        at = chance.choice(feed.now[: -len(feed.now) // 20]).at
        injected = [
            _event(at + chance.uniform(0, TWO), text, 10_000_000 + number)
            for number, text in enumerate(chance.sample(texts, min(size, len(texts))))
        ]
        seen = _first_alarm(feed, usual, bar, sorted(injected, key=lambda each: each.at))
        if seen is not None:
            after.append(seen)
    return len(after) / _TRIALS, median(after) if after else 0.0


def _first_alarm(feed: Feed, usual: Usual, bar: Bar, injected: Sequence[Event]) -> float | None:
    """Minutes from its first message to an alarm that is of it; None: there was none."""
    begun, over = injected[0].at, injected[-1].at
    around = [each for each in feed.now if begun - TWO <= each.at <= over]
    watch = Watch(usual, slot_of)
    for event in sorted([*around, *injected], key=lambda each: each.at):
        for found in watch.hear(event):
            ours = sum(message >= 10_000_000 for message in found.messages)
            if event.at >= begun and found.score > bar.score and 2 * ours >= len(found.messages):
                return (event.at - begun) / 60
    return None


def _event(at: float, text: str, number: int) -> Event:
    return Event(at, number, (*_terms(text), network_term("demo")), number)


_KNOWN: dict[str, tuple[int, ...]] = {}


def _terms(text: str) -> tuple[int, ...]:
    if text not in _KNOWN:
        _KNOWN[text] = terms_of(text)
    return _KNOWN[text]


def _intents(data: Path) -> dict[str, list[str]]:
    intents = defaultdict(list)
    with (data / "banking77" / "train.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            intents[row["category"]].append(row["text"])
    return dict(intents)


def _talk(data: Path) -> list[str]:
    """What people write in forums: the talk that makes a feed busy, each text once."""
    with (data.parent / "train" / "goemotions" / "train.tsv").open(encoding="utf-8") as file:
        return list(dict.fromkeys(line.split("\t", 1)[0] for line in file))


def _feed(data: Path, times: float, talk: Sequence[str]) -> Feed:
    """Three weeks that set the bar and three that are measured; ``times`` as much as the airlines heard.

    What is more than they heard is talk.
    """
    with (data / "airline_two" / "tweets.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = list(dict.fromkeys(row["text"] for row in rows))
    chance = random.Random(77)
    chance.shuffle(texts)
    quarter = len(texts) // 4
    came = [_moment(row["created"]) for row in rows]
    chatter = _Talk(talk, times - 1)
    # The bar is tried on texts that were not learned, as every brand's future is.
    first = _half(texts[:quarter], came, chatter, weeks=range(1))
    second = _half(texts[quarter : 2 * quarter], came, chatter, weeks=range(1, _WEEKS))
    now = _half(texts[2 * quarter :], came, chatter, weeks=range(_WEEKS, 2 * _WEEKS))
    return Feed([*first, *second], now)


def _moment(text: str) -> float:
    at = datetime.strptime(text, "%d-%m-%Y %H.%M").replace(tzinfo=UTC)
    return (at - datetime(2015, 2, 16, tzinfo=UTC)) / timedelta(seconds=1) % _WEEK


class _Talk:
    """Chatter beside the airlines' feed; no text comes twice."""

    def __init__(self, texts: Sequence[str], share: float) -> None:
        self._texts, self._share = iter(texts), share

    def of(self, came: Sequence[float], chance: random.Random) -> list[tuple[float, str]]:
        """What is said in a week, and when."""
        many = int(len(came) * self._share)
        return [(at, next(self._texts)) for at in chance.choices(came, k=many)]


def _half(texts: Sequence[str], came: Sequence[float], talk: _Talk, *, weeks: range) -> list[Event]:
    chance, bag, events = random.Random(weeks.start), list[str](), []
    for week in weeks:
        said = talk.of(came, chance)
        for at in came:
            bag = bag or chance.sample(list(texts), len(texts))
            said.append((at, bag.pop()))
        for at, text in said:
            moment = _START + week * _WEEK + at + chance.uniform(0, 600)
            events.append(_event(moment, text, week * 1_000_000 + len(events)))
    return sorted(events, key=lambda each: each.at)
