"""How quickly a brand answers private messages, as its network reckons it. Pure.

A contact is a person's first message after a silence from both sides; what answers it is the brand's next
message that no machine wrote. The time is the mean of the quickest nine in ten, so that one forgotten
answer does not hide the others; those that got none are in the share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.channels.badges import Badge

_QUICKEST = 0.9


@dataclass(frozen=True, slots=True)
class Contact:
    """When somebody turned to the brand, and when they had an answer; None: not yet."""

    asked_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Responsiveness:
    """Of how many contacts which share was answered, and in what time; None where nothing was."""

    contacts: int
    answered: int
    time: timedelta | None

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where nobody asked."""
        return self.answered / self.contacts if self.contacts else 1.0

    @property
    def percent(self) -> int:
        """Rounded down: what is shown as 90 must be 90."""
        return self.answered * 100 // self.contacts if self.contacts else 100

    def earns(self, badge: Badge) -> bool:
        """Whether the network's mark stands; nobody's contact earns none."""
        if self.time is None:
            return False
        return self.answered >= badge.share * self.contacts and self.time <= badge.within


def responsiveness(contacts: Sequence[Contact]) -> Responsiveness:
    """The share and the time of these contacts."""
    waits = sorted(
        each.answered_at - each.asked_at for each in contacts if each.answered_at is not None
    )
    quickest = waits[: max(1, int(len(waits) * _QUICKEST))]
    time = sum(quickest, timedelta()) / len(quickest) if quickest else None
    return Responsiveness(len(contacts), len(waits), time)
