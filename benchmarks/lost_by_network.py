"""A fifth of the answers cut off after the network took the send, on every network that we can play.

Nothing may be there twice, nothing shown as what it is not, and of every UNKNOWN it must be found out what
became of it: by looking it up, or on WhatsApp, which cannot be asked, by the statuses that it pushes.
"""

from __future__ import annotations

from benchmarks.harness import Figures, desk


def run(figures: Figures, *, long: bool) -> None:
    """60 sends each; ``long``: 1,000."""
    sends = 1000 if long else 60
    with desk(AMENDS_PRIVATE_ADDRESSES="127.0.0.1"):
        from benchmarks.lost_networks import WAYS, speak

        for name, way in WAYS.items():
            found = speak(way, sends)
            figures.at_least(f"{name}-accepted", found.accepted, "sends", sends)
            figures.at_least(f"{name}-answers-lost", found.lost / sends, "of sends", 0.1)
            figures.at_least(f"{name}-unknown-settled", found.settled, "sends", found.lost)
            figures.at_most(f"{name}-doubled", found.doubled, "sends", 0)
            figures.at_most(f"{name}-wrongly-shown", found.wrong, "sends", 0)
            figures.at_most(f"{name}-unsettled", found.unsettled, "sends", 0)
            figures.at_most(f"{name}-heard-twice", found.heard_twice, "messages", 0)
            figures.told(f"{name}-seconds", found.seconds, "s")
