"""Everybody affected by an incident is told that it is over, over eight connections, whatever happens.

Workers are killed with -9 again and again; at two fifths somebody stops it, and later it goes on. The
network counts what it accepted: nobody is answered twice, nothing is accepted later than five seconds
after it was stopped, and the ledger accounts for everybody.
"""

from __future__ import annotations

from benchmarks.harness import Figures, desk


def run(figures: Figures, *, long: bool) -> None:
    """2,000 people, ``long``: 50,000; ten workers are killed in both."""
    with desk(AMENDS_PRIVATE_ADDRESSES="127.0.0.1"):
        from benchmarks.everybody import Plan, tell_everybody

        plan = Plan(people=50_000 if long else 2_000, kills=10)
        found = tell_everybody(plan)
    figures.at_least("people", found.people, "people", plan.people)
    figures.at_least("told", found.told, "people", plan.people)
    figures.told("told-per-second", found.told / found.seconds, "people/s")
    figures.told("workers-killed", found.killed, "workers")
    figures.told("told-when-stopped", found.at_cancel, "people")
    figures.at_most("stopped-within", found.cancel_seconds, "s", 5)
    figures.at_most("accepted-after-stop-plus-5s", found.after_cancel, "answers", 0)
    figures.at_most("begun-after-stop", found.begun_after, "answers", 0)
    figures.at_most("answered-twice", found.twice, "people", 0)
    figures.at_least("in-the-ledger", found.accounted, "of people", 1)
    figures.at_most("ledger-wrong", found.wrong, "people", 0)
