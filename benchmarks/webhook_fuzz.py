"""Mutated webhooks of every network that pushes, at the real door and through the real digesting.

Never a 5xx, nothing unproven accepted, nothing accepted lost or changed, and nothing that an adapter
stumbles over: what it cannot understand lies in quarantine with its raw bytes.
"""

from __future__ import annotations

import time

from benchmarks.harness import Figures, desk

COUNT = 20_000


def run(figures: Figures, *, long: bool) -> None:
    """20,000 of each family: the first thousand go the whole way into cases, ``long``: all of them."""
    with desk():
        from benchmarks.hooks.families import FAMILIES

        for family in FAMILIES:
            _fuzz(figures, family, COUNT if long else COUNT // 20)


def _fuzz(figures: Figures, family: object, digested: int) -> None:
    from django.utils import timezone

    from benchmarks.hooks.family import Family
    from benchmarks.hooks.fuzzing import fuzz
    from benchmarks.stage import hooked

    assert isinstance(family, Family)
    began = time.perf_counter()
    found = fuzz(family, hooked(family), COUNT, timezone.now(), digested=digested)
    seconds = time.perf_counter() - began
    name = family.name
    figures.at_least(f"{name}-pushed", found.pushed, "webhooks", COUNT)
    figures.told(f"{name}-accepted", found.accepted, "webhooks")
    figures.told(f"{name}-refused", found.refused, "webhooks")
    figures.told(f"{name}-quarantined", found.quarantined, "webhooks")
    figures.told(f"{name}-per-second", COUNT / seconds, "webhooks/s")
    for fault, times in found.faults().items():
        figures.at_most(f"{name}-{fault.replace('_', '-')}", times, "webhooks", 0)
