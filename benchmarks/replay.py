"""A replay of mixed messages: how fast they stand in order, and that memory does not grow with them."""

from __future__ import annotations

import itertools
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.harness import Figures, desk
from benchmarks.triage import messages

if TYPE_CHECKING:
    from amends.channels.models import Connection
    from amends.listening.actions.replay import Replayed

#: The first so many fill the caches, or the first hundredth; what is used after them must not grow.
WARM = 1_000


def run(figures: Figures, *, long: bool) -> None:
    """Replay 10,000 messages (long: 1,000,000)."""
    with desk():
        _measure(figures, 1_000_000 if long else 10_000)


def _measure(figures: Figures, count: int) -> None:
    from amends.listening.actions.replay import Replayed, replay
    from amends.project.replaying import judges, made

    connection, done, before = made(None), Replayed(), 0.0
    warm = max(WARM, count // 100)
    began, worked = time.perf_counter(), time.process_time()
    with judges(len(os.sched_getaffinity(0))) as judge_all:
        more = {"judge_all": judge_all, "finds_issues": False}
        for done in replay(connection=connection, rows=_rows(count), **more):
            if not before and done.read >= warm:
                before = _memory()
            _say(done, began)
    figures.told("replay-rate", done.stored / (time.perf_counter() - began), "messages/s")
    figures.told("replay-rate-in-order", done.stored / done.seconds, "messages/s")
    used = time.process_time() - worked
    figures.told("replay-rate-of-our-core", done.stored / used, "messages/s")
    figures.told("replay-seconds-looking-for-spikes", done.looked, "s")
    figures.told("replay-spikes-found", _spikes(connection), "spikes")
    figures.told("replay-in-order-half", done.wait(0.5), "ms a batch")
    figures.told("replay-in-order-p95", done.wait(0.95), "ms a batch")
    figures.at_least("replay-stored", done.stored / count, "share", 1.0)
    figures.at_most("replay-memory-growth", _memory() / before, "ratio", 1.15)
    figures.told("replay-memory", _memory(), "MB")


def _rows(count: int) -> Iterator[object]:
    """Messages as people mix them, no two of them alike."""
    from datetime import UTC, datetime

    from amends.listening.rules.replaying import Rows

    rng, texts = random.Random(10), [m.text for half in ("open", "aside") for m in messages(half)]
    cells = (f'"{rng.choice(texts).replace(chr(34), "")} ({n})"' for n in range(count))
    lines = itertools.chain(["text"], cells)
    return Rows(datetime(2026, 3, 1, tzinfo=UTC)).of_csv(lines)


def _spikes(connection: Connection) -> int:
    from amends.trends.models import Spike

    return Spike.objects.filter(brand_id=connection.brand_id).count()


def _say(done: Replayed, began: float) -> None:
    """How far a long one is."""
    if done.read % 50_000 == 0:
        print(f"{done.read:,} after {time.perf_counter() - began:.0f} s, {_memory():.0f} MB")


def _memory() -> float:
    """Megabytes that this process holds now."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(each for each in told.splitlines() if each.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
