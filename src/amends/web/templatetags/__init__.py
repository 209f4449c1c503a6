"""Words and small pieces that templates use."""

from __future__ import annotations
