"""How much a network is asked again about what customers said. Pure.

Who edits or deletes is told to nobody on some networks, and on others not to who was away meanwhile; and how
far a stranger's post is shared is told to nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Recheck:
    """The pace of `Channel.recheck`: ``at_once`` messages every so long, of messages not older than ``back``.

    First of all those that wait for an answer, then the others of open cases in turns. ``private``: whether
    private messages can be looked at by their ids as well.
    """

    at_once: int
    every: timedelta = timedelta(minutes=5)
    back: timedelta = timedelta(days=7)
    private: bool = False


@dataclass(frozen=True, slots=True)
class Recount:
    """The pace of `Channel.recount`: ``at_once`` public messages every so long, of the last days (``back``).

    ``priced``: the network charges for each, so only what shows a sign of spreading is read again.
    """

    at_once: int
    every: timedelta = timedelta(minutes=5)
    back: timedelta = timedelta(days=5)
    priced: bool = False
