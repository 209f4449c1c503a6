"""How fast texts are counted as networks count them: while somebody types, and for every send."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from amends.channels.contract import Unit
from amends.channels.counting import count, fediverse, graphemes
from amends.channels.splitting import pieces
from amends.channels.x.counting import weigh
from benchmarks.harness import Figures

TEXTS = (
    "Sorry to hear that, Ada! We are looking for your parcel now and will write to you today.",
    "@ada_moss Désolés ! Où en est votre colis : https://track.example.com/parcel/NP-4471 📦",
    "你好，我们正在查找您的包裹。请把单号发给我们，谢谢！ 👩‍👩‍👧",
    "Ihr Paket liegt seit Dienstag im Depot Süd. Näheres unter northpost.com/hilfe.",
)


def run(figures: Figures, *, long: bool) -> None:
    """Four texts as desks write them, counted for a second each way (long: ten)."""
    seconds = 10.0 if long else 1.0
    ways: dict[str, Callable[[str], object]] = {
        "x_weighted": weigh,
        "bluesky_graphemes_and_bytes": lambda text: graphemes(text) + count(text, Unit.UTF8_BYTES),
        "mastodon": fediverse,
        "instagram_bytes": lambda text: count(text, Unit.UTF8_BYTES),
    }
    for name, way in ways.items():
        figures.at_least(f"texts_per_second_{name}", _rate(way, TEXTS, seconds), "1/s", 2_000)
    novel = " ".join(TEXTS * 12)
    rate = _rate(lambda text: pieces(text, 280, weigh), [novel], seconds)
    figures.at_least("novels_split_per_second", rate, "1/s", 2)


def _rate(way: Callable[[str], object], texts: Sequence[str], seconds: float) -> float:
    way(texts[0])  # what is prepared once
    began, done = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        for text in texts:
            way(text)
        done += len(texts)
    return done / (time.perf_counter() - began)
