"""Matching 10,000 queries of one brand against messages, one after the other, in time of one core.

Queries as brands write them: names with a matter, alternatives, phrases, exclusions, beginnings, languages
and misspellings, most of them with words that half of all messages have. Messages by Zipf's law, each seen
once, some in a script without spaces.
"""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Iterator

from amends.inbox.rules.matching import Heard, Matcher, parse
from benchmarks.harness import Figures, median

QUERIES = 10_000
_ROUNDS = 3
_SYLLABLES = (  # noqa: SIM905
    "ba be bo da de di do fa fe ga go ka ke ki ko la le li lo ma me mi mo na ne no ra"
).split()
_COMMON = (  # noqa: SIM905
    "my the is parcel not where order and you it have to since days nobody answers still waiting "
    "refund broken delivery money thanks please today late app box hotline wrong size arrived"
).split()
_HAN = "私東京大学店員配送注文返金遅壊新品電話待今日明何時届箱色赤青靴服春夏"


def run(figures: Figures, *, long: bool) -> None:
    """20,000 messages a round (long: 200,000); the figure is the median of the rounds."""
    chance = random.Random(11)
    words = _vocabulary(chance)
    began = time.perf_counter()
    texts = list(_queries(chance, words))
    matcher = Matcher({number: parse(text) for number, text in enumerate(texts)})
    figures.told("compiled", time.perf_counter() - began, "s")
    rates, hits = [], 0
    for _ in range(_ROUNDS):
        messages = list(_messages(chance, words, 200_000 if long else 20_000))
        began = time.process_time()
        hits = sum(len(matcher.match(heard)) for heard in messages)
        rates.append(len(messages) / (time.process_time() - began))
        figures.told("hits-per-message", hits / len(messages), "queries")
    figures.at_least("messages", median(rates), "messages/s", 20_000)


def _vocabulary(chance: random.Random) -> list[str]:
    words = dict.fromkeys(_COMMON)
    while len(words) < 30_000:
        words["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5)))] = None
    return list(words)


def _queries(chance: random.Random, words: list[str]) -> Iterator[str]:
    """A tenth of each kind, all of them different."""
    rare = words[400:]
    for n in range(QUERIES):
        name, other, third = chance.sample(rare, k=3)
        common = chance.choice(_COMMON)
        yield (
            f"{name}",
            f"{name} {common}",
            f'"{common} {name}"',
            f'({name} OR {other}) ({common} OR {third} OR "{other} {third}")',
            f"{name} -{common} -{other}",
            f"{name[:5]}x* OR #{other}",
            f"{name}{other}~ OR {name}",
            f"{name} lang:de,en -from:{other}",
            f"@{name} OR {other}{third} OR {''.join(chance.choices(_HAN, k=3))}",
            f'{common} "{name} {other}*" NOT ({third} OR lang:fr)',
        )[n % 10]


def _messages(chance: random.Random, words: list[str], count: int) -> Iterator[Heard]:
    upto = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words))))
    for n in range(count):
        said = chance.choices(words, cum_weights=upto, k=chance.randint(6, 28))
        if n % 10 == 0:
            said.append("".join(chance.choices(_HAN, k=12)))
        if n % 4 == 0:
            said += [f"#{chance.choice(words)}", f"@{chance.choice(words)}"]
        text = " ".join(said).capitalize() + chance.choice(["!", ".", "…", "?"])
        yield Heard(
            text=text,
            language=chance.choice(["", "en", "de-AT", "fr"]),
            channel="demo",
            handle=f"@{chance.choice(words)}@example.social",
        )
