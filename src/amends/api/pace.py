"""How often one caller may ask."""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Pace:
    """A bucket for each caller: ``burst`` requests at once, refilled with ``per_second``.

    Kept in this process's memory: several web processes allow several times as much.
    """

    #: Callers remembered before those whose bucket is full again are forgotten.
    _MOST = 10_000

    def __init__(self, *, per_second: float, burst: int) -> None:
        self._per_second = per_second
        self._burst = burst
        self._buckets: dict[int, _Bucket] = {}
        self._lock = threading.Lock()

    def take(self, caller: int, now: float) -> int:
        """0 if ``caller`` may ask at ``now`` (seconds of any steady clock), else whole seconds to wait."""
        with self._lock:
            if len(self._buckets) >= self._MOST:
                self._forget(now)
            bucket = self._buckets.setdefault(caller, _Bucket(self._burst, now))
            bucket.left, bucket.at = self._filled(bucket, now), now
            if bucket.left < 1:
                return math.ceil((1 - bucket.left) / self._per_second)
            bucket.left -= 1
            return 0

    def _filled(self, bucket: _Bucket, now: float) -> float:
        return min(self._burst, bucket.left + (now - bucket.at) * self._per_second)

    def _forget(self, now: float) -> None:
        full = [who for who, one in self._buckets.items() if self._filled(one, now) >= self._burst]
        for who in full:
            del self._buckets[who]
