"""A thousand planned posts come due in the second in which the brake is pulled, with several workers at it.

The network takes each call in its time; what counts is when it accepted the last one, seen from the moment
at which the declaration was committed. Everything else must be held, and nothing may be lost.
"""

from __future__ import annotations

from benchmarks.harness import Figures, desk


def run(figures: Figures, *, long: bool) -> None:
    """1,000 posts and 4 workers; ``long``: the same five times over, the worst counts."""
    with desk():
        from benchmarks.braking import race

        races = [race(sends=1_000, workers=4, number=n) for n in range(5 if long else 1)]
    figures.at_most("latest-acceptance-after-the-brake", max(each.latest for each in races), "s", 1)
    figures.at_most("not-accounted-for", sum(each.lost for each in races), "sends", 0)
    figures.at_least("accepted-before", min(each.accepted for each in races), "sends", 1)
    figures.at_least("held", min(each.held for each in races), "sends", 1)
    figures.told("pulling-took", max(each.took for each in races), "s")
