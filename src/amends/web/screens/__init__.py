"""One module per screen: reads with one query, changes with one action."""

from __future__ import annotations
