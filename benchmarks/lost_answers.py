"""Two thousand sends through a network that loses a fifth of its answers, while workers are killed.

The practice network counts what it accepted; every send must be there once, and be shown as sent. One
of its accounts honours idempotency keys and one does not; one is rate-limited as usual.
"""

from __future__ import annotations

from benchmarks.harness import Figures, desk


def run(figures: Figures, *, long: bool) -> None:
    """300 sends and 3 kills; ``long``: 2,000 sends and 12 kills."""
    with desk(AMENDS_PRIVATE_ADDRESSES="127.0.0.1"):
        from benchmarks.rehearsal import Plan, rehearse, undisturbed

        plan = Plan(sends=2000, kills=12, workers=3) if long else Plan(sends=300, kills=3)
        found = rehearse(plan)
        speed = undisturbed(1000 if long else 400)
    figures.at_least("accepted", found.accepted, "sends", plan.sends)
    figures.told("answers-lost", found.lost, "calls")
    figures.told("workers-killed", found.killed, "workers")
    figures.told("left-by-the-dead", found.orphaned, "sends")
    figures.told("sent-per-second-by-one-worker", speed, "sends/s")
    figures.told("sent-per-second-in-trouble", plan.sends / found.seconds, "sends/s")
    figures.at_most("doubled", found.doubled, "sends", 0)
    figures.at_most("wrongly-failed", found.wrongly_failed, "sends", 0)
    figures.at_most("wrongly-sent", found.wrongly_sent, "sends", 0)
    figures.at_most("unsettled", found.unsettled, "sends", 0)
    figures.at_most("out-of-order", found.out_of_order, "cases", 0)
    figures.at_least("lost-share", found.lost / plan.sends, "of sends", 0.1)
