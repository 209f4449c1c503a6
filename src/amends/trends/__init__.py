"""What many say alike: common issues, spikes against the brand's own past, and what is about to spread."""

from __future__ import annotations
