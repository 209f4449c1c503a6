"""Trouble on demand: what a rehearsal can make the network do wrong."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Literal

from amends.practice.limits import RETRY_AFTER_STYLES, RetryAfterStyle

OutageKind = Literal["503", "reset"]


@dataclass(slots=True)
class Strike:
    """A trouble that hits a share of cases (0.0 to 1.0), or each of the next n."""

    share: float = 0.0
    next: int = 0

    def hits(self, rng: random.Random) -> bool:
        if self.next > 0:
            self.next -= 1
            return True
        return self.share > 0 and rng.random() < self.share


@dataclass(slots=True)
class Faults:
    """Every switch for trouble, for the whole network or for one account; all off at first."""

    outage_until: float = 0.0
    outage_kind: OutageKind = "503"
    slow_seconds: float = 0.0
    slow_answers: Strike = field(default_factory=lambda: Strike(share=1.0))
    lost_answers: Strike = field(default_factory=Strike)
    cut_requests: Strike = field(default_factory=Strike)
    errors: Strike = field(default_factory=Strike)
    error_status: int = 500
    malformed_answers: Strike = field(default_factory=Strike)
    lookup_lag_seconds: float = 0.0
    retry_after: RetryAfterStyle = "seconds"
    duplicate_deliveries: Strike = field(default_factory=Strike)
    shuffled_deliveries: Strike = field(default_factory=Strike)
    wrong_signatures: Strike = field(default_factory=Strike)
    malformed_deliveries: Strike = field(default_factory=Strike)
    unknown_events: Strike = field(default_factory=Strike)
    dropped_subscriptions: Strike = field(default_factory=Strike)
    parallel_deliveries: int = 1
    mute_webhooks: bool = False

    def calm(self) -> None:
        """Switch every trouble off."""
        self._take_from(Faults())

    def _take_from(self, other: Faults) -> None:
        for each in fields(self):
            setattr(self, each.name, getattr(other, each.name))

    def change(self, wanted: Mapping[str, object]) -> None:
        """Set switches from JSON; raises ValueError with a sentence for an unknown or odd one."""
        known = {each.name for each in fields(self)}
        for name, value in wanted.items():
            if name not in known:
                raise ValueError(f"there is no fault named {name!r}")
            setattr(self, name, _checked(name, getattr(self, name), value))

    def as_dict(self) -> dict[str, object]:
        """The switches as plain JSON values."""
        return {each.name: _plain(getattr(self, each.name)) for each in fields(self)}


def _plain(value: object) -> object:
    return {"share": value.share, "next": value.next} if isinstance(value, Strike) else value


def _checked(name: str, current: object, value: object) -> object:
    if isinstance(current, Strike):
        return _strike(name, value)
    if name == "retry_after" and value not in RETRY_AFTER_STYLES:
        raise ValueError(f"retry_after is one of {', '.join(RETRY_AFTER_STYLES)}")
    if name == "outage_kind" and value not in {"503", "reset"}:
        raise ValueError("outage_kind is 503 or reset")
    if isinstance(current, float) and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not type(current):
        raise ValueError(f"{name} needs a {type(current).__name__}")
    return value


def _strike(name: str, value: object) -> Strike:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
        return Strike(share=float(value))
    if not isinstance(value, dict) or not value.keys() <= {"share", "next"}:
        raise ValueError(f'{name} needs a share from 0 to 1, or {{"share": …, "next": …}}')
    share, upcoming = value.get("share", 0.0), value.get("next", 0)
    if not isinstance(share, int | float) or not 0 <= share <= 1 or not isinstance(upcoming, int):
        raise ValueError(f"{name}: share is from 0 to 1, next is a whole number")
    return Strike(share=float(share), next=upcoming)


class Trouble:
    """The faults that apply to one request or delivery: the network's and the account's."""

    __slots__ = ("_faults", "_rng")

    def __init__(self, *faults: Faults, rng: random.Random) -> None:
        self._faults = faults
        self._rng = rng

    def hits(self, name: str) -> bool:
        """Whether a named `Strike` hits this time; a counted one is used up by asking."""
        return any(getattr(each, name).hits(self._rng) for each in self._faults)

    def outage(self, now: float) -> OutageKind | None:
        return next((each.outage_kind for each in self._faults if each.outage_until > now), None)

    def delay(self) -> float:
        """Seconds to wait before answering this request."""
        slow = [each for each in self._faults if each.slow_seconds > 0]
        return sum(each.slow_seconds for each in slow if each.slow_answers.hits(self._rng))

    def error_status(self) -> int | None:
        hit = next((each for each in self._faults if each.errors.hits(self._rng)), None)
        return hit.error_status if hit else None

    def lookup_lag(self) -> float:
        return max(each.lookup_lag_seconds for each in self._faults)

    def retry_after(self) -> RetryAfterStyle:
        odd = (each.retry_after for each in self._faults if each.retry_after != "seconds")
        return next(odd, "seconds")

    def parallel(self) -> int:
        return max(each.parallel_deliveries for each in self._faults)

    def muted(self) -> bool:
        return any(each.mute_webhooks for each in self._faults)
