"""Everything we say: the gate, the brake, the queue, delivery and the truth about each send."""

from __future__ import annotations
