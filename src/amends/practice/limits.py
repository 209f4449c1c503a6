"""What the practice network allows: text lengths, request rates, messaging windows."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Literal

import regex

PUBLIC_TEXT = 500
MESSAGE_TEXT = 2_000
CLIENT_REF = 100
MESSAGING_WINDOW = 7 * 24 * 3600
IDEMPOTENCY_WINDOW = 3600
BODY_BYTES = 64 * 1024
PICTURES = 4
PICTURE_BYTES = 5_000_000
ALT_TEXT = 1_500

RetryAfterStyle = Literal["seconds", "date", "missing", "absurd"]
RETRY_AFTER_STYLES: tuple[RetryAfterStyle, ...] = ("seconds", "date", "missing", "absurd")
ABSURD_RETRY_AFTER = ("soon", "-30", "86400000", "", "3.5.1")

_CLUSTER = regex.compile(r"\X")


def graphemes(text: str) -> int:
    """The length of a text in grapheme clusters: what a person would call characters."""
    if text.isascii() and "\r" not in text:
        return len(text)
    return sum(1 for _ in _CLUSTER.finditer(text))


@dataclass(slots=True)
class Bucket:
    """A token bucket: `burst` requests at once, refilled at `per_second`."""

    per_second: float = 50.0
    burst: int = 200
    tokens: float = field(default=-1.0)
    filled_at: float = 0.0

    def take(self, now: float) -> float:
        """Take one token; returns 0.0, or the seconds to wait when there is none."""
        if self.tokens < 0:
            self.tokens = float(self.burst)
        else:
            gained = max(0.0, now - self.filled_at) * self.per_second
            self.tokens = min(float(self.burst), self.tokens + gained)
        self.filled_at = now
        if self.tokens >= 1:
            self.tokens -= 1
            return 0.0
        return (1 - self.tokens) / self.per_second

    def full_at(self, now: float) -> float:
        """When the bucket will be full again, as a unix time."""
        return now + (self.burst - max(0.0, self.tokens)) / self.per_second


def retry_after(
    style: RetryAfterStyle, wait: float, *, now: float, rng: random.Random
) -> str | None:
    """The value of the Retry-After header in the given style; None when it is left out."""
    whole = max(1, int(wait + 0.999))
    if style == "seconds":
        return str(whole)
    if style == "date":
        return formatdate(now + whole, usegmt=True)
    return rng.choice(ABSURD_RETRY_AFTER) if style == "absurd" else None
