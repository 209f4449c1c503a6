"""What every step of a batch knows."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from amends.channels.models import Connection
from amends.inbox.queries.clocks import Clocks, clocks_of


class Arrival(enum.Enum):
    """Whether people wait for an answer to it.

    LIVE: they spoke to the brand. HISTORY: it is the past being read in. FOUND: they spoke about the brand,
    and we asked the network for its words; only what fits one of its queries is kept.
    """

    LIVE = "live"
    HISTORY = "history"
    FOUND = "found"


@dataclass(frozen=True)
class Batch:
    """One connection's items, taken in at one moment."""

    connection: Connection
    now: datetime
    arrival: Arrival

    @property
    def brand_id(self) -> int:
        return self.connection.brand_id

    @cached_property
    def clocks(self) -> Clocks:
        """The brand's hours and promises: read once, and only when somebody waits."""
        return clocks_of(self.brand_id)
