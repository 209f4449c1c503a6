"""A fifth of the answers cut off after the network took the send, on every network that we can play.

Nothing may be there twice, nothing shown as what it is not, and of every UNKNOWN it must be found out what
became of it: by looking it up, or on WhatsApp, which cannot be asked, by the statuses that it pushes.
"""

from __future__ import annotations

from functools import partial

from benchmarks.harness import Figures, desk


def run(figures: Figures, *, long: bool) -> None:
    """60 sends each; ``long``: 1,000."""
    sends = 1000 if long else 60
    # Networks check the address that they are to push to: nobody is there, and no name is looked up.
    quiet = {"AMENDS_PUBLIC_URL": "http://127.0.0.1:9"}
    with desk(AMENDS_PRIVATE_ADDRESSES="127.0.0.1", **quiet):
        from benchmarks import lost_networks, lost_open

        patience = 300.0 + sends
        ways = {name: partial(lost_networks.speak, way) for name, way in lost_networks.WAYS.items()}
        ways |= {name: partial(lost_open.speak, name) for name in lost_open.WORLDS}
        for name, speak in ways.items():
            found = speak(sends, patience)
            figures.at_least(f"{name}-accepted", found.accepted, "sends", sends)
            figures.at_least(f"{name}-answers-lost", found.lost / sends, "of sends", 0.1)
            figures.at_least(f"{name}-unknown-settled", found.settled, "sends", found.lost)
            figures.at_most(f"{name}-doubled", found.doubled, "sends", 0)
            figures.at_most(f"{name}-wrongly-shown", found.wrong, "sends", 0)
            figures.at_most(f"{name}-unsettled", found.unsettled, "sends", 0)
            figures.at_most(f"{name}-heard-twice", found.heard_twice, "messages", 0)
            figures.told(f"{name}-seconds", found.seconds, "s")
