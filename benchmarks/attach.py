"""Automatic attachment: ten cases attached by hand, then a storm in words that none of the ten had.

Five troubles, told in phrases that are split in two: those of the ten and of the days before, and those of
the storm and of the ordinary cases beside it. No phrase stands on both sides.
"""

from __future__ import annotations

import csv
import os
import random
import time
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from amends.incidents.rules.likeness import Learned, Verdict, learn
from benchmarks.harness import Figures, median

_STORMS = Path(__file__).parent / "data" / "storms" / "storms.toml"
#: Where the public bank questions lie, for a second look; they are no part of the repository.
_BANKING = "AMENDS_BENCH_BANKING77"
BY_HAND = 10
BEFORE = 300


@dataclass(frozen=True)
class Told:
    """How it went in one storm: of the storm's cases, of the attached ones, and with a look at the unsure."""

    recall: float
    precision: float
    suggested: float
    seconds: float
    texts_per_second: float


class Storms:
    """The troubles, and how customers tell of them on either side of the split."""

    def __init__(self) -> None:
        self._told = tomllib.loads(_STORMS.read_text())
        self._around = self._told["around"]

    def names(self) -> list[str]:
        """The troubles, without what comes every day."""
        return [name for name in self._told if name not in {"ordinary", "around"}]

    def named(self, name: str) -> str:
        """The incident's own words."""
        return f"{self._told[name]['title']} {self._told[name]['words']}"

    def by_hand(self, chance: random.Random, name: str, side: str = "known") -> list[str]:
        """Ten different ways to tell of it."""
        return [
            self._say(chance, each, side) for each in chance.sample(self._told[name][side], BY_HAND)
        ]

    def said(self, chance: random.Random, name: str, side: str, count: int) -> list[str]:
        """So many cases of a trouble (or of every day), from one side of the split."""
        return [
            self._say(chance, chance.choice(self._told[name][side]), side) for _ in range(count)
        ]

    def _say(self, chance: random.Random, phrase: str, side: str) -> str:
        before, after = self._around[f"{side}_before"], self._around[f"{side}_after"]
        return (chance.choice(before) + phrase + chance.choice(after)).format(
            day=chance.choice(self._around["days"]),
            tag=chance.choice(self._around["tage"]),
            n=chance.randint(2, 9),
            order=chance.randint(10_000, 99_999),
        )


def judge(
    learned: Learned, storm: Sequence[str], beside: Sequence[str]
) -> tuple[float, float, float]:
    """Recall, precision, and the share of the storm that was attached or at least suggested."""
    began = [learned.judge(text).verdict for text in storm]
    wrong = sum(learned.judge(text).verdict is Verdict.ALIKE for text in beside)
    right = sum(verdict is Verdict.ALIKE for verdict in began)
    shown = sum(verdict is not Verdict.OTHER for verdict in began)
    return right / len(storm), right / max(1, right + wrong), shown / len(storm)


def weather(storms: Storms, name: str, seed: int, size: int) -> Told:
    """One storm: learned once from ten cases, judged in words it never saw."""
    chance = random.Random(seed)
    by_hand = storms.by_hand(chance, name)
    before = storms.said(chance, "ordinary", "known", BEFORE)
    storm = storms.said(chance, name, "unknown", size)
    beside = storms.said(chance, "ordinary", "unknown", size)
    began = time.perf_counter()
    learned = learn(by_hand, [], before, named=storms.named(name))
    learned_in = time.perf_counter() - began
    assert learned is not None
    began = time.perf_counter()
    recall, precision, shown = judge(learned, storm, beside)
    speed = 2 * size / (time.perf_counter() - began)
    return Told(recall, precision, shown, learned_in, speed)


def run(figures: Figures, *, long: bool) -> None:
    """Five storms of 200 cases beside 200 others; ``long``: each five times, of 1,000."""
    storms = Storms()
    every: list[Told] = []
    for name in storms.names():
        told = [
            weather(storms, name, seed, 1_000 if long else 200) for seed in range(5 if long else 2)
        ]
        every += told
        figures.told(f"recall-{name}", median([each.recall for each in told]), "of storm")
        figures.told(f"precision-{name}", median([each.precision for each in told]), "of attached")
    figures.at_least("recall", sum(t.recall for t in every) / len(every), "of storm", 0.95)
    precision = sum(t.precision for t in every) / len(every)
    figures.at_least("precision", precision, "of attached", 0.95)
    shown = sum(t.suggested for t in every) / len(every)
    figures.told("attached-or-suggested", shown, "of storm")
    figures.at_most("learned-in", max(t.seconds for t in every), "s", 5)
    figures.told("judged", min(t.texts_per_second for t in every), "texts/s")
    _second_look(figures)


def _second_look(figures: Figures) -> None:
    """Bank questions of one matter among 76 others, where that collection is at hand."""
    place = os.environ.get(_BANKING, "")
    if not place:
        return
    with Path(place).open() as file:
        rows = [(row["text"], row["category"]) for row in csv.DictReader(file)]
    chance = random.Random(1)
    found = []
    for matter in (
        "card_arrival",
        "pending_top_up",
        "declined_card_payment",
        "lost_or_stolen_card",
    ):
        own = [text for text, category in rows if category == matter]
        others = [text for text, category in rows if category != matter]
        chance.shuffle(own)
        chance.shuffle(others)
        learned = learn(own[:BY_HAND], [], others[:400], named=matter.replace("_", " "))
        assert learned is not None
        found.append(judge(learned, own[BY_HAND:], others[400 : 400 + len(own) - BY_HAND]))
    figures.told("bank-recall", sum(each[0] for each in found) / len(found), "of matter")
    figures.told("bank-precision", sum(each[1] for each in found) / len(found), "of attached")
